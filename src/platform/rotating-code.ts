import { makeAutoObservable, runInAction } from 'mobx'
import { QR_WINDOW } from '../domain/pickup/code'
import { type Instant, MINUTE, SECOND } from '../domain/time'
import { type Answer, type ApiError, isPassing } from './answer'

/** New codes are asked for while this much is left of the old ones. */
const AHEAD = 75 * SECOND
/** Not more often than this, so that a weak network is not made weaker. */
const BETWEEN_ASKS = 10 * SECOND
/** How often the counter's verdict is looked for while the code is on screen. */
const LOOK_EVERY = 5 * SECOND

/** Codes for now and the next few windows, and the digits beside them, as the API issues them. */
export type Codes = {
  readonly digits: string
  readonly digitsUntil: number
  readonly qrs: readonly { readonly text: string; readonly from: number; readonly until: number }[]
}

export type ShownCode = {
  /** `null` when no QR is good any more; the digits may still be. */
  readonly qr: { readonly text: string; readonly until: Instant } | null
  readonly digits: string | null
}

export type RotatingCodeParts<C extends Codes, D> = {
  readonly ask: () => Promise<Answer<C>>
  /** Codes of an earlier visit; what is still valid of them is shown at once. */
  readonly kept: () => C | null
  /** What the counter has done: `null` while it has done nothing. */
  readonly look: () => Promise<D | null>
  /** The refusal that comes when the counter was quicker than the look. */
  readonly doneCode: string
  /** When a refusal that time lifts is over; `null` for the others. */
  readonly liftedAt?: (refusal: ApiError) => number | null
}

/**
 * A code for the counter on screen, of a coupon or an order: shows what is valid by the server's time, asks for more before
 * it runs out, notices the counter's tap.
 */
export class RotatingCode<C extends Codes, D> {
  codes: C | null = null
  /** Why there is no code: not yet, given away, ended. */
  refusal: ApiError | null = null
  /** The last try did not get through; what is still valid stays. */
  unreached: ApiError | null = null
  /** Set once the counter has taken it. */
  verified: D | null = null
  asking = false
  private askedAt = 0
  private lookedAt = 0
  private looking = false

  constructor(private readonly parts: RotatingCodeParts<C, D>) {
    makeAutoObservable<this, 'parts' | 'askedAt' | 'lookedAt' | 'looking'>(
      this,
      { parts: false, askedAt: false, lookedAt: false, looking: false },
      { autoBind: true },
    )
  }

  /** The page is on screen (again): whatever was kept is shown, and new codes are asked for. */
  async shown(now: Instant): Promise<void> {
    this.codes ??= this.parts.kept()
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
    const answer = await this.parts.ask()
    runInAction(() => {
      this.asking = false
      if (answer.ok) {
        this.codes = answer.data
        this.refusal = null
        this.unreached = null
      } else if (isPassing(answer.error)) {
        this.unreached = answer.error
      } else {
        this.refusal = answer.error
        this.unreached = null
      }
    })
    if (!answer.ok && answer.error.code === this.parts.doneCode) await this.look(now)
  }

  private runsLow(now: Instant): boolean {
    if (this.refusal) return this.mayBeOver(this.refusal, now)
    const { codes } = this
    if (!codes) return true
    const last = codes.qrs[codes.qrs.length - 1]?.until ?? 0
    return last - now < AHEAD || codes.digitsUntil - now < MINUTE
  }

  /** A refusal that time itself lifts is asked about again when its time has come. */
  private mayBeOver(refusal: ApiError, now: Instant): boolean {
    const at = this.parts.liftedAt?.(refusal) ?? null
    return at !== null && now >= at
  }

  private async look(now: Instant): Promise<void> {
    if (this.looking) return
    this.looking = true
    this.lookedAt = now
    const done = await this.parts.look()
    this.looking = false
    if (done === null) return
    runInAction(() => {
      this.verified = done
    })
  }
}
