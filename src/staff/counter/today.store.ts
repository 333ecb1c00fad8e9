import { makeAutoObservable, runInAction } from 'mobx'
import { fill, paths } from '../../contract/paths'
import type { VerificationsAnswer } from '../../contract/staff'
import { reversalEndsAt } from '../../domain/pickup/verification'
import type { Instant } from '../../domain/time'
import type { ApiError } from '../../platform/answer'
import type { Api } from '../../platform/request'
import { joined, Pages } from '../pages'
import { isUndecided } from '../undecided'

export type Verification = VerificationsAnswer['verifications'][number]

export const REASON_LIMIT = 80
const REASON_LEAST = 2
export const REASONS = ['点错了', '顾客没拿货', '货不对，退回来了'] as const

export const isReversible = ({ at, reversedAt }: Verification, now: Instant): boolean =>
  reversedAt === null && now < reversalEndsAt(at as Instant)

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
      (after) => api.get<VerificationsAnswer>(path, { query: { after } }),
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
    const path = fill(paths.staffReverse, { storeId: this.storeId, verificationId: target.id })
    const answer = await this.api.post(path, { reason: this.reason.trim() }, { key })
    runInAction(() => {
      this.reversing = false
      this.error = answer.ok ? null : answer.error
      if (answer.ok) this.target = null
      if (!isUndecided(this.error)) this.key = null
    })
    if (!isUndecided(this.error)) await this.list.load()
  }
}
