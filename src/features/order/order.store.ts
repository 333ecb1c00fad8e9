import { makeAutoObservable, runInAction } from 'mobx'
import type { OrderAnswer, OrderLine } from '../../contract/order'
import { fill, paths } from '../../contract/paths'
import type { OrderState } from '../../domain/order/order'
import { type Instant, SECOND } from '../../domain/time'
import { type Answer, type ApiError, isPassing } from '../../platform/answer'
import { Loadable } from '../../platform/loadable'
import type { Api } from '../../platform/request'

export type OrderParts = { readonly api: Api; readonly newKey: () => Promise<string> }

/** An order on its way is asked about so often while its page is looked at. */
const LOOK_EVERY = 15 * SECOND
const MOVING: ReadonlySet<OrderState> = new Set<OrderState>([
  'pending_payment',
  'paid',
  'picking',
  'ready',
  'delivering',
])

/** A substitute the store asks about, and what it would stand in for. */
export type Question = { readonly line: OrderLine; readonly instead: OrderLine | null }

/** One order with everything its resident may do. */
export class OrderStore {
  readonly order: Loadable<OrderAnswer>
  /** What is going on: nothing is begun twice. */
  doing: 'cancelling' | 'answering' | 'withdrawing' | 'buying-again' | null = null
  error: ApiError | null = null
  private lookedAt = 0
  /** Keys of taps whose answer got lost, by what was tapped. */
  private readonly keys = new Map<string, string>()

  constructor(
    private readonly parts: OrderParts,
    readonly orderId: string,
  ) {
    const path = fill(paths.order, { orderId })
    this.order = new Loadable(
      () => parts.api.get<OrderAnswer>(path, { keep: true }),
      () => parts.api.getCached<OrderAnswer>(path),
    )
    makeAutoObservable<this, 'parts' | 'keys' | 'lookedAt'>(
      this,
      { parts: false, keys: false, lookedAt: false, order: false },
      { autoBind: true },
    )
  }

  load(): Promise<boolean> {
    return this.order.load()
  }

  /** Each second while on screen: what moves elsewhere (paid, picked, ready) shows here by itself, gently. */
  tick(now: Instant): void {
    const { value, loading } = this.order
    if (!value || loading || this.doing || !MOVING.has(value.state)) return
    if (this.lookedAt === 0) this.lookedAt = now
    if (now - this.lookedAt < LOOK_EVERY) return
    this.lookedAt = now
    void this.order.load()
  }

  /** The oldest question still open. */
  get question(): Question | null {
    const lines = this.order.value?.lines ?? []
    const line = lines.find(({ kind, consent }) => kind === 'substitute' && consent === 'asked')
    return line ? { line, instead: lines.find(({ id }) => id === line.insteadOf) ?? null } : null
  }

  /** Answers whether it is cancelled. */
  cancel(reason: string): Promise<boolean> {
    const path = fill(paths.orderCancel, { orderId: this.orderId })
    return this.act('cancelling', `cancel ${reason}`, (key) => this.parts.api.post(path, { reason }, { key }))
  }

  /** 换 or 不换，退钱. */
  answer(lineId: string, agreed: boolean): Promise<boolean> {
    const path = fill(paths.orderSubstitute, { orderId: this.orderId, lineId })
    return this.act('answering', `${lineId} ${agreed}`, (key) => this.parts.api.post(path, { agreed }, { key }))
  }

  /** 撤回: a request that nobody has decided yet. */
  withdraw(requestId: string): Promise<boolean> {
    const path = fill(paths.orderWithdrawRefund, { orderId: this.orderId, requestId })
    return this.act('withdrawing', requestId, (key) => this.parts.api.post(path, {}, { key }))
  }

  /** 再来一单: what can be bought again goes into the cart of that store. Answers whether it lies there. */
  async buyAgain(): Promise<boolean> {
    const order = this.order.value
    if (!order) return false
    const lines = linesAgain(order.lines)
    const path = fill(paths.cartMerge, { storeId: order.store.id })
    return this.act('buying-again', 'again', (key) => this.parts.api.post(path, { lines }, { key }), false)
  }

  private async act(
    doing: NonNullable<OrderStore['doing']>,
    what: string,
    send: (key: string) => Promise<Answer<unknown>>,
    reload = true,
  ): Promise<boolean> {
    if (this.doing) return false
    this.doing = doing
    this.error = null
    const key = this.keys.get(what) ?? (await this.parts.newKey())
    this.keys.set(what, key)
    const answer = await send(key)
    if (answer.ok || !isPassing(answer.error)) this.keys.delete(what)
    // A refusal knows more than the page: it is drawn anew in any case.
    if (reload && (answer.ok || !isPassing(answer.error))) await this.order.load()
    runInAction(() => {
      this.doing = null
      this.error = answer.ok ? null : answer.error
    })
    return answer.ok
  }
}

/** The goods of an order as lines of a cart: gifts come by themselves, a substitute was not what one wanted. */
export function linesAgain(lines: readonly OrderLine[]): { goodsId: string; quantity: number }[] {
  const wanted = new Map<string, number>()
  for (const { kind, goodsId, quantity } of lines) {
    if (kind === 'goods') wanted.set(goodsId, (wanted.get(goodsId) ?? 0) + quantity)
  }
  return [...wanted].map(([goodsId, quantity]) => ({ goodsId, quantity }))
}
