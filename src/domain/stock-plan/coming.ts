import { plusDays, startOfStoreDay, storeDay, type Instant, type StoreDay, DAY, HOUR } from '../time'

/**
 * What we believe, before anybody has come, about how many of those who claimed come to collect, and when.
 * These numbers are our own assumptions for an opening, not measurements; they are wide on purpose, and each day of redemptions
 * outweighs them a little more (see `stock-plan.ts`). When launches have been lived through, put what they showed here.
 */
export const PRIOR = {
  /** Share of claims that come at all: Beta with this mean. What is given is fetched more often than what must be paid for. */
  givenShare: 0.62,
  paidShare: 0.45,
  /** How much evidence that mean is worth, in coupons: 8 leaves 0.62 ± 0.16. */
  shareWeight: 8,
  /** After how many days of the window half of those who come on decaying days have come; each as likely as the next. */
  halfLives: [1.5, 3, 6, 12],
  /** This part of those who come spreads evenly over the window instead: there are always some who take their time. */
  evenPart: 0.2,
  /** A Saturday or Sunday brings this many times the people of a working day. Public holidays are not known here. */
  weekend: 1.4,
  /** One day's share against the same day's share in another launch (weather, a market day): relative standard deviation. */
  dayWobble: 0.25,
} as const

/** One thing that may be true: this share of claims comes, with this half-life. `weight`: how probable; all add up to 1. */
export type Hypothesis = { readonly share: number; readonly halfLife: number; readonly weight: number }

const SHARE_STEPS = 99

/** The prior as a grid: 99 shares × 4 half-lives. @param given whether the goods cost nothing */
export function priorHypotheses(given: boolean): Hypothesis[] {
  const mean = given ? PRIOR.givenShare : PRIOR.paidShare
  const a = mean * PRIOR.shareWeight
  const b = (1 - mean) * PRIOR.shareWeight
  const grid = Array.from({ length: SHARE_STEPS }, (_, i) => {
    const share = (i + 1) / (SHARE_STEPS + 1)
    return { share, weight: share ** (a - 1) * (1 - share) ** (b - 1) }
  })
  return normalised(
    grid.flatMap(({ share, weight }) => PRIOR.halfLives.map((halfLife) => ({ share, halfLife, weight }))),
  )
}

export function normalised(hypotheses: readonly Hypothesis[]): Hypothesis[] {
  const sum = hypotheses.reduce((total, { weight }) => total + weight, 0)
  return hypotheses.map((one) => ({ ...one, weight: one.weight / sum }))
}

/** Whole days from one store day to another. */
export const daysBetween = (from: StoreDay, to: StoreDay): number =>
  Math.round((startOfStoreDay(to) - startOfStoreDay(from)) / DAY)

function isWeekend(day: StoreDay): boolean {
  const sinceThursday = Math.floor((startOfStoreDay(day) + 8 * HOUR) / DAY) % 7 // 1970-01-01 was a Thursday
  return sinceThursday === 2 || sinceThursday === 3
}

/**
 * On which day of its window a coupon comes, given that it comes: one share per day, adding up to 1.
 * Decays by half every `halfLife` days, with an even part underneath, heavier on weekends.
 */
export function comingCurve(firstDay: StoreDay, lastDay: StoreDay, halfLife: number): number[] {
  const days = daysBetween(firstDay, lastDay) + 1
  const decay = Array.from({ length: days }, (_, i) => 2 ** (-i / halfLife))
  const decaySum = decay.reduce((sum, weight) => sum + weight, 0)
  const raw = decay.map((weight, i) => {
    const pull = (1 - PRIOR.evenPart) * (weight / decaySum) + PRIOR.evenPart / days
    return pull * (isWeekend(plusDays(firstDay, i)) ? PRIOR.weekend : 1)
  })
  const sum = raw.reduce((total, weight) => total + weight, 0)
  return raw.map((weight) => weight / sum)
}

/** How much of the selling day that holds `now` is over, 0 to 1. Hours in minutes since midnight. */
export function dayElapsed(now: Instant, hours: { opensMinute: number; closesMinute: number }): number {
  const minute = (now - startOfStoreDay(storeDay(now))) / (HOUR / 60)
  const length = hours.closesMinute - hours.opensMinute
  if (length <= 0) return minute / 1440
  return Math.min(1, Math.max(0, (minute - hours.opensMinute) / length))
}
