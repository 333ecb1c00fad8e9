import { beforeAll, expect, test } from 'vitest'
import { LAUNCHING } from '../../mock/seed/stores'
import { fill, paths } from '../../src/contract/paths'
import { MINUTE, plus } from '../../src/domain/time'
import type { House } from '../support/journeys/house'
import { barriers } from '../support/journeys/look'
import {
  linesOf,
  OPEN_MORNING,
  openedHouse,
  orderOf,
  submitAndPay,
  timePasses,
  toCheckout,
} from '../support/journeys/mall'
import { claimed, person } from '../support/journeys/people'
import { phonesOf } from '../support/journeys/phones'

let house: House
let phones: Awaited<ReturnType<typeof phonesOf>>

beforeAll(async () => {
  house = await openedHouse()
  phones = await phonesOf(house, 'mall-coupons')
})

test('just missed: what is missing is said, 去凑单 leads to the shelves, and once reached it is in by itself', async () => {
  const resident = await person(house, 'd')
  await claimed(resident, '三天尝鲜券')
  // ¥54.90 less 开业满减 ¥5: the coupon wants ¥59.
  const lines = await linesOf(resident, { 丹东草莓: 1, 小白菜: 10 })
  for (const { goodsId, quantity } of lines)
    await resident.put(fill(paths.cartLine, { storeId: LAUNCHING, goodsId }), { quantity })
  const d = await phones.phone('d')
  await toCheckout(d, lines)
  await d.see('再买 ¥9.1 减 ¥10')
  await d.picture('just-missed')
  await d.tap(/^优惠券/)
  await d.see('还差 ¥9.1')
  await d.picture('coupon-says-why-not')
  expect(await barriers(d.page)).toEqual([])
  await d.tap('就这样')

  await d.tap('去凑单')
  await d.tap('蔬菜', 'tab')
  await d.tap('把上海青放进购物车')
  for (const count of [1, 2, 3]) await d.tap(`上海青加一份，现在 ${count} 份`)
  await d.see('已省 ¥15')
  await d.picture('reached-on-the-shelves')
  await d.tap('去结算')
  await d.see(/^已选最省：三天尝鲜券/)
  await d.picture('reached')
  const orderId = await submitAndPay(d)
  const { parts, total } = await orderOf(resident, orderId)
  expect(parts.find(({ kind }) => kind === 'coupon')?.amount).toBe(-1000)
  expect(total).toBe(5490 + 4 * 280 - 500 - 1000)
})

test('a coupon that ends while the checkout is open drops out with a sentence and stops nothing (KF-16)', async () => {
  const resident = await person(house, 'e')
  const couponId = await claimed(resident, '三天尝鲜券')
  const lastMinute = plus(OPEN_MORNING, 5 * MINUTE)
  const usable_until = new Date(lastMinute)
  await house.db.updateTable('coupon').set({ usable_until }).where('id', '=', couponId).execute()
  const e = await phones.phone('e')
  await toCheckout(e, await linesOf(resident, { 丹东草莓: 3 }))
  await e.see(/^已选最省：三天尝鲜券/)
  await e.see('微信支付 ¥74.70')
  await timePasses(house, plus(lastMinute, MINUTE), e)

  await e.tap('微信支付 ¥74.70')
  await e.see('价格或优惠有变化，请看一眼再提交')
  await e.see('“三天尝鲜券”到期了，这次没有用它')
  await e.see('合计从 ¥74.70 变成 ¥84.70')
  await e.picture('coupon-ended')
  expect(await barriers(e.page)).toEqual([])
  const orderId = await submitAndPay(e)
  await e.see('订单收到了')
  const { parts, total } = await orderOf(resident, orderId)
  expect([parts.some(({ kind }) => kind === 'coupon'), total]).toEqual([false, 8470])
})
