import { type Instant, MINUTE, plus } from '../time'

/** Typed codes that hit nothing, looked at over this long. */
export const GUESSING_SPAN = 10 * MINUTE
/** How many of them one clerk, and one store's clerks together, may have within the span. */
export const MISSES_PER_CLERK = 10
export const MISSES_PER_STORE = 60

/** From when on a miss no longer counts. */
export const missForgottenAt = (missedAt: Instant): Instant => plus(missedAt, GUESSING_SPAN)

/**
 * When typing is allowed again after these misses; `null` when it is allowed now.
 * Sliding, not in fixed windows: any 10 minutes hold at most `limit` misses.
 */
export function typingStoppedUntil(misses: readonly Instant[], limit: number, now: Instant): Instant | null {
  const counting = misses.filter((at) => missForgottenAt(at) > now).sort((a, b) => a - b)
  const last = counting[counting.length - limit]
  return last === undefined ? null : missForgottenAt(last)
}
