import { beforeAll, expect, test } from 'vitest'
import { LAUNCHING } from '../../mock/seed/stores'
import { fill, paths } from '../../src/contract/paths'
import type { House } from '../support/journeys/house'
import { barriers } from '../support/journeys/look'
import {
  goodsNamed,
  linesOf,
  openedHouse,
  orderOf,
  orderShown,
  tapInSheet,
  toCheckout,
  toStaffPage,
} from '../support/journeys/mall'
import { packed } from '../support/journeys/orders'
import { person } from '../support/journeys/people'
import { type Phone, phonesOf } from '../support/journeys/phones'

let house: House
let phones: Awaited<ReturnType<typeof phonesOf>>

beforeAll(async () => {
  house = await openedHouse()
  phones = await phonesOf(house, 'mall-delivery')
})

/** One line as it comes out of a chat: split by the server, read by its owner, kept. */
async function pasteAddress(b: Phone): Promise<void> {
  await b.tap('选择收货地址')
  await b.see('还没有收货地址')
  await b.tap('新地址')
  await b.page
    .locator('textarea')
    .filter({ visible: true })
    .fill('刘叔 13800009000 贵州省毕节市威宁县滨海路88号阳光花园3栋2单元501')
  await b.tap('认一认')
  await b.see('请核对一遍')
  await b.see('能送到，由威宁广场店送')
  await b.picture('address-to-read')
  expect(await barriers(b.page)).toEqual([])
  await b.tap('保存')
}

/** The courier takes it along. */
async function setOut(clerk: Phone): Promise<void> {
  await toStaffPage(clerk, /^配送/)
  await clerk.see('滨海路88号阳光花园 3栋2单元501')
  await clerk.picture('waiting-for-a-courier')
  await clerk.page.getByRole('checkbox', { name: /3栋2单元501/ }).click()
  await clerk.tap('出发，带上 1 单')
  await clerk.see('在我车上')
  await clerk.picture('courier-at-the-wheel')
  expect(await barriers(clerk.page)).toEqual([])
}

/** Nobody opens: it lies where the courier says. */
async function leave(clerk: Phone, note: string): Promise<void> {
  await clerk.tap(/^已送达/)
  await clerk.page.getByRole('dialog').locator('input').fill(note)
  await clerk.picture('at-the-door')
  await tapInSheet(clerk, '已送达')
  await clerk.see('没有要送的')
}

test('an address pasted in one line, too little, enough, a slot, the courier with a note', async () => {
  const b = await phones.phone('b')
  const [resident, clerk] = [await person(house, 'b'), await person(house, 'clerk')]
  const [greens] = await linesOf(resident, { 小白菜: 4 })
  await resident.put(fill(paths.cartLine, { storeId: LAUNCHING, goodsId: greens!.goodsId }), { quantity: 4 })
  await toCheckout(b, [greens!])
  await b.tap('送到家', 'tab')
  await pasteAddress(b)
  await b.see(/阳光花园.*3栋2单元501/)
  await b.see(/配送费 ¥3\.00，满 ¥39\.00 免/)
  await b.see('还差 ¥9.00 才够起送')
  await b.picture('below-the-minimum')
  expect(await barriers(b.page)).toEqual([])

  // 去凑单 leads to the shelves; what is added there comes to the checkout again.
  await b.tap('去凑单')
  await b.tap('蔬菜', 'tab')
  await b.tap('把上海青放进购物车')
  for (const count of [1, 2, 3]) await b.tap(`上海青加一份，现在 ${count} 份`)
  await b.see('¥21')
  await b.picture('a-little-more')
  await b.tap('去结算')
  await b.see('合计')
  const total = 4 * 250 + 4 * (await goodsNamed(resident, '上海青')).price
  expect(total).toBe(2120)
  await b.see(/配送费/)
  await b.tap(/^时间/)
  await b.picture('slots')
  await b.tap(/^12:00–12:30/)
  await b.see('今天 12:00–12:30')
  await b.picture('checkout')
  await b.tap('微信支付 ¥24.20')
  await b.see('微信支付（演示）')
  await b.tap('付款')
  const orderId = await orderShown(b)
  await b.see('订单收到了')
  await b.picture('paid')

  await packed(clerk, LAUNCHING, orderId)
  await b.open(`packages/order/detail/index?orderId=${orderId}`)
  await b.see('打包好了，等骑手出发')
  await b.picture('packed')
  const courier = await phones.phone('clerk')
  await setOut(courier)
  await b.open(`packages/order/detail/index?orderId=${orderId}`)
  await b.see('在路上了')
  await b.picture('on-its-way')
  await leave(courier, '放在门口鞋柜上')
  await b.open(`packages/order/detail/index?orderId=${orderId}`)
  await b.see('已经送到了')
  await b.see('已送达：放在门口鞋柜上')
  await b.picture('delivered')
  expect(await barriers(b.page)).toEqual([])
  const { steps } = await orderOf(resident, orderId)
  expect(steps.map(({ words }) => words)).toEqual([
    '已送达：放在门口鞋柜上',
    '骑手出发',
    expect.stringContaining('备好了'),
    '店里开始备货',
    '付款成功，等店里备货',
    '下单',
  ])
  await b.open('packages/member/inbox/index')
  await b.see('送到了')
  await b.picture('inbox')
})
