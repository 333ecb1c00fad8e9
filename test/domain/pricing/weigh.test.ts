import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Fen, fen, yuan } from '../../../src/domain/money'
import { price } from '../../../src/domain/pricing/price'
import { estimateOf, keptOf, refundable, refundOf } from '../../../src/domain/pricing/weigh'
import { baskets, NOW, sum } from './arbitrary-basket'
import { basketOf, NOON, ofYuan, spendSave } from './shop'

const amounts = fc.integer({ min: 0, max: 1e12 }).map(fen)
const counts = fc.integer({ min: 1, max: 100_000 })

describe('an estimate', () => {
  it.each([
    ['一斤', 12.8, 500, '¥12.8'],
    ['三两', 12.8, 150, '¥3.84'],
    ['一块五花肉', 25, 630, '¥31.5'],
    ['正好半分进一分', 0.05, 50, '¥0.01'],
    ['不到半分舍去', 0.04, 50, '¥0'],
    ['什么都没有', 25, 0, '¥0'],
  ])('%s: ¥%d 一斤, %i 克 = %s', (_, tag, grams, expected) => {
    expect(yuan(estimateOf(ofYuan(tag), grams))).toBe(expected)
  })

  it('is within half a fen of the exact price, half upwards', () => {
    fc.assert(
      fc.property(amounts, counts, (tag, grams) => {
        const off = 500n * BigInt(estimateOf(tag, grams)) - BigInt(tag) * BigInt(grams)
        expect(off > -250n && off <= 250n).toBe(true)
      }),
    )
  })
})

describe('多退少不补', () => {
  it.each([
    ['称得正好', 31.5, 630, 630, '¥31.5', '¥0'],
    ['少了 30 克：31.5 × 600/630', 31.5, 630, 600, '¥30', '¥1.5'],
    ['多了 40 克，不补', 31.5, 630, 670, '¥31.5', '¥0'],
    ['没有货', 31.5, 630, 0, '¥0', '¥31.5'],
    ['付 10 元，三份里交了一份：3.333 元，留 3.33', 10, 3, 1, '¥3.33', '¥6.67'],
    ['付 10 元，三份里交了两份：6.666 元，留 6.66', 10, 3, 2, '¥6.66', '¥3.34'],
    ['一分钱的东西少了一点', 0.01, 500, 499, '¥0', '¥0.01'],
  ])('%s', (_, paid, ordered, delivered, kept, back) => {
    const keeps = keptOf(ofYuan(paid), ordered, delivered)
    expect([yuan(keeps), yuan(fen(ofYuan(paid) - keeps))]).toEqual([kept, back])
  })

  it('KF-51: never more than paid, all of it for all that was ordered, nothing for nothing, more for more', () => {
    fc.assert(
      fc.property(amounts, counts, counts, counts, (paid, ordered, one, other) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)]
        expect(keptOf(paid, ordered, ordered)).toBe(paid)
        expect(keptOf(paid, ordered, ordered + more)).toBe(paid)
        expect(keptOf(paid, ordered, 0)).toBe(0)
        expect(keptOf(paid, ordered, more)).toBeLessThanOrEqual(paid)
        expect(keptOf(paid, ordered, less)).toBeLessThanOrEqual(keptOf(paid, ordered, more))
      }),
    )
  })

  it('never keeps more than the exact part, nor a whole fen less, also beyond 2^53 on the way', () => {
    fc.assert(
      fc.property(amounts, counts, counts, (paid, ordered, delivered) => {
        const exact = BigInt(paid) * BigInt(Math.min(delivered, ordered))
        const kept = BigInt(keptOf(paid, ordered, delivered)) * BigInt(ordered)
        expect(kept <= exact && exact - kept < BigInt(ordered)).toBe(true)
      }),
    )
  })

  it('of an order keeps and refunds exactly what was paid, line by line, whatever was weighed', () => {
    const weighed = fc.tuple(baskets(), fc.array(fc.integer({ min: 0, max: 800 }), { minLength: 6, maxLength: 6 }))
    fc.assert(
      fc.property(weighed, ([basket, grams]) => {
        const { lines, deliveryFee, total } = price(basket, NOW)
        const kept = lines.map((line, i) => keptOf(line.paid, 500, grams[i]!))
        const back = lines.map((line, i) => line.paid - kept[i]!)
        for (const amount of back) expect(amount).toBeGreaterThanOrEqual(0)
        expect(sum(kept) + sum(back) + deliveryFee).toBe(total)
      }),
    )
  })

  it('keeps the 满减 that was reached when the order was placed; a short line gives its share of it back', () => {
    const { lines } = price(basketOf({ 五花肉: 1, 苹果: 4 }, { offers: [spendSave([[50, 5]])] }), NOON)
    const [pork, apples] = lines.map((line) => line.paid) as [Fen, Fen]
    // ¥57 less ¥5: pork ¥25 carries ¥2.19 of it and apples ¥32 carry ¥2.81.
    expect([yuan(pork), yuan(apples)]).toEqual(['¥22.81', '¥29.19'])
    // With 340 of 500 grams of pork the goods come to ¥49: the tier stays reached, the pork gives back 160/500 of what it paid.
    expect(yuan(keptOf(pork, 500, 340))).toBe('¥15.51')
    expect(yuan(apples)).toBe('¥29.19')
  })

  it('of nothing ordered, or of less than nothing, is a mistake of the caller', () => {
    for (const [ordered, delivered] of [
      [0, 0],
      [-1, 0],
      [1, -1],
      [1.5, 1],
      [1, 0.5],
    ] as const)
      expect(() => keptOf(fen(100), ordered, delivered)).toThrow(RangeError)
  })
})

describe('KF-21: a partial refund', () => {
  const splits = fc
    .array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 8 })
    .chain((groups) =>
      fc.tuple(amounts, fc.constant(groups), fc.shuffledSubarray(groups, { minLength: groups.length })),
    )
  const refunds = (kept: Fen, groups: readonly number[]): Fen[] => {
    const quantity = sum(groups)
    return groups.map((units, i) => refundOf(kept, sum(groups.slice(0, i)), quantity, units))
  }

  it('of all units, in any groups and any order, is exactly what the line paid', () => {
    fc.assert(
      fc.property(splits, ([kept, groups, other]) => {
        expect(sum(refunds(kept, groups))).toBe(kept)
        expect(sum(refunds(kept, other))).toBe(kept)
      }),
    )
  })

  it('is never negative, and within a fen of its exact part', () => {
    fc.assert(
      fc.property(splits, ([kept, groups]) => {
        refunds(kept, groups).forEach((refund, i) => {
          expect(refund).toBeGreaterThanOrEqual(0)
          const off = BigInt(refund) * BigInt(sum(groups)) - BigInt(kept) * BigInt(groups[i]!)
          expect(off > -BigInt(sum(groups)) && off < BigInt(sum(groups))).toBe(true)
        })
      }),
    )
  })

  it('of ¥10 for three units, one by one: ¥3.33, ¥3.33, ¥3.34', () => {
    expect(refunds(fen(1000), [1, 1, 1])).toEqual([333, 333, 334])
    expect(refunds(fen(1000), [2, 1])).toEqual([666, 334])
    expect(refunds(fen(1000), [1, 2])).toEqual([333, 667])
  })

  it('carries its share of the discounts: what was paid goes back, not what the tag says', () => {
    const { lines } = price(basketOf({ 五花肉: 2 }, { offers: [spendSave([[50, 5]])] }), NOON)
    expect(refundOf(lines[0]!.paid, 0, 2, 1)).toBe(2250)
  })

  it('of more units than are left is a mistake of the caller', () => {
    for (const [before, quantity, units] of [
      [0, 2, 3],
      [2, 2, 1],
      [0, 0, 0],
      [-1, 2, 1],
      [0, 2, 0.5],
    ] as const)
      expect(() => refundOf(fen(100), before, quantity, units)).toThrow(RangeError)
  })

  it('has no more to give than was kept and not yet given back', () => {
    expect(refundable({ kept: fen(1000), refunded: fen(333) })).toBe(667)
    expect(refundable({ kept: fen(1000), refunded: fen(1000) })).toBe(0)
    expect(refundable({ kept: fen(500), refunded: fen(667) })).toBe(0)
  })
})
