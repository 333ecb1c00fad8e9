// The fullest baskets, orders and wallets the API takes, in the compiled mini-program: still under WeChat's limits.
import { beforeAll, describe, expect, test } from 'vitest'
import { openidOf } from '../../mock/personas'
import { LAUNCHING } from '../../mock/seed/stores'
import type { MeAnswer } from '../../src/contract/resident'
import { fill, paths } from '../../src/contract/paths'
import { aBatch, aCoupon } from '../support/factories'
import { aCategory, someGoods } from '../support/factories-mall'
import { collected, type Lines, packed, paid, placed } from '../support/journeys/orders'
import { type Person, person } from '../support/journeys/people'
import { WXML_LIMITS } from '../support/weapp/audit'
import type { BootOptions, Weapp } from '../support/weapp/boot'
import { phonesOnApi } from '../support/weapp/phones'
import { TRIAL_OPENS } from '../support/weapp/running-api'

const { phone, database, url } = await phonesOnApi()
const IN_THE_TRIAL = TRIAL_OPENS + 2 * 3_600_000
/** What WeChat's audit remarks on. */
const SET_DATA_LIMIT = 256 * 1024
/** As many kinds as one order may have, and as many coupons as a full wallet holds. */
const KINDS = 60
const COUPONS = 40
const ORDERS = 25
const WHO = 'full'

let anna: Person
let lines: Lines
let ready = ''
let over = ''
let picking = ''

async function goodsOfAllKinds(): Promise<Lines> {
  await aCategory(database.db, { id: 'crowded', name: '挤满的货架', position: 999 })
  const made: { goodsId: string; quantity: number }[] = []
  for (let i = 0; i < KINDS; i++) {
    const weighed = i % 2 === 0 ? ({ sold_by: 'weight', unit: '份', unit_grams: 500 } as const) : {}
    const name = `挤满的货架上的第 ${i} 样`
    const goods = { category_id: 'crowded', name, position: i, price_fen: 300 + i, stock: 500, ...weighed }
    const { id } = await someGoods(database.db, LAUNCHING, goods)
    made.push({ goodsId: id, quantity: 2 })
  }
  return made
}

/** Half of the coupons can be used, the others say what is missing. */
async function fillWallet(): Promise<void> {
  await anna.get<MeAnswer>(paths.me)
  const { id } = await database.db
    .selectFrom('resident')
    .select('id')
    .where('openid', '=', openidOf(WHO))
    .executeTakeFirstOrThrow()
  for (let i = 0; i < COUPONS; i++) {
    const threshold = i % 2 === 0 ? 1000 + i * 100 : 900_000
    const value = JSON.stringify({ kind: 'amount-off', off: 100 + i, threshold })
    const { id: batch } = await aBatch(database.db, LAUNCHING, { value, title: `第 ${i} 张券` })
    await aCoupon(database.db, batch, { id }, { usable_until: new Date(IN_THE_TRIAL + 30 * 86_400_000) })
  }
}

async function bought(what: Lines): Promise<string> {
  const { orderId } = await placed(anna, LAUNCHING, what)
  await paid({ url }, anna, orderId)
  return orderId
}

beforeAll(async () => {
  await phone('a', { startAt: IN_THE_TRIAL }) // it is this late now, for everybody
  const door = { url, wechat: { codeOf: (name: string) => name } }
  anna = await person(door, WHO)
  const owner = await person(door, 'owner')
  lines = await goodsOfAllKinds()
  picking = await bought(lines)
  await owner.post(fill(paths.staffStartPicking, { storeId: LAUNCHING, orderId: picking }))
  ready = await bought(lines)
  over = await bought(lines)
  for (const orderId of [ready, over]) await packed(owner, LAUNCHING, orderId)
  await collected(owner, anna, LAUNCHING, over)
  for (let i = 0; i < ORDERS; i++) await bought(lines.slice(i, i + 2))
  await fillWallet()
  await anna.post(fill(paths.cartMerge, { storeId: LAUNCHING }), { lines })
}, 180_000)

const open = (path: string, query: Record<string, string> = {}, options: BootOptions = {}): Promise<Weapp> =>
  phone(WHO, { path, query: { store: LAUNCHING, ...query }, startAt: IN_THE_TRIAL + 60_000, ...options })

function expectWithinLimits(app: Weapp): void {
  const { nodes, children, depth } = app.page.audit()
  expect(nodes).toBeLessThan(WXML_LIMITS.nodes)
  expect(children).toBeLessThan(WXML_LIMITS.children)
  expect(depth).toBeLessThan(WXML_LIMITS.depth)
  expect(app.log.traffic().maxBytes).toBeLessThanOrEqual(SET_DATA_LIMIT)
  expect(app.errors).toEqual([])
}

describe(`${KINDS} kinds of goods`, () => {
  test('in the cart, the first half and the other one', async () => {
    const app = await open('pages/cart/index')
    await app.untilText(`去结算 ${2 * KINDS}`)
    expectWithinLimits(app)
    await app.page.tapText('还有 30 样')
    expect(app.page.has('前面 30 样')).toBe(true)
    expectWithinLimits(app)
  })

  test(`at the checkout, all of them shown, with ${COUPONS} coupons on top`, async () => {
    const app = await open('pages/cart/index')
    await app.untilText(`去结算 ${2 * KINDS}`)
    await app.page.tapText(`去结算 ${2 * KINDS}`)
    await app.untilText('合计')
    expectWithinLimits(app)
    await app.page.tapText(`看全部 ${KINDS} 样`)
    expectWithinLimits(app)
    await app.page.tapText('优惠券')
    await app.untilText('自动选最省的')
    expectWithinLimits(app)
    await app.page.tapText('还有 25 张')
    expect(app.page.has('前面 15 张')).toBe(true)
    expectWithinLimits(app)
  })

  test.each([
    ['detail', () => ready, '备好了，来取吧'],
    ['code', () => ready, '后自动更新'],
    ['refund', () => over, '选要退的商品'],
    ['review', () => over, '这次买得怎么样？'],
  ] as const)('in an order: %s', async (page, orderId, words) => {
    const app = await open(`packages/order/${page}/index`, { orderId: orderId() })
    await app.untilText(words)
    expectWithinLimits(app)
  })

  test('on the picking board', async () => {
    const app = await phone('owner', {
      path: 'staff/picking-order/index',
      query: { store: LAUNCHING, orderId: picking },
    })
    await app.untilText('第 0 样')
    expectWithinLimits(app)
  })
})

test(`${ORDERS} orders and more in a list: page after page`, async () => {
  const app = await open('packages/order/list/index')
  await app.untilText('待备货')
  expectWithinLimits(app)
  await app.page.reachBottom()
  await app.until('the next page has come', () => app.log.requestsTo('/v1/orders').at(-1)?.answer !== undefined)
  expect(app.log.requestsTo('/v1/orders')).toHaveLength(2)
  expectWithinLimits(app)
})

test(`${COUPONS} coupons in the wallet`, async () => {
  const app = await open('pages/wallet/index')
  await app.untilText('张券')
  expectWithinLimits(app)
})
