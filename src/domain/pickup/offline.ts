import { HOUR, type Instant, MINUTE, plus } from '../time'

/** How long a list of orders may be used without the network, and how many orders it holds at most. */
export const OFFLINE_LIST_LASTS = 12 * HOUR
export const OFFLINE_LIST_ORDERS = 300

/** What was handed over without the network is told within a day; a phone's clock may be ahead by this much. */
export const SETTLED_WITHIN = 24 * HOUR
export const CLOCK_AHEAD = 2 * MINUTE

/** Why an instant at which something is said to have been handed over is not believed; `null` when it is. */
export function doubtInstant(at: Instant, now: Instant): 'ahead' | 'too-old' | null {
  if (at > plus(now, CLOCK_AHEAD)) return 'ahead'
  return at < plus(now, -SETTLED_WITHIN) ? 'too-old' : null
}
