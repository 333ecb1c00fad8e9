import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fen } from '../../../src/domain/money'
import { type HandedLine, refundForUnits, sharesOfAgreed, unitsLeft } from '../../../src/domain/order/after-sale'

const lines = fc
  .record({
    quantity: fc.integer({ min: 1, max: 40 }),
    paid: fc.integer({ min: 0, max: 1_000_000 }),
    missing: fc.nat(40),
    light: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ quantity, paid, missing, light }): HandedLine => {
    const kept = fen(Math.floor(paid * light))
    const pickedQuantity = Math.max(1, quantity - missing)
    return { quantity, pickedQuantity, refundedQuantity: 0, paid: fen(paid), kept, refunded: fen(paid - kept) }
  })

describe('KF-21: what goes back for units of a line', () => {
  it('adds up to exactly what was kept, in whatever pieces it is asked for', () => {
    fc.assert(
      fc.property(lines, fc.array(fc.integer({ min: 1, max: 7 }), { maxLength: 60 }), (whole, pieces) => {
        let line = whole
        let sum = 0
        for (const piece of [...pieces, 40, 1]) {
          const units = Math.min(piece, unitsLeft(line))
          const back = refundForUnits(line, units)!
          expect(back).toBeGreaterThanOrEqual(0)
          sum += back
          line = { ...line, refundedQuantity: line.refundedQuantity + units, refunded: fen(line.refunded + back) }
        }
        expect([unitsLeft(line), sum, line.refunded]).toEqual([0, whole.kept, whole.paid])
        expect(refundForUnits(line, 1)).toBeNull()
      }),
    )
  })

  it('is never more than has not gone back yet, when the store gave back otherwise meanwhile', () => {
    const line: HandedLine = {
      quantity: 2,
      pickedQuantity: 2,
      refundedQuantity: 0,
      paid: fen(1000),
      kept: fen(1000),
      refunded: fen(900),
    }
    expect(refundForUnits(line, 2)).toBe(100)
    expect(refundForUnits({ ...line, refunded: fen(1000) }, 1)).toBe(0)
  })

  it.each([
    ['three for ¥8, one by one: 2.66, 2.67, 2.67', 0, 266],
    ['the second', 1, 267],
    ['the third', 2, 267],
  ])('%s', (_what, refundedQuantity, expected) => {
    const line = { quantity: 3, pickedQuantity: null, paid: fen(800), kept: null, refunded: fen(0) }
    expect(refundForUnits({ ...line, refundedQuantity }, 1)).toBe(expected)
  })
})

describe('what the store agrees to', () => {
  it('is shared to the fen, no line getting more than was asked for it', () => {
    const asked = fc.array(fc.integer({ min: 0, max: 100_000 }).map(fen), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(asked, fc.double({ min: 0, max: 1, noNaN: true }), (parts, share) => {
        const all = parts.reduce((sum, part) => sum + part, 0)
        fc.pre(all > 0)
        const agreed = fen(Math.max(1, Math.floor(all * share)))
        const shares = sharesOfAgreed(agreed, parts)
        expect(shares.reduce((sum, one) => sum + one, 0)).toBe(agreed)
        for (const [i, one] of shares.entries()) expect(one).toBeLessThanOrEqual(parts[i]!)
      }),
    )
  })

  it('is not more than was asked', () => {
    expect(() => sharesOfAgreed(fen(11), [fen(5), fen(5)])).toThrow(RangeError)
  })
})
