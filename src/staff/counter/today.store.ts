import { makeAutoObservable, runInAction } from 'mobx'
import { fill, paths } from '../../contract/paths'
import type { VerificationsAnswer } from '../../contract/staff'
import type { CouponValue } from '../../domain/coupon/coupon'
import { reversalEndsAt } from '../../domain/pickup/verification'
import type { Instant } from '../../domain/time'
import type { ApiError } from '../../platform/answer'
import type { Api } from '../../platform/request'
import { valueInWords } from '../../ui/coupon-words'
import { joined, Pages } from '../pages'
import { isUndecided } from '../undecided'

export type Verification = VerificationsAnswer['verifications'][number]

export const REASON_LIMIT = 80
export const REASON_LEAST = 2
export const REASONS = ['点错了', '顾客没拿货', '货不对，退回来了'] as const

/** What was handed over: 土鸡蛋 10 枚 · 订单 4218 · 5 件 */
export const titleOf = (one: Verification): string =>
  one.kind === 'order' ? one.title : valueInWords(one.value as CouponValue)

/** Within two hours of when the server heard of it: a handover without the network may have happened long before. */
export const isReversible = (one: Verification, now: Instant): boolean =>
  one.reversedAt === null && now < reversalEndsAt((one.kind === 'order' ? one.settledAt : one.at) as Instant)

const reversalPath = (storeId: string, { kind, id }: Verification): string =>
  kind === 'order'
    ? fill(paths.staffReverseHandover, { storeId, handoverId: id })
    : fill(paths.staffReverse, { storeId, verificationId: id })

/** What this store handed over today, and taking back a mistake. */
export class TodayStore {
  readonly list: Pages<VerificationsAnswer>
  /** The one being taken back, while its sheet is open. */
  target: Verification | null = null
  reason = ''
  reversing = false
  error: ApiError | null = null
  private key: string | null = null

  constructor(
    private readonly api: Api,
    private readonly storeId: string,
    private readonly newKey: () => Promise<string>,
  ) {
    const path = fill(paths.staffVerifications, { storeId })
    this.list = new Pages<VerificationsAnswer>(
      (after) => api.get<VerificationsAnswer>(path, { query: { after, with: 'orders' } }),
      (before, page) => ({ ...page, verifications: joined(before.verifications, page.verifications) }),
    )
    makeAutoObservable<this, 'api' | 'storeId' | 'newKey' | 'key'>(
      this,
      { api: false, storeId: false, newKey: false, key: false, list: false },
      { autoBind: true },
    )
  }

  pick(target: Verification): void {
    this.target = target
    this.reason = ''
    this.error = null
    this.key = null
  }

  drop(): void {
    if (!this.reversing) this.target = null
  }

  write(reason: string): void {
    this.reason = reason.slice(0, REASON_LIMIT)
    // Another reason is another request.
    this.key = null
  }

  get canReverse(): boolean {
    return this.reason.trim().length >= REASON_LEAST
  }

  /** Takes the picked one back. The same reason sent twice is one reversal. */
  async reverse(): Promise<void> {
    const { target } = this
    if (!target || this.reversing || !this.canReverse) return
    this.reversing = true
    this.error = null
    const key = (this.key ??= await this.newKey())
    const answer = await this.api.post(reversalPath(this.storeId, target), { reason: this.reason.trim() }, { key })
    runInAction(() => {
      this.reversing = false
      this.error = answer.ok ? null : answer.error
      if (answer.ok) this.target = null
      if (!isUndecided(this.error)) this.key = null
    })
    if (!isUndecided(this.error)) await this.list.load()
  }
}
