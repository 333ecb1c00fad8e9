import { DAY, HOUR, type Instant, MINUTE, minuteOfStoreDay, plus, startOfStoreDay, storeDay } from '../time'

/** Phones stay silent from 22:00 to 8:00, store time. */
const QUIET_FROM = 22 * HOUR
const QUIET_UNTIL = 8 * HOUR
/** What would fall into the night and end in it is told in the last half hour before it. */
const LAST_CALL = 21.5 * HOUR
/** An opening is told the evening before, when people plan their morning. */
const OPENING_TOLD = 19 * HOUR

/** A batch may ask for a reminder at most this long before a copy ends. */
export const LONGEST_LEAD = 720 * HOUR

const sinceMidnight = (at: Instant): number => minuteOfStoreDay(at) * MINUTE
const onDayOf = (at: Instant, sinceStart: number): Instant => plus(startOfStoreDay(storeDay(at)), sinceStart)

/** The first instant from `now` on at which a phone may ring: `now` itself by day, the coming 8:00 at night. */
export const ringsAt = (now: Instant): Instant => ringsAtFrom(now, QUIET_UNTIL)

/** The same where the night ends at another hour, in ms since midnight. */
export function ringsAtFrom(now: Instant, quietUntil: number): Instant {
  const clock = sinceMidnight(now)
  if (clock < quietUntil) return onDayOf(now, quietUntil)
  return clock < QUIET_FROM ? now : onDayOf(now, DAY + quietUntil)
}

/** When to ring about something that happens at `until`; `null` when the night is not over before it. */
export function ringsBefore(until: Instant, now: Instant): Instant | null {
  const at = ringsAt(now)
  return at < until ? at : null
}

/**
 * Between 21:30 and 22:00: the 8:00 that ends the coming night. A coupon that would be reminded of in that night and also
 * ends in it (until midnight, mostly) is reminded of now. `null` at any other time.
 */
export function nightAhead(now: Instant): Instant | null {
  const clock = sinceMidnight(now)
  return clock >= LAST_CALL && clock < QUIET_FROM ? onDayOf(now, DAY + QUIET_UNTIL) : null
}

/**
 * Openings before this instant are to be told by now: from 19:00 on those of tomorrow, before that those of today only
 * (a launch that was moved closer, or a job that did not run last evening).
 */
export function openingsToldUntil(now: Instant): Instant {
  return onDayOf(now, sinceMidnight(now) >= OPENING_TOLD ? 2 * DAY : DAY)
}

/** Back-off of a push that WeChat asked us to send later: 30 s, 2 min, 8 min, 32 min, then every 2 hours. */
export function retryIn(attempts: number): number {
  return Math.min(30_000 * 4 ** (attempts - 1), 2 * HOUR)
}
