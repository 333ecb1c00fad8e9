import type { Instant } from '../src/domain/time'

/** The only reader of the machine's clock on the server; tests pass a fixed one. */
export type Clock = { now(): Instant }

export const systemClock: Clock = { now: () => Date.now() as Instant }
