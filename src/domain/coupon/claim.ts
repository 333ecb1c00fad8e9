import { DAY, endOfStoreDay, type Instant, plus, plusDays, phaseOf, storeDay, type Window } from '../time'

/** What of a batch decides whether a resident may claim one more. */
export type ClaimTerms = {
  readonly claimWindow: Window
  readonly withdrawn: boolean
  readonly remaining: number
  /** What is left of today's share; `null` when the day is not limited. */
  readonly remainingToday: number | null
  readonly perPerson: number
}

export type ClaimRefusalCode =
  | 'CLAIM_NOT_OPEN_YET'
  | 'CLAIM_ENDED'
  | 'CLAIM_LIMIT_REACHED'
  | 'CLAIM_SOLD_OUT'
  | 'CLAIM_SOLD_OUT_TODAY'

/**
 * Why a resident who already claimed `mine` of this batch cannot claim another now; `null` when one may.
 * The claim button draws this; the API decides by the same order of reasons in one statement (`claim_coupons`).
 */
export function refuseClaim(terms: ClaimTerms, mine: number, now: Instant): ClaimRefusalCode | null {
  const phase = phaseOf(terms.claimWindow, now)
  if (terms.withdrawn || phase === 'closed') return 'CLAIM_ENDED'
  if (phase === 'upcoming') return 'CLAIM_NOT_OPEN_YET'
  if (mine >= terms.perPerson) return 'CLAIM_LIMIT_REACHED'
  if (terms.remaining <= 0) return 'CLAIM_SOLD_OUT'
  if (terms.remainingToday !== null && terms.remainingToday <= 0) return 'CLAIM_SOLD_OUT_TODAY'
  return null
}

/** A batch says either fixed instants or "N days from claiming" (through the end of the Nth day in Asia/Shanghai). */
export type UseTime = {
  readonly opensAt: Instant | null
  readonly closesAt: Instant | null
  readonly days: number | null
}

/** The use window of a coupon claimed at `claimedAt`. A claim counts as its first day: 3 days from Monday ends as Wednesday does. */
export function useWindow(time: UseTime, claimedAt: Instant): Window {
  const opensAt = time.opensAt ?? claimedAt
  const from = opensAt > claimedAt ? opensAt : claimedAt
  if (time.closesAt !== null) return { opensAt, closesAt: time.closesAt }
  if (time.days === null) throw new RangeError('A batch must say when its coupons end')
  return { opensAt, closesAt: endOfStoreDay(plusDays(storeDay(from), time.days - 1)) }
}

/** When to remind: `leadHours` before the end; `null` when that would be before it was claimed. */
export function remindAt(window: Window, leadHours: number, claimedAt: Instant): Instant | null {
  if (leadHours <= 0) return null
  const at = plus(window.closesAt, (-leadHours * DAY) / 24)
  return at > claimedAt ? at : null
}
