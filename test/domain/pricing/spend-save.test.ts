import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Fen, fen } from '../../../src/domain/money'
import { assignLines, type Contender } from '../../../src/domain/pricing/assign'
import { price } from '../../../src/domain/pricing/price'
import { baskets, NOW, sum } from './arbitrary-basket'

const sixLines = fc.array(fc.integer({ min: 0, max: 60 }).map(fen), { minLength: 1, maxLength: 6 })
const tiers = fc.uniqueArray(fc.integer({ min: 1, max: 120 }), { minLength: 1, maxLength: 3 }).chain((thresholds) =>
  fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 3, maxLength: 3 }).map((percents) => {
    const sorted = [...percents].sort((a, b) => a - b)
    return [...thresholds]
      .sort((a, b) => a - b)
      .map((threshold, i) => ({ threshold: fen(threshold), off: fen(Math.ceil((threshold * sorted[i]!) / 100)) }))
  }),
)
const carts = sixLines.chain((amounts) =>
  fc.record({
    amounts: fc.constant(amounts),
    contenders: fc.array(
      fc.record({ tiers, eligible: fc.array(fc.boolean(), { minLength: amounts.length, maxLength: amounts.length }) }),
      { maxLength: 3 },
    ),
  }),
)

function offOf(amounts: readonly Fen[], contenders: readonly Contender[], owner: readonly number[]): number {
  return sum(
    contenders.map(({ tiers }, c) => {
      const eligible = sum(amounts.filter((_, i) => owner[i] === c))
      return tiers.filter((tier) => tier.threshold <= eligible).at(-1)?.off ?? 0
    }),
  )
}

/** Every way to give each line to nobody or to one that may have it. */
function* everyWay(contenders: readonly Contender[], lines: number): Generator<number[]> {
  if (lines === 0) {
    yield []
    return
  }
  for (const before of everyWay(contenders, lines - 1)) {
    yield [...before, -1]
    for (const [c, { eligible }] of contenders.entries()) if (eligible[lines - 1]) yield [...before, c]
  }
}

describe('which 满减 a line counts for', () => {
  it('is best: of all ways to share out the lines none takes off more (exhaustive on small carts)', () => {
    fc.assert(
      fc.property(carts, ({ amounts, contenders }) => {
        const owner = assignLines(amounts, contenders)
        let most = 0
        for (const way of everyWay(contenders, amounts.length)) most = Math.max(most, offOf(amounts, contenders, way))
        expect(offOf(amounts, contenders, owner)).toBe(most)
      }),
      { numRuns: 400 },
    )
  })

  it('is one that may have it, and one that takes something off', () => {
    fc.assert(
      fc.property(carts, ({ amounts, contenders }) => {
        const owner = assignLines(amounts, contenders)
        owner.forEach((c, i) => {
          if (c === -1) return
          expect(contenders[c]!.eligible[i]).toBe(true)
          expect(sum(amounts.filter((_, j) => owner[j] === c))).toBeGreaterThanOrEqual(
            contenders[c]!.tiers[0]!.threshold,
          )
        })
      }),
    )
  })

  it('on a cart too large to try everything is still as good as the best offer alone, and the same every time', () => {
    const amounts = Array.from({ length: 50 }, (_, i) => fen(1_000 + ((i * 7_919) % 997)))
    const contenders = Array.from({ length: 10 }, (_, c) => ({
      tiers: [1, 2, 3].map((n) => ({ threshold: fen(n * 7_777 + c), off: fen(n * 900 + c * n) })),
      eligible: amounts.map((_, i) => (i * (c + 3)) % 4 > 0),
    }))
    const owner = assignLines(amounts, contenders)
    const alone = contenders.map((one) =>
      offOf(
        amounts,
        [one],
        one.eligible.map((may) => (may ? 0 : -1)),
      ),
    )
    expect(offOf(amounts, contenders, owner)).toBeGreaterThan(Math.max(...alone))
    expect(assignLines(amounts, contenders)).toEqual(owner)
  })

  it('passes over a line that those who have enough may have, for one that another still needs', () => {
    const contenders = [
      { tiers: [{ threshold: fen(50), off: fen(10) }], eligible: [true, true, true, true] },
      { tiers: [{ threshold: fen(50), off: fen(10) }], eligible: [true, true, true, false] },
      { tiers: [{ threshold: fen(10), off: fen(9) }], eligible: [false, false, false, true] },
    ]
    expect(offOf([50, 50, 40, 10].map(fen), contenders, assignLines([50, 50, 40, 10].map(fen), contenders))).toBe(29)
  })

  it('whose lines are just enough together is found, where taking all for one would lose the other', () => {
    const contenders = [
      { tiers: [{ threshold: fen(100), off: fen(10) }], eligible: [true, true, true] },
      { tiers: [{ threshold: fen(30), off: fen(5) }], eligible: [false, true, true] },
    ]
    expect(assignLines([90, 30, 10].map(fen), contenders)).toEqual([0, 1, 0])
  })
})

describe('what 满减 takes off', () => {
  it('KF-20: is shared over its lines in proportion, to the fen', () => {
    fc.assert(
      fc.property(baskets({ spendSaves: oneForAll }), (basket) => {
        const { lines, parts } = price(basket, NOW)
        const off = -(parts.find((part) => part.kind === 'spend-save')?.amount ?? 0)
        const all = sum(lines.map((line) => line.list - line.special))
        for (const line of lines) {
          const exact = all === 0 ? 0 : (off * (line.list - line.special)) / all
          expect(Math.abs(line.spendSave - exact)).toBeLessThan(1)
        }
      }),
    )
  })
})

const oneForAll = fc.integer({ min: 1, max: 4_000 }).map((off) => [
  {
    kind: 'spend-save' as const,
    id: 'save',
    title: '满减',
    window: { opensAt: NOW, closesAt: (NOW + 1) as typeof NOW },
    scope: { kind: 'all' as const },
    tiers: [{ threshold: fen(off), off: fen(off) }],
    perPerson: null,
    taken: 0,
  },
])
