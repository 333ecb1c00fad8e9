import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, it } from 'vitest'
import { HOUR, plus } from '../../../src/domain/time'
import { aKey, NOON } from '../../support/app'
import { aStaffMember, aStore } from '../../support/factories'
import { someGoods } from '../../support/factories-mall'
import { refusalOf } from './counter'
import { anOrderCounter } from './order-counter'

const counter = await anOrderCounter()
const { db, clock, store, other, clerk, manager, verify, today, reverse, aShown } = counter
const { anOrder, orderCodeOf, row, handoversOf, stockOf, mismatches, reverseHandover } = counter
afterAll(async () => expect(await mismatches()).toEqual([]))

async function handedOver(over: Parameters<typeof anOrder>[0] = {}) {
  const order = await anOrder(over)
  return { ...order, handoverId: (await verify(clerk, order.qr)).body.handoverId as string }
}

describe('taking a handover back', () => {
  it('makes the order wait again with its goods held for it, and it can be handed over anew', async () => {
    const goods = await someGoods(db, store.id, { stock: 10 })
    const { id, handoverId, resident } = await handedOver({ goods })
    expect((await reverseHandover(manager, handoverId)).status).toBe(200)
    expect(await row(id)).toMatchObject({ state: 'ready', ended_at: null })
    expect(await stockOf(goods.id)).toEqual({ available: 8, held: 2 })
    expect(await handoversOf(id)).toMatchObject([{ reversed_by: manager.staffId, reversal_reason: '交错人了' }])
    expect(await mismatches()).toEqual([])

    expect((await verify(clerk, (await orderCodeOf(id)).qr)).status).toBe(200)
    expect(await stockOf(goods.id)).toEqual({ available: 8, held: 0 })
    expect(await handoversOf(id)).toHaveLength(2)
    const told = await db.selectFrom('inbox_message').selectAll().where('resident_id', '=', resident.id).execute()
    expect(told.map(({ kind }) => kind)).toEqual(['order-collected', 'order-collected'])
  })

  it('again and again keeps counter and ledger the same', async () => {
    const goods = await someGoods(db, store.id, { stock: 10 })
    const { id, handoverId } = await handedOver({ goods, quantity: 3, picked: 2 })
    let last = handoverId
    for (let round = 0; round < 3; round += 1) {
      expect((await reverseHandover(manager, last)).status).toBe(200)
      last = (await verify(clerk, (await orderCodeOf(id)).qr)).body.handoverId
    }
    expect(await stockOf(goods.id)).toEqual({ available: 8, held: 0 })
    expect(await mismatches()).toEqual([])
  })

  it('is not for whoever’s own order it is', async () => {
    const { id, handoverId } = await handedOver()
    await db.updateTable('shop_order').set({ resident_id: manager.id }).where('id', '=', id).execute()
    expect(await refusalOf(reverseHandover(manager, handoverId))).toMatchObject({ code: 'HANDOVER_OWN' })
    expect(await row(id)).toMatchObject({ state: 'collected' })
  })

  it('keeps from WeChat what it was not told yet', async () => {
    const { id, handoverId } = await handedOver()
    await reverseHandover(manager, handoverId)
    expect(await db.selectFrom('shipping_report').selectAll().where('order_id', '=', id).execute()).toEqual([])
  })

  it('is in the timeline and in the audit log, with who and why', async () => {
    const { id, handoverId } = await handedOver()
    await reverseHandover(manager, handoverId)
    const events = await db.selectFrom('order_event').selectAll().where('order_id', '=', id).orderBy('id').execute()
    expect(events.map(({ kind }) => kind).sort()).toEqual(['hand-over', 'reverse'])
    const lines = await db.selectFrom('audit_log').selectAll().where('subject', '=', handoverId).execute()
    expect(lines).toMatchObject([
      {
        action: 'handover.reversed',
        staff_id: manager.staffId,
        before: { state: 'collected', orderId: id, till: '3 号台', handedOverBy: clerk.staffId },
        after: { state: 'ready', reason: '交错人了', number: expect.any(String) },
      },
    ])
  })

  it('is possible up to, not including, two hours after it was heard of', async () => {
    const [early, late] = [await handedOver(), await handedOver()]
    clock.set(plus(NOON, 2 * HOUR - 1))
    expect((await reverseHandover(manager, early.handoverId)).status).toBe(200)
    clock.set(plus(NOON, 2 * HOUR))
    expect(await refusalOf(reverseHandover(manager, late.handoverId))).toMatchObject({ code: 'REVERSAL_TOO_LATE' })
    expect((await row(late.id)).state).toBe('collected')
  })

  it('happens once; another store’s, one that is none and a courier’s are not found', async () => {
    const { id, handoverId } = await handedOver()
    const theirs = await aStaffMember(db, other.id, 'manager')
    expect((await refusalOf(reverseHandover(theirs, handoverId, other.id))).code).toBe('VERIFICATION_NOT_FOUND')
    expect((await reverseHandover(manager, handoverId)).status).toBe(200)
    expect((await refusalOf(reverseHandover(manager, handoverId))).code).toBe('ALREADY_REVERSED')
    expect((await refusalOf(reverseHandover(manager, randomUUID()))).code).toBe('VERIFICATION_NOT_FOUND')
    const door = randomUUID()
    const at = new Date(NOON)
    await db
      .insertInto('handover')
      .values({
        id: door,
        order_id: id,
        store_id: store.id,
        staff_id: clerk.staffId,
        till: '送货',
        method: 'courier',
        at,
        settled_at: at,
      })
      .execute()
    expect((await refusalOf(reverseHandover(manager, door))).code).toBe('VERIFICATION_NOT_FOUND')
  })

  it('is a manager’s to do', async () => {
    const { handoverId } = await handedOver()
    expect((await refusalOf(reverseHandover(clerk, handoverId))).code).toBe('NOT_ALLOWED')
  })
})

describe('today’s list with orders', () => {
  it('holds coupons and orders as they happened; who does not ask for orders sees coupons alone', async () => {
    const shop = await aStore(db)
    const who = await aStaffMember(db, shop.id, 'manager', '小王')
    const goods = await someGoods(db, shop.id)
    const order = await anOrder({ goods }, shop.id)
    clock.set(NOON)
    const { handoverId } = (await verify(who, order.qr, { at: shop.id })).body
    expect((await today(who, '', shop.id)).body.verifications).toEqual([])
    const { body } = await today(who, '?with=orders', shop.id)
    expect(body.verifications).toEqual([
      {
        kind: 'order',
        id: handoverId,
        orderId: order.id,
        number: order.number,
        title: `订单 ${order.number.slice(-4)} · 2 件`,
        units: 2,
        holder: '王** · 尾号 8000',
        at: NOON,
        settledAt: NOON,
        till: '3 号台',
        clerk: '小王',
        method: 'qr',
        reversedAt: null,
      },
    ])
  })

  it('goes on page by page over both, without losing or repeating one', async () => {
    const shop = await aStore(db)
    const who = await aStaffMember(db, shop.id, 'clerk')
    const ids: string[] = []
    for (let n = 0; n < 60; n += 1) {
      const order = await anOrder({ goods: await someGoods(db, shop.id), wechat: 0 }, shop.id)
      const id = randomUUID()
      ids.push(id)
      const at = new Date(NOON - Math.floor(n / 7))
      await db
        .insertInto('handover')
        .values({
          id,
          order_id: order.id,
          store_id: shop.id,
          staff_id: who.staffId,
          till: '1 号台',
          method: 'qr',
          at,
          settled_at: at,
        })
        .execute()
    }
    const { coupon, qr } = await aShown()
    await verify(clerk, qr, { key: aKey() })
    expect((await today(clerk, '?with=orders')).body.verifications[0]).toMatchObject({ kind: 'coupon' })
    expect(coupon.id).toBeTruthy()
    const seen: string[] = []
    let query = '?with=orders'
    do {
      const { body } = await today(who, query, shop.id)
      seen.push(...body.verifications.map(({ id }: { id: string }) => id))
      query = body.next ? `?with=orders&after=${body.next}` : ''
    } while (query)
    expect(seen).toHaveLength(60)
    expect(new Set(seen)).toEqual(new Set(ids))
  })

  it('a coupon that went along is taken back by itself', async () => {
    const { coupon, qr } = await aShown()
    const { verificationId } = (await verify(clerk, qr)).body
    expect((await reverse(manager, verificationId)).status).toBe(200)
    expect((await counter.couponRow(coupon.id)).state).toBe('held')
  })
})
