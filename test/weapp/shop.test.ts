// The compiled shop on a phone: one screen for two requests, 500 goods under WeChat's limits, a cart that follows the thumb.
import { beforeAll, describe, expect, test } from 'vitest'
import { LAUNCHING } from '../../mock/seed/stores'
import type { Weapp } from '../support/weapp/boot'
import { WXML_LIMITS } from '../support/weapp/audit'
import { phonesOnApi } from '../support/weapp/phones'
import { TRIAL_OPENS } from '../support/weapp/running-api'
import { aCategory, someGoods } from '../support/factories-mall'

const { phone, database } = await phonesOnApi()
const IN_THE_TRIAL = TRIAL_OPENS + 3_600_000
const SHOP = 'pages/shop/index'
const CROWDED = 'crowded'
const GOODS = 500
/** What the issue allows one setData to carry. */
const SET_DATA_LIMIT = 64 * 1024
const ROW_PX = 128

beforeAll(async () => {
  await aCategory(database.db, { id: CROWDED, name: '挤满的货架', position: 999 })
  for (let i = 0; i < GOODS; i++) {
    await someGoods(database.db, LAUNCHING, {
      category_id: CROWDED,
      name: `第 ${i} 样`,
      position: i,
      price_fen: 300 + i,
    })
  }
})

/** The list at the right of the rail. */
const list = (app: Weapp) => {
  const scrolls = app.page.$$('scroll-view')
  const last = scrolls.at(-1)
  if (!last) throw new Error('nothing scrolls')
  return last
}

async function scrollTo(app: Weapp, row: number, rows: number): Promise<void> {
  const detail = { scrollTop: row * ROW_PX, scrollHeight: rows * ROW_PX, scrollLeft: 0, scrollWidth: 300 }
  await app.page.emit(list(app), 'scroll', detail)
}

describe('选购', () => {
  test('its first screen is two requests: the shop and the cart', async () => {
    const app = await phone('a', { path: SHOP, startAt: IN_THE_TRIAL })
    await app.until('the shelves are there', () => app.page.has('去结算'))
    const asked = app.log.requests
      .map(({ url }) => new URL(url).pathname)
      .filter((path) => !/visits|sessions/.test(path))
    expect(
      asked
        .filter((path) => path.includes(`/stores/${LAUNCHING}/`))
        .slice(0, 2)
        .sort(),
    ).toEqual([`/v1/stores/${LAUNCHING}/cart`, `/v1/stores/${LAUNCHING}/shop`])
    expect(app.errors).toEqual([])
  })

  test('500 goods scroll by pages: few nodes, few children, small setData, wherever one stands', async () => {
    const app = await phone('a', { path: SHOP, query: { category: CROWDED }, startAt: IN_THE_TRIAL })
    await app.until('the first goods are there', () => app.page.has('第 0 样'))
    for (let rows = 20; rows < GOODS; rows += 20) {
      await scrollTo(app, rows - 5, rows)
      await app.page.emit(list(app), 'scrolltolower')
      await app.until(`page ${rows / 20 + 1} is there`, () => app.page.has(`第 ${rows} 样`))
      const { nodes, children, depth } = app.page.audit()
      expect(nodes).toBeLessThan(WXML_LIMITS.nodes)
      expect(children).toBeLessThan(WXML_LIMITS.children)
      expect(depth).toBeLessThan(WXML_LIMITS.depth)
    }
    expect(app.log.traffic().maxBytes).toBeLessThanOrEqual(SET_DATA_LIMIT)

    // far up again: what left the screen had only left its room
    await scrollTo(app, 0, GOODS)
    expect(app.page.has('第 0 样')).toBe(true)
    expect(app.page.has('第 499 样')).toBe(false)
    expect(app.errors).toEqual([])
  })

  test('a tap on + is one small setData at once, and a number on the tab of the cart', async () => {
    const app = await phone('b', { path: SHOP, query: { category: CROWDED }, startAt: IN_THE_TRIAL })
    await app.until('the first goods are there', () => app.page.has('第 0 样'))
    app.log.resetTraffic()
    await app.page.tapText('把第 0 样放进购物车')
    await app.page.tapText('第 0 样加一份，现在 1 份')
    await app.until('the server has said the total', () => /6\.00/.test(app.page.text))
    expect(app.log.traffic().maxBytes).toBeLessThanOrEqual(4 * 1024)
    expect(app.phone.tabBadges[3]).toBe('2')
    const sent = app.log.requests.filter(({ method, url }) => method === 'PUT' && url.includes('/cart/'))
    expect(sent.at(-1)?.data).toEqual(JSON.stringify({ quantity: 2 }))

    await app.tapTab('购物车')
    await app.until('it is in the cart', () => app.page.has('第 0 样'))
    expect(app.page.has('去结算 2')).toBe(true)
    expect(app.errors).toEqual([])
  })

  test('before the trial opens one can look and choose; nothing is offered that would be refused', async () => {
    const app = await phone('c', { path: SHOP, query: { category: CROWDED }, startAt: TRIAL_OPENS - 3_600_000 })
    await app.until('the first goods are there', () => app.page.has('第 0 样'))
    await app.page.tapText('把第 0 样放进购物车')
    await app.until('it says when', () => app.page.has('开门后就能下单'))
    expect(app.page.has('去结算')).toBe(false)
    await app.tapTab('购物车')
    await app.until('the cart says it too', () => app.page.has('开门后就能下单'))
    expect(app.page.has('去结算')).toBe(false)
    expect(app.errors).toEqual([])
  })

  test('KF-38: the card of one kind of goods opens these goods in this store', async () => {
    const app = await phone('a', { path: SHOP, query: { category: CROWDED }, startAt: IN_THE_TRIAL })
    await app.until('the first goods are there', () => app.page.has('第 3 样'))
    await app.page.tapText('第 3 样')
    await app.until('its page is open', () => app.page.route === 'packages/shop/goods/index' && app.page.has('规格'))
    const card = await app.share()
    expect(card.route).toBe('packages/shop/goods/index')
    expect(card.query).toMatchObject({ store: LAUNCHING, goodsId: expect.stringMatching(/^[0-9a-f-]{36}$/) })
    expect(card.title).toContain('第 3 样')
    expect(app.errors).toEqual([])
  })
})
