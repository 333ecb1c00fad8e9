import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Tx } from '../../../server/database/connection'
import { holdStock, moveStock, releaseStock, returnStock, sellStock } from '../../../server/stock/stock.service'
import { isRefusal } from '../../../src/contract/errors'
import { NOON } from '../../support/constants'
import { testDatabase } from '../../support/database'
import { aStore } from '../../support/factories'
import { anOrderRow, someGoods } from '../../support/factories-mall'

const { db } = await testDatabase({ max: 20 })
const { id: storeId } = await aStore(db)

const within = <A>(work: (tx: Tx) => Promise<A>): Promise<A> => db.transaction().execute(work)
const countersOf = (goodsId: string) =>
  db
    .selectFrom('store_goods')
    .select(['available', 'held'])
    .where('store_id', '=', storeId)
    .where('goods_id', '=', goodsId)
    .executeTakeFirstOrThrow()
const mismatches = () => db.selectFrom('stock_mismatch').selectAll().execute()
const newOrder = async (): Promise<string> => (await anOrderRow(db, storeId)).id

class Refused extends Error {}
/** Holds all of it or nothing, as a checkout does. */
const submit = async (lines: readonly { goodsId: string; units: number }[], orderId: string): Promise<boolean> =>
  within(async (tx) => {
    const short = await holdStock(tx, { storeId, orderId, lines, now: NOON })
    if (short.length > 0) throw new Refused()
    return true
  }).catch((error: unknown) => {
    if (error instanceof Refused) return false
    throw error
  })

describe('many at once', () => {
  it('KF-23: of 50 who want one of 10 pieces at once 10 get it, and nobody gets one that is not there', async () => {
    const { id } = await someGoods(db, storeId, { stock: 10 })
    const orders = await Promise.all(Array.from({ length: 50 }, newOrder))
    const got = await Promise.all(orders.map((orderId) => submit([{ goodsId: id, units: 1 }], orderId)))
    expect(got.filter(Boolean)).toHaveLength(10)
    expect(await countersOf(id)).toEqual({ available: 0, held: 10 })
    expect(await mismatches()).toEqual([])
  })

  it('two baskets with the same goods in opposite order never wait for each other in a circle', async () => {
    const goods = await Promise.all(Array.from({ length: 8 }, () => someGoods(db, storeId, { stock: 1000 })))
    const lines = goods.map(({ id }) => ({ goodsId: id, units: 1 }))
    const rounds = Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? lines : [...lines].reverse()))
    const orders = await Promise.all(rounds.map(newOrder))
    const held = await Promise.all(rounds.map((basket, i) => submit(basket, orders[i]!)))
    expect(held.every(Boolean)).toBe(true)
    const ended = await Promise.all(
      rounds.map((basket, i) => {
        const order = { storeId, orderId: orders[i]!, lines: [...basket].reverse(), now: NOON }
        return within((tx) => (i % 3 === 0 ? sellStock(tx, order).then(() => []) : releaseStock(tx, order)))
      }),
    )
    expect(ended.flat()).toHaveLength(26 * 8)
    for (const { id } of goods) expect(await countersOf(id)).toEqual({ available: 1000 - 14, held: 0 })
    expect(await mismatches()).toEqual([])
  })

  it('KF-24: an order that is ended by ten at once gives its stock back once', async () => {
    const { id } = await someGoods(db, storeId, { stock: 10 })
    const [mine, theirs] = [await newOrder(), await newOrder()]
    await submit([{ goodsId: id, units: 3 }], mine)
    await submit([{ goodsId: id, units: 4 }], theirs)
    const order = { storeId, orderId: mine, lines: [{ goodsId: id, units: 3 }], now: NOON }
    const back = await Promise.all(Array.from({ length: 10 }, () => within((tx) => releaseStock(tx, order))))
    expect(back.flat()).toEqual([{ goodsId: id, units: 3 }])
    expect(await countersOf(id)).toEqual({ available: 6, held: 4 })
  })
})

type Step =
  | { do: 'hold' | 'release' | 'sell' | 'return'; order: number; goods: number; units: number }
  | { do: 'received' | 'wasted' | 'adjusted'; goods: number; units: number }
const GOODS = 3
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('hold' as const, 'release' as const, 'sell' as const, 'return' as const),
      order: fc.nat(2),
      goods: fc.nat(GOODS - 1),
      units: fc.integer({ min: 1, max: 6 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('received' as const, 'wasted' as const, 'adjusted' as const),
      goods: fc.nat(GOODS - 1),
      units: fc.integer({ min: 1, max: 6 }),
    }),
  },
)

describe('whatever happens', () => {
  it('KF-23 KF-24: the counters are what the ledger says, never negative, and an order gives back what it held', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const goods = await Promise.all(Array.from({ length: GOODS }, () => someGoods(db, storeId, { stock: 8 })))
        const orders = await Promise.all(Array.from({ length: 3 }, newOrder))
        const model = goods.map(() => ({ available: 8, held: [0, 0, 0], sold: [0, 0, 0] }))
        for (const one of steps)
          await take(
            one,
            goods.map(({ id }) => id),
            orders,
            model,
          )
        for (const [i, { id }] of goods.entries()) {
          const { available, held } = model[i]!
          expect(await countersOf(id)).toEqual({ available, held: held.reduce((a, b) => a + b, 0) })
        }
        expect(await mismatches()).toEqual([])
      }),
      { numRuns: 40 },
    )
  })
})

type Model = { available: number; held: number[]; sold: number[] }
/** Does a step to the database and to a sum on paper. */
async function take(one: Step, goods: readonly string[], orders: readonly string[], model: readonly Model[]) {
  const paper = model[one.goods]!
  const goodsId = goods[one.goods]!
  if (!('order' in one)) {
    const units = one.do === 'adjusted' ? -one.units : one.units
    const by = { storeId, goodsId, staffId: null, reason: '', now: NOON }
    const moved = await within((tx) => moveStock(tx, { ...by, kind: one.do, units }))
    const after = paper.available + (one.do === 'received' ? one.units : -one.units)
    expect(isRefusal(moved)).toBe(after < 0)
    if (after >= 0) paper.available = after
    return
  }
  const [held, sold] = [paper.held[one.order]!, paper.sold[one.order]!]
  const order = { storeId, orderId: orders[one.order]!, lines: [{ goodsId, units: one.units }], now: NOON }
  if (one.do === 'hold') {
    const fits = paper.available >= one.units
    expect(await submit(order.lines, order.orderId)).toBe(fits)
    if (fits) [paper.available, paper.held[one.order]] = [paper.available - one.units, held + one.units]
  } else if (one.do === 'release') {
    await within((tx) => releaseStock(tx, order))
    const back = Math.min(held, one.units)
    ;[paper.available, paper.held[one.order]] = [paper.available + back, held - back]
  } else if (one.do === 'sell') {
    const selling = within((tx) => sellStock(tx, order))
    if (held < one.units) await expect(selling).rejects.toThrow('more than it holds')
    else {
      await selling
      ;[paper.held[one.order], paper.sold[one.order]] = [held - one.units, sold + one.units]
    }
  } else if (sold >= one.units) {
    await within((tx) => returnStock(tx, { ...order, staffId: null, reason: '退回' }))
    ;[paper.available, paper.sold[one.order]] = [paper.available + one.units, sold - one.units]
  }
}
