import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, it } from 'vitest'
import { deriveKeys } from '../../../server/keys'
import { issueOrderCode } from '../../../server/verification/code.service'
import { fill, paths } from '../../../src/contract/paths'
import type { OrderState } from '../../../src/domain/order/order'
import { HOUR, MINUTE, plus, SECOND } from '../../../src/domain/time'
import { aKey, NOON } from '../../support/app'
import { aBatch, aBenefit, aCoupon, aResident, aStaffMember } from '../../support/factories'
import { someGoods } from '../../support/factories-mall'
import { refusalOf } from './counter'
import { anOrderCounter } from './order-counter'

const counter = await anOrderCounter()
const { db, as, clock, store, other, clerk, manager, tomatoes } = counter
const { preview, verify, couponRow, anOrder, orderCodeOf, row, handoversOf, stockOf, mismatches } = counter
afterAll(async () => expect(await mismatches()).toEqual([]))

const codePage = (who: { token: string } | undefined, orderId: string) =>
  as(who).get(fill(paths.orderCode, { orderId }))
const inboxOf = (residentId: string) =>
  db.selectFrom('inbox_message').selectAll().where('resident_id', '=', residentId).orderBy('at').execute()

describe('the code page of an order', () => {
  it('has a QR for now and the next five half minutes, digits for half an hour, and what was weighed', async () => {
    const { id, number, resident } = await anOrder()
    await db
      .insertInto('refund')
      .values({
        id: randomUUID(),
        order_id: id,
        reason: 'weighed',
        wechat_fen: 320,
        balance_fen: 0,
        state: 'waiting',
        once: randomUUID(),
        words: '鲈鱼称重 612g，比预估轻，退 ¥3.20',
        created_at: new Date(NOON),
      })
      .execute()
    const { status, body } = await codePage(resident, id)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      order: { id, number, state: 'ready' },
      store: { id: store.id, name: '威宁广场店' },
      digits: expect.stringMatching(/^\d{8}$/),
      digitsUntil: plus(NOON, 30 * MINUTE),
      notes: ['鲈鱼称重 612g，比预估轻，退 ¥3.20'],
    })
    expect(body.qrs.map(({ from }: { from: number }) => from - NOON)).toEqual(
      [0, 30, 60, 90, 120, 150].map((s) => s * SECOND),
    )
    for (const { text } of body.qrs) expect(text).toMatch(/^XS2[A-Za-z0-9_-]{50}$/)
    expect((await codePage(resident, id)).body.digits).toBe(body.digits)
  })

  it('is the owner’s alone: to anybody else there is no such order (KF-11)', async () => {
    const { id } = await anOrder()
    expect((await refusalOf(codePage(await aResident(db), id))).code).toBe('ORDER_NOT_FOUND')
    expect((await refusalOf(codePage(clerk, id))).code).toBe('ORDER_NOT_FOUND')
    expect((await refusalOf(codePage(undefined, id))).code).toBe('NOT_SIGNED_IN')
  })

  it.each<[OrderState, string]>([
    ['pending_payment', 'ORDER_MOVED'],
    ['paid', 'ORDER_NOT_READY'],
    ['picking', 'ORDER_NOT_READY'],
    ['collected', 'ORDER_MOVED'],
    ['cancelled', 'ORDER_MOVED'],
  ])('of an order that is %s is none: %s', async (state, code) => {
    const { id, resident } = await anOrder({ state })
    expect((await refusalOf(codePage(resident, id))).code).toBe(code)
  })

  it('of a delivery is none', async () => {
    const { id, resident } = await anOrder({ fulfilment: 'delivery', address_lat: 26.8, address_lng: 104.2 })
    expect((await refusalOf(codePage(resident, id))).code).toBe('ORDER_IS_DELIVERY')
  })

  it('digits never name a coupon and an order at a time, and are used again after they ended', async () => {
    const first = await anOrder()
    const second = await anOrder()
    const issue = (orderId: string, now = NOON) =>
      issueOrderCode(db, deriveKeys(Buffer.alloc(32, 7)), { orderId, now }, () => '55500001')
    // both have live digits of their own; half an hour later one number is free for whoever asks first
    const later = plus(NOON, HOUR)
    expect((await issue(first.id, later)).digits).toBe('55500001')
    await expect(issue(second.id, later)).rejects.toThrow('free')
    expect((await issue(second.id, plus(later, 30 * MINUTE))).digits).toBe('55500001')
  })
})

describe('looking at the code of an order', () => {
  it('shows the goods with their amounts (KF-51) and a masked customer, and moves nothing', async () => {
    const fish = await someGoods(db, store.id, {
      name: '鲈鱼',
      unit: '条',
      sold_by: 'weight',
      unit_grams: 650,
      picture: 'fish',
    })
    const { id, number, qr, digits } = await anOrder({ goods: fish, quantity: 1, grams: 612, remark: '杀好' })
    for (const code of [qr, digits]) {
      const { status, body } = await preview(clerk, code)
      expect(status).toBe(200)
      expect(body).toEqual({
        kind: 'order',
        orderId: id,
        number,
        customer: '王** · 尾号 8000',
        slot: null,
        lines: [{ name: '鲈鱼', picture: 'fish', amount: '612 g', gift: false }],
        units: 1,
        remark: '杀好',
        notes: [],
        alsoHas: [],
      })
    }
    expect((await row(id)).state).toBe('ready')
  })

  it('says which coupons and benefits of the same resident this counter takes now, benefits first', async () => {
    const { qr, resident } = await anOrder()
    const eggs = await aBenefit(db, store.id)
    const amountOff = await aBatch(db, store.id)
    const here = [await aCoupon(db, amountOff.id, resident), await aCoupon(db, eggs.id, resident, { seq: 2 })]
    await aCoupon(db, (await aBatch(db, store.id, { usable_counter: false })).id, resident)
    await aCoupon(db, (await aBatch(db, store.id, { store_ids: [other.id] })).id, resident)
    await aCoupon(db, amountOff.id, resident, { seq: 3, usable_until: new Date(NOON) })
    await aCoupon(db, amountOff.id, await aResident(db), { seq: 4 })
    const { body } = await preview(clerk, qr)
    expect(body.alsoHas.map(({ couponId }: { couponId: string }) => couponId)).toEqual([here[1]!.id, here[0]!.id])
    expect(body.alsoHas[0]).toMatchObject({ title: '土鸡蛋', benefit: true, value: { kind: 'exchange' } })
  })
})

describe('handing an order over', () => {
  it('moves it, with its record, stock, message, audit line, and what WeChat is owed to know', async () => {
    const goods = await someGoods(db, store.id, { stock: 10 })
    const { id, number, qr, resident } = await anOrder({ goods })
    expect(await stockOf(goods.id)).toEqual({ available: 8, held: 2 })
    const { status, body } = await verify(clerk, qr)
    expect(status).toBe(200)
    expect(body).toMatchObject({ kind: 'order', orderId: id, number, units: 2, at: NOON, till: '3 号台', also: [] })
    expect(await row(id)).toMatchObject({ state: 'collected', ended_at: new Date(NOON) })
    expect(await handoversOf(id)).toMatchObject([
      { id: body.handoverId, staff_id: clerk.staffId, store_id: store.id, method: 'qr', at: new Date(NOON) },
    ])
    expect(await stockOf(goods.id)).toEqual({ available: 8, held: 0 })
    expect(await inboxOf(resident.id)).toMatchObject([{ kind: 'order-collected', title: '已取货' }])
    const events = await db.selectFrom('order_event').selectAll().where('order_id', '=', id).execute()
    expect(events).toMatchObject([{ kind: 'hand-over', by_whom: 'staff', facts: { till: '3 号台', method: 'qr' } }])
    const audited = await db.selectFrom('audit_log').selectAll().where('subject', '=', id).execute()
    expect(audited).toMatchObject([{ action: 'order.collected', after: { state: 'collected', till: '3 号台' } }])
    const report = await db.selectFrom('shipping_report').selectAll().where('order_id', '=', id).execute()
    expect(report).toMatchObject([{ logistics: 'pickup', state: 'waiting' }])
  })

  it('tells WeChat nothing of an order that it took no money for', async () => {
    const { id, qr } = await anOrder({ wechat: 0 })
    await verify(clerk, qr)
    expect(await db.selectFrom('shipping_report').selectAll().where('order_id', '=', id).execute()).toEqual([])
  })

  it('of which less was packed puts the rest back on sale (KF-24)', async () => {
    const goods = await someGoods(db, store.id, { stock: 10 })
    const { qr } = await anOrder({ goods, quantity: 4, picked: 3 })
    expect((await preview(clerk, qr)).body).toMatchObject({ units: 3, lines: [{ amount: '3 个' }] })
    await verify(clerk, qr)
    expect(await stockOf(goods.id)).toEqual({ available: 7, held: 0 })
  })

  it('by digits, grouped as they are read aloud, is written down as such', async () => {
    const { id, digits } = await anOrder()
    expect((await verify(clerk, `${digits.slice(0, 4)} ${digits.slice(4)}`)).status).toBe(200)
    expect(await handoversOf(id)).toMatchObject([{ method: 'digits' }])
  })

  it('happens once: another till reads when and where, one’s own that it was itself', async () => {
    const { qr, digits } = await anOrder()
    await verify(clerk, qr)
    clock.advance(10 * SECOND)
    for (const code of [qr, digits]) {
      const late = await verify(manager, code, { till: '1 号台' })
      expect(late.status).toBe(409)
      expect(late.body.error).toMatchObject({
        code: 'ORDER_COLLECTED',
        message: '已于 12:00 由 3 号台交货，不要重复交货',
        facts: { at: NOON, till: '3 号台', by: 'another' },
      })
    }
    expect((await verify(clerk, qr)).body.error.facts.by).toBe('you')
    expect((await refusalOf(preview(manager, qr))).code).toBe('ORDER_COLLECTED')
  })

  it('KF-44: the same key is answered the same, long after', async () => {
    const { id, qr, digits } = await anOrder()
    const key = aKey()
    const first = await verify(clerk, qr, { key })
    clock.advance(HOUR)
    expect(await verify(clerk, qr, { key })).toMatchObject({ status: 200, body: first.body })
    expect((await verify(clerk, digits, { key })).body.error.code).toBe('KEY_REUSED')
    expect(await handoversOf(id)).toHaveLength(1)
  })
})

describe('coupons that go along with an order', () => {
  const hand = (code: string, alsoCouponIds: string[], key?: string) =>
    as(clerk).post(fill(paths.staffVerify, { storeId: store.id }), { code, till: '3 号台', alsoCouponIds }, key)

  it('are handed over by one tap, each with its own record', async () => {
    const { qr, resident } = await anOrder()
    const eggs = await aCoupon(db, (await aBenefit(db, store.id)).id, resident)
    const { body } = await hand(qr, [eggs.id, eggs.id])
    expect(body.also).toMatchObject([{ couponId: eggs.id, title: '土鸡蛋', words: '' }])
    expect((await couponRow(eggs.id)).state).toBe('used')
    const records = await db.selectFrom('verification').selectAll().where('coupon_id', '=', eggs.id).execute()
    expect(records).toMatchObject([{ id: body.also[0].verificationId, till: '3 号台', method: 'qr' }])
  })

  it('that cannot be do not keep the order back, and say why', async () => {
    const { id, qr, resident } = await anOrder()
    const used = await aCoupon(db, (await aBatch(db, store.id)).id, resident, {
      state: 'used',
      used_at: new Date(NOON),
    })
    const { status, body } = await hand(qr, [used.id])
    expect(status).toBe(200)
    expect(body.also).toMatchObject([{ couponId: used.id, verificationId: null, words: '这张券已经用过了' }])
    expect((await row(id)).state).toBe('collected')
  })

  it('are the resident’s own: another’s is as if it had not been named', async () => {
    const { qr } = await anOrder()
    const theirs = await aCoupon(db, (await aBenefit(db, store.id)).id, await aResident(db))
    expect((await hand(qr, [theirs.id, randomUUID()])).body.also).toEqual([])
    expect((await couponRow(theirs.id)).state).toBe('held')
  })

  it('stay where they are when the order is refused', async () => {
    const { qr, resident } = await anOrder({ state: 'picking' })
    const eggs = await aCoupon(db, (await aBenefit(db, store.id)).id, resident)
    expect((await refusalOf(hand(qr, [eggs.id]))).code).toBe('ORDER_NOT_READY')
    expect((await couponRow(eggs.id)).state).toBe('held')
  })
})

describe('each reason has its own answer:', () => {
  const both = async (code: string) => [
    (await refusalOf(preview(clerk, code))).code,
    (await refusalOf(verify(clerk, code))).code,
  ]

  it.each<[OrderState, string]>([
    ['paid', 'ORDER_NOT_READY'],
    ['picking', 'ORDER_NOT_READY'],
    ['cancelled', 'ORDER_REFUNDED'],
    ['closed', 'ORDER_REFUNDED'],
  ])('an order that is %s: %s', async (state, code) => {
    const order = await anOrder({ state })
    expect(await both(order.qr)).toEqual([code, code])
    expect(await both(order.digits)).toEqual([code, code])
    expect((await row(order.id)).state).toBe(state)
    expect(await handoversOf(order.id)).toEqual([])
  })

  it('a delivery', async () => {
    const { qr } = await anOrder({ fulfilment: 'delivery', address_lat: 26.8, address_lng: 104.2 })
    expect(await both(qr)).toEqual(['ORDER_IS_DELIVERY', 'ORDER_IS_DELIVERY'])
  })

  it('another store’s order by QR names that store; by digits it is no number at all (KF-12)', async () => {
    const { id, qr, digits } = await anOrder({}, other.id)
    const someone = await aStaffMember(db, store.id, 'clerk')
    expect(await refusalOf(verify(clerk, qr))).toMatchObject({
      code: 'ORDER_WRONG_STORE',
      message: '这笔订单在草海店取，不在本店',
      facts: { storeId: other.id },
    })
    const theirs = await refusalOf(verify(someone, digits))
    const none = await refusalOf(verify(someone, '98765432'))
    expect({ ...theirs, requestId: '' }).toEqual({ ...none, requestId: '' })
    expect(theirs.code).toBe('CODE_UNKNOWN')
    expect((await row(id)).state).toBe('ready')
  })

  it('forged, of another deployment, stale', async () => {
    const { id, qr } = await anOrder()
    const forged = `${qr.slice(0, 30)}${qr[30] === 'A' ? 'B' : 'A'}${qr.slice(31)}`
    expect(await both(forged)).toEqual(['CODE_FORGED', 'CODE_FORGED'])
    const elsewhere = await issueOrderCode(db, deriveKeys(Buffer.alloc(32, 8)), { orderId: id, now: NOON })
    expect(await both(elsewhere.qrs[0]!.text)).toEqual(['CODE_FORGED', 'CODE_FORGED'])
    clock.advance(MINUTE)
    expect(await both(qr)).toEqual(['CODE_STALE', 'CODE_STALE'])
  })

  it('every character of a QR counts, the last as well', async () => {
    const { qr } = await anOrder()
    for (let at = 3; at < qr.length; at += 1) {
      const changed = `${qr.slice(0, at)}${qr[at] === 'A' ? 'B' : 'A'}${qr.slice(at + 1)}`
      expect((await refusalOf(preview(clerk, changed))).code).toBe('CODE_FORGED')
    }
  })

  it('KF-12: digits of orders are throttled like those of coupons, and a scan still works', async () => {
    const someone = await aStaffMember(db, store.id, 'clerk')
    const theirs = await anOrder({}, other.id)
    for (let n = 0; n < 10; n += 1) expect((await refusalOf(verify(someone, theirs.digits))).code).toBe('CODE_UNKNOWN')
    const mine = await anOrder()
    expect((await refusalOf(verify(someone, mine.digits))).code).toBe('CODE_THROTTLED')
    expect((await row(mine.id)).state).toBe('ready')
    expect((await verify(someone, mine.qr)).status).toBe(200)
  })
})

describe('who may', () => {
  it('clerks, managers and owners; nobody of another store, no launch lead, no neighbour', async () => {
    const lead = await aStaffMember(db, store.id, 'launch-lead')
    const theirs = await aStaffMember(db, other.id, 'owner')
    const { id, qr } = await anOrder()
    for (const who of [lead, theirs, await aResident(db)])
      expect((await refusalOf(verify(who, qr))).code).toBe('NOT_ALLOWED')
    expect((await refusalOf(verify(undefined, qr))).code).toBe('NOT_SIGNED_IN')
    expect((await row(id)).state).toBe('ready')
    for (const role of ['clerk', 'manager', 'owner'] as const) {
      const order = await anOrder()
      expect((await verify(await aStaffMember(db, store.id, role), order.qr)).status).toBe(200)
    }
  })

  it('a code that was shown before is worth nothing after its order was collected with a new one', async () => {
    const { id, qr } = await anOrder({ goods: tomatoes })
    clock.advance(20 * SECOND)
    await verify(clerk, (await orderCodeOf(id)).qr)
    expect((await refusalOf(verify(manager, qr))).code).toBe('ORDER_COLLECTED')
  })
})
