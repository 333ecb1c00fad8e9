// The compiled shop before its opening, and the cards that lead into it.
import { beforeAll, describe, expect, test } from 'vitest'
import { LAUNCHING } from '../../mock/seed/stores'
import { phonesOnApi } from '../support/weapp/phones'
import { TRIAL_OPENS } from '../support/weapp/running-api'
import { aCategory, someGoods } from '../support/factories-mall'

const { phone, database } = await phonesOnApi()
const IN_THE_TRIAL = TRIAL_OPENS + 3_600_000
const SHOP = 'pages/shop/index'
const CROWDED = 'crowded'
const GOODS = 5

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

describe('选购', () => {
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
