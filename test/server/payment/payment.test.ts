import { beforeEach, describe, expect, it } from 'vitest'
import { askRefunds } from '../../../server/payment/ask-refunds.service'
import { endUnpaidOrders } from '../../../server/payment/payment.service'
import { reportShipping, oweShippingReport } from '../../../server/payment/shipping.service'
import { fill, paths } from '../../../src/contract/paths'
import { MINUTE, plus } from '../../../src/domain/time'
import { aKey, NOON, testApp } from '../../support/app'
import { aBatch, aCoupon, aResident, aStaffMember, type Resident } from '../../support/factories'
import { someGoods, type SomeGoods } from '../../support/factories-mall'
import { anOpenStore, aPaidOrder, disagreements, outTradeNoOf, shopper } from '../../support/shopping'

const test = await testApp()
const { app, db, clock, pay, wechat } = test
const store = await anOpenStore(db)

let tomato: SomeGoods
let wang: Resident
beforeEach(async () => {
  // what the test before left unpaid is over
  delete pay.answers.down
  delete pay.answers.close
  clock.set(plus(NOON, 60 * MINUTE))
  await endUnpaidOrders(db, pay, clock.now)
  clock.set(NOON)
  Object.assign(pay.answers, { down: false, refundStatus: undefined, close: undefined, refund: undefined })
  tomato = await someGoods(db, store.id, { price_fen: 1000, stock: 5 })
  wang = await aResident(db)
})

const buyer = () => shopper(test, wang, store)
const placed = async (over = {}): Promise<string> => (await buyer().submit([tomato], over)).body.orderId
/** The sheet is open: WeChat knows the order. */
const prepaid = async (over = {}): Promise<{ orderId: string; no: string }> => {
  const orderId = await placed(over)
  expect((await buyer().startsPaying(orderId)).status).toBe(200)
  return { orderId, no: await outTradeNoOf(db, orderId) }
}
const stateOf = async (orderId: string) =>
  (await db.selectFrom('shop_order').select('state').where('id', '=', orderId).executeTakeFirstOrThrow()).state
const stock = () =>
  db.selectFrom('store_goods').select(['available', 'held']).where('goods_id', '=', tomato.id).executeTakeFirstOrThrow()
const tell = async (notification: Parameters<typeof pay.letter>[0]) =>
  (await app.inject(pay.letter(notification))).statusCode
const expire = () => endUnpaidOrders(db, pay, clock.now)
const balance = async (fen: number) => {
  await db.insertInto('balance').values({ resident_id: wang.id, fen }).execute()
  await db
    .insertInto('balance_entry')
    .values({
      id: crypto.randomUUID(),
      resident_id: wang.id,
      kind: 'opening',
      delta_fen: fen,
      once: `opening ${wang.id}`,
      at: new Date(NOON),
    })
    .execute()
}
const balanceLeft = async () =>
  (await db.selectFrom('balance').select('fen').where('resident_id', '=', wang.id).executeTakeFirst())?.fen
const refundsOf = (orderId: string) =>
  db
    .selectFrom('refund')
    .select(['reason', 'wechat_fen', 'balance_fen', 'state'])
    .where('order_id', '=', orderId)
    .execute()

describe('paying', () => {
  it('KF-27: the notification places the order, once, however often it comes', async () => {
    const { orderId, no } = await prepaid()
    const paid = pay.pays(no)
    expect([await tell(paid), await tell(paid), await tell({ ...paid, id: 'another letter' })]).toEqual([204, 204, 204])
    expect(await stateOf(orderId)).toBe('paid')
    const told = await db.selectFrom('inbox_message').select('kind').where('resident_id', '=', wang.id).execute()
    expect(told).toEqual([{ kind: 'order-placed' }])
  })

  it('a notification that nobody of WeChat signed changes nothing', async () => {
    const { orderId, no } = await prepaid()
    const heard = await app.inject(pay.letter(pay.pays(no), { signed: false }))
    expect([heard.statusCode, await stateOf(orderId)]).toEqual([401, 'pending_payment'])
  })

  it('a payment of another amount is not believed, and WeChat is left to say it again', async () => {
    const { orderId, no } = await prepaid()
    expect(await tell({ ...pay.pays(no), total: 1 as never })).toBe(500)
    expect(await stateOf(orderId)).toBe('pending_payment')
  })

  it('nor is one of another amount that WeChat tells when it is asked: the order neither ends nor is paid', async () => {
    const { orderId, no } = await prepaid()
    const { outTradeNo: _no, id: _id, kind: _kind, ...transaction } = pay.pays(no)
    pay.answers.query = { came: 'state', state: 'SUCCESS', transaction: { ...transaction, total: 1 as never } }
    expect((await buyer().saysPaid(orderId)).body).toEqual({ state: 'pending_payment', paid: false })
    expect((await buyer().cancels(orderId)).body.error.code).toBe('PAYMENT_UNAVAILABLE')
    clock.advance(16 * MINUTE)
    expect(await expire()).toMatchObject({ waiting: 1 })
    delete pay.answers.query
  })

  it('the phone’s word is a hint: WeChat is asked', async () => {
    const { orderId, no } = await prepaid()
    expect((await buyer().saysPaid(orderId)).body).toEqual({ state: 'pending_payment', paid: false })
    pay.pays(no)
    expect((await buyer().saysPaid(orderId)).body).toEqual({ state: 'paid', paid: true })
  })

  it('when WeChat does not answer the order stays and says so', async () => {
    const orderId = await placed()
    pay.answers.down = true
    const heard = await buyer().startsPaying(orderId)
    expect([heard.status, heard.body.error.code, await stateOf(orderId)]).toEqual([
      502,
      'PAYMENT_UNAVAILABLE',
      'pending_payment',
    ])
  })

  it('after 15 minutes nobody gets a pay sheet any more', async () => {
    const orderId = await placed()
    clock.advance(15 * MINUTE)
    expect((await buyer().startsPaying(orderId)).body.error.code).toBe('ORDER_EXPIRED')
  })

  it('somebody else’s order is not found', async () => {
    const orderId = await placed()
    const zhao = shopper(test, await aResident(db), store)
    for (const heard of [await zhao.startsPaying(orderId), await zhao.saysPaid(orderId), await zhao.cancels(orderId)])
      expect([heard.status, heard.body.error.code]).toEqual([404, 'ORDER_NOT_FOUND'])
  })
})

describe('an order that is not paid', () => {
  it('KF-25: is closed at WeChat first, and then gives everything back', async () => {
    const batch = await aBatch(db, store.id, { value: JSON.stringify({ kind: 'amount-off', off: 100, threshold: 0 }) })
    const coupon = await aCoupon(db, batch.id, wang)
    const { orderId, no } = await prepaid()
    clock.advance(15 * MINUTE - 1)
    expect(await expire()).toEqual({ closed: 0, paid: 0, waiting: 0 })
    clock.advance(1)
    expect(await expire()).toMatchObject({ closed: 1 })
    expect([await stateOf(orderId), pay.orders.get(no)?.state, await stock()]).toEqual([
      'closed',
      'CLOSED',
      { available: 5, held: 0 },
    ])
    const kept = await db
      .selectFrom('coupon')
      .select(['state', 'order_id'])
      .where('id', '=', coupon.id)
      .executeTakeFirst()
    expect(kept).toEqual({ state: 'held', order_id: null })
  })

  it('stays with its goods while WeChat does not answer', async () => {
    const { orderId } = await prepaid()
    clock.advance(16 * MINUTE)
    pay.answers.down = true
    expect(await expire()).toMatchObject({ waiting: 1 })
    expect([await stateOf(orderId), await stock()]).toEqual(['pending_payment', { available: 4, held: 1 }])
    pay.answers.down = false
    expect(await expire()).toMatchObject({ closed: 1 })
  })

  it('that was paid in the last second is placed, though its notification is still on the way', async () => {
    const { orderId, no } = await prepaid()
    const paid = pay.pays(no)
    clock.advance(16 * MINUTE)
    expect(await expire()).toMatchObject({ paid: 1 })
    expect(await stateOf(orderId)).toBe('paid')
    expect(await tell(paid)).toBe(204)
    expect(await stock()).toEqual({ available: 4, held: 1 })
  })

  it('KF-26: a payment after the closing takes the goods again while they are there', async () => {
    const { orderId, no } = await prepaid()
    const paid = pay.pays(no)
    clock.advance(16 * MINUTE)
    pay.answers.close = 'closed' // the closing and the payment crossed
    await expire()
    expect([await stateOf(orderId), await stock()]).toEqual(['closed', { available: 5, held: 0 }])
    expect(await tell(paid)).toBe(204)
    expect([await stateOf(orderId), await stock()]).toEqual(['paid', { available: 4, held: 1 }])
    expect(await disagreements(db)).toEqual([])
  })

  it('KF-26, KF-10: and gives the money back when the limit per person was bought up meanwhile', async () => {
    await db.updateTable('store_goods').set({ per_person_day: 1 }).where('goods_id', '=', tomato.id).execute()
    const { orderId, no } = await prepaid()
    const paid = pay.pays(no)
    clock.advance(16 * MINUTE)
    pay.answers.close = 'closed'
    await expire()
    await aPaidOrder(test, wang, store, [tomato], { now: clock.now() })
    expect([await tell(paid), await stateOf(orderId)]).toEqual([204, 'closed'])
    expect(await refundsOf(orderId)).toMatchObject([{ reason: 'late-payment', wechat_fen: 1000 }])
  })

  it('KF-26: and gives the money back by itself when they are gone', async () => {
    const { orderId, no } = await prepaid()
    const paid = pay.pays(no)
    clock.advance(16 * MINUTE)
    pay.answers.close = 'closed'
    await expire()
    await aPaidOrder(test, await aResident(db), store, [{ id: tomato.id, quantity: 5 }], { now: clock.now() })
    expect([await tell(paid), await tell(paid)]).toEqual([204, 204])
    expect(await stateOf(orderId)).toBe('closed')
    expect(await refundsOf(orderId)).toEqual([
      { reason: 'late-payment', wechat_fen: 1000, balance_fen: 0, state: 'waiting' },
    ])
    await askRefunds(db, pay, clock.now)
    expect(pay.refundedOf(no)).toBe(1000)
    expect(await disagreements(db)).toEqual([])
  })
})

describe('cancelling', () => {
  it('an unpaid order closes it at WeChat first', async () => {
    const { orderId, no } = await prepaid()
    expect((await buyer().cancels(orderId)).status).toBe(200)
    expect([await stateOf(orderId), pay.orders.get(no)?.state, await stock()]).toEqual([
      'cancelled',
      'CLOSED',
      { available: 5, held: 0 },
    ])
  })

  it('is not done while WeChat does not say that nobody can pay', async () => {
    const { orderId } = await prepaid()
    pay.answers.down = true
    expect((await buyer().cancels(orderId)).body.error.code).toBe('PAYMENT_UNAVAILABLE')
    expect(await stateOf(orderId)).toBe('pending_payment')
  })

  it('an order that was paid meanwhile gives the money back', async () => {
    const { orderId, no } = await prepaid()
    pay.pays(no)
    expect((await buyer().cancels(orderId)).status).toBe(200)
    expect(await refundsOf(orderId)).toEqual([
      { reason: 'cancelled', wechat_fen: 1000, balance_fen: 0, state: 'waiting' },
    ])
    expect(await disagreements(db)).toEqual([])
  })

  it('KF-7: the coupon comes back with its own end, not a day longer', async () => {
    const batch = await aBatch(db, store.id, { value: JSON.stringify({ kind: 'amount-off', off: 100, threshold: 0 }) })
    const until = new Date(plus(NOON, 20 * MINUTE))
    const coupon = await aCoupon(db, batch.id, wang, { usable_until: until })
    const orderId = await aPaidOrder(test, wang, store, [tomato])
    clock.advance(30 * MINUTE)
    expect((await buyer().cancels(orderId)).status).toBe(200)
    const row = await db
      .selectFrom('coupon')
      .select(['state', 'usable_until', 'used_at'])
      .where('id', '=', coupon.id)
      .executeTakeFirst()
    expect(row).toEqual({ state: 'held', usable_until: until, used_at: null })
  })

  it('is refused once picking has begun, and twice is once', async () => {
    const orderId = await aPaidOrder(test, wang, store, [tomato])
    await db.updateTable('shop_order').set({ state: 'picking' }).where('id', '=', orderId).execute()
    expect((await buyer().cancels(orderId)).body.error.code).toBe('ORDER_PICKING')
    await db.updateTable('shop_order').set({ state: 'paid' }).where('id', '=', orderId).execute()
    const key = aKey()
    const [one, two] = await Promise.all([buyer().cancels(orderId, key), buyer().cancels(orderId, key)])
    expect([one.status, two.status]).toEqual([200, 200])
    expect((await buyer().cancels(orderId)).body.error.code).toBe('ORDER_MOVED')
    expect(await refundsOf(orderId)).toHaveLength(1)
  })
})

describe('the member balance', () => {
  it('pays a whole order at once, without WeChat', async () => {
    await balance(5000)
    const heard = await buyer().submit([tomato], { useBalance: true })
    expect(heard.body.toPay).toBe(0)
    expect([await stateOf(heard.body.orderId), await balanceLeft()]).toEqual(['paid', 4000])
  })

  it('pays a part, WeChat the rest; a cancelled order gives each its own', async () => {
    await balance(300)
    const orderId = await aPaidOrder(test, wang, store, [tomato], { useBalance: true })
    expect([await balanceLeft(), pay.orders.get(await outTradeNoOf(db, orderId))?.total]).toEqual([0, 700])
    await buyer().cancels(orderId)
    expect(await balanceLeft()).toBe(300)
    expect(await refundsOf(orderId)).toEqual([
      { reason: 'cancelled', wechat_fen: 700, balance_fen: 300, state: 'waiting' },
    ])
    expect(await disagreements(db)).toEqual([])
  })

  it('comes back when the order is not paid in time, and is taken again by a payment that came late (KF-26)', async () => {
    await balance(300)
    const { orderId, no } = await prepaid({ useBalance: true })
    const paid = pay.pays(no)
    clock.advance(16 * MINUTE)
    pay.answers.close = 'closed'
    await expire()
    expect(await balanceLeft()).toBe(300)
    const ended = await buyer().order(orderId)
    expect(ended).toMatchObject({ state: 'closed', balancePaid: 0, wechatPaid: 0 })
    expect(ended.steps.map((step: { words: string }) => step.words)).toContain('余额 ¥3 已退回')
    await tell(paid)
    expect([await stateOf(orderId), await balanceLeft()]).toEqual(['paid', 0])
    expect(await disagreements(db)).toEqual([])
  })

  it('KF-43: orders placed at once never spend more than there is', async () => {
    await balance(2500)
    const people = Array.from({ length: 4 }, () => buyer().submit([tomato], { useBalance: true }))
    const heard = await Promise.all(people)
    const paid = heard
      .filter((one) => one.status === 200)
      .reduce((sum, one) => sum + one.body.total - one.body.toPay, 0)
    expect([paid, await balanceLeft()]).toEqual([2500, 0])
    expect(await disagreements(db)).toEqual([])
  })
})

describe('refunds', () => {
  it('are asked for under one number for ever: a lost answer is asked again and is one refund', async () => {
    const orderId = await aPaidOrder(test, wang, store, [tomato])
    const no = await outTradeNoOf(db, orderId)
    await buyer().cancels(orderId)
    pay.loses('refund')
    await askRefunds(db, pay, clock.now)
    expect(pay.refundedOf(no)).toBe(1000)
    clock.advance(2 * MINUTE)
    await askRefunds(db, pay, clock.now)
    expect(pay.refundedOf(no)).toBe(1000)
    expect(await refundsOf(orderId)).toMatchObject([{ state: 'asked' }])
  })

  it('end by notification or when asked, once, and the resident is told once', async () => {
    const orderId = await aPaidOrder(test, wang, store, [tomato])
    await buyer().cancels(orderId)
    await askRefunds(db, pay, clock.now)
    const [number] = [...pay.refunds.values()]
      .filter((one) => one.outTradeNo.length > 0)
      .slice(-1)
      .map((one) => one.outRefundNo)
    const ended = pay.refundEnds(number!)
    expect([await tell(ended), await tell(ended)]).toEqual([204, 204])
    clock.advance(5 * MINUTE)
    await askRefunds(db, pay, clock.now)
    expect(await refundsOf(orderId)).toMatchObject([{ state: 'done' }])
    const told = await db
      .selectFrom('inbox_message')
      .select('title')
      .where('resident_id', '=', wang.id)
      .where('kind', '=', 'order-refunded')
      .execute()
    expect(told).toEqual([{ title: '退款 ¥10' }])
  })

  it('that WeChat cannot pay out are kept as failed for somebody to see to', async () => {
    const orderId = await aPaidOrder(test, wang, store, [tomato])
    await buyer().cancels(orderId)
    pay.answers.refundStatus = 'ABNORMAL'
    await askRefunds(db, pay, clock.now)
    expect(await refundsOf(orderId)).toMatchObject([{ state: 'failed' }])
    const manager = await aStaffMember(db, store.id, 'manager')
    const shown = await test.as(manager).get(`${fill(paths.staffRefundRequests, { storeId: store.id })}?state=asked`)
    expect(shown.body.failed).toMatchObject([{ fen: 1000, words: '订单取消' }])
  })

  it('that had failed and come to a good end after all are done, and the resident is told', async () => {
    const orderId = await aPaidOrder(test, wang, store, [tomato])
    await buyer().cancels(orderId)
    await askRefunds(db, pay, clock.now)
    const number = [...pay.refunds.keys()].at(-1)!
    await tell(pay.refundEnds(number, 'ABNORMAL'))
    expect(await refundsOf(orderId)).toMatchObject([{ state: 'failed' }])
    await tell(pay.refundEnds(number, 'SUCCESS'))
    expect(await refundsOf(orderId)).toMatchObject([{ state: 'done' }])
    expect(await tell(pay.refundEnds(number, 'ABNORMAL'))).toBe(204)
    expect(await refundsOf(orderId)).toMatchObject([{ state: 'done' }])
  })

  it('wait while the merchant’s purse is empty', async () => {
    const orderId = await aPaidOrder(test, wang, store, [tomato])
    await buyer().cancels(orderId)
    pay.answers.refund = { outcome: 'refused', code: 'NOT_ENOUGH', merchantShort: true }
    await askRefunds(db, pay, clock.now)
    expect(await refundsOf(orderId)).toMatchObject([{ state: 'waiting' }])
    delete pay.answers.refund
    clock.advance(2 * MINUTE)
    await askRefunds(db, pay, clock.now)
    expect(await refundsOf(orderId)).toMatchObject([{ state: 'asked' }])
  })
})

it('WeChat is told of what was handed over, once, and asked again while it does not answer', async () => {
  const orderId = await aPaidOrder(test, wang, store, [tomato])
  await db.transaction().execute((tx) => oweShippingReport(tx, orderId, 'pickup', clock.now()))
  wechat.answers.shipping = 'later'
  expect(await reportShipping(db, wechat, clock.now)).toEqual({ done: 0, failed: 0 })
  expect(await reportShipping(db, wechat, clock.now)).toEqual({ done: 0, failed: 0 })
  wechat.answers.shipping = 'done'
  clock.advance(2 * MINUTE)
  expect(await reportShipping(db, wechat, clock.now)).toEqual({ done: 1, failed: 0 })
  expect(wechat.shipped.at(-1)).toMatchObject({ logistics: 'pickup', description: '西红柿', payerOpenid: wang.openid })
})

it('after all this the books agree', async () => {
  expect(await disagreements(db)).toEqual([])
})
