import { makeAutoObservable } from 'mobx'
import { fill, paths } from '../../contract/paths'
import type { StaffOrderAnswer } from '../../contract/staff-order'
import type { Picked } from '../../domain/order/picking'
import { SECOND } from '../../domain/time'
import { Loadable } from '../../platform/loadable'
import type { Api } from '../../platform/request'
import { Asking } from '../asking'
import { every } from '../every'
import { LineWork } from './line-work'
import type { Line } from './walk'

export type PickingParts = {
  readonly api: Api
  readonly newKey: () => Promise<string>
  readonly storeId: string
  readonly orderId: string
}

/** What another picker did is seen within so long. */
const POLL_MS = 8 * SECOND
export const REASON_LEAST = 2
export const REASON_LIMIT = 80
export const REFUSE_REASONS = ['货没有了', '今天送不了', '顾客要求取消', '一直没人来取'] as const

/** One order on its way through the store: taken, picked line by line, packed; or refused. */
export class PickingStore {
  readonly order: Loadable<StaffOrderAnswer>
  readonly tick = every(POLL_MS, () => this.renew())
  readonly starting: Asking
  readonly packing: Asking
  readonly refusing: Asking
  /** What ended it here, while that is being said. */
  ended: 'packed' | 'refused' | null = null
  reason = ''
  private readonly works = new Map<string, LineWork>()

  constructor(private readonly parts: PickingParts) {
    const { api, newKey } = parts
    this.order = new Loadable(() => api.get<StaffOrderAnswer>(this.path(paths.staffOrder)))
    this.starting = new Asking(api, newKey)
    this.packing = new Asking(api, newKey)
    this.refusing = new Asking(api, newKey)
    makeAutoObservable<this, 'parts' | 'works'>(
      this,
      {
        parts: false,
        works: false,
        tick: false,
        workOn: false,
        order: false,
        starting: false,
        packing: false,
        refusing: false,
      },
      { autoBind: true },
    )
  }

  /** The lines, each as it was last tapped: what is on its way counts as done until the server says otherwise. */
  get lines(): readonly Line[] {
    return (this.order.value?.lines ?? []).map((line) => {
      const { wish } = this.workOn(line.id)
      return wish ? withPicked(line, wish) : line
    })
  }

  /** What is being done about a line; the same for the life of the page. */
  readonly workOn = (lineId: string): LineWork => {
    const found = this.works.get(lineId)
    if (found) return found
    const work = new LineWork(lineId, {
      asking: () => new Asking(this.parts.api, this.parts.newKey),
      pathOf: (deed, id) =>
        fill(deed === 'pick' ? paths.staffPickLine : paths.staffWithdrawSubstitute, {
          storeId: this.parts.storeId,
          orderId: this.parts.orderId,
          lineId: id,
        }),
      onPicked: (picked) => this.write(lineId, picked),
      onStale: () => void this.order.load(),
    })
    this.works.set(lineId, work)
    return work
  }

  /** Whether something is on its way or lost: nothing is packed before it is known. */
  get unsettled(): boolean {
    return (this.order.value?.lines ?? []).some(({ id }) => this.workOn(id).wish !== null)
  }

  async start(): Promise<void> {
    await this.starting.send(this.path(paths.staffStartPicking))
    if (!this.starting.lost) await this.order.load()
  }

  /** 备好了. */
  async pack(): Promise<void> {
    if (this.unsettled) return
    const answer = await this.packing.send(this.path(paths.staffReady))
    if (answer?.ok) this.end('packed')
    else if (!this.packing.lost) await this.order.load()
  }

  say(reason: string): void {
    this.reason = reason.slice(0, REASON_LIMIT)
  }

  get canRefuse(): boolean {
    return this.reason.trim().length >= REASON_LEAST
  }

  /** The store cannot serve it: everything goes back. */
  async refuse(): Promise<void> {
    if (!this.canRefuse) return
    const answer = await this.refusing.send(this.path(paths.staffRefuse), { reason: this.reason.trim() })
    if (answer?.ok) this.end('refused')
    else if (!this.refusing.lost) await this.order.load()
  }

  private end(ended: 'packed' | 'refused'): void {
    this.ended = ended
  }

  private write(lineId: string, picked: Picked): void {
    const { value } = this.order
    if (value) {
      const lines = value.lines.map((line) => (line.id === lineId ? withPicked(line, picked) : line))
      this.order.change({ ...value, lines })
    }
    void this.order.load()
  }

  private renew(): void {
    for (const work of this.works.values()) void work.repeat()
    if (!this.order.loading && this.ended === null) void this.order.load()
  }

  private path(
    path: typeof paths.staffOrder | typeof paths.staffStartPicking | typeof paths.staffReady | typeof paths.staffRefuse,
  ): string {
    return fill(path, { storeId: this.parts.storeId, orderId: this.parts.orderId })
  }
}

const withPicked = (line: Line, { quantity, grams }: Picked): Line => ({
  ...line,
  pickedQuantity: quantity,
  pickedGrams: line.soldBy === 'weight' ? (grams ?? 0) : null,
})
