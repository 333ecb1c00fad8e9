import { beforeAll, describe, expect, test } from 'vitest'
import { LAUNCHING } from '../../mock/seed/stores'
import type { House } from '../support/journeys/house'
import { barriers } from '../support/journeys/look'
import { linesOf, openedHouse, orderOf, stockBecomes, submitAndPay, toCheckout } from '../support/journeys/mall'
import { paid, placed } from '../support/journeys/orders'
import { type Person, person } from '../support/journeys/people'
import { phonesOf } from '../support/journeys/phones'

let house: House
let phones: Awaited<ReturnType<typeof phonesOf>>

beforeAll(async () => {
  house = await openedHouse()
  phones = await phonesOf(house, 'mall-scarce')
})

/** Another buyer is quicker. */
async function buys(who: Person, wanted: Readonly<Record<string, number>>): Promise<void> {
  const { orderId } = await placed(who, LAUNCHING, await linesOf(who, wanted))
  await paid(house, who, orderId)
}

describe('goods go while the checkout is open (KF-29)', () => {
  test('the last piece: its line says so, and without it the rest is bought', async () => {
    const [owner, other, resident] = await Promise.all(['owner', 'c', 'd'].map((name) => person(house, name)))
    await stockBecomes(owner!, '丹东草莓', 1)
    const d = await phones.phone('d')
    await toCheckout(d, await linesOf(resident!, { 丹东草莓: 1, 小白菜: 2 }))
    await d.see('微信支付 ¥34.90')
    await buys(other!, { 丹东草莓: 1 })

    await d.tap('微信支付 ¥34.90')
    await d.see('丹东草莓卖完了')
    await d.see('先调整上面的商品')
    await d.picture('sold-out')
    expect(await barriers(d.page)).toEqual([])
    await d.tap('不要了：丹东草莓')
    await d.see('微信支付 ¥5.00')
    await d.picture('without-it')
    const orderId = await submitAndPay(d)
    await d.see('订单收到了')
    expect((await orderOf(resident!, orderId)).lines.map(({ name }) => name)).toEqual(['小白菜'])
  })

  test('some are left: the line offers as many as there are', async () => {
    const [owner, other, resident] = await Promise.all(['owner', 'c', 'e'].map((name) => person(house, name)))
    await stockBecomes(owner!, '甜玉米', 3)
    const e = await phones.phone('e')
    await toCheckout(e, await linesOf(resident!, { 甜玉米: 3 }))
    await e.see('微信支付 ¥7.50')
    await buys(other!, { 甜玉米: 2 })

    await e.tap('微信支付 ¥7.50')
    await e.see('甜玉米只剩 1 根')
    await e.picture('some-left')
    await e.tap('改成 1 根：甜玉米')
    await e.see('微信支付 ¥2.50')
    await submitAndPay(e)
    await e.see('订单收到了')
    await e.picture('bought-what-was-left')
  })
})

describe('the slot fills while the checkout is open (KF-32)', () => {
  beforeAll(async () => {
    await house.db.updateTable('store').set({ pickup_capacity: 2 }).where('id', '=', LAUNCHING).execute()
  })

  test('the earliest one: nothing is bought, the next is taken in its place and said', async () => {
    const [other, resident] = await Promise.all(['c', 'f'].map((name) => person(house, name)))
    const f = await phones.phone('f')
    await toCheckout(f, await linesOf(resident!, { 小白菜: 3 }))
    await f.see('今天 12:00–13:00')
    await buys(other!, { 小白菜: 1 })
    await buys(other!, { 小白菜: 1 })

    await f.tap('微信支付 ¥7.50')
    await f.see('这个时段刚约满，请换一个')
    await f.see('时段换成了今天 13:00–14:00')
    await f.picture('next-slot')
    await submitAndPay(f)
    await f.see('订单收到了')
    await f.see('今天 13:00–14:00 来取，备好了会告诉你')
  })

  test('one that was chosen: the shopper chooses another, and what is full says so', async () => {
    const [other, resident] = await Promise.all(['c', 'g'].map((name) => person(house, name)))
    const g = await phones.phone('g')
    await toCheckout(g, await linesOf(resident!, { 小白菜: 3 }))
    await g.tap(/^时间/)
    await g.tap('13:00–14:00 剩 1 个')
    await g.see('今天 13:00–14:00')
    await buys(other!, { 小白菜: 1 })

    await g.tap('微信支付 ¥7.50')
    await g.see('这个时段刚约满，请换一个')
    await g.picture('slot-full')
    expect(await barriers(g.page)).toEqual([])
    await g.tap('选一个时段')
    await g.page.getByRole('button', { name: '13:00–14:00 约满了' }).waitFor()
    await g.picture('slots')
    await g.tap(/^15:00–16:00/)
    await g.see('今天 15:00–16:00')
    await submitAndPay(g)
    await g.see('今天 15:00–16:00 来取，备好了会告诉你')
  })
})
