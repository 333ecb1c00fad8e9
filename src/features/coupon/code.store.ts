import { makeAutoObservable, runInAction } from 'mobx'
import type { CouponCard, CouponCodeAnswer } from '../../contract/coupon'
import { fill, paths } from '../../contract/paths'
import { QR_WINDOW } from '../../domain/pickup/code'
import { type Instant, MINUTE, SECOND } from '../../domain/time'
import type { ApiError } from '../../platform/answer'
import type { Api } from '../../platform/request'

/** New codes are asked for while this much is left of the old ones. */
const AHEAD = 75 * SECOND
/** Not more often than this, so that a weak network is not made weaker. */
const BETWEEN_ASKS = 10 * SECOND
/** How often the counter's verdict is looked for while the code is on screen. */
const LOOK_EVERY = 5 * SECOND

/** What only the network or a busy server says; everything else is a decision about this coupon. */
const PASSING: ReadonlySet<string> = new Set([
  'NETWORK',
  'SERVER_SILENT',
  'BUSY',
  'UNEXPECTED',
  'TOO_MANY_REQUESTS',
  'WECHAT_UNAVAILABLE',
])

export type ShownCode = {
  /** `null` when no QR is good any more; the digits may still be. */
  readonly qr: { readonly text: string; readonly until: Instant } | null
  readonly digits: string | null
}

/** The code page: shows what is valid by the server's time, asks for more before it runs out, notices the counter's tap. */
export class CodeStore {
  codes: CouponCodeAnswer | null = null
  /** Why there is no code: not yet, given away, ended. */
  refusal: ApiError | null = null
  /** The last try did not get through; what is still valid stays. */
  unreached: ApiError | null = null
  /** Set once the counter has taken it. */
  verified: CouponCard | null = null
  asking = false
  private askedAt = 0
  private lookedAt = 0
  private looking = false

  constructor(
    private readonly api: Api,
    private readonly couponId: string,
  ) {
    makeAutoObservable<this, 'api' | 'couponId' | 'askedAt' | 'lookedAt' | 'looking'>(
      this,
      { api: false, couponId: false, askedAt: false, lookedAt: false, looking: false },
      { autoBind: true },
    )
  }

  /** The page is on screen (again): whatever was kept is shown, and new codes are asked for. */
  async shown(now: Instant): Promise<void> {
    this.codes ??= this.api.getCached<CouponCodeAnswer>(this.path)?.data ?? null
    this.lookedAt = now
    await this.ask(now)
  }

  /** Each second while on screen. */
  tick(now: Instant): void {
    if (this.verified) return
    if (this.runsLow(now) && now - this.askedAt >= BETWEEN_ASKS) void this.ask(now)
    if (now - this.lookedAt >= LOOK_EVERY) void this.look(now)
  }

  /** Chosen by the server's time. A code is taken one window longer than it is shown, which carries over a short gap. */
  codeAt(now: Instant): ShownCode {
    const { codes } = this
    if (!codes) return { qr: null, digits: null }
    const present = codes.qrs.find(({ from, until }) => from <= now && now < until)
    const last = codes.qrs[codes.qrs.length - 1]
    const spare = last && last.until <= now && now < last.until + QR_WINDOW ? last : undefined
    const qr = present ?? (spare && { ...spare, until: spare.until + QR_WINDOW })
    return {
      qr: qr ? { text: qr.text, until: qr.until as Instant } : null,
      digits: now < codes.digitsUntil ? codes.digits : null,
    }
  }

  async ask(now: Instant): Promise<void> {
    if (this.asking || this.verified) return
    this.asking = true
    this.askedAt = now
    const answer = await this.api.get<CouponCodeAnswer>(this.path, { keep: true })
    runInAction(() => {
      this.asking = false
      if (answer.ok) {
        this.codes = answer.data
        this.refusal = null
        this.unreached = null
      } else if (PASSING.has(answer.error.code)) {
        this.unreached = answer.error
      } else {
        this.refusal = answer.error
        this.unreached = null
      }
    })
    if (!answer.ok && answer.error.code === 'COUPON_USED') await this.look(now)
  }

  private get path(): string {
    return fill(paths.couponCode, { couponId: this.couponId })
  }

  private runsLow(now: Instant): boolean {
    if (this.refusal) return this.mayBeOver(now)
    const { codes } = this
    if (!codes) return true
    const last = codes.qrs[codes.qrs.length - 1]?.until ?? 0
    return last - now < AHEAD || codes.digitsUntil - now < MINUTE
  }

  /** A refusal that time itself lifts is asked about again when its time has come. */
  private mayBeOver(now: Instant): boolean {
    const opensAt = this.refusal?.code === 'COUPON_NOT_YET_USABLE' ? this.refusal.facts.opensAt : null
    return typeof opensAt === 'number' && now >= opensAt
  }

  private async look(now: Instant): Promise<void> {
    if (this.looking) return
    this.looking = true
    this.lookedAt = now
    const answer = await this.api.get<CouponCard>(fill(paths.coupon, { couponId: this.couponId }))
    this.looking = false
    if (!answer.ok || answer.data.shelf !== 'used') return
    runInAction(() => {
      this.verified = answer.data
    })
  }
}
