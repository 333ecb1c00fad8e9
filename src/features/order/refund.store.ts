import { makeAutoObservable, observable, runInAction } from 'mobx'
import type { OrderAnswer, OrderLine } from '../../contract/order'
import { fill, paths } from '../../contract/paths'
import { type ApiError, isPassing } from '../../platform/answer'
import type { PhotosStore } from './photos.store'
import type { OrderParts } from './order.store'
import type { REASON_WORDS } from './order-words'

export type RefundReason = keyof typeof REASON_WORDS
export const REFUND_WORDS_LIMIT = 200

/** What of a line may still be asked back: units that were handed over and not refunded yet. */
export const refundable = ({
  kind,
  quantity,
  pickedQuantity,
  refundedQuantity,
  kept,
  paid,
  refunded,
}: OrderLine): number =>
  kind === 'gift' || (kept ?? paid) <= 0 || refunded >= paid
    ? 0
    : Math.max(0, (pickedQuantity ?? quantity) - refundedQuantity)

/** 申请退款: which goods, how many of them, why, with words and photographs. */
export class RefundStore {
  readonly chosen = observable.map<string, number>()
  reason: RefundReason | null = null
  words = ''
  sending = false
  error: ApiError | null = null
  /** Somebody tried to send: what is missing is said from now on. */
  tried = false
  private attempt: { key: string; body: string } | null = null

  constructor(
    private readonly parts: OrderParts,
    private readonly orderId: string,
    readonly photos: PhotosStore,
  ) {
    makeAutoObservable<this, 'parts' | 'orderId' | 'attempt'>(
      this,
      { parts: false, orderId: false, attempt: false, photos: false },
      { autoBind: true },
    )
  }

  /** How many of a line; 0 takes it out. */
  take(line: OrderLine, quantity: number): void {
    const most = refundable(line)
    if (quantity <= 0) this.chosen.delete(line.id)
    else this.chosen.set(line.id, Math.min(quantity, most))
  }

  because(reason: RefundReason): void {
    this.reason = reason
  }

  write(words: string): void {
    this.words = words.slice(0, REFUND_WORDS_LIMIT)
  }

  /** What is still missing, in words; `null` when it can be sent. */
  get missing(): string | null {
    if (this.chosen.size === 0) return '先选要退的商品'
    if (this.reason === null) return '选一个原因'
    if (this.photos.sending) return '照片还在上传'
    return this.photos.failed ? '有照片没传上去，点一下重传，或删掉它' : null
  }

  /** About how much it would be: exactly what these units paid is said by the server. */
  estimateOf(order: OrderAnswer): number {
    return order.lines.reduce((sum, line) => {
      const quantity = this.chosen.get(line.id) ?? 0
      const of = refundable(line)
      if (quantity === 0 || of === 0) return sum
      const left = Math.min(line.kept ?? line.paid, line.paid - line.refunded)
      return sum + (quantity === of ? left : Math.floor((left * quantity) / of))
    }, 0)
  }

  /** Answers whether the request is made. A lost answer keeps the key: the same once more is the same request. */
  async send(): Promise<boolean> {
    this.tried = true
    if (this.sending || this.missing !== null) return false
    this.sending = true
    this.error = null
    const body = {
      reason: this.reason,
      words: this.words.trim(),
      photoIds: this.photos.ids,
      lines: [...this.chosen].map(([lineId, quantity]) => ({ lineId, quantity })),
    }
    const text = JSON.stringify(body)
    if (this.attempt?.body !== text) this.attempt = { key: await this.parts.newKey(), body: text }
    const path = fill(paths.orderRefunds, { orderId: this.orderId })
    const answer = await this.parts.api.post(path, body, { key: this.attempt.key })
    runInAction(() => {
      this.sending = false
      this.error = answer.ok ? null : answer.error
      if (answer.ok || !isPassing(answer.error)) this.attempt = null
    })
    return answer.ok
  }
}
