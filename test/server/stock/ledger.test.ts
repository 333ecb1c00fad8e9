import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { Tx } from '../../../server/database/connection'
import { holdStock, moveStock, releaseStock, returnStock, sellStock } from '../../../server/stock/stock.service'
import { NOON } from '../../support/constants'
import { testDatabase } from '../../support/database'
import { aStore } from '../../support/factories'
import { anOrderRow, someGoods } from '../../support/factories-mall'

const { db } = await testDatabase({ max: 20 })
const { id: storeId } = await aStore(db)

const within = <A>(work: (tx: Tx) => Promise<A>): Promise<A> => db.transaction().execute(work)
const countersOf = (goodsId: string, store = storeId) =>
  db
    .selectFrom('store_goods')
    .select(['available', 'held'])
    .where('store_id', '=', store)
    .where('goods_id', '=', goodsId)
    .executeTakeFirstOrThrow()
const entriesOf = async (goodsId: string) =>
  (
    await db
      .selectFrom('stock_entry')
      .select(['kind', 'available_delta', 'held_delta'])
      .where('goods_id', '=', goodsId)
      .orderBy('id')
      .execute()
  ).map((entry) => [entry.kind, entry.available_delta, entry.held_delta])
const mismatches = () => db.selectFrom('stock_mismatch').selectAll().execute()
const orderOf = async (lines: readonly { goodsId: string; units: number }[]) => ({
  storeId,
  orderId: (await anOrderRow(db, storeId)).id,
  lines,
  now: NOON,
})

describe('the ledger of stock', () => {
  it('has a row for every move, and its sums are the counters', async () => {
    const { id } = await someGoods(db, storeId, { stock: 10 })
    const order = await orderOf([{ goodsId: id, units: 4 }])
    expect(await within((tx) => holdStock(tx, order))).toEqual([])
    expect(await countersOf(id)).toEqual({ available: 6, held: 4 })
    await within((tx) => sellStock(tx, { ...order, lines: [{ goodsId: id, units: 3 }] }))
    expect(await within((tx) => releaseStock(tx, order))).toEqual([{ goodsId: id, units: 1 }])
    await within((tx) =>
      returnStock(tx, { ...order, lines: [{ goodsId: id, units: 3 }], staffId: null, reason: '没取走' }),
    )
    const move = { storeId, goodsId: id, staffId: null, reason: '盘点', now: NOON }
    expect(await within((tx) => moveStock(tx, { ...move, kind: 'wasted', units: 2 }))).toEqual({ stock: 8, held: 0 })
    expect(await within((tx) => moveStock(tx, { ...move, kind: 'adjusted', units: -1 }))).toEqual({ stock: 7, held: 0 })
    expect(await entriesOf(id)).toEqual([
      ['received', 10, 0],
      ['held', -4, 4],
      ['sold', 0, -3],
      ['released', 1, -1],
      ['returned', 3, 0],
      ['wasted', -2, 0],
      ['adjusted', -1, 0],
    ])
    expect(await mismatches()).toEqual([])
  })

  it('only grows', async () => {
    const { id } = await someGoods(db, storeId)
    await expect(db.deleteFrom('stock_entry').where('goods_id', '=', id).execute()).rejects.toThrow()
    await expect(
      db.updateTable('stock_entry').set({ reason: 'x' }).where('goods_id', '=', id).execute(),
    ).rejects.toThrow()
  })

  it('tells of a counter that was moved without it', async () => {
    const { id } = await someGoods(db, storeId, { stock: 5 })
    const counter = (available: number) =>
      db.updateTable('store_goods').set({ available }).where('goods_id', '=', id).execute()
    await counter(6)
    expect(await mismatches()).toEqual([
      { store_id: storeId, goods_id: id, available: 6, held: 0, ledger_available: 5, ledger_held: 0 },
    ])
    await counter(5)
  })

  it('KF-23: no counter is ever negative, whoever writes it', async () => {
    const { id } = await someGoods(db, storeId, { stock: 1 })
    for (const column of ['available', 'held'])
      await expect(
        sql`update store_goods set ${sql.ref(column)} = -1 where goods_id = ${id}::uuid`.execute(db),
      ).rejects.toThrow(`store_goods_${column}_check`)
  })
})

describe('holding', () => {
  it('KF-23: holds nothing of what is short and says what there is', async () => {
    const [plenty, few, none] = await Promise.all([5, 2, 0].map((stock) => someGoods(db, storeId, { stock })))
    const elsewhere = await someGoods(db, (await aStore(db)).id)
    const asked = [plenty!, few!, none!, elsewhere].map(({ id }) => ({ goodsId: id, units: 3 }))
    const order = await orderOf(asked)
    const short = await within((tx) => holdStock(tx, order))
    expect(new Map(short.map(({ goodsId, has }) => [goodsId, has]))).toEqual(
      new Map([
        [few!.id, 2],
        [none!.id, 0],
        [elsewhere.id, 0],
      ]),
    )
    expect(await countersOf(plenty!.id)).toEqual({ available: 2, held: 3 })
    expect(await countersOf(few!.id)).toEqual({ available: 2, held: 0 })
  })

  it('counts goods that stand on two lines together', async () => {
    const { id } = await someGoods(db, storeId, { stock: 5 })
    const twice = [
      { goodsId: id, units: 3 },
      { goodsId: id, units: 3 },
    ]
    const order = await orderOf(twice)
    expect(await within((tx) => holdStock(tx, order))).toEqual([{ goodsId: id, has: 5 }])
    expect(await within((tx) => holdStock(tx, { ...order, lines: [twice[0]!, { goodsId: id, units: 2 }] }))).toEqual([])
    expect(await countersOf(id)).toEqual({ available: 0, held: 5 })
  })

  it('KF-24: gives back only what the order holds, however often it is asked', async () => {
    const { id } = await someGoods(db, storeId, { stock: 10 })
    const mine = await orderOf([{ goodsId: id, units: 4 }])
    const theirs = await orderOf([{ goodsId: id, units: 5 }])
    await within((tx) => holdStock(tx, mine))
    await within((tx) => holdStock(tx, theirs))
    const more = { ...mine, lines: [{ goodsId: id, units: 9 }] }
    expect(await within((tx) => releaseStock(tx, more))).toEqual([{ goodsId: id, units: 4 }])
    expect(await within((tx) => releaseStock(tx, more))).toEqual([])
    const stranger = await orderOf([{ goodsId: id, units: 1 }])
    expect(await within((tx) => releaseStock(tx, stranger))).toEqual([])
    expect(await countersOf(id)).toEqual({ available: 5, held: 5 })
  })

  it('hands over only what the order holds', async () => {
    const { id } = await someGoods(db, storeId, { stock: 10 })
    const mine = await orderOf([{ goodsId: id, units: 4 }])
    const theirs = await orderOf([{ goodsId: id, units: 5 }])
    await within((tx) => holdStock(tx, mine))
    await within((tx) => holdStock(tx, theirs))
    const more = { ...mine, lines: [{ goodsId: id, units: 5 }] }
    await expect(within((tx) => sellStock(tx, more))).rejects.toThrow('more than it holds')
    expect(await countersOf(id)).toEqual({ available: 1, held: 9 })
  })

  it('moves nothing at all when nothing is asked', async () => {
    const order = await orderOf([])
    expect(await within((tx) => holdStock(tx, order))).toEqual([])
    expect(await within((tx) => releaseStock(tx, order))).toEqual([])
    await within((tx) => sellStock(tx, order))
  })
})

describe('moving by hand', () => {
  const move = { staffId: null, reason: '', now: NOON, storeId }

  it('takes nothing that is not there, and nothing that orders hold', async () => {
    const { id } = await someGoods(db, storeId, { stock: 5 })
    const order = await orderOf([{ goodsId: id, units: 4 }])
    await within((tx) => holdStock(tx, order))
    expect(await within((tx) => moveStock(tx, { ...move, goodsId: id, kind: 'wasted', units: 2 }))).toEqual({
      refused: 'STOCK_SHORT',
      facts: { stock: 1 },
    })
    expect(await countersOf(id)).toEqual({ available: 1, held: 4 })
  })

  it('knows the goods of its own store only', async () => {
    const elsewhere = await someGoods(db, (await aStore(db)).id)
    expect(
      await within((tx) => moveStock(tx, { ...move, goodsId: elsewhere.id, kind: 'received', units: 2 })),
    ).toMatchObject({ refused: 'GOODS_NOT_FOUND' })
  })
})
