// The compiled shop with a shelf of 500 goods: two requests for its first screen, WeChat's limits wherever one has scrolled to, and
// one row for one tap.
import { beforeAll, describe, expect, test } from 'vitest'
import { LAUNCHING } from '../../mock/seed/stores'
import { fill, paths } from '../../src/contract/paths'
import { aCategory, someGoods } from '../support/factories-mall'
import { WXML_LIMITS } from '../support/weapp/audit'
import type { Weapp } from '../support/weapp/boot'
import { phonesOnApi } from '../support/weapp/phones'
import { TRIAL_OPENS } from '../support/weapp/running-api'

const { phone, database } = await phonesOnApi()
const IN_THE_TRIAL = TRIAL_OPENS + 3_600_000
const SHOP = 'pages/shop/index'
const CROWDED = 'crowded'
const GOODS = 500
const PAGE = 20
/** What the issue allows one setData to carry, and what one tap on + may cost. */
const SET_DATA_LIMIT = 64 * 1024
const ONE_ROW = 2 * 1024
const ROW_PX = 128

beforeAll(async () => {
  await aCategory(database.db, { id: CROWDED, name: '挤满的货架', position: 999 })
  for (let i = 0; i < GOODS; i++) {
    const goods = { category_id: CROWDED, name: `第 ${i} 样`, position: i, price_fen: 300 + i }
    await someGoods(database.db, LAUNCHING, goods)
  }
})

const crowded = (name: string): Promise<Weapp> =>
  phone(name, { path: SHOP, query: { category: CROWDED }, startAt: IN_THE_TRIAL })

/** The list at the right of the rail. */
function list(app: Weapp) {
  const last = app.page.$$('scroll-view').at(-1)
  if (!last) throw new Error('nothing scrolls')
  return last
}

async function scrollTo(app: Weapp, row: number, rows: number): Promise<void> {
  const detail = { scrollTop: row * ROW_PX, scrollHeight: rows * ROW_PX, scrollLeft: 0, scrollWidth: 300 }
  await app.page.emit(list(app), 'scroll', detail)
}

function expectWithinLimits(app: Weapp): void {
  const { nodes, children, depth } = app.page.audit()
  expect(nodes).toBeLessThan(WXML_LIMITS.nodes)
  expect(children).toBeLessThan(WXML_LIMITS.children)
  expect(depth).toBeLessThan(WXML_LIMITS.depth)
}

/** Page after page, to the end. */
async function scrollThrough(app: Weapp): Promise<void> {
  await app.untilText('第 0 样')
  for (let rows = PAGE; rows < GOODS; rows += PAGE) {
    await scrollTo(app, rows - 5, rows)
    await app.page.emit(list(app), 'scrolltolower')
    await app.untilText(`第 ${rows} 样`)
    expectWithinLimits(app)
  }
  await scrollTo(app, GOODS - 5, GOODS)
  expect(app.page.has(`第 ${GOODS - 1} 样`)).toBe(true)
}

describe('the first screen', () => {
  /** What a page asks for to be drawn; where somebody came from is told beside it, and nothing waits for that. */
  const askedBy = (app: Weapp, since = 0): string[] =>
    app.log.requests
      .slice(since)
      .map(({ method, url }) => `${method} ${new URL(url).pathname}`)
      .filter((asked) => asked !== `POST ${paths.visits}`)
  const here = { storeId: LAUNCHING }
  const TWO = [`GET ${fill(paths.cart, here)}`, `GET ${fill(paths.shop, here)}`]

  test('is two requests, sent together: the shop and the cart', async () => {
    const before = await phone('a', { startAt: IN_THE_TRIAL })
    await before.advance(3000)
    const app = await phone('a', { path: SHOP, storage: before.storage })
    await app.untilText('去结算')
    expect(askedBy(app).slice(0, 2).sort()).toEqual(TWO)
    const [shop, cart] = app.log.requests.filter(({ url }) => /\/(?:shop|cart)$/.test(url))
    expect(shop?.at).toBe(cart?.at)
  })

  test('is drawn with these two alone: no third answer is waited for', async () => {
    const before = await phone('a', { startAt: IN_THE_TRIAL })
    await before.advance(3000)
    const { storage } = before
    const app = await phone('a', { path: SHOP, storage, latencyMs: 400 })
    await app.until('the shelves are there', () => app.page.$$('scroll-view').length > 1)
    const answered = app.log.requests
      .filter(({ answer }) => answer !== undefined)
      .map(({ url }) => new URL(url).pathname)
    expect(answered.filter((path) => path !== paths.visits).sort()).toEqual([
      fill(paths.cart, here),
      fill(paths.shop, here),
    ])
    expectWithinLimits(app)
    expect(app.errors).toEqual([])
  })
})

describe('500 goods', () => {
  test('scroll by pages: few nodes, few children, small setData, wherever one stands', async () => {
    const app = await crowded('a')
    await scrollThrough(app)
    expect(app.log.traffic().maxBytes).toBeLessThanOrEqual(SET_DATA_LIMIT)

    // far up again: what left the screen had only left its room
    await scrollTo(app, 0, GOODS)
    expect(app.page.has('第 0 样')).toBe(true)
    expect(app.page.has('第 499 样')).toBe(false)
    expectWithinLimits(app)
    expect(app.log.traffic().maxBytes).toBeLessThanOrEqual(SET_DATA_LIMIT)
    expect(app.errors).toEqual([])
  })

  test('a tap on + at the end of all of them changes one row and the bar, and is there at once', async () => {
    const app = await crowded('b')
    await scrollThrough(app)
    await app.page.tapText('把第 490 样放进购物车')
    await app.untilText('7.90')
    app.log.resetTraffic()
    await app.page.tapText('第 490 样加一份，现在 1 份', { settle: false })
    await app.advance(20)
    expect(app.page.has('第 490 样加一份，现在 2 份')).toBe(true)
    await app.untilText('15.80')
    const { maxBytes, perSecond } = app.log.traffic()
    expect(maxBytes).toBeLessThanOrEqual(ONE_ROW)
    expect(perSecond).toBeLessThan(20)
    expect(app.phone.tabBadges[3]).toBe('2')
    const sent = app.log.requests.filter(({ method, url }) => method === 'PUT' && url.includes('/cart/'))
    expect(sent.at(-1)?.data).toEqual(JSON.stringify({ quantity: 2 }))
    expect(app.errors).toEqual([])
  })
})
