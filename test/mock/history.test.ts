import { runOnce } from 'graphile-worker'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { tellHistory } from '../../mock/history/tell'
import { lastOrders } from '../../mock/history/days'
import { mockMaps } from '../../mock/maps/start'
import { seed } from '../../mock/seed/seed'
import { NEIGHBOUR } from '../../mock/seed/stores'
import { mockWechat } from '../../mock/wechat/start'
import { mockWechatPay } from '../../mock/wechat-pay/start'
import { buildApp } from '../../server/build-app'
import { mapsOverHttps } from '../../server/gateways/maps-https'
import { wechatOverHttps } from '../../server/gateways/wechat-https'
import { wechatPayOverHttps } from '../../server/gateways/wechat-pay-https'
import { prepareJobs, runnerOptions } from '../../server/jobs/jobs'
import type { BalanceAnswer } from '../../src/contract/checkout'
import type { OrderAnswer, OrderCodeAnswer, OrdersAnswer, ReviewsAnswer } from '../../src/contract/order'
import { fill, paths } from '../../src/contract/paths'
import type { MeAnswer } from '../../src/contract/resident'
import type { RecommendedAnswer, ShopAnswer } from '../../src/contract/shop'
import type { BoardAnswer, StaffRefundRequestsAnswer, StaffReviewsAnswer } from '../../src/contract/staff-order'
import { instant, type Instant, MINUTE, plus } from '../../src/domain/time'
import { signedIn } from '../../mock/history/caller'
import { fixedClock, keys, templates } from '../support/app'
import { testDatabase } from '../support/database'
import { disagreements } from '../support/shopping'

const storeId = NEIGHBOUR

/** A house as `npm start` opens it, at an hour of ours. */
async function houseAt(now: Instant) {
  const database = await testDatabase()
  const clock = fixedClock(now)
  await seed(database.db, now)
  await prepareJobs(database.pool)
  const [wechat, wechatPay, maps] = await Promise.all([mockWechat({ clock }), mockWechatPay({ clock }), mockMaps()])
  wechatPay.notifications.hold()
  const { appid, secret } = wechat
  const outside = {
    ...{ database, keys, templates },
    wechat: wechatOverHttps({ appid, secret, baseUrl: wechat.url, miniprogramState: 'developer', clock }),
    pay: wechatPayOverHttps({ ...wechatPay.settings, notifyUrl: 'https://shop.example/notify', clock }),
    maps: mapsOverHttps({ key: maps.key, region: '威宁彝族回族苗族自治县', baseUrl: maps.url }),
  }
  const tell = () => tellHistory(outside, { now, codeOf: wechat.codeOf, standIns: wechatPay.sheetRoutes })
  const app = await buildApp({ ...outside, clock })
  const quiet = () => undefined
  const logger = { debug: quiet, info: quiet, warn: quiet, error: quiet }
  return {
    db: database.db,
    tell,
    jobs: () => runOnce(runnerOptions({ ...outside, clock, logger })),
    person: (name: string) => signedIn(app, wechat.codeOf(name)),
    close: () => Promise.all([app.close(), wechat.stop(), wechatPay.stop(), maps.stop()]),
  }
}

type Order = OrdersAnswer['orders'][number]
const statesOf = ({ orders }: OrdersAnswer): string[] =>
  orders.map(({ state, fulfilment }: Order) => `${state} ${fulfilment}`)

describe.each([
  ['in the afternoon', instant('2026-08-13T15:20:00+08:00')],
  ['at three at night', instant('2026-08-13T03:00:00+08:00')],
  ['just before midnight', instant('2026-08-13T23:50:00+08:00')],
  ['before the store has opened', instant('2026-08-13T06:30:00+08:00')],
])('a shop that is started %s', async (_, now) => {
  const house = await houseAt(now)
  const { db, person } = house
  let took = 0
  beforeAll(async () => {
    const begun = performance.now()
    expect(await house.tell()).toBe(true)
    took = performance.now() - begun
    await house.jobs()
    return () => house.close()
  })

  it('has books that agree, and nothing in them that lies ahead', async () => {
    expect(await disagreements(db)).toEqual([])
    const { rows } = await sql`
      select 1 from order_event where at > ${new Date(now)} union all select 1 from stock_entry where at > ${new Date(now)}
      union all select 1 from balance_entry where at > ${new Date(now)} union all select 1 from audit_log where at > ${new Date(now)}
    `.execute(db)
    expect(rows).toEqual([])
    const { rows: stock } = await sql<{ first: Date }>`select min(placed_at) as first from shop_order`.execute(db)
    const { rows: received } = await sql<{ last: Date }>`
      select max(at) as last from stock_entry where kind = 'received'`.execute(db)
    expect(received[0]!.last.getTime()).toBeLessThan(stock[0]!.first.getTime())
  })

  it('shows 张阿姨 an order to pay, one to collect with its code, and one that she has reviewed', async () => {
    const aunt = await person('a')
    const mine = await aunt.get<OrdersAnswer>(`${paths.orders}?shelf=all`)
    expect(statesOf(mine)).toEqual(['pending_payment pickup', 'ready pickup', 'collected pickup'])
    const [unpaid, ready, collected] = mine.orders
    expect(unpaid).toMatchObject({ payUntil: plus(now, 15 * MINUTE), storeId })
    expect((await aunt.get<OrderCodeAnswer>(fill(paths.orderCode, { orderId: ready!.id }))).digits).toMatch(/^\d{8}$/)
    const { review, lines } = await aunt.get<OrderAnswer>(fill(paths.order, { orderId: collected!.id }))
    expect(review).toMatchObject({ score: 5, state: 'shown', answer: expect.stringContaining('张阿姨') })
    const { reviews } = await aunt.get<ReviewsAnswer>(
      fill(paths.goodsReviews, { storeId, goodsId: lines.find(({ name }) => name === '西红柿')!.goodsId }),
    )
    expect(reviews.map(({ score }) => score)).toContain(5)
    const { fen, entries } = await aunt.get<BalanceAnswer>(paths.balance)
    expect(entries.at(-1)).toMatchObject({ kind: 'opening', delta: 268_00 })
    expect(fen).toBeGreaterThan(100_00)
  })

  it('shows 刘叔 what was brought home, with a request that waits for the manager, and a question of the picker', async () => {
    const [uncle, manager] = [await person('b'), await person('manager')]
    const mine = await uncle.get<OrdersAnswer>(`${paths.orders}?shelf=all`)
    expect(statesOf(mine)).toEqual(['picking pickup', 'delivered delivery'])
    expect(mine.orders[0]!.question).toBe(true)
    const { lines } = await uncle.get<OrderAnswer>(fill(paths.order, { orderId: mine.orders[0]!.id }))
    expect(lines.find(({ consent }) => consent === 'asked')).toMatchObject({ kind: 'substitute', name: '西红柿' })
    const { requests } = await manager.get<StaffRefundRequestsAnswer>(
      `${fill(paths.staffRefundRequests, { storeId })}?state=asked`,
    )
    expect(requests).toMatchObject([{ orderId: mine.orders[1]!.id, lines: [{ name: '石磨老豆腐', quantity: 1 }] }])
  })

  it('has a board to practise on for the launching store’s own staff', async () => {
    const [clerk, manager] = [await person('clerk'), await person('manager')]
    const { staff } = await clerk.get<MeAnswer>(paths.me)
    expect(staff?.grants.map((grant) => [grant.storeId, grant.role])).toEqual([
      ['weining-guangchang', 'clerk'],
      [storeId, 'clerk'],
    ])
    const board = await clerk.get<BoardAnswer>(`${fill(paths.staffOrders, { storeId })}?state=paid`)
    expect(board.counts).toEqual({ paid: 4, picking: 1, ready: 1, delivering: 0 })
    expect(board.orders.map(({ fulfilment }) => fulfilment).sort()).toEqual(['delivery', 'pickup', 'pickup', 'pickup'])
    for (const { slot } of board.orders) expect(slot!.closesAt).toBeGreaterThan(now)
    expect(board.orders.some(({ weighs }) => weighs)).toBe(true)
    const { reviews } = await manager.get<StaffReviewsAnswer>(`${fill(paths.staffReviews, { storeId })}?state=waiting`)
    expect(reviews).toHaveLength(1)
  })

  it('has one payment by WeChat, known to the stand-in', async () => {
    const paid = await db.selectFrom('payment').select(['state', 'transaction_id']).orderBy('state').execute()
    expect(paid.filter(({ state }) => state === 'paid')).toHaveLength(1)
    expect(paid.every(({ state, transaction_id }) => (state === 'paid') === (transaction_id !== null))).toBe(true)
  })

  it('knows what is bought often, and what together', async () => {
    const aunt = await person('a')
    const { again, neighbours } = await aunt.get<RecommendedAnswer>(fill(paths.recommended, { storeId }))
    expect(again.map(({ name }) => name)).toContain('西红柿')
    expect(neighbours.length).toBeGreaterThan(0)
    const { page } = await aunt.get<ShopAnswer>(fill(paths.shop, { storeId }))
    expect(page.goods.find(({ name }) => name === '西红柿')!.sold).toBeGreaterThan(5)
  })

  it('is told its past once, and quickly', async () => {
    const count = async () => (await db.selectFrom('order_event').select('id').execute()).length
    const before = await count()
    expect(await house.tell()).toBe(false)
    expect(await count()).toBe(before)
    // three seconds are promised of a machine that does nothing else
    expect(took).toBeLessThan(12_000)
  })
})

it('two starts at once tell one past', async () => {
  const house = await houseAt(instant('2026-08-13T10:00:00+08:00'))
  const told = await Promise.all([house.tell(), house.tell()])
  expect(told.sort()).toEqual([false, true])
  expect(await disagreements(house.db)).toEqual([])
  await house.close()
})

describe('the last orders before now', () => {
  it.each([
    ['2026-08-13T15:20:00+08:00', '2026-08-13T14:30:00+08:00'],
    ['2026-08-13T08:49:00+08:00', '2026-08-12T20:20:00+08:00'],
    ['2026-08-13T08:50:00+08:00', '2026-08-13T08:00:00+08:00'],
    ['2026-08-13T21:10:00+08:00', '2026-08-13T20:20:00+08:00'],
    ['2026-08-13T23:59:00+08:00', '2026-08-13T20:20:00+08:00'],
    ['2026-08-13T00:10:00+08:00', '2026-08-12T20:20:00+08:00'],
  ])('at %s came in at %s', (now, then) => {
    expect(new Date(lastOrders(instant(now)))).toEqual(new Date(instant(then)))
  })
})
