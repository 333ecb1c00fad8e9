import type { Clock } from '../../../server/clock'
import type { Instant } from '../../../src/domain/time'

/** Goes on like a real clock, from the instant it is set to: a journey needs no waiting for tomorrow. */
export type RunningClock = Clock & { set(at: Instant): void }

export function runningClock(at: Instant): RunningClock {
  let offset = at - Date.now()
  return {
    now: () => (Date.now() + offset) as Instant,
    set: (to) => {
      offset = to - Date.now()
    },
  }
}
