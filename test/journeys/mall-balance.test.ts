import { beforeAll, expect, test } from 'vitest'
import { v7 as uuid } from 'uuid'
import { openidOf } from '../../mock/personas'
import type { BalanceAnswer } from '../../src/contract/checkout'
import { paths } from '../../src/contract/paths'
import { DAY, plus } from '../../src/domain/time'
import type { House } from '../support/journeys/house'
import { barriers } from '../support/journeys/look'
import {
  begin,
  linesOf,
  openedHouse,
  orderOf,
  refundsOf,
  submitAndPay,
  tapInSheet,
  toCheckout,
} from '../support/journeys/mall'
import { type Person, person } from '../support/journeys/people'
import { phonesOf } from '../support/journeys/phones'

let house: House
let phones: Awaited<ReturnType<typeof phonesOf>>

beforeAll(async () => {
  house = await openedHouse()
  phones = await phonesOf(house, 'mall-balance')
})

/** Has had so much since yesterday, by the ledger. */
async function hasBalance(name: string, fen: number): Promise<void> {
  const resident = await house.db
    .selectFrom('resident')
    .select('id')
    .where('openid', '=', openidOf(name))
    .executeTakeFirstOrThrow()
  const since = plus(house.clock.now(), -DAY)
  await house.db.insertInto('balance').values({ resident_id: resident.id, fen }).execute()
  await house.db
    .insertInto('balance_entry')
    .values({
      id: uuid({ msecs: since }),
      resident_id: resident.id,
      kind: 'topped-up',
      delta_fen: fen,
      once: `topped-up:${name}`,
      at: new Date(since),
    })
    .execute()
}

const balanceOf = async (who: Person): Promise<number> => (await who.get<BalanceAnswer>(paths.balance)).fen

test('balance and WeChat pay one order together; cancelled, each gets its own back (KF-43)', async () => {
  const resident = await person(house, 'd')
  await hasBalance('d', 2000)
  const d = await phones.phone('d')
  await toCheckout(d, await linesOf(resident, { 丹东草莓: 1, 小白菜: 2 }))
  await d.see('有 ¥20.00')
  await d.tap('用余额', 'switch')
  await d.see('用掉 ¥20.00，还剩 ¥0.00')
  await d.see('微信支付 ¥14.90')
  await d.picture('both')
  expect(await barriers(d.page)).toEqual([])
  const orderId = await submitAndPay(d)
  await d.see('订单收到了')
  await d.picture('paid')
  const { balancePaid, wechatPaid, total } = await orderOf(resident, orderId)
  expect([balancePaid, wechatPaid, total, await balanceOf(resident)]).toEqual([2000, 1490, 3490, 0])

  await d.tap('取消订单')
  await d.see('微信支付的 ¥14.90 原路退回，一般几分钟，最晚 3 天')
  await d.see('余额 ¥20.00 马上回到余额')
  await d.picture('cancel')
  await tapInSheet(d, '取消订单')
  await d.see('订单取消了')
  expect(await balanceOf(resident)).toBe(2000)
  await begin(house, 'ask-refunds')
  await refundsOf(resident, orderId, ['done'])
  await d.open(`packages/order/detail/index?orderId=${orderId}`)
  await d.see('¥34.90 原路退给你')
  await d.see('¥14.90 退到微信，¥20.00 回到余额')
  await d.picture('cancelled')
  await d.open('packages/member/balance/index')
  await d.see('退款退回')
  await d.see('下单用掉')
  await d.picture('balance')
  expect(await barriers(d.page)).toEqual([])
  const told = house.wechatPay.notifications.all().filter(({ event }) => event === 'REFUND.SUCCESS')
  expect(told.map(({ state }) => state)).toEqual(['taken'])
})
