import type { Instant } from '../domain/time'

/** Called at each full second of server time. */
export type OnSecond = (now: Instant) => void

/**
 * The one ticker of the app: thirty rows on thirty timers would be thirty `setData` a second, over WeChat's limit.
 * It runs only while somebody listens and the app is on screen.
 */
export type Ticker = {
  /** Answers the function that stops listening. */
  subscribe(listener: OnSecond): () => void
  hidden(): void
  /** Back on screen: everybody is told the time at once. */
  shown(): void
}

export type TickerParts = {
  readonly now: () => Instant
  readonly setTimer: (run: () => void, ms: number) => unknown
  readonly clearTimer: (timer: unknown) => void
}

/** A timer may fire a millisecond early; just past the second the shown number is right for the whole second. */
const PAST_THE_SECOND_MS = 8

export function createTicker({ now, setTimer, clearTimer }: TickerParts): Ticker {
  const listeners = new Set<OnSecond>()
  let timer: unknown = null
  let onScreen = true

  function tellAll(): void {
    const at = now()
    for (const listener of [...listeners]) listener(at)
  }

  function schedule(): void {
    if (timer !== null || !onScreen || listeners.size === 0) return
    const untilNext = 1000 - (((now() % 1000) + 1000) % 1000) + PAST_THE_SECOND_MS
    timer = setTimer(() => {
      timer = null
      tellAll()
      schedule()
    }, untilNext)
  }

  function stop(): void {
    if (timer !== null) clearTimer(timer)
    timer = null
  }

  return {
    subscribe(listener) {
      listeners.add(listener)
      schedule()
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) stop()
      }
    },
    hidden() {
      onScreen = false
      stop()
    },
    shown() {
      if (onScreen) return
      onScreen = true
      tellAll()
      schedule()
    },
  }
}

/** A random delay below `ms`: at the opening instant, phones must not ask the server in the same second. */
export function spread(ms: number, random: () => number = Math.random): number {
  return Math.floor(random() * ms)
}
