import { v7 } from 'uuid'
import type { Instant } from '../../src/domain/time'

/** Chance that repeats itself: the same seed tells the same story. */
export type Chance = {
  /** 0 ≤ x < 1 */
  next(): number
  /** A whole number, `low` ≤ n ≤ `high`. */
  whole(low: number, high: number): number
  pick<T>(from: readonly T[]): T
  /** Picks by weight: `[['street', 3], ['gate', 1]]` */
  weighted<T>(from: readonly (readonly [T, number])[]): T
  happens(share: number): boolean
  /** An id that sorts by `at`, as ids made by the API do. */
  id(at: Instant): string
  /** `length` characters of a-z and 0-9. */
  code(length: number): string
}

const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789'

/** Mulberry32: small, even enough for stories, unfit for secrets. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const whole = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1))
  const pick = <T>(from: readonly T[]): T => from[whole(0, from.length - 1)] as T
  return {
    next,
    whole,
    pick,
    weighted: (from) => {
      let left = next() * from.reduce((sum, [, weight]) => sum + weight, 0)
      const hit = from.find(([, weight]) => {
        left -= weight
        return left < 0
      })
      return (hit ?? from[from.length - 1])![0]
    },
    happens: (share) => next() < share,
    id: (at) => v7({ msecs: at, random: Uint8Array.from({ length: 16 }, () => whole(0, 255)), seq: whole(0, 2 ** 30) }),
    code: (length) => Array.from({ length }, () => pick([...LETTERS])).join(''),
  }
}
