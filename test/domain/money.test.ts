import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allocate, type Fen, fen, yuan } from '../../src/domain/money'

const amounts = fc.integer({ min: -1e12, max: 1e12 }).map(fen)
const weights = fc
  .array(fc.integer({ min: 0, max: 1e9 }).map(fen), { minLength: 1, maxLength: 30 })
  .filter((some) => some.some((weight) => weight > 0))
const sum = (some: readonly Fen[]): number => some.reduce((a, b) => a + b, 0)

describe('KF-20: shares add up', () => {
  it('to exactly the total, for any total and weights', () => {
    fc.assert(
      fc.property(amounts, weights, (total, over) => {
        expect(sum(allocate(total, over))).toBe(total)
      }),
    )
  })

  it('each within one fen of its exact part, none across zero, nothing for a weight of zero', () => {
    fc.assert(
      fc.property(amounts, weights, (total, over) => {
        const shares = allocate(total, over)
        const all = BigInt(sum(over))
        shares.forEach((share, i) => {
          const off = BigInt(share) * all - BigInt(total) * BigInt(over[i]!)
          expect(off < all && off > -all).toBe(true)
          expect(share === 0 || Math.sign(share) === Math.sign(total)).toBe(true)
          if (over[i] === 0) expect(share).toBe(0)
        })
      }),
    )
  })

  it('a heavier weight never gets less', () => {
    fc.assert(
      fc.property(amounts.map(Math.abs).map(fen), weights, (total, over) => {
        const shares = allocate(total, over)
        over.forEach((a, i) => {
          over.forEach((b, j) => {
            if (a > b) expect(shares[i]).toBeGreaterThanOrEqual(shares[j]!)
          })
        })
      }),
      { numRuns: 50 },
    )
  })

  it('the basket that went wrong elsewhere: 93 over eight lines', () => {
    const shares = allocate(fen(93), [10, 20, 10, 30, 50, 20, 10, 40].map(fen))
    expect(shares).toEqual([5, 10, 5, 15, 24, 10, 5, 19])
  })

  it('refuses weights that cannot carry it', () => {
    expect(() => allocate(fen(1), [fen(0)])).toThrow(RangeError)
    expect(() => allocate(fen(1), [fen(2), fen(-1)])).toThrow(RangeError)
    expect(() => allocate(fen(1), [])).toThrow(RangeError)
  })
})

describe('an amount', () => {
  it('is whole fen or nothing', () => {
    for (const bad of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) expect(() => fen(bad)).toThrow(RangeError)
    expect(Object.is(fen(-0), 0)).toBe(true)
  })

  it.each([
    [2000, '¥20'],
    [1990, '¥19.9'],
    [1905, '¥19.05'],
    [-305, '¥-3.05'],
    [5, '¥0.05'],
    [0, '¥0'],
  ])('%i fen reads %s', (amount, words) => {
    expect(yuan(fen(amount))).toBe(words)
  })
})
