import { makeAutoObservable, runInAction } from 'mobx'
import type { Picked } from '../../domain/order/picking'
import { Asking } from '../asking'

export type LineWorkParts = {
  readonly asking: () => Asking
  readonly pathOf: (deed: 'pick' | 'withdraw', lineId: string) => string
  /** The server has it. */
  readonly onPicked: (picked: Picked) => void
  /** Something else is so than what is shown. */
  readonly onStale: () => void
}

/** What is being done about one line. One request at a time: a second tap waits for the first answer. */
export class LineWork {
  /** What was tapped and is not known to be written down. */
  wish: Picked | null = null
  readonly picking: Asking
  readonly withdrawing: Asking

  constructor(
    private readonly lineId: string,
    private readonly parts: LineWorkParts,
  ) {
    this.picking = parts.asking()
    this.withdrawing = parts.asking()
    makeAutoObservable<this, 'lineId' | 'parts'>(
      this,
      { lineId: false, parts: false, picking: false, withdrawing: false },
      { autoBind: true },
    )
  }

  /** @returns whether it is written down */
  async pick(picked: Picked): Promise<boolean> {
    const { picking, parts } = this
    if (picking.busy) return false
    this.wish = picked
    const answer = await picking.send(parts.pathOf('pick', this.lineId), picked)
    runInAction(() => {
      if (!picking.lost) this.wish = null
    })
    if (answer?.ok) parts.onPicked(picked)
    else if (!picking.lost) parts.onStale()
    return answer?.ok === true
  }

  /** The same again after a lost answer, with the same key. */
  async repeat(): Promise<void> {
    if (this.picking.lost && this.wish) await this.pick(this.wish)
  }

  /** Takes the question back. @param lineId the line that the question is */
  async withdraw(lineId: string): Promise<void> {
    const { withdrawing, parts } = this
    const answer = await withdrawing.send(parts.pathOf('withdraw', lineId))
    if (answer && !withdrawing.lost) parts.onStale()
  }
}
