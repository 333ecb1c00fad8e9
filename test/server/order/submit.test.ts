import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { fill, paths } from '../../../src/contract/paths'
import { DAY, HOUR, MINUTE, plus } from '../../../src/domain/time'
import { aKey, NOON, testApp } from '../../support/app'
import { aBatch, aCoupon, aResident } from '../../support/factories'
import { aSpecial, anOffer, someGoods } from '../../support/factories-mall'
import { anOpenStore, aPaidOrder, disagreements, pickupSlot, shopper } from '../../support/shopping'

const test = await testApp()
const { db, clock } = test
const store = await anOpenStore(db)

const errorOf = (heard: { body: { error?: { code: string } } }) => heard.body.error?.code
const stockOf = (goodsId: string) =>
  db
    .selectFrom('store_goods')
    .select(['available', 'held'])
    .where('goods_id', '=', goodsId)
    .where('store_id', '=', store.id)
    .executeTakeFirstOrThrow()
const couponOf = (id: string) =>
  db.selectFrom('coupon').select(['state', 'order_id', 'usable_until']).where('id', '=', id).executeTakeFirstOrThrow()

describe('placing an order', () => {
  it('holds the goods, keeps the coupon and the slot, and waits 15 minutes for its payment (KF-5, KF-6)', async () => {
    const tomato = await someGoods(db, store.id, { price_fen: 1000, stock: 10 })
    const wang = await aResident(db)
    const batch = await aBatch(db, store.id, {
      value: JSON.stringify({ kind: 'amount-off', off: 500, threshold: 2000 }),
    })
    const coupon = await aCoupon(db, batch.id, wang)
    const heard = await shopper(test, wang, store).submit([{ id: tomato.id, quantity: 3 }])
    expect(heard.body).toMatchObject({ total: 2500, toPay: 2500, payUntil: plus(NOON, 15 * MINUTE) })
    expect(heard.body.number).toMatch(/^20260601\d{10}$/)
    expect(await stockOf(tomato.id)).toEqual({ available: 7, held: 3 })
    expect(await couponOf(coupon.id)).toMatchObject({ state: 'reserved', order_id: heard.body.orderId })
    const order = await shopper(test, wang, store).order(heard.body.orderId)
    expect(order).toMatchObject({ state: 'pending_payment', total: 2500, may: { pay: true, cancel: true } })
    expect(order.parts.reduce((sum: number, part: { amount: number }) => sum + part.amount, 0)).toBe(2500)
    expect(order.trackingCode).toMatch(/^[0-9A-Z]{10}$/)
  })

  it('with the same key is one order, answered the same', async () => {
    const tomato = await someGoods(db, store.id, { stock: 10 })
    const buyer = shopper(test, await aResident(db), store)
    const key = aKey()
    const [one, two] = await Promise.all([buyer.submit([tomato], { key }), buyer.submit([tomato], { key })])
    expect(one.status).toBe(200)
    expect(two.body).toEqual(one.body)
    expect(await stockOf(tomato.id)).toEqual({ available: 9, held: 1 })
  })

  it('KF-4: what would cost more than was seen is not bought, and says what it costs now', async () => {
    const tomato = await someGoods(db, store.id, { price_fen: 500 })
    const buyer = shopper(test, await aResident(db), store)
    const heard = await buyer.submit([tomato], { expectTotal: 499 })
    expect([heard.status, errorOf(heard), heard.body.error.facts.total]).toEqual([409, 'CHECKOUT_CHANGED', 500])
    expect(await stockOf(tomato.id)).toEqual({ available: 100, held: 0 })
  })

  it('KF-29: goods that sold out while the checkout was open are refused by their name, and nothing is taken', async () => {
    const [one, few] = [await someGoods(db, store.id), await someGoods(db, store.id, { name: '丹东草莓', stock: 2 })]
    const buyer = shopper(test, await aResident(db), store)
    const heard = await buyer.submit([one, { id: few.id, quantity: 3 }])
    expect(errorOf(heard)).toBe('GOODS_SHORT')
    expect(heard.body.error.message).toContain('丹东草莓只剩 2 个')
    expect(await stockOf(one.id)).toEqual({ available: 100, held: 0 })
    expect(errorOf(await buyer.submit([{ id: one.id, quantity: 0 } as never]))).toBe('INPUT_INVALID')
  })

  it('KF-15, KF-16: a coupon that has ended drops out; the order goes through when it costs no more than was seen', async () => {
    const tomato = await someGoods(db, store.id, { price_fen: 3000 })
    const wang = await aResident(db)
    const batch = await aBatch(db, store.id, {
      value: JSON.stringify({ kind: 'amount-off', off: 500, threshold: 2000 }),
    })
    const ended = await aCoupon(db, batch.id, wang, { usable_until: new Date(NOON) })
    const buyer = shopper(test, wang, store)
    const more = await buyer.submit([tomato], { coupons: [ended.id], expectTotal: 2500 })
    expect(errorOf(more)).toBe('CHECKOUT_CHANGED')
    const whole = await buyer.submit([tomato], { coupons: [ended.id], expectTotal: 3000 })
    expect(whole.body).toMatchObject({ total: 3000 })
    expect(await couponOf(ended.id)).toMatchObject({ state: 'held', order_id: null })
  })

  it('KF-11, KF-19: somebody else’s coupon is as good as none', async () => {
    const tomato = await someGoods(db, store.id, { price_fen: 3000 })
    const [wang, zhao] = [await aResident(db), await aResident(db)]
    const batch = await aBatch(db, store.id, { value: JSON.stringify({ kind: 'amount-off', off: 500, threshold: 0 }) })
    const theirs = await aCoupon(db, batch.id, zhao)
    const heard = await shopper(test, wang, store).submit([tomato], { coupons: [theirs.id] })
    expect(heard.body).toMatchObject({ total: 3000 })
    expect(await couponOf(theirs.id)).toMatchObject({ state: 'held', order_id: null })
  })

  it('KF-9: a coupon that would take nothing off is not used up', async () => {
    const tomato = await someGoods(db, store.id, { price_fen: 3000 })
    const wang = await aResident(db)
    const batch = await aBatch(db, store.id, { value: JSON.stringify({ kind: 'free-delivery', threshold: 0 }) })
    const coupon = await aCoupon(db, batch.id, wang)
    const heard = await shopper(test, wang, store).submit([tomato], { coupons: [coupon.id] })
    expect(heard.status).toBe(200)
    expect(await couponOf(coupon.id)).toMatchObject({ state: 'held', order_id: null })
  })

  it('KF-28: three orders may wait for their payment, the fourth hears why', async () => {
    const tomato = await someGoods(db, store.id)
    const buyer = shopper(test, await aResident(db), store)
    for (let n = 0; n < 3; n += 1) expect((await buyer.submit([tomato])).status).toBe(200)
    const fourth = await buyer.submit([tomato])
    expect([errorOf(fourth), fourth.body.error.facts.most]).toEqual(['TOO_MANY_UNPAID', 3])
  })

  it('KF-10, KF-8: the limit per person of a special price holds over orders, and is free again when one is cancelled', async () => {
    const tomato = await someGoods(db, store.id, { price_fen: 1000 })
    await aSpecial(db, store.id, tomato.id, 100, { per_person: 2, remaining: 50 })
    const buyer = shopper(test, await aResident(db), store)
    const first = await buyer.submit([{ id: tomato.id, quantity: 2 }])
    expect(first.body.total).toBe(200)
    expect((await buyer.submit([tomato])).body.total).toBe(1000)
    expect((await buyer.cancels(first.body.orderId)).status).toBe(200)
    expect((await buyer.submit([tomato])).body.total).toBe(100)
    const left = await db.selectFrom('offer').select('remaining').where('goods_id', '=', tomato.id).executeTakeFirst()
    expect(left?.remaining).toBe(49)
  })

  it('KF-47: a gift comes along while there is one, and its absence stops nothing', async () => {
    const [rice, egg] = [
      await someGoods(db, store.id, { price_fen: 8000 }),
      await someGoods(db, store.id, { name: '土鸡蛋', stock: 1 }),
    ]
    const terms = {
      scope: { kind: 'goods', ids: [rice.id] },
      tiers: [{ threshold: 7900, gift: { goodsId: egg.id, quantity: 1 } }],
    }
    await anOffer(db, store.id, { kind: 'spend-gift', title: '满 79 送土鸡蛋', terms })
    const kinds = async (buyer: ReturnType<typeof shopper>) => {
      const heard = await buyer.submit([rice])
      const order = await buyer.order(heard.body.orderId)
      return order.lines.map((line: { kind: string; paid: number }) => [line.kind, line.paid])
    }
    expect(await kinds(shopper(test, await aResident(db), store))).toEqual([
      ['goods', 8000],
      ['gift', 0],
    ])
    expect(await stockOf(egg.id)).toEqual({ available: 0, held: 1 })
    expect(await kinds(shopper(test, await aResident(db), store))).toEqual([['goods', 8000]])
  })

  it('KF-31: a slot is judged by the store’s clock at the moment of the order', async () => {
    const tomato = await someGoods(db, store.id)
    const buyer = shopper(test, await aResident(db), store)
    const slot = pickupSlot(NOON)
    clock.set(plus(slot, -30 * MINUTE))
    expect((await buyer.submit([tomato], { now: NOON })).status).toBe(200)
    clock.set(plus(slot, -30 * MINUTE + 1))
    expect(errorOf(await buyer.submit([tomato], { now: NOON }))).toBe('SLOT_CLOSED')
    clock.set(NOON)
    const never = { kind: 'pickup', slotOpensAt: plus(slot, 7 * MINUTE) }
    expect(errorOf(await buyer.submit([tomato], { fulfilment: never }))).toBe('SLOT_CLOSED')
    expect(errorOf(await buyer.submit([tomato], { fulfilment: { kind: 'pickup', slotOpensAt: null } }))).toBe(
      'SLOT_CLOSED',
    )
  })

  it('KF-30: outside of the store’s zones nothing is delivered, whatever address is named', async () => {
    const tomato = await someGoods(db, store.id)
    const [wang, zhao] = [await aResident(db), await aResident(db)]
    const far = await anAddress(wang.id, 30, 110)
    const foreign = await anAddress(zhao.id, 26.8566, 104.2786)
    const to = (addressId: string | null) => ({ kind: 'delivery', addressId, slotOpensAt: plus(NOON, HOUR) })
    const buyer = shopper(test, wang, store)
    expect(errorOf(await buyer.submit([tomato], { fulfilment: to(far) }))).toBe('DELIVERY_OUTSIDE')
    expect(errorOf(await buyer.submit([tomato], { fulfilment: to(foreign) }))).toBe('ADDRESS_NOT_FOUND')
    expect(errorOf(await buyer.submit([tomato], { fulfilment: to(null) }))).toBe('ADDRESS_NOT_FOUND')
  })

  it('an order beyond all measure is refused in words', async () => {
    const gold = await someGoods(db, store.id, { price_fen: 2_200_000, stock: 999 })
    const heard = await shopper(test, await aResident(db), store).submit([{ id: gold.id, quantity: 999 }], {
      expectTotal: 2_147_483_647,
    })
    expect([heard.status, errorOf(heard), heard.body.error.facts.most]).toEqual([422, 'ORDER_TOO_LARGE', 100_000])
  })

  it('before the store opens nothing is sold', async () => {
    const later = await anOpenStore(db, {
      launch: { trial_opens_at: new Date(NOON + 1), grand_opens_at: new Date(NOON + 2 * DAY) },
    })
    const tomato = await someGoods(db, later.id)
    const heard = await shopper(test, await aResident(db), later).submit([tomato])
    expect(errorOf(heard)).toBe('STORE_NOT_OPEN_YET')
  })

  it('takes out of the cart what was bought, and leaves the rest', async () => {
    const [tomato, leek] = [await someGoods(db, store.id), await someGoods(db, store.id)]
    const wang = await aResident(db)
    const cart = (goodsId: string, quantity: number) =>
      test.as(wang).put(fill(paths.cartLine, { storeId: store.id, goodsId }), { quantity })
    await cart(tomato.id, 2)
    await cart(leek.id, 3)
    await shopper(test, wang, store).submit([{ id: tomato.id, quantity: 2 }, leek])
    const after = await test.as(wang).get(fill(paths.cart, { storeId: store.id }))
    expect(
      after.body.lines.map((line: { goods: { id: string }; quantity: number }) => [line.goods.id, line.quantity]),
    ).toEqual([[leek.id, 2]])
  })
})

it('first and last touch are frozen on the order (KF-49)', async () => {
  const tomato = await someGoods(db, store.id)
  const wang = await aResident(db, {})
  await db.insertInto('channel').values({ id: 'gate-49', kind: 'community-gate', name: '东门' }).execute()
  await db
    .updateTable('resident')
    .set({ first_channel_id: 'gate-49', last_channel_id: 'gate-49' })
    .where('id', '=', wang.id)
    .execute()
  const orderId = await aPaidOrder(test, wang, store, [tomato])
  await db.updateTable('resident').set({ last_channel_id: null }).where('id', '=', wang.id).execute()
  const row = await db
    .selectFrom('shop_order')
    .select(['first_channel_id', 'last_channel_id'])
    .where('id', '=', orderId)
    .executeTakeFirst()
  expect(row).toEqual({ first_channel_id: 'gate-49', last_channel_id: 'gate-49' })
})

it('after all this the books agree', async () => {
  expect(await disagreements(db)).toEqual([])
})

async function anAddress(residentId: string, lat: number, lng: number): Promise<string> {
  const id = randomUUID()
  await db
    .insertInto('address')
    .values({
      id,
      resident_id: residentId,
      name: '王',
      phone: '13800000000',
      place: '阳光花园',
      detail: '3 栋',
      lat,
      lng,
      used_at: new Date(NOON),
    })
    .execute()
  return id
}
