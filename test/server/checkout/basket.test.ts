import type { KyselyPlugin } from 'kysely'
import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { assemble, type BasketAsk } from '../../../server/checkout/basket.service'
import { fen } from '../../../src/domain/money'
import { NOON } from '../../support/app'
import { testDatabase } from '../../support/database'
import { aBatch, aCoupon, aResident } from '../../support/factories'
import { anOffer, anOrderRow, aSpecial, someGoods, spendSave } from '../../support/factories-mall'
import { anOpenStore } from '../../support/shopping'

const { db } = await testDatabase()

async function aBasket(): Promise<BasketAsk & { readonly couponId: string }> {
  const store = await anOpenStore(db)
  const wang = await aResident(db)
  const tomato = await someGoods(db, store.id)
  const fish = await someGoods(db, store.id, {
    name: '鲈鱼',
    sold_by: 'weight',
    unit_grams: 600,
    price_fen: 2900,
    per_person_day: 2,
  })
  await aSpecial(db, store.id, tomato.id, 290)
  await anOffer(db, store.id, { terms: spendSave([3000, 300]) })
  await anOrderRow(db, store.id, { resident_id: wang.id, lines: [{ goodsId: fish.id, quantity: 1 }] })
  const value = JSON.stringify({ kind: 'amount-off', off: 200, threshold: 1000 })
  const coupon = await aCoupon(db, (await aBatch(db, store.id, { value })).id, wang)
  return {
    storeId: store.id,
    residentId: wang.id,
    lines: [
      { goodsId: tomato.id, quantity: 2 },
      { goodsId: fish.id, quantity: 2 },
      { goodsId: tomato.id, quantity: 1 },
    ],
    delivery: { fee: fen(300), minimum: fen(1900), freeFrom: null },
    choose: 'best',
    now: NOON,
    couponId: coupon.id,
  }
}

describe('one basket for cart, checkout and order', () => {
  it('holds everything that decides its price: store prices, weights, offers, coupons, the door', async () => {
    const ask = await aBasket()
    const basket = await assemble(db, ask)
    const [tomato, fish] = ask.lines
    expect(basket.basketLines.map((line) => [line.goodsId, line.quantity, line.unitPrice])).toEqual([
      [tomato!.goodsId, 3, 390],
      [fish!.goodsId, 2, 3480], // 600 g at ¥29 per 500 g
    ])
    expect(basket.receipt.parts.map(({ kind, amount }) => [kind, amount])).toEqual([
      ['goods', 1170 + 6960],
      ['special', -300],
      ['spend-save', -300],
      ['coupon', -200],
      ['delivery', 300],
    ])
    expect(basket.coupons.get(ask.couponId)).toMatchObject({ card: { id: ask.couponId }, verdict: { applied: true } })
    expect([...basket.troubles.values()]).toMatchObject([{ goodsId: fish!.goodsId, code: 'GOODS_LIMIT', most: 1 }])
  })

  it('is the same inside a transaction, in which it sees what the transaction has done (KF-4)', async () => {
    const ask = await aBasket()
    const outside = await assemble(db, ask)
    await db.transaction().execute(async (tx) => {
      expect(await assemble(tx, ask)).toEqual(outside)
      await tx
        .updateTable('coupon')
        .set({ usable_until: new Date(NOON) })
        .where('id', '=', ask.couponId)
        .execute()
      expect((await assemble(tx, ask)).receipt.total).toBe(outside.receipt.total + 200)
      expect((await assemble(db, ask)).receipt.total).toBe(outside.receipt.total)
    })
  })

  it('asks the database five times at most, however much is in it', async () => {
    let asked = 0
    const counting: KyselyPlugin = {
      transformQuery: ({ node }) => {
        asked++
        return node
      },
      transformResult: async ({ result }) => result,
    }
    const ask = await aBasket()
    const more = await Promise.all(Array.from({ length: 20 }, () => someGoods(db, ask.storeId)))
    const lines = [...ask.lines, ...more.map(({ id }) => ({ goodsId: id, quantity: 1 }))]
    await assemble(db.withPlugin(counting), { ...ask, lines })
    expect(asked).toBeLessThanOrEqual(5)
  })

  it('of somebody who is not signed in has no coupons and no limits per person; unknown goods are trouble, not an error', async () => {
    const ask = await aBasket()
    const goodsId = randomUUID()
    const basket = await assemble(db, { ...ask, residentId: null, lines: [...ask.lines, { goodsId, quantity: 1 }] })
    expect(basket.coupons.size).toBe(0)
    expect([...basket.troubles.values()]).toMatchObject([{ goodsId, code: 'GOODS_UNAVAILABLE' }])
    expect(basket.basketLines).toHaveLength(2)
  })

  it('with nothing in it that can be bought costs nothing, delivery neither', async () => {
    const ask = await aBasket()
    const basket = await assemble(db, { ...ask, lines: [{ goodsId: randomUUID(), quantity: 1 }] })
    expect(basket.receipt).toMatchObject({ lines: [], total: 0, deliveryFee: 0 })
    expect((await assemble(db, { ...ask, lines: [] })).receipt.total).toBe(0)
  })
})
