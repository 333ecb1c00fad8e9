import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { issueOrderCode } from '../../server/verification/code.service'
import { fill, paths } from '../../src/contract/paths'
import type { SettleBody } from '../../src/contract/staff-order'
import { aKey, type Heard, keys, NOON, testApp } from '../support/app'
import { aBenefit, aCoupon, aStaffMember, aStore, type StaffMember } from '../support/factories'
import { aReadyOrder, someGoods } from '../support/factories-mall'
import { processes } from '../support/processes'

const main = await testApp()
const { db } = main
const apps = await processes(main, 3)
const app = (n: number) => apps[n % apps.length]!
const store = await aStore(db)
const goods = await someGoods(db, store.id, { stock: 100_000 })
const benefit = await aBenefit(db, store.id)
beforeEach(() => {
  for (const { clock } of apps) clock.set(NOON)
})
afterEach(async () => expect(await db.selectFrom('stock_mismatch').selectAll().execute()).toEqual([]))

const times = <A>(count: number, run: (n: number) => Promise<A>): Promise<A[]> =>
  Promise.all(Array.from({ length: count }, (_, n) => run(n)))
const answerOf = (heard: Heard): string => heard.body.error?.code ?? 'ok'
const tally = (answers: string[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const one of answers) counts[one] = (counts[one] ?? 0) + 1
  return counts
}

async function anOrder(quantity = 2) {
  const order = await aReadyOrder(db, store.id, { goods, quantity })
  const { digits, qrs } = await issueOrderCode(db, keys, { orderId: order.id, now: NOON })
  return { ...order, digits, qr: qrs[0]!.text }
}
const verify = (
  n: number,
  who: StaffMember,
  code: string,
  over: { till?: string; key?: string; alsoCouponIds?: string[] } = {},
) =>
  app(n)
    .as(who)
    .post(
      fill(paths.staffVerify, { storeId: store.id }),
      { code, till: over.till ?? `${n + 1} 号台`, ...(over.alsoCouponIds && { alsoCouponIds: over.alsoCouponIds }) },
      over.key,
    )
const standing = (orderId: string) =>
  db.selectFrom('handover').selectAll().where('order_id', '=', orderId).where('reversed_at', 'is', null).execute()
const stateOf = async (id: string) =>
  (await db.selectFrom('shop_order').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state
/** What the ledger says of an order: units it holds, and units that were sold to it and did not come back. */
async function ledgerOf(orderId: string) {
  const rows = await db.selectFrom('stock_entry').selectAll().where('order_id', '=', orderId).execute()
  const ledger = { held: 0, sold: 0 }
  for (const { kind, held_delta, available_delta } of rows) {
    ledger.held += held_delta
    if (kind === 'sold') ledger.sold -= held_delta
    if (kind === 'returned') ledger.sold -= available_delta
  }
  return ledger
}
const list = async (who: StaffMember) => {
  const { asOf, until, digest, signature } = (
    await main.as(who).get(fill(paths.staffOfflineList, { storeId: store.id }))
  ).body
  return { asOf, until, digest, signature }
}
const settle = (n: number, who: StaffMember, handovers: SettleBody['handovers'], key?: string) =>
  app(n)
    .as(who)
    .post(fill(paths.staffSettle, { storeId: store.id }), { handovers }, key)

describe('20 clerks with the code of one order, in three processes', () => {
  it('one hands over, 19 read when and at which till; the goods leave once', async () => {
    const clerks = await times(20, (n) => aStaffMember(db, store.id, 'clerk', `店员${n}`))
    const { id, qr, digits } = await anOrder()
    const heard = await times(20, (n) => verify(n, clerks[n]!, n % 2 ? qr : digits))
    expect(tally(heard.map(answerOf))).toEqual({ ok: 1, ORDER_COLLECTED: 19 })
    const { till } = heard.find(({ status }) => status === 200)!.body
    for (const { body } of heard.filter(({ status }) => status !== 200))
      expect(body.error.message).toBe(`已于 12:00 由 ${till}交货，不要重复交货`)
    expect(await standing(id)).toMatchObject([{ till }])
    expect(await ledgerOf(id)).toEqual({ held: 0, sold: 2 })
    expect(await db.selectFrom('audit_log').selectAll().where('subject', '=', id).execute()).toHaveLength(1)
    expect(await db.selectFrom('shipping_report').selectAll().where('order_id', '=', id).execute()).toHaveLength(1)
  })

  it('KF-44: the same key 30 times at once is one handover and one answer', async () => {
    const clerk = await aStaffMember(db, store.id, 'clerk')
    const { id, qr } = await anOrder()
    const key = aKey()
    const heard = await times(30, (n) => verify(n, clerk, qr, { key, till: '3 号台' }))
    expect(new Set(heard.map(({ body }) => JSON.stringify(body))).size).toBe(1)
    expect(heard[0]?.status).toBe(200)
    expect(await standing(id)).toHaveLength(1)
  })

  it('a benefit that goes along is handed over once, by the order’s tap or by its own code', async () => {
    const clerks = await times(6, () => aStaffMember(db, store.id, 'clerk'))
    for (let round = 0; round < 5; round += 1) {
      const order = await anOrder()
      const eggs = await aCoupon(db, benefit.id, order.resident, { seq: round + 1 })
      const code = (await main.as(order.resident).get(fill(paths.couponCode, { couponId: eggs.id }))).body.qrs[0].text
      const heard = await times(6, (n) =>
        n % 2 ? verify(n, clerks[n]!, code) : verify(n, clerks[n]!, order.qr, { alsoCouponIds: [eggs.id] }),
      )
      expect(heard.filter(({ status }) => status >= 500)).toEqual([])
      const records = await db.selectFrom('verification').selectAll().where('coupon_id', '=', eggs.id).execute()
      expect(records).toHaveLength(1)
      expect(await standing(order.id)).toHaveLength(1)
    }
  })
})

describe('handing over against', () => {
  it('the store refusing the order: one of them has it, and the goods are gone or back, never both', async () => {
    const clerk = await aStaffMember(db, store.id, 'clerk')
    const manager = await aStaffMember(db, store.id, 'manager')
    for (let round = 0; round < 20; round += 1) {
      const { id, qr } = await anOrder()
      const refuse = () =>
        app(1)
          .as(manager)
          .post(fill(paths.staffRefuse, { storeId: store.id, orderId: id }), { reason: '顾客没来' })
      const heard = await Promise.all(round % 2 ? [verify(2, clerk, qr), refuse()] : [refuse(), verify(2, clerk, qr)])
      const [handed, refused] = (round % 2 ? heard : heard.reverse()).map(answerOf)
      expect([
        ['ok', 'ORDER_MOVED'],
        ['ORDER_REFUNDED', 'ok'],
      ]).toContainEqual([handed, refused])
      expect(await stateOf(id)).toBe(handed === 'ok' ? 'collected' : 'cancelled')
      expect(await standing(id)).toHaveLength(handed === 'ok' ? 1 : 0)
      expect(await ledgerOf(id)).toEqual({ held: 0, sold: handed === 'ok' ? 2 : 0 })
    }
  })

  it('taking it back: collected exactly when a handover stands, held or sold exactly the same', async () => {
    const clerk = await aStaffMember(db, store.id, 'clerk')
    const managers = await times(6, () => aStaffMember(db, store.id, 'manager'))
    for (let round = 0; round < 10; round += 1) {
      const { id, qr } = await anOrder()
      const { handoverId } = (await verify(0, clerk, qr)).body
      const url = fill(paths.staffReverseHandover, { storeId: store.id, handoverId })
      const [reversals, again] = await Promise.all([
        times(6, (n) => app(n).as(managers[n]).post(url, { reason: '交错人了' })),
        times(6, (n) => verify(n, clerk, qr)),
      ])
      expect(tally(reversals.map(answerOf))).toEqual({ ok: 1, ALREADY_REVERSED: 5 })
      expect([...reversals, ...again].filter(({ status }) => status >= 500)).toEqual([])
      const collected = (await stateOf(id)) === 'collected'
      expect(await standing(id)).toHaveLength(collected ? 1 : 0)
      expect(await ledgerOf(id)).toEqual(collected ? { held: 0, sold: 2 } : { held: 2, sold: 0 })
    }
  })

  it('settling what another till handed over without the network: one stands, the other is a conflict', async () => {
    const [online, offline] = [await aStaffMember(db, store.id, 'clerk'), await aStaffMember(db, store.id, 'clerk')]
    for (let round = 0; round < 15; round += 1) {
      const { id, qr } = await anOrder()
      const told = { code: qr, orderId: id, till: '9 号台', at: NOON, list: await list(offline) }
      const tell = () => settle(1, offline, [told])
      const heard = await Promise.all(round % 2 ? [verify(2, online, qr), tell()] : [tell(), verify(2, online, qr)])
      const [verified, settled] = round % 2 ? heard : [heard[1]!, heard[0]!]
      expect([
        ['ok', 'conflict'],
        ['ORDER_COLLECTED', 'settled'],
      ]).toContainEqual([answerOf(verified!), settled!.body.results[0].outcome])
      expect(await standing(id)).toHaveLength(1)
      expect(await ledgerOf(id)).toEqual({ held: 0, sold: 2 })
    }
  })
})

describe('what was handed over without the network', () => {
  it('told 20 times at once, under many keys, is one handover', async () => {
    const clerk = await aStaffMember(db, store.id, 'clerk')
    const { id, qr } = await anOrder()
    const told = { code: qr, orderId: id, till: '9 号台', at: NOON, list: await list(clerk) }
    const heard = await times(20, (n) => settle(n, clerk, [told]))
    expect(tally(heard.map(({ body }) => body.results[0].outcome))).toEqual({ settled: 20 })
    expect(await standing(id)).toHaveLength(1)
    expect(await ledgerOf(id)).toEqual({ held: 0, sold: 2 })
  })

  it('a conflict told 20 times at once is one row and one audit line', async () => {
    const clerk = await aStaffMember(db, store.id, 'clerk')
    const { id, qr } = await anOrder()
    await db.updateTable('shop_order').set({ state: 'picking' }).where('id', '=', id).execute()
    const told = { code: qr, orderId: id, till: '9 号台', at: NOON, list: await list(clerk) }
    const heard = await times(20, (n) => settle(n, clerk, [told]))
    expect(tally(heard.map(({ body }) => body.results[0].words))).toEqual({ 订单还没备好: 20 })
    const rows = await db.selectFrom('handover_conflict').selectAll().where('order_id', '=', id).execute()
    expect(rows).toHaveLength(1)
    expect(await db.selectFrom('audit_log').selectAll().where('subject', '=', rows[0]!.id).execute()).toHaveLength(1)
  })

  it('by tills that tell the same orders in opposite directions settles all of them, none twice', async () => {
    const clerks = await times(4, () => aStaffMember(db, store.id, 'clerk'))
    const orders = await times(12, () => anOrder(1))
    const lists = await Promise.all(clerks.map(list))
    const heard = await times(4, (n) => {
      const told = orders.map(({ id, qr }) => ({
        code: qr,
        orderId: id,
        till: `${n + 1} 号台`,
        at: NOON,
        list: lists[n]!,
      }))
      return settle(n, clerks[n]!, n % 2 ? told : told.reverse())
    })
    expect(heard.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    const outcomes = heard.flatMap(({ body }) => body.results.map(({ outcome }: { outcome: string }) => outcome))
    expect(tally(outcomes)).toEqual({ settled: 12, conflict: 36 })
    for (const { id } of orders) expect(await standing(id)).toHaveLength(1)
  })
})

it('digits given out at once to orders and coupons are never the same, however few numbers are free', async () => {
  const orders = await times(25, () => anOrder(1))
  let last = 0
  const pick = () => String(66_000_000 + ((last++ * 7) % 30))
  const later = (NOON + 3_600_000) as typeof NOON
  const issued = await times(25, (n) => issueOrderCode(app(n).db, keys, { orderId: orders[n]!.id, now: later }, pick))
  expect(new Set(issued.map(({ digits }) => digits)).size).toBe(25)
})
