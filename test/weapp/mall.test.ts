// Buying in the compiled mini-program: from the shelf over the pay sheet to the counter, with the real API, the real database, and
// WeChat Pay as its stand-in plays it.
import { beforeAll, describe, expect, test } from 'vitest'
import { openidOf } from '../../mock/personas'
import { LAUNCHING } from '../../mock/seed/stores'
import { paths } from '../../src/contract/paths'
import type { Role } from '../../src/domain/staff/role'
import { aCategory, someGoods } from '../support/factories-mall'
import { packed } from '../support/journeys/orders'
import { person } from '../support/journeys/people'
import type { SentRequest } from '../support/weapp/app-log'
import { type ApiHandler, overHttp, type Weapp } from '../support/weapp/boot'
import { phonesOnApi } from '../support/weapp/phones'
import { TRIAL_OPENS } from '../support/weapp/running-api'
import type { Storage } from '../support/weapp/wx/storage'

const { phone, database, url, wechatPay } = await phonesOnApi()
const IN_THE_TRIAL = TRIAL_OPENS + 2 * 3_600_000
const SHELF = 'morning'
const EGGS = '早市鸡蛋'
const POTATOES = '早市土豆'
const DETAIL = 'packages/order/detail/index'

beforeAll(async () => {
  await aCategory(database.db, { id: SHELF, name: '早市', position: 998 })
  const goods = { category_id: SHELF, stock: 500 }
  await someGoods(database.db, LAUNCHING, { ...goods, name: EGGS, unit: '盒', price_fen: 1290 })
  const weighed = { sold_by: 'weight', unit: '份', unit_grams: 500, price_fen: 480 } as const
  await someGoods(database.db, LAUNCHING, { ...goods, ...weighed, name: POTATOES })
})

const shelf = (name: string, options: Parameters<typeof phone>[1] = {}): Promise<Weapp> =>
  phone(name, { path: 'pages/shop/index', query: { category: SHELF }, startAt: IN_THE_TRIAL, ...options })

async function fillCart(app: Weapp): Promise<void> {
  await app.untilText(EGGS)
  await app.page.tapText(`把${EGGS}放进购物车`)
  await app.page.tapText(`${EGGS}加一份，现在 1 份`)
  await app.page.tapText(`把${POTATOES}放进购物车`)
  await app.tapTab('购物车')
  await app.untilText('去结算 3')
}

/** Up to the button that buys. */
async function checkOut(app: Weapp): Promise<void> {
  await app.page.tapText('去结算 3')
  await app.untilText('填写提货人')
  await app.page.tapText('填写提货人')
  await app.page.type('称呼', '张阿姨')
  await app.page.type('手机号', '13800008000')
  await app.page.tapText('好了')
  await app.untilText('微信支付 ¥')
}

async function buy(app: Weapp): Promise<string> {
  await fillCart(app)
  await checkOut(app)
  await app.page.tapText('微信支付 ¥')
  return orderOn(app)
}

/** The order whose page is in front. */
async function orderOn(app: Weapp): Promise<string> {
  await app.until('the page of the order has come', () => app.page.route === DETAIL)
  return app.page.query.orderId ?? ''
}

const ordersOf = (name: string) =>
  database.db
    .selectFrom('shop_order')
    .innerJoin('resident', 'resident.id', 'shop_order.resident_id')
    .where('resident.openid', '=', openidOf(name))
    .selectAll('shop_order')
    .execute()

const staff = (name: Role) => person({ url, wechat: { codeOf: (who) => who } }, name)

describe('paying', () => {
  test('bought, paid, packed, shown and collected: the code page is bright and cannot be sent on, the counter takes it once', async () => {
    const anna = await shelf('anna')
    const orderId = await buy(anna)
    await anna.untilText('订单收到了')
    expect(anna.phone.paySheets).toHaveLength(1)
    const [order] = await ordersOf('anna')
    expect(order).toMatchObject({ id: orderId, state: 'paid' })
    expect(anna.phone.popups).toContain('subscribe')

    await packed(await staff('clerk'), LAUNCHING, orderId)
    await anna.page.pullDown()
    await anna.untilText('备好了，来取吧')
    await anna.page.tapText('出示提货码')
    await anna.untilText('后自动更新')
    expect(anna.phone).toMatchObject({ brightness: 1, screenKeptOn: true, shareMenu: false })
    const { digits, qrs } = anna.log.requestsTo('/code').at(-1)?.answer?.data as {
      digits: string
      qrs: { text: string; from: number; until: number }[]
    }
    expect(digits).toMatch(/^\d{8}$/)
    expect(anna.page.text).toContain(`${digits.slice(0, 4)} ${digits.slice(4)}`)
    await expect(anna.share()).rejects.toThrow('does not offer')
    const good = qrs.find(({ from, until }) => from <= anna.now && anna.now < until)

    const clerk = await phone('clerk', { path: 'staff/counter/index' })
    await clerk.page.tapText('3 号台')
    clerk.persona.scans.push(good?.text ?? '')
    await clerk.page.tapText('扫码核销')
    await clerk.untilText('可以交货')
    for (const name of [EGGS, POTATOES]) expect(clerk.page.text).toContain(name)
    await clerk.page.tapText('确认已交给顾客')
    await clerk.untilText('已交货')
    expect(clerk.page.text).toContain('3 号台')

    await anna.untilText('已取货')
    const second = await phone('clerk-2', { path: 'staff/counter/index' })
    await second.page.tapText('1 号台')
    for (const digit of digits) await second.page.tapText(digit)
    await second.untilText('已经交过货')

    await anna.page.tapText('看看订单')
    await anna.untilText('已经取走了')
    expect(anna.phone).toMatchObject({ brightness: 0.4, screenKeptOn: false })
    for (const app of [anna, clerk, second]) expect(app.errors).toEqual([])
  })

  test.each([
    ['leave', '还没有付款，菜先给你留着'],
    ['fail', '付款没有成功，没有扣钱，可以再试一次'],
  ] as const)('%s at the pay sheet: the order waits, says so, and is paid at the second try', async (pays, words) => {
    const app = await shelf(`ben-${pays}`, { persona: { pays } })
    await buy(app)
    await app.untilText('等你付款')
    await app.page.tapText('微信支付 ¥')
    await app.untilText(words)
    app.persona.pays = 'pay'
    await app.page.tapText('微信支付 ¥')
    await app.untilText('订单收到了')
    expect(app.phone.paySheets).toHaveLength(3)
    expect(new Set(app.phone.paySheets).size).toBe(1)
    expect(await ordersOf(`ben-${pays}`)).toMatchObject([{ state: 'paid' }])
    expect(app.errors).toEqual([])
  })

  test('the phone says paid, and WeChat tells the server nothing yet: it is said so, and turns by itself once WeChat does', async () => {
    const app = await shelf('cara', { persona: { pays: 'leave' } })
    const orderId = await buy(app)
    await app.untilText('等你付款')
    const { out_trade_no } = await database.db
      .selectFrom('payment')
      .select('out_trade_no')
      .where('order_id', '=', orderId)
      .executeTakeFirstOrThrow()
    wechatPay.notifications.hold()
    const silent = { kind: 'answer', status: 500, body: { code: 'SYSTEM_ERROR', message: '系统异常' } } as const
    wechatPay.troubles.next(`/v3/pay/transactions/out-trade-no/${out_trade_no}`, silent, 100)

    app.persona.pays = 'pay'
    await app.page.tapText('微信支付 ¥')
    await app.until('it does not claim to know', () => app.page.has('微信那边还在处理'), 60_000)
    expect(app.page.text).toContain('等你付款')
    for (const { id } of wechatPay.notifications.all(out_trade_no)) await wechatPay.notifications.deliver(id)
    await app.until('it turns by itself', () => app.page.has('订单收到了'), 60_000)
    expect(await ordersOf('cara')).toMatchObject([{ state: 'paid' }])
    expect(app.errors).toEqual([])
  })
})

describe('what outlives the app', () => {
  /** WeChat ends the app; the phone keeps its storage. */
  const restarted = (name: string, storage: Storage, options: Parameters<typeof phone>[1] = {}): Promise<Weapp> =>
    phone(name, { storage, ...options })

  const told = ({ method, answer }: SentRequest): boolean => method === 'PUT' && answer?.statusCode === 200

  test('a cart: what was tapped without a network is there after a restart, and reaches the server once there is one', async () => {
    const app = await shelf('dora')
    await app.untilText(EGGS)
    await app.page.tapText(`把${EGGS}放进购物车`)
    await app.until('the server has it', () => app.log.requests.at(-1)?.answer?.statusCode === 200)
    await app.setNetwork('none')
    await app.page.tapText(`${EGGS}加一份，现在 1 份`)
    await app.page.tapText(`把${POTATOES}放进购物车`)
    await app.untilText('网络不太顺')
    const { storage } = app
    app.close()

    const again = await restarted('dora', storage, { path: 'pages/cart/index', persona: { network: 'none' } })
    await again.untilText('去结算 3')
    await again.setNetwork('4g')
    await again.page.pullDown()
    await again.until('all of it has been told', () => again.log.requests.filter(told).length === 2)
    await again.untilText('30.60')
    expect(again.page.has('网络不太顺')).toBe(false)
    const lines = await database.db
      .selectFrom('cart_line')
      .innerJoin('resident', 'resident.id', 'cart_line.resident_id')
      .innerJoin('goods', 'goods.id', 'cart_line.goods_id')
      .where('openid', '=', openidOf('dora'))
      .select(['goods.name', 'quantity'])
      .orderBy('quantity')
      .execute()
    expect(lines).toEqual([
      { name: POTATOES, quantity: 1 },
      { name: EGGS, quantity: 2 },
    ])
    expect(again.errors).toEqual([])
  })

  test.each([
    ['after the server had it', true],
    ['before the server had it', false],
  ])(
    'the network goes in the middle of a submit, %s, and the app with it: tapped again it is one order',
    async (_, reaches) => {
      const real = overHttp(url)
      const losesOrders: ApiHandler = async (request) => {
        const lost = request.method === 'POST' && request.path === paths.orders
        const answer = lost && !reaches ? null : await real(request)
        if (lost || answer === null) throw new Error('timeout')
        return answer
      }
      const name = `emma-${reaches}`
      const app = await shelf(name, { api: losesOrders })
      await fillCart(app)
      await checkOut(app)
      await app.page.tapText('微信支付 ¥')
      await app.untilText('再点一次，不会重复')
      const { storage } = app
      app.close()

      const again = await restarted(name, storage, { path: 'packages/checkout/index/index' })
      await again.untilText('再点一次，不会重复')
      await again.page.tapText('再点一次，不会重复')
      const orderId = await orderOn(again)
      await again.untilText('订单收到了')
      expect(await ordersOf(name)).toMatchObject([{ id: orderId, state: 'paid' }])
      const keys = [...app.log.requestsTo('/orders'), ...again.log.requestsTo('/orders')]
        .filter(({ method }) => method === 'POST')
        .map(({ header }) => header['idempotency-key'])
      expect(keys.length).toBeGreaterThan(1)
      expect(new Set(keys).size).toBe(1)
      expect(again.errors).toEqual([])
    },
  )
})
