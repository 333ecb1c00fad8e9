/**
 * A clock that only moves forward and ignores the phone's time of day, in milliseconds from an arbitrary zero.
 *
 * Browsers have `performance.now`. WeChat's logic layer has no such thing, so there it is made of `Date.now`: steps
 * between two heartbeats count, jumps do not. Both stop or jump while the phone sleeps, hence `suspended`/`resumed`.
 */
export type Monotonic = {
  now(): number
  /** To be called every `BEAT_MS` while the app is on screen. */
  beat(): void
  suspended(): void
  resumed(): void
}

export type MonotonicSources = {
  /** `Date.now` */
  readonly wall: () => number
  /** `performance.now`; `null` where there is none. */
  readonly performanceNow: (() => number) | null
  /** Called when time was lost or guessed: whoever keeps server time should ask again. */
  readonly onJump: () => void
}

export const BEAT_MS = 1000
/** A step longer than this between heartbeats is the phone's clock being set, or a frozen thread. */
const LONGEST_STEP_MS = 5000
const SLEPT_MS = 2000
/** Nobody keeps a page suspended for longer; a larger gap is a clock that was set. */
const LONGEST_SLEEP_MS = 7 * 24 * 3_600_000

export function createMonotonic({ wall, performanceNow, onJump }: MonotonicSources): Monotonic {
  let elapsed = 0
  let lastWall = wall()
  let lastPerformance = performanceNow?.() ?? 0
  let asleepAt: { wall: number; elapsed: number } | null = null

  function advance(): void {
    const wallNow = wall()
    const step = wallNow - lastWall
    lastWall = wallNow
    if (performanceNow) {
      const performanceTime = performanceNow()
      elapsed += Math.max(0, performanceTime - lastPerformance)
      lastPerformance = performanceTime
      return
    }
    if (step >= 0 && step <= LONGEST_STEP_MS) {
      elapsed += step
      return
    }
    elapsed += BEAT_MS
    onJump()
  }

  return {
    now() {
      // While suspended nothing is trusted until `resumed` has looked at the gap.
      if (!asleepAt) advance()
      return elapsed
    },
    beat() {
      if (!asleepAt) advance()
    },
    suspended() {
      if (asleepAt) return
      advance()
      asleepAt = { wall: lastWall, elapsed }
    },
    resumed() {
      if (!asleepAt) return
      const slept = wall() - asleepAt.wall
      const before = asleepAt.elapsed
      asleepAt = null
      lastWall = wall()
      elapsed = before + (performanceNow ? Math.max(0, performanceNow() - lastPerformance) : 0)
      lastPerformance = performanceNow?.() ?? 0
      const missing = slept - (elapsed - before)
      if (Math.abs(missing) <= SLEPT_MS) {
        if (!performanceNow) elapsed += Math.max(0, missing)
        return
      }
      // The best guess until the server has been asked again: the phone slept, and its clock was left alone.
      if (missing > 0 && missing < LONGEST_SLEEP_MS) elapsed += missing
      onJump()
    },
  }
}
