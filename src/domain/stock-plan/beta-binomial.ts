/**
 * The beta-binomial: how many of `n` come when the share that comes is itself uncertain, distributed as Beta(a, b).
 * J. G. Skellam, "A probability distribution derived from the binomial distribution by regarding the probability of success as
 * variable between the sets of trials", J. R. Stat. Soc. B 10 (1948). Everything here is pure and exact up to floating point.
 */

const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
]

/** ln Γ(x) for x > 0 (Lanczos, g = 7, nine terms; relative error below 1e-13). */
export function lnGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - lnGamma(1 - x)
  const z = x - 1
  const t = z + 7.5
  const sum = LANCZOS.reduce((total, term, i) => (i === 0 ? term : total + term / (z + i)), 0)
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum)
}

/** ln B(a, b) for a, b > 0. */
export const lnBeta = (a: number, b: number): number => lnGamma(a) + lnGamma(b) - lnGamma(a + b)

export type Beta = { readonly a: number; readonly b: number }

/** Larger than any sum of a and b that matters: from here on a beta-binomial is a binomial. */
const MOST_CERTAIN = 1e9

/**
 * The Beta with this mean and variance (method of moments).
 * @param mean between 0 and 1, both excluded
 * @param variance above 0 and below mean × (1 − mean); a smaller one than can be told apart from 0 becomes the sharpest Beta
 */
export function betaOf(mean: number, variance: number): Beta {
  const certainty = Math.min(MOST_CERTAIN, (mean * (1 - mean)) / Math.max(variance, Number.MIN_VALUE) - 1)
  return { a: mean * Math.max(certainty, 1e-6), b: (1 - mean) * Math.max(certainty, 1e-6) }
}

/** ln P(k of n come) without the binomial coefficient, which is the same for every Beta that is compared. */
export const lnEvidence = (k: number, n: number, { a, b }: Beta): number => lnBeta(k + a, n - k + b) - lnBeta(a, b)

/** What is too small, against the most likely count, to move a quantile. */
const NEGLIGIBLE = 1e-14

/**
 * The smallest counts at which the distribution function of BetaBinomial(n, a, b) reaches each of `levels`.
 * Walks out from the most likely count by the ratio of neighbours, so that nothing underflows and a million takes milliseconds.
 * @param levels ascending, between 0 and 1
 */
export function quantiles(n: number, { a, b }: Beta, levels: readonly number[]): number[] {
  if (n === 0) return levels.map(() => 0)
  // P(x + 1) / P(x)
  const ratio = (x: number): number => ((n - x) * (x + a)) / ((x + 1) * (n - x - 1 + b))
  const from = mostLikely(n, { a, b })
  // both below 1: the distribution is lowest in the middle, and no tail is negligible before the end is reached
  const smallest = a < 1 && b < 1 ? 0 : NEGLIGIBLE
  const below: number[] = []
  for (let x = from, p = 1; x > 0; x--) {
    p /= ratio(x - 1)
    if (p < smallest) break
    below.push(p)
  }
  const above: number[] = []
  for (let x = from, p = 1; x < n; x++) {
    p *= ratio(x)
    if (p < smallest) break
    above.push(p)
  }
  const weights = [...below.reverse(), 1, ...above]
  const first = from - below.length
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return levels.map((level) => {
    let sum = 0
    const at = weights.findIndex((weight) => {
      sum += weight
      return sum >= level * total
    })
    return first + (at === -1 ? weights.length - 1 : at)
  })
}

function mostLikely(n: number, { a, b }: Beta): number {
  if (a <= 1) return b < 1 && b < a ? n : 0
  if (b <= 1) return n
  return Math.min(n, Math.max(0, Math.floor(((n + 1) * (a - 1)) / (a + b - 2))))
}
