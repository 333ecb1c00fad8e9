import { createHmac, randomUUID } from 'node:crypto'
import { afterAll, describe, expect, it } from 'vitest'
import { readCodeText } from '../../../src/domain/pickup/code'
import { readOrderQr } from '../../../src/domain/pickup/order-qr'
import { fill, paths } from '../../../src/contract/paths'
import type { SettleBody } from '../../../src/contract/staff-order'
import { DAY, HOUR, type Instant, MINUTE, plus, SECOND } from '../../../src/domain/time'
import { aKey, NOON } from '../../support/app'
import { aResident, aStaffMember, aStore } from '../../support/factories'
import { someGoods } from '../../support/factories-mall'
import { refusalOf } from './counter'
import { anOrderCounter } from './order-counter'

const counter = await anOrderCounter()
const { db, as, clock, store, other, clerk, manager, verify } = counter
const { anOrder, orderCodeOf, row, handoversOf, stockOf, mismatches } = counter
const { offlineList, settle, conflicts, aTold, reverseHandover } = counter
afterAll(async () => expect(await mismatches()).toEqual([]))

const outcomeOf = async (told: SettleBody['handovers'][number], who = clerk) =>
  (await settle(who, [told])).body.results[0] as { outcome: string; words: string }
const conflictRows = (code: string) => db.selectFrom('handover_conflict').selectAll().where('code', '=', code).execute()

describe('the list for when there is no network', () => {
  it('holds what waits at this counter now, and nothing else', async () => {
    const shop = await aStore(db)
    const who = await aStaffMember(db, shop.id, 'clerk')
    const goods = await someGoods(db, shop.id, { name: '西红柿', unit: '份' })
    const waiting = await anOrder({ goods }, shop.id)
    await anOrder({ goods, state: 'picking' }, shop.id)
    await anOrder({ goods, state: 'cancelled' }, shop.id)
    await anOrder({ goods, fulfilment: 'delivery', address_lat: 26.8, address_lng: 104.2 }, shop.id)
    await anOrder()
    const list = await offlineList(who, shop.id)
    expect(list).toMatchObject({ storeId: shop.id, asOf: NOON, until: plus(NOON, 12 * HOUR) })
    expect(list.orders).toEqual([
      {
        orderId: waiting.id,
        number: waiting.number,
        customer: '王** · 尾号 8000',
        units: 2,
        lines: [{ name: '西红柿', amount: '2 份' }],
        key: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
      },
    ])
  })

  it('has with each order the key that its QR is signed with, and no other’s', async () => {
    const [mine, theirs] = [await anOrder(), await anOrder()]
    const { orders } = await offlineList(clerk)
    const read = readCodeText(mine.qr)
    const qr = read?.method === 'qr' ? readOrderQr(read.body)! : null
    const signed = (orderId: string) =>
      createHmac('sha256', Buffer.from(orders.find((order) => order.orderId === orderId)!.key, 'base64url'))
        .update(qr!.signed)
        .digest()
        .subarray(0, 16)
    expect(signed(mine.id).equals(qr!.signature)).toBe(true)
    expect(signed(theirs.id).equals(qr!.signature)).toBe(false)
  })

  it('is for those who may hand over, in their store', async () => {
    for (const who of [await aResident(db), await aStaffMember(db, other.id, 'owner')])
      expect((await refusalOf(as(who).get(fill(paths.staffOfflineList, { storeId: store.id })))).code).toBe(
        'NOT_ALLOWED',
      )
  })
})

describe('settling what was handed over without the network', () => {
  it('collects the order as of when it happened, and writes down when we heard of it', async () => {
    const goods = await someGoods(db, store.id, { stock: 10 })
    const order = await anOrder({ goods })
    const told = await aTold(clerk, order)
    clock.advance(3 * HOUR)
    expect(await outcomeOf(told)).toMatchObject({ outcome: 'settled', words: '' })
    expect(await row(order.id)).toMatchObject({ state: 'collected', ended_at: new Date(NOON) })
    expect(await handoversOf(order.id)).toMatchObject([
      { method: 'offline', at: new Date(NOON), settled_at: new Date(NOON + 3 * HOUR), till: '3 号台' },
    ])
    expect(await stockOf(goods.id)).toEqual({ available: 8, held: 0 })
  })

  it('KF-44: told again, alone or with others, under whatever key, it is answered the same and done once', async () => {
    const [one, two] = [await anOrder(), await anOrder()]
    const told = await aTold(clerk, one)
    const key = aKey()
    const first = await settle(clerk, [told], { key })
    expect(await settle(clerk, [told], { key })).toMatchObject({ status: 200, body: first.body })
    const both = await settle(clerk, [told, await aTold(clerk, two), told])
    expect(both.body.results.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      'settled',
      'settled',
      'settled',
    ])
    expect(await handoversOf(one.id)).toHaveLength(1)
    expect((await settle(clerk, [await aTold(clerk, two)], { key })).body.error.code).toBe('KEY_REUSED')
  })

  it('the same till and order twice is one', async () => {
    const order = await anOrder()
    await outcomeOf(await aTold(clerk, order))
    clock.advance(20 * SECOND)
    expect(await outcomeOf(await aTold(clerk, { id: order.id, qr: (await orderCodeOf(order.id)).qr }))).toMatchObject({
      outcome: 'settled',
    })
    expect(await handoversOf(order.id)).toHaveLength(1)
  })

  it('after a confirmation whose answer got lost it is that one', async () => {
    const order = await anOrder()
    const told = await aTold(clerk, order)
    await verify(clerk, order.qr)
    expect(await outcomeOf(told)).toMatchObject({ outcome: 'settled' })
    expect(await handoversOf(order.id)).toMatchObject([{ method: 'qr' }])
  })

  it('three minutes after a confirmation with the network it is another handover, and a conflict', async () => {
    const order = await anOrder()
    await verify(clerk, order.qr)
    clock.advance(3 * MINUTE)
    const told = await aTold(clerk, order)
    expect(await outcomeOf(told)).toMatchObject({ outcome: 'conflict' })
    expect(await handoversOf(order.id)).toHaveLength(1)
  })

  it('one that was settled and taken back by a manager is not done a second time', async () => {
    const order = await anOrder()
    const told = await aTold(clerk, order)
    await settle(clerk, [told])
    const { id } = (await handoversOf(order.id))[0]!
    expect((await reverseHandover(manager, id)).status).toBe(200)
    expect(await outcomeOf(told)).toMatchObject({ outcome: 'settled' })
    expect((await row(order.id)).state).toBe('ready')
  })

  it('may be taken back within two hours after it was heard of, however long ago it happened', async () => {
    const order = await anOrder()
    const told = await aTold(clerk, order)
    clock.advance(10 * HOUR)
    await settle(clerk, [told])
    clock.advance(HOUR)
    const { id } = (await handoversOf(order.id))[0]!
    expect((await reverseHandover(manager, id)).status).toBe(200)
  })
})

describe('what cannot be settled is kept, with why, for a manager', () => {
  type Told = SettleBody['handovers'][number]
  const later = (told: Told, ms: number): Told => ({ ...told, at: told.at + ms })
  const cases: Record<string, () => Promise<Told>> = {
    '已于 12:00 由 1 号台交货': async () => {
      const order = await anOrder()
      const told = await aTold(clerk, order)
      await verify(manager, order.qr, { till: '1 号台' })
      return told
    },
    订单已取消退款: async () => aTold(clerk, await anOrder({ state: 'cancelled' })),
    订单还没备好: async () => aTold(clerk, await anOrder({ state: 'picking' })),
    订单不在本店取: async () => aTold(clerk, await anOrder({}, other.id)),
    订单是送到家的: async () =>
      aTold(clerk, await anOrder({ fulfilment: 'delivery', address_lat: 26.8, address_lng: 104.2 })),
    '扫码的时候，二维码已经过期': async () => later(await aTold(clerk, await anOrder()), -2 * MINUTE),
    '交货时间在现在之后，手机的时间不对': async () => later(await aTold(clerk, await anOrder()), 2 * MINUTE + 1),
    '交货超过 24 小时才联网，请核对货和订单': async () => {
      const told = await aTold(clerk, await anOrder())
      clock.advance(DAY + 1)
      return told
    },
    二维码不是本店签发的: async () => {
      const order = await anOrder()
      return aTold(clerk, { ...order, qr: `${order.qr.slice(0, -2)}AA` })
    },
    二维码和订单对不上: async () => aTold(clerk, { id: (await anOrder()).id, qr: (await anOrder()).qr }),
    '数字不能离线核对，没有扫到二维码': async () => {
      const order = await anOrder()
      return aTold(clerk, { ...order, qr: order.digits })
    },
    核对用的名单不是本店的: async () => {
      const told = await aTold(clerk, await anOrder())
      return { ...told, list: { ...told.list, until: told.list.until + 1 } }
    },
    核对用的名单当时不能用: async () => {
      const { list } = await aTold(clerk, await anOrder())
      const order = await anOrder()
      clock.set(list.until as Instant)
      return { ...(await aTold(clerk, { id: order.id, qr: (await orderCodeOf(order.id)).qr })), list }
    },
  }

  it.each(Object.keys(cases))('%s', async (why) => {
    const told = await cases[why]!()
    const before = await db.selectFrom('shop_order').select(['id', 'state']).orderBy('id').execute()
    expect(await outcomeOf(told)).toMatchObject({ outcome: 'conflict', words: why, orderId: told.orderId })
    expect(await db.selectFrom('shop_order').select(['id', 'state']).orderBy('id').execute()).toEqual(before)
    // told again it is the same conflict, not a second one
    clock.advance(SECOND)
    expect(await outcomeOf(told)).toMatchObject({ outcome: 'conflict', words: why })
    expect(await conflictRows(told.code)).toHaveLength(1)
  })

  it('one conflict among others keeps none of them from being settled', async () => {
    const [good, bad] = [await anOrder(), await anOrder({ state: 'cancelled' })]
    const { body } = await settle(clerk, [await aTold(clerk, bad), await aTold(clerk, good)])
    expect(body.results.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['conflict', 'settled'])
  })

  it('two tills without network that both handed one order over: the second is a conflict', async () => {
    const order = await anOrder()
    const [mine, theirs] = [await aTold(clerk, order), await aTold(manager, order, { till: '1 号台' })]
    expect(await outcomeOf(mine)).toMatchObject({ outcome: 'settled' })
    expect(await outcomeOf(theirs, manager)).toMatchObject({ outcome: 'conflict', words: '已于 12:00 由 3 号台交货' })
  })

  it('two people who call their till the same are two', async () => {
    const order = await anOrder()
    await outcomeOf(await aTold(clerk, order))
    expect(await outcomeOf(await aTold(manager, order), manager)).toMatchObject({ outcome: 'conflict' })
  })

  it('is listed until it is resolved, with who and where; a manager says what came of it, once', async () => {
    const order = await anOrder({ state: 'cancelled' })
    await settle(clerk, [await aTold(clerk, order)])
    const listed = (await conflicts(clerk)).body.conflicts.find(
      (one: { orderNumber: string }) => one.orderNumber === order.number,
    )
    expect(listed).toMatchObject({
      till: '3 号台',
      clerk: '小李',
      why: '订单已取消退款',
      happenedAt: NOON,
      resolvedAt: null,
    })
    const resolve = (who: { token: string }, id = listed.id) =>
      as(who).post(fill(paths.staffResolveConflict, { storeId: store.id, conflictId: id }), {
        resolution: '顾客把货退回来了',
      })
    expect((await refusalOf(resolve(clerk))).code).toBe('NOT_ALLOWED')
    expect((await resolve(manager)).status).toBe(200)
    expect((await refusalOf(resolve(manager))).code).toBe('CONFLICT_RESOLVED')
    expect((await refusalOf(resolve(manager, randomUUID()))).code).toBe('CONFLICT_NOT_FOUND')
    const find = async () =>
      (await conflicts(manager)).body.conflicts.find(({ id }: { id: string }) => id === listed.id)
    expect(await find()).toMatchObject({ resolvedAt: NOON, resolution: '顾客把货退回来了' })
    clock.advance(DAY)
    expect(await find()).toBeUndefined()
    const lines = await db.selectFrom('audit_log').selectAll().where('subject', '=', listed.id).orderBy('id').execute()
    expect(lines.map(({ action }) => action)).toEqual(['handover.conflicted', 'conflict.resolved'])
  })

  it('another store sees nothing of it', async () => {
    const theirs = await aStaffMember(db, other.id, 'manager')
    expect((await conflicts(theirs, other.id)).body.conflicts).toEqual([])
  })
})
