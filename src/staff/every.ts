import type { Instant } from '../domain/time'
import type { OnSecond } from '../platform/ticker'

/** For the ticker: runs `run` every `ms`, the first time after `ms`. A clock that was set back begins anew. */
export function every(ms: number, run: () => void): OnSecond {
  let last: Instant | null = null
  return (now) => {
    if (last === null || now < last) last = now
    if (now - last < ms) return
    last = now
    run()
  }
}
