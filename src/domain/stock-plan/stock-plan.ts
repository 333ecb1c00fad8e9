import type { StoreDay } from '../time'
import { plusDays } from '../time'
import { betaOf, lnEvidence, quantiles } from './beta-binomial'
import { comingCurve, daysBetween, type Hypothesis, normalised, PRIOR, priorHypotheses } from './coming'

/** Coupons of one batch that share their window: those claimed before it opened, or on one day of it. Last day included. */
export type Cohort = {
  readonly firstDay: StoreDay
  readonly lastDay: StoreDay
  readonly claimed: number
  /** How many were used on which day, today included. */
  readonly usedOn: ReadonlyMap<StoreDay, number>
}

/** `low`…`high` holds the real number with a probability of at least 80%; `expected` is the mean, always between them. */
export type Range = { readonly low: number; readonly expected: number; readonly high: number }
export type StockPlan = {
  readonly claimed: number
  readonly used: number
  /** Coupons that may still come. */
  readonly outstanding: number
  /** Share of all claims that will have come in the end. */
  readonly rate: Range
  readonly days: readonly (Range & { readonly day: StoreDay })[]
  readonly total: Range
}

/** No plan reaches further: what comes later is planned later. */
const HORIZON_DAYS = 62
const LEVELS = [0.1, 0.9] as const

/**
 * What the coupons that are out become, per day, in coupons.
 *
 * The model, per batch: an unknown share p of claims comes at all, on the days of the window by an unknown curve (`coming.ts`).
 * A coupon that has not come by the morning of day d comes on d with h = p·w(d) ÷ (1 − p·(w before d)); that is Bayes' rule for
 * "has not come yet". How many of the n that are out come that day is beta-binomial around h, since days differ. Each day that
 * has passed is evidence: every pair of share and curve is weighed by how well it foretold that day's count (Bayes on a grid).
 * What is to come is then the mean over all pairs, and its range the exact 10% and 90% quantiles of the beta-binomial that has
 * the mean and variance of that mixture.
 *
 * @param today the store day of now; its row is what is still to come today
 * @param elapsed how much of today's selling time is over, 0 to 1
 * @param given whether the goods cost nothing
 */
export function stockPlan(
  cohorts: readonly Cohort[],
  at: { readonly today: StoreDay; readonly elapsed: number; readonly given: boolean },
): StockPlan {
  const beliefs = learn(cohorts, at)
  const claimed = cohorts.reduce((sum, cohort) => sum + cohort.claimed, 0)
  const used = cohorts.reduce((sum, cohort) => sum + usedOf(cohort), 0)
  const open = cohorts.filter((cohort) => cohort.lastDay >= at.today && outstandingOf(cohort) > 0)
  const outstanding = open.reduce((sum, cohort) => sum + outstandingOf(cohort), 0)
  const shares = futureShares(open, outstanding, beliefs, at)
  const days = shares.days.map((day, d) => ({ day, ...rangeOf(outstanding, shares.of(d), beliefs) }))
  return { claimed, used, outstanding, rate: rateOf(beliefs), days, total: totalOf(outstanding, shares, beliefs) }
}

const usedOf = (cohort: Cohort): number => [...cohort.usedOn.values()].reduce((sum, count) => sum + count, 0)
const outstandingOf = (cohort: Cohort): number => cohort.claimed - usedOf(cohort)

type At = { readonly today: StoreDay; readonly elapsed: number; readonly given: boolean }

/** A cohort's curve under one half-life, and how much of it lies before each of its days. */
type Curve = { readonly weights: readonly number[]; readonly before: readonly number[] }

function curveOf(cohort: Cohort, halfLife: number): Curve {
  const weights = comingCurve(cohort.firstDay, cohort.lastDay, halfLife)
  const before: number[] = []
  weights.reduce((sum, weight) => {
    before.push(sum)
    return sum + weight
  }, 0)
  return { weights, before }
}

/** The prior after every day that has passed, and the part of today that has. */
function learn(cohorts: readonly Cohort[], at: At): Hypothesis[] {
  const prior = priorHypotheses(at.given)
  const days = pastDays(cohorts, at)
  if (days.length === 0) return prior
  const curves = new Map(PRIOR.halfLives.map((half) => [half, cohorts.map((cohort) => curveOf(cohort, half))]))
  const scores = prior.map((hypothesis) => {
    const of = curves.get(hypothesis.halfLife as (typeof PRIOR.halfLives)[number])!
    return days.reduce(
      (sum, day) => sum + lnEvidence(day.came, day.out, wobbling(hazard(day, of, hypothesis.share))),
      0,
    )
  })
  const best = scores.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  return normalised(prior.map((one, i) => ({ ...one, weight: one.weight * Math.exp(scores[i]! - best) })))
}

type PastDay = {
  /** Coupons out in the morning, and how many of them came. */
  readonly out: number
  readonly came: number
  readonly parts: readonly { readonly cohort: number; readonly index: number; readonly out: number }[]
  /** How much of the day counts: 1, today what has passed of it. */
  readonly part: number
}

/** Every past day's count over all cohorts: what wobbles is the day, not the cohort. */
function pastDays(cohorts: readonly Cohort[], { today, elapsed }: At): PastDay[] {
  const days = new Map<StoreDay, { out: number; came: number; parts: PastDay['parts'][number][] }>()
  cohorts.forEach((cohort, c) => {
    const last = cohort.lastDay < today ? cohort.lastDay : today
    let out = cohort.claimed
    for (let index = 0; index <= daysBetween(cohort.firstDay, last); index++) {
      const day = plusDays(cohort.firstDay, index)
      const came = cohort.usedOn.get(day) ?? 0
      const sum = days.get(day) ?? { out: 0, came: 0, parts: [] }
      days.set(day, { out: sum.out + out, came: sum.came + came, parts: [...sum.parts, { cohort: c, index, out }] })
      out -= came
    }
  })
  return [...days]
    .map(([day, sum]) => ({ ...sum, part: day === today ? elapsed : 1 }))
    .filter((day) => day.out > 0 && (day.part > 0 || day.came > 0))
}

/** The chance that one of the coupons out that morning comes that day. */
function hazard(day: PastDay, curves: readonly Curve[], share: number): number {
  const part = Math.max(day.part, 0.01) // somebody before opening time is no miracle
  const mean = day.parts.reduce((sum, { cohort, index, out }) => {
    const { weights, before } = curves[cohort]!
    return sum + (out * share * weights[index]! * part) / (1 - share * before[index]!)
  }, 0)
  return Math.min(mean / day.out, 1 - 1e-9)
}

/** Variance of one day's share around `h`: its relative standard deviation is the wobble, less where all must come. */
const wobble = (h: number): number => PRIOR.dayWobble ** 2 * h * h * (1 - h)
const wobbling = (h: number) => betaOf(h, wobble(h))

type FutureShares = {
  readonly days: readonly StoreDay[]
  /** Per hypothesis: the chance that a coupon that is out comes on day `d`. */
  of(d: number): readonly number[]
}

function futureShares(
  cohorts: readonly Cohort[],
  outstanding: number,
  beliefs: readonly Hypothesis[],
  { today, elapsed }: At,
): FutureShares {
  const last = cohorts.reduce((latest, { lastDay }) => (lastDay > latest ? lastDay : latest), today)
  const first = cohorts.reduce((least, { firstDay }) => (firstDay < least ? firstDay : least), last)
  const from = first > today ? first : today
  const length = cohorts.length === 0 ? 0 : Math.min(HORIZON_DAYS, daysBetween(from, last) + 1)
  const days = Array.from({ length }, (_, d) => plusDays(from, d))
  const table = days.map(() => new Array<number>(beliefs.length).fill(0))
  for (const cohort of cohorts) {
    const curves = new Map(PRIOR.halfLives.map((half) => [half as number, curveOf(cohort, half)]))
    const now = daysBetween(cohort.firstDay, today)
    const weight = outstandingOf(cohort) / outstanding
    beliefs.forEach(({ share, halfLife }, h) => {
      const { weights, before } = curves.get(halfLife)!
      const gone = now < 0 ? 0 : before[now]! + weights[now]! * elapsed
      days.forEach((day, d) => {
        const index = daysBetween(cohort.firstDay, day)
        const here = weights[index] ?? 0
        const left = index === now ? here * (1 - elapsed) : here
        table[d]![h]! += (weight * share * left) / (1 - share * gone)
      })
    })
  }
  return { days, of: (d) => table[d]! }
}

/** The range of a count over `n` coupons whose chance is `chances[h]` under hypothesis h. */
function rangeOf(n: number, chances: readonly number[], beliefs: readonly Hypothesis[]): Range {
  return rangeFrom(n, ...moments(chances, chances.map(wobble), beliefs))
}

/** Days wobble independently of each other; what is not known about share and curve they have in common. */
function totalOf(n: number, shares: FutureShares, beliefs: readonly Hypothesis[]): Range {
  const sums = beliefs.map((_, h) => shares.days.reduce((sum, _day, d) => sum + shares.of(d)[h]!, 0))
  const wobbles = beliefs.map((_, h) => shares.days.reduce((sum, _day, d) => sum + wobble(shares.of(d)[h]!), 0))
  return rangeFrom(n, ...moments(sums, wobbles, beliefs))
}

/** Mean and variance of a mixture whose parts have these means and variances. */
function moments(
  means: readonly number[],
  variances: readonly number[],
  beliefs: readonly Hypothesis[],
): [mean: number, variance: number] {
  const mean = beliefs.reduce((sum, { weight }, h) => sum + weight * means[h]!, 0)
  const variance = beliefs.reduce((sum, { weight }, h) => sum + weight * ((means[h]! - mean) ** 2 + variances[h]!), 0)
  return [mean, variance]
}

function rangeFrom(n: number, mean: number, variance: number): Range {
  if (n === 0 || mean <= 0) return { low: 0, expected: 0, high: 0 }
  const expected = n * Math.min(mean, 1)
  if (mean >= 1 - 1e-12) return { low: n, expected: n, high: n }
  const [low, high] = quantiles(n, betaOf(mean, variance), LEVELS) as [number, number]
  // the mean of a skewed count may lie past a quantile; a range that does not hold its own mean reads as a mistake
  return { low: Math.min(low, Math.floor(expected)), expected, high: Math.max(high, Math.ceil(expected)) }
}

function rateOf(beliefs: readonly Hypothesis[]): Range {
  const shares = new Map<number, number>()
  for (const { share, weight } of beliefs) shares.set(share, (shares.get(share) ?? 0) + weight)
  const ascending = [...shares].sort(([a], [b]) => a - b)
  const quantile = (level: number): number => {
    let sum = 0
    return ascending.find(([, weight]) => (sum += weight) >= level - 1e-12)?.[0] ?? 1
  }
  const expected = ascending.reduce((sum, [share, weight]) => sum + share * weight, 0)
  return { low: Math.min(quantile(0.1), expected), expected, high: Math.max(quantile(0.9), expected) }
}
