import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { basketGoods, boughtToday, cardsOf, offersInForce } from '../../../server/catalog/catalog.service'
import { HOUR, instant, plus } from '../../../src/domain/time'
import { NOON } from '../../support/constants'
import { testDatabase } from '../../support/database'
import { aResident, aStore } from '../../support/factories'
import { anOffer, anOrderRow, aSpecial, someGoods } from '../../support/factories-mall'

const { db } = await testDatabase()
const { id: storeId } = await aStore(db)

describe('goods for a basket', () => {
  it('cost what one unit costs in this store now, and say what limits them', async () => {
    const pork = await someGoods(db, storeId, {
      name: '五花肉',
      sold_by: 'weight',
      unit: '份',
      unit_grams: 400,
      price_fen: 1680,
      per_order: 3,
      per_person_day: 5,
      shelf: '肉禽 C-01',
      shelf_zone: 'meat',
      stock: 250,
    })
    const goods = await basketGoods(db, storeId, [pork.id, randomUUID()])
    expect([...goods.values()]).toEqual([
      {
        id: pork.id,
        categoryId: pork.categoryId,
        name: '五花肉',
        picture: 'tomato',
        unit: '份',
        unitGrams: 400,
        soldBy: 'weight',
        price: 1344,
        per500g: 1680,
        available: 250,
        listed: true,
        perOrder: 3,
        perPersonDay: 5,
        shelf: '肉禽 C-01',
        shelfZone: 'meat',
      },
    ])
    expect(await basketGoods(db, storeId, [])).toEqual(new Map())
  })

  it('have a price of their own in each store, and are known also while they are not listed', async () => {
    const { id: other } = await aStore(db)
    const here = await someGoods(db, storeId, { price_fen: 500 })
    await someGoods(db, other, { id: here.id, price_fen: 450, listed: false, stock: 8 })
    expect((await basketGoods(db, storeId, [here.id])).get(here.id)).toMatchObject({ price: 500, listed: true })
    expect((await basketGoods(db, other, [here.id])).get(here.id)).toMatchObject({
      price: 450,
      listed: false,
      available: 8,
    })
    expect(await cardsOf(db, other, [here.id], NOON)).toMatchObject([{ price: 450, available: 0 }])
  })

  it('come as cards in the order they were asked for', async () => {
    const goods = await Promise.all(Array.from({ length: 5 }, () => someGoods(db, storeId)))
    const ids = goods.map(({ id }) => id).sort((a, b) => (a.slice(-4) < b.slice(-4) ? -1 : 1))
    expect((await cardsOf(db, storeId, [...ids, randomUUID()], NOON)).map(({ id }) => id)).toEqual(ids)
  })
})

describe('offers in force', () => {
  it('KF-8 KF-10: say what this resident has had of each, what was given back not counted', async () => {
    const { id: shop } = await aStore(db)
    const goods = await someGoods(db, shop, { price_fen: 1000 })
    const special = await aSpecial(db, shop, goods.id, 700, { per_person: 5, remaining: 40, position: 1 })
    const save = await anOffer(db, shop, { per_person: 1, position: 2 })
    const [wang, zhao] = [await aResident(db), await aResident(db)]
    const take = async (offerId: string, units: number, who = wang, released = false) =>
      db
        .insertInto('offer_take')
        .values({
          order_id: (await anOrderRow(db, shop, { resident_id: who.id })).id,
          offer_id: offerId,
          resident_id: who.id,
          units,
          released_at: released ? new Date(NOON) : null,
        })
        .execute()
    await take(special.id, 2)
    await take(special.id, 1)
    await take(special.id, 4, wang, true)
    await take(save.id, 1)
    await take(special.id, 9, zhao)
    const taken = async (who: string | null) =>
      (await offersInForce(db, shop, who, NOON)).map(({ kind, taken: units }) => [kind, units])
    expect(await taken(wang.id)).toEqual([
      ['special', 3],
      ['spend-save', 1],
    ])
    expect(await taken(zhao.id)).toEqual([
      ['special', 9],
      ['spend-save', 0],
    ])
    expect(await taken(null)).toEqual([
      ['special', 0],
      ['spend-save', 0],
    ])
    expect((await offersInForce(db, shop, null, NOON))[0]).toMatchObject({ price: 700, left: 40, perPerson: 5 })
  })

  it('KF-47: know what there is of a gift in this store, none of one it does not have', async () => {
    const { id: shop } = await aStore(db)
    const eggs = await someGoods(db, shop, { name: '土鸡蛋', stock: 6, price_fen: 1080 })
    const elsewhere = await someGoods(db, storeId)
    const gives = (goodsId: string, threshold: number) => ({ threshold, gift: { goodsId, quantity: 1 } })
    await anOffer(db, shop, {
      kind: 'spend-gift',
      terms: { scope: { kind: 'all' }, tiers: [gives(elsewhere.id, 3900), gives(eggs.id, 7900)] },
    })
    const [offer] = await offersInForce(db, shop, null, NOON)
    expect(offer).toMatchObject({
      tiers: [
        { threshold: 3900, gift: { available: 0, quantity: 1 } },
        { threshold: 7900, gift: { name: '土鸡蛋', worth: 1080, available: 6 } },
      ],
    })
  })

  it('end with their window, to the millisecond', async () => {
    const { id: shop } = await aStore(db)
    await anOffer(db, shop, { opens_at: new Date(NOON), closes_at: new Date(plus(NOON, HOUR)) })
    const many = async (at: number) => (await offersInForce(db, shop, null, at as never)).length
    expect([await many(NOON - 1), await many(NOON), await many(NOON + HOUR - 1), await many(NOON + HOUR)]).toEqual([
      0, 1, 1, 0,
    ])
  })
})

describe('what was bought today', () => {
  it('KF-8: counts the store day of this resident and store, orders that came to nothing not at all', async () => {
    const goods = await someGoods(db, storeId)
    const { id: other } = await aStore(db)
    await someGoods(db, other, { id: goods.id })
    const [wang, zhao] = [await aResident(db), await aResident(db)]
    const order = (quantity: number, over: object = {}, store = storeId) =>
      anOrderRow(db, store, { resident_id: wang.id, lines: [{ goodsId: goods.id, quantity }], ...over })
    await order(1)
    await order(2, { state: 'pending_payment' })
    await order(4, { placed_at: new Date(instant('2026-06-01T00:00:00+08:00')) })
    await order(8, { placed_at: new Date(instant('2026-05-31T23:59:59.999+08:00')) })
    await order(16, { state: 'cancelled' })
    await order(32, { state: 'closed' })
    await order(64, { resident_id: zhao.id })
    await order(128, {}, other)
    const counted = await boughtToday(db, wang.id, storeId, [goods.id, randomUUID()], NOON)
    expect([...counted]).toEqual([[goods.id, 1 + 2 + 4]])
  })
})
