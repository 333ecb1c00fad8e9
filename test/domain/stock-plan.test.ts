import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lnBeta, lnGamma, quantiles } from '../../src/domain/stock-plan/beta-binomial'
import { comingCurve, dayElapsed, PRIOR } from '../../src/domain/stock-plan/coming'
import { type Cohort, stockPlan } from '../../src/domain/stock-plan/stock-plan'
import { instant, plusDays, type StoreDay } from '../../src/domain/time'

const MONDAY = '2026-06-01' as StoreDay
const WINDOW_DAYS = 14

function cohort(claimed: number, used: readonly number[] = [], firstDay = MONDAY, days = WINDOW_DAYS): Cohort {
  return {
    firstDay,
    lastDay: plusDays(firstDay, days - 1),
    claimed,
    usedOn: new Map(used.map((count, i) => [plusDays(firstDay, i), count])),
  }
}
const morningOf = (day: number) => ({ today: plusDays(MONDAY, day), elapsed: 0, given: true })
const width = ({ low, high }: { low: number; high: number }): number => high - low

describe('the beta-binomial', () => {
  it('ln Γ knows factorials and Γ(½) = √π', () => {
    expect(lnGamma(11)).toBeCloseTo(Math.log(3_628_800), 10)
    expect(lnGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 12)
    expect(lnGamma(1e6 + 1)).toBeCloseTo(12_815_518.384_658_16, 3)
  })

  it('quantiles agree with the distribution function written out', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 80 }),
        fc.double({ min: 0.2, max: 40, noNaN: true }),
        fc.double({ min: 0.2, max: 40, noNaN: true }),
        (n, a, b) => {
          const choose = (k: number) => -Math.log(n + 1) - lnBeta(n - k + 1, k + 1)
          const p = Array.from({ length: n + 1 }, (_, k) =>
            Math.exp(choose(k) + lnBeta(k + a, n - k + b) - lnBeta(a, b)),
          )
          const cdf = (k: number) => p.slice(0, k + 1).reduce((x, y) => x + y, 0)
          for (const level of [0.1, 0.5, 0.9]) {
            const [k] = quantiles(n, { a, b }, [level]) as [number]
            expect(cdf(k)).toBeGreaterThanOrEqual(level - 1e-9)
            if (k > 0) expect(cdf(k - 1)).toBeLessThan(level + 1e-9)
          }
        },
      ),
    )
  })

  it('of a million, the quantiles are those of the Beta itself (0.02357 and 0.07540)', () => {
    const [low, high] = quantiles(1_000_000, { a: 5, b: 100 }, [0.1, 0.9]) as [number, number]
    expect(low / 1e6).toBeCloseTo(0.02357, 4)
    expect(high / 1e6).toBeCloseTo(0.0754, 4)
  })
})

describe('the curve of the window', () => {
  it('adds up to 1, is heaviest in the first days, and a Saturday beats the Friday before it', () => {
    for (const halfLife of PRIOR.halfLives) {
      const curve = comingCurve(MONDAY, plusDays(MONDAY, 13), halfLife)
      expect(curve.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12)
      expect(curve[0]).toBeGreaterThan(curve[1]!)
      expect(curve[12]! / curve[11]!).toBeGreaterThan(1.2)
    }
  })

  it('half of the selling day is over at two in the afternoon when a shop is open from seven to nine', () => {
    const hours = { opensMinute: 7 * 60, closesMinute: 21 * 60 }
    expect(dayElapsed(instant('2026-06-01T14:00:00+08:00'), hours)).toBeCloseTo(0.5, 12)
    expect(dayElapsed(instant('2026-06-01T03:00:00+08:00'), hours)).toBe(0)
    expect(dayElapsed(instant('2026-06-01T22:00:00+08:00'), hours)).toBe(1)
  })
})

describe('before anybody has come', () => {
  it('1,000 claims of given goods: about 620 come, and nobody knows better than a third either way', () => {
    const plan = stockPlan([cohort(1000)], morningOf(-3))
    expect(plan.total.expected).toBeGreaterThan(600)
    expect(plan.total.expected).toBeLessThan(640)
    expect(plan.total.low).toBeLessThan(450)
    expect(plan.total.high).toBeGreaterThan(780)
    expect(plan.days).toHaveLength(WINDOW_DAYS)
    expect(plan.days[0]!.expected).toBeGreaterThan(plan.days[9]!.expected)
  })

  it('goods that must be paid for bring fewer', () => {
    const paid = stockPlan([cohort(1000)], { ...morningOf(0), given: false })
    expect(paid.total.expected).toBeLessThan(stockPlan([cohort(1000)], morningOf(0)).total.expected)
  })

  it('nothing claimed, nothing to prepare', () => {
    expect(stockPlan([], morningOf(0))).toMatchObject({ outstanding: 0, days: [], total: { low: 0, high: 0 } })
    expect(stockPlan([cohort(0)], morningOf(0)).total).toEqual({ low: 0, expected: 0, high: 0 })
  })

  it('more claims never mean less to prepare, on any day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 1, max: 500 }), (claims, more) => {
        const fewer = stockPlan([cohort(claims)], morningOf(-1))
        const many = stockPlan([cohort(claims + more)], morningOf(-1))
        for (const [i, day] of fewer.days.entries()) {
          expect(many.days[i]!.low).toBeGreaterThanOrEqual(day.low)
          expect(many.days[i]!.expected).toBeGreaterThan(day.expected)
          expect(many.days[i]!.high).toBeGreaterThanOrEqual(day.high)
        }
        expect(many.total.high).toBeGreaterThanOrEqual(fewer.total.high)
      }),
      { numRuns: 25 },
    )
  })
})

describe('while the trial runs', () => {
  const came = [150, 110, 80, 60, 55, 70, 60] // what the prior expects of 1,000, roughly

  it('the range narrows as days pass: it was wide, and knows after a week what the share is', () => {
    const before = stockPlan([cohort(1000)], morningOf(0))
    const after = stockPlan([cohort(1000, came)], morningOf(7))
    expect(width(after.total) / after.outstanding).toBeLessThan(0.6 * (width(before.total) / before.outstanding))
    expect(width(after.rate)).toBeLessThan(0.6 * width(before.rate))
  })

  it('a launch that nobody comes to is learned, and so is one that everybody comes to', () => {
    const quiet = stockPlan([cohort(1000, [20, 12, 10, 8])], morningOf(4))
    const rush = stockPlan([cohort(1000, [330, 200, 130, 90])], morningOf(4))
    expect(quiet.rate.high).toBeLessThan(0.4)
    expect(rush.rate.low).toBeGreaterThan(0.7)
  })

  it("only what is out is planned: today's row is what is still to come today", () => {
    const plan = stockPlan([cohort(100, [90])], { ...morningOf(0), elapsed: 0.5 })
    expect(plan).toMatchObject({ claimed: 100, used: 90, outstanding: 10 })
    expect(plan.total.high).toBeLessThanOrEqual(10)
    const closed = stockPlan([cohort(100, [10])], { ...morningOf(0), elapsed: 1 })
    expect(closed.days[0]).toMatchObject({ low: 0, expected: 0, high: 0 })
  })

  it('what has ended is no longer planned, but has taught something', () => {
    const ended = cohort(500, [0, 0, 0], MONDAY, 3)
    const plan = stockPlan([ended, cohort(100, [], plusDays(MONDAY, 5), 7)], morningOf(4))
    expect(plan.outstanding).toBe(100)
    expect(plan.rate.expected).toBeLessThan(0.1)
  })
})

const anyLaunch = fc
  .record({
    claimed: fc.integer({ min: 0, max: 5000 }),
    used: fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 10 }),
    late: fc.integer({ min: 0, max: 300 }),
    elapsed: fc.double({ min: 0, max: 1, noNaN: true }),
    given: fc.boolean(),
  })
  .map(({ claimed, used, late, elapsed, given }) => {
    let left = claimed
    const possible = used.map((count) => {
      const taken = Math.min(count, left)
      left -= taken
      return taken
    })
    const today = plusDays(MONDAY, Math.max(0, used.length - 1))
    return { cohorts: [cohort(claimed, possible), cohort(late, [], today, 5)], at: { today, elapsed, given } }
  })

describe('whatever happened', () => {
  it('days add up to the total, low ≤ expected ≤ high, never more than is out', () => {
    fc.assert(
      fc.property(anyLaunch, ({ cohorts, at }) => {
        const plan = stockPlan(cohorts, at)
        const sum = plan.days.reduce((total, day) => total + day.expected, 0)
        expect(Math.abs(sum - plan.total.expected)).toBeLessThan(1e-6 * (1 + sum))
        for (const range of [...plan.days, plan.total]) {
          expect(range.low).toBeGreaterThanOrEqual(0)
          expect(range.low).toBeLessThanOrEqual(range.expected)
          expect(range.expected).toBeLessThanOrEqual(range.high)
          expect(range.high).toBeLessThanOrEqual(plan.outstanding)
        }
        expect(plan.rate.low).toBeLessThanOrEqual(plan.rate.expected)
        expect(plan.rate.high).toBeLessThanOrEqual(1)
      }),
      { numRuns: 60 },
    )
  })
})

describe('calibration', () => {
  it('of launches drawn from the model, the 80% range holds on 75 to 85 of 100 days, before and while it runs', () => {
    const random = dice(20260601)
    const held = { before: [0, 0], during: [0, 0], total: [0, 0] } as Record<string, [number, number]>
    const count = (what: string, range: { low: number; high: number }, real: number) => {
      const [yes, all] = held[what]!
      held[what] = [yes + Number(range.low <= real && real <= range.high), all + 1]
    }
    for (let launch = 0; launch < 150; launch++) {
      const real = aLaunch(random, 2000)
      const first = stockPlan([cohort(2000)], morningOf(0))
      real.forEach((came, d) => count('before', first.days[d]!, came))
      count(
        'total',
        first.total,
        real.reduce((a, b) => a + b, 0),
      )
      for (const day of [2, 5]) {
        const plan = stockPlan([cohort(2000, real.slice(0, day))], morningOf(day))
        for (const d of [0, 1, 3]) count('during', plan.days[d]!, real[day + d]!)
        count(
          'total',
          plan.total,
          real.slice(day).reduce((a, b) => a + b, 0),
        )
      }
    }
    for (const [yes, all] of Object.values(held)) {
      expect(yes / all).toBeGreaterThan(0.75)
      expect(yes / all).toBeLessThan(0.85)
    }
  })
})

/** One launch as the model tells it: a share and a half-life from the prior, then day by day with wobble. */
function aLaunch(random: () => number, claimed: number): number[] {
  const share = betaDraw(random, PRIOR.givenShare * PRIOR.shareWeight, (1 - PRIOR.givenShare) * PRIOR.shareWeight)
  const curve = comingCurve(
    MONDAY,
    plusDays(MONDAY, WINDOW_DAYS - 1),
    PRIOR.halfLives[Math.floor(random() * PRIOR.halfLives.length)]!,
  )
  let out = claimed
  let before = 0
  return curve.map((weight) => {
    const h = (share * weight) / (1 - share * before)
    before += weight
    const certainty = 1 / (PRIOR.dayWobble ** 2 * h) - 1
    const today = betaDraw(random, h * certainty, (1 - h) * certainty)
    let came = 0
    for (let i = 0; i < out; i++) if (random() < today) came++
    out -= came
    return came
  })
}

/** mulberry32: the same numbers on every machine. */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const betaDraw = (random: () => number, a: number, b: number): number => {
  const x = gammaDraw(random, a)
  return x / (x + gammaDraw(random, b))
}

/** Marsaglia and Tsang, "A simple method for generating gamma variables", 2000. */
function gammaDraw(random: () => number, shape: number): number {
  if (shape < 1) return gammaDraw(random, shape + 1) * random() ** (1 / shape)
  const d = shape - 1 / 3
  for (;;) {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    const v = (1 + normal / Math.sqrt(9 * d)) ** 3
    if (v > 0 && Math.log(1 - random()) < normal ** 2 / 2 + d - d * v + d * Math.log(v)) return d * v
  }
}
