import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Fen, fen } from '../../../src/domain/money'
import { type RefundRoom, splitRefund } from '../../../src/domain/order/refund-split'
import { price } from '../../../src/domain/pricing/price'
import { keptOf, refundable, refundOf } from '../../../src/domain/pricing/weigh'
import { baskets, NOW } from '../pricing/arbitrary-basket'

const ORDERS = 100_000
const ROUNDS = 10

/** What becomes of an order: chances are numbers from 0 to 99, amounts shares of a thousand. */
const fates = fc.record({
  basket: baskets(),
  /** How much of the total the member balance pays. */
  balance: fc.nat(1000),
  end: fc.constantFrom('unpaid', 'cancelled', 'refused', 'served', 'served', 'served', 'served'),
  /** How much of each line came, in turn: 1000 is all of it, more is more than ordered. */
  delivered: fc.array(fc.nat(1200), { minLength: 1, maxLength: 6 }),
  /** After-sale: which line, how many of its units. */
  returns: fc.array(fc.record({ line: fc.nat(20), units: fc.integer({ min: 1, max: 5 }) }), { maxLength: 6 }),
})
type Fate = typeof fates extends fc.Arbitrary<infer T> ? T : never

type Books = { came: number; went: number; kept: number }

/** An order from its price to its last refund, by the functions that the shop uses; what came in, went back and was kept. */
function live(fate: Fate): Books {
  const receipt = price({ ...fate.basket, choose: 'best' }, NOW)
  if (fate.end === 'unpaid') return { came: 0, went: 0, kept: 0 }
  const balance = Math.floor((receipt.total * fate.balance) / 1000)
  let room: RefundRoom = { wechat: fen(receipt.total - balance), balance: fen(balance) }
  let went = 0
  const giveBack = (amount: Fen): void => {
    const parts = splitRefund(amount, room)
    expect(parts.wechat + parts.balance).toBe(amount)
    room = { wechat: fen(room.wechat - parts.wechat), balance: fen(room.balance - parts.balance) }
    went += amount
  }
  if (fate.end === 'cancelled') {
    giveBack(receipt.total)
    return { came: receipt.total, went, kept: room.wechat + room.balance }
  }
  const lines = receipt.lines.map((line, i) => {
    const ordered = line.quantity * 500
    const share = fate.delivered[i % fate.delivered.length]!
    const kept = keptOf(line.paid, ordered, Math.floor((ordered * share) / 1000))
    giveBack(fen(line.paid - kept))
    return { kept, refunded: 0, units: 0, quantity: line.quantity }
  })
  if (fate.end === 'refused') {
    giveBack(fen(lines.reduce((sum, line) => sum + line.kept, 0) + receipt.deliveryFee))
    return { came: receipt.total, went, kept: room.wechat + room.balance }
  }
  for (const { line: at, units } of fate.returns) {
    const line = lines[at % lines.length]
    if (!line || line.units + units > line.quantity) continue
    const back = refundOf(line.kept, line.units, line.quantity, units)
    expect(back).toBeLessThanOrEqual(refundable({ kept: line.kept, refunded: fen(line.refunded) }))
    giveBack(back)
    line.units += units
    line.refunded += back
  }
  const kept = lines.reduce((sum, line) => sum + line.kept - line.refunded, receipt.deliveryFee as number)
  expect(room.wechat + room.balance).toBe(kept)
  return { came: receipt.total, went, kept }
}

describe(`${ORDERS.toLocaleString('en')} random orders, cancelled, refused, weighed, short and partly sent back`, () => {
  it.each(Array.from({ length: ROUNDS }, (_, round) => round))(
    'KF-20, KF-21: not a fen is lost or made (round %i)',
    (round) => {
      let orders = 0
      const all = { came: 0, went: 0, kept: 0 }
      fc.assert(
        fc.property(fates, (fate) => {
          const books = live(fate)
          expect(books.came - books.went).toBe(books.kept)
          expect(Math.min(books.came, books.went, books.kept)).toBeGreaterThanOrEqual(0)
          orders += 1
          for (const name of ['came', 'went', 'kept'] as const) all[name] += books[name]
        }),
        { seed: 20_260_605 + round, numRuns: ORDERS / ROUNDS, endOnFailure: true },
      )
      expect(orders).toBe(ORDERS / ROUNDS)
      expect(all.came - all.went).toBe(all.kept)
      // a simulation in which nothing happens proves nothing
      expect(Math.min(all.came, all.went, all.kept)).toBeGreaterThan(1_000_000)
    },
  )
})

describe('a refund goes back the way the money came', () => {
  const room = { wechat: fen(700), balance: fen(300) }
  it.each([
    [0, 0, 0],
    [1, 1, 0],
    [700, 700, 0],
    [701, 700, 1],
    [1000, 700, 300],
  ])('%i fen: %i by WeChat, %i to the balance', (amount, wechat, balance) => {
    expect(splitRefund(fen(amount), room)).toEqual({ wechat, balance })
  })
  it('more than was paid cannot go back', () => {
    expect(() => splitRefund(fen(1001), room)).toThrow(RangeError)
  })
})
