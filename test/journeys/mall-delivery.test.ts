import { beforeAll, expect, test } from 'vitest'
import { LAUNCHING } from '../../mock/seed/stores'
import { fill, paths } from '../../src/contract/paths'
import type { StaffOrderAnswer } from '../../src/contract/staff-order'
import type { House } from '../support/journeys/house'
import { barriers } from '../support/journeys/look'
import { goodsNamed, linesOf, openedHouse, orderOf, orderShown, toCheckout } from '../support/journeys/mall'
import { packed } from '../support/journeys/orders'
import { type Person, person } from '../support/journeys/people'
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

/** The courier knows the door and the number, and sets out. */
async function setOut(clerk: Person, orderId: string): Promise<void> {
  const path = { storeId: LAUNCHING, orderId }
  const { address, phone } = await clerk.get<StaffOrderAnswer>(fill(paths.staffOrder, path))
  expect([address, phone]).toEqual(['滨海路88号阳光花园 3栋2单元501', '13800009000'])
  await clerk.post(fill(paths.staffSetOut, path))
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
  await setOut(clerk, orderId)
  await b.open(`packages/order/detail/index?orderId=${orderId}`)
  await b.see('在路上了')
  await b.picture('on-its-way')
  await clerk.post(fill(paths.staffDeliver, { storeId: LAUNCHING, orderId }), { note: '放在门口鞋柜上' })
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
