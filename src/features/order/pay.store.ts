import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { PayParams } from '../../contract/checkout'
import type { PaidAnswer } from '../../contract/order'
import { fill, paths } from '../../contract/paths'
import type { OrderState } from '../../domain/order/order'
import { SECOND } from '../../domain/time'
import { type ApiError, clientError } from '../../platform/answer'
import type { Pay, PayDeed, PayOutcome, PaySheet } from '../../platform/payment'
import type { Api } from '../../platform/request'

export type PayParts = {
  readonly api: Api
  readonly pay: Pay
  readonly wait: (ms: number) => Promise<void>
}

/**
 * How it ended, as the server says it. `unsure`: the phone says paid, WeChat has not told the server yet; the order turns by itself
 * when it does. `refused`: it could not be begun, `error` says why.
 */
export type PayEnd = 'paid' | 'left' | 'failed' | 'unsure' | 'refused'

/** After the phone said paid, the server is asked so often; WeChat usually knows at once, sometimes seconds later. */
const PAUSES = [0, 1 * SECOND, 2 * SECOND, 4 * SECOND, 8 * SECOND] as const

const UNPAID: ReadonlySet<OrderState> = new Set<OrderState>(['pending_payment', 'closed', 'cancelled'])

/** Paying one order: the fields from the server, the sheet, then the server is asked what it knows. One at a time. */
export class PayStore {
  /** What is going on, for the button: it stays locked until it is over. */
  step: 'idle' | 'preparing' | 'at-the-sheet' | 'confirming' = 'idle'
  /** The stand-in's sheet, where WeChat draws none. */
  sheet: PaySheet | null = null
  error: ApiError | null = null
  private deed: ((does: PayDeed) => void) | null = null
  private stopped = false

  constructor(private readonly parts: PayParts) {
    makeAutoObservable<this, 'parts' | 'deed' | 'stopped'>(
      this,
      { parts: false, deed: false, stopped: false, sheet: observableRef },
      { autoBind: true },
    )
  }

  get busy(): boolean {
    return this.step !== 'idle'
  }

  /** Words for the button while it is locked; `false` while it is not. */
  get words(): string | false {
    if (this.step === 'preparing') return '正在打开微信支付'
    if (this.step === 'at-the-sheet') return '等你付款'
    return this.step === 'confirming' ? '正在确认付款' : false
  }

  /** A tap while one is under way does nothing and answers `null`. */
  async pay(orderId: string): Promise<PayEnd | null> {
    if (this.busy) return null
    this.step = 'preparing'
    this.error = null
    this.stopped = false
    const end = await this.run(orderId)
    runInAction(() => {
      this.step = 'idle'
      this.sheet = null
    })
    return end
  }

  /** What was tapped at the stand-in's sheet. */
  act(does: PayDeed): void {
    this.sheet = null
    this.deed?.(does)
    this.deed = null
  }

  /** The page is gone: nobody waits for the answer any more, so nobody asks. An open sheet of ours counts as left. */
  stop(): void {
    this.stopped = true
    if (this.deed) this.act('leave')
  }

  private async run(orderId: string): Promise<PayEnd> {
    const prepared = await this.parts.api.post<PayParams>(fill(paths.orderPay, { orderId }))
    if (!prepared.ok) return this.refuse(prepared.error)
    runInAction(() => {
      this.step = 'at-the-sheet'
    })
    const outcome = await this.parts.pay(prepared.data, this.draw)
    if (outcome === 'not-here') return this.refuse(clientError('OPEN_IN_WECHAT'))
    runInAction(() => {
      this.step = 'confirming'
    })
    return this.confirm(orderId, outcome)
  }

  /** Somebody paid it meanwhile, on another phone or a moment ago: that is no failure. */
  private refuse(error: ApiError): PayEnd {
    const state = error.code === 'ORDER_MOVED' ? (error.facts.state as OrderState | undefined) : undefined
    if (state && !UNPAID.has(state)) return 'paid'
    runInAction(() => {
      this.error = error
    })
    return 'refused'
  }

  private draw(sheet: PaySheet): Promise<PayDeed> {
    runInAction(() => {
      this.sheet = sheet
    })
    return new Promise((resolve) => {
      this.deed = resolve
    })
  }

  /**
   * The phone's word is only a hint, in both directions: who closed the sheet may have paid in its last second. So the server is asked
   * once in any case, and again for a while when the phone says paid.
   */
  private async confirm(orderId: string, outcome: PayOutcome): Promise<PayEnd> {
    const pauses = outcome === 'paid' ? PAUSES : PAUSES.slice(0, 1)
    for (const pause of pauses) {
      if (pause > 0) await this.parts.wait(pause)
      if (this.stopped) break
      const answer = await this.parts.api.post<PaidAnswer>(fill(paths.orderPaid, { orderId }))
      if (answer.ok && answer.data.paid) return 'paid'
    }
    if (outcome === 'paid') return 'unsure'
    return outcome === 'left' ? 'left' : 'failed'
  }
}
