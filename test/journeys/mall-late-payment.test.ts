import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { LAUNCHING } from '../../mock/seed/stores'
import { findPayment } from '../../server/payment/payment.service'
import type { OrdersAnswer } from '../../src/contract/order'
import { fill, paths } from '../../src/contract/paths'
import { type Instant, MINUTE, plus, SECOND } from '../../src/domain/time'
import type { House } from '../support/journeys/house'
import { barriers } from '../support/journeys/look'
import {
  begin,
  goodsNamed,
  linesOf,
  LONG,
  OPEN_MORNING,
  openedHouse,
  orderOf,
  orderShown,
  refundsOf,
  stockBecomes,
  timePasses,
  toCheckout,
} from '../support/journeys/mall'
import { paid, placed } from '../support/journeys/orders'
import { type Person, person } from '../support/journeys/people'
import { type Phone, phonesOf } from '../support/journeys/phones'

let house: House
let phones: Awaited<ReturnType<typeof phonesOf>>

beforeAll(async () => {
  house = await openedHouse()
  phones = await phonesOf(house, 'mall-late-payment')
})
beforeEach(() => house.clock.set(OPEN_MORNING))

const paymentOf = async (orderId: string) => (await findPayment(house.db, orderId))!.payment!
const stockOf = async (who: Person, name: string): Promise<number> => (await goodsNamed(who, name)).available

/** A few seconds before the quarter of an hour is over, on this phone too. */
const nearTheEnd = async (who: Person, orderId: string, phone: Phone): Promise<void> =>
  timePasses(house, plus((await orderOf(who, orderId)).payUntil as Instant, -3 * SECOND), phone)

test('left at the sheet: the order waits, its countdown ends, it closes, and the goods lie on the shelf again (KF-25)', async () => {
  const resident = await person(house, 'd')
  await stockBecomes(await person(house, 'owner'), '丹东草莓', 4)
  const d = await phones.phone('d')
  await toCheckout(d, await linesOf(resident, { 丹东草莓: 3 }))
  await d.tap(/^微信支付 ¥/)
  await d.see('微信支付（演示）')
  await d.tap('先不付')
  const orderId = await orderShown(d)
  await d.see('等你付款')
  await d.see('微信支付 ¥84.70')
  await d.picture('waits')
  expect(await barriers(d.page)).toEqual([])
  expect(await stockOf(resident, '丹东草莓')).toBe(1)
  // A second try, refused by the bank, costs nothing either.
  await d.tap('微信支付 ¥84.70')
  await d.tap('付款失败')
  await d.see('付款没有成功，没有扣钱，可以再试一次')
  await d.picture('refused-by-the-bank')

  await nearTheEnd(resident, orderId, d)
  await d.see('付款时间过了')
  // Nobody is led to pay what would be refused.
  await d.see('打给门店')
  expect(await d.page.getByRole('button', { name: /^微信支付/ }).count()).toBe(0)
  await d.picture('countdown-over')
  await begin(house, 'end-unpaid-orders')
  await expect.poll(async () => (await orderOf(resident, orderId)).state, LONG).toBe('closed')
  await d.open(`packages/order/detail/index?orderId=${orderId}`)
  await d.see('超时没付款，订单关闭了')
  await d.see('15 分钟没有付款，订单关闭')
  await d.picture('closed')
  expect(await stockOf(resident, '丹东草莓')).toBe(4)
})

/** Pays, but the phone's network dies with the tap and WeChat's word is held up; the store's quarter of an hour ends. */
async function paysUnheard(name: string, wanted: Readonly<Record<string, number>>) {
  const resident = await person(house, name)
  const phone = await phones.phone(name)
  phone.expectTrouble(/net::ERR_FAILED/)
  await toCheckout(phone, await linesOf(resident, wanted))
  await phone.tap(/^微信支付 ¥/)
  await phone.see('微信支付（演示）')
  await phone.page.route(`**${fill(paths.orderPaid, { orderId: '*' })}`, (route) => route.abort())
  await phone.tap('付款，通知晚到')
  // So the sheet is over, and the money has left.
  await phone.see('正在确认付款')
  const { orders } = await resident.get<OrdersAnswer>(`${paths.orders}?shelf=unpaid`)
  return { resident, phone, orderId: orders[0]!.id }
}

describe('paid in time, heard of late', () => {
  beforeAll(() => house.wechatPay.notifications.hold())

  test('the round that ends unpaid orders asks WeChat first: it is placed, not closed', async () => {
    const { resident, phone, orderId } = await paysUnheard('e', { 小白菜: 2 })
    await phone.picture('paid-but-unheard')
    house.clock.set(plus(OPEN_MORNING, 16 * MINUTE))
    await begin(house, 'end-unpaid-orders')
    await expect.poll(async () => (await orderOf(resident, orderId)).state, LONG).toBe('paid')
    await phone.open(`packages/order/detail/index?orderId=${orderId}`)
    await phone.see('订单收到了')
  })

  /** WeChat answers "closed" although the payment is under way there: the order ends, and its payment is told afterwards. */
  async function closes(resident: Person, orderId: string): Promise<void> {
    const { outTradeNo } = await paymentOf(orderId)
    const close = `/v3/pay/transactions/out-trade-no/${outTradeNo}/close`
    house.wechatPay.troubles.next(close, { kind: 'answer', status: 204, body: '' })
    house.clock.set(plus(OPEN_MORNING, 16 * MINUTE))
    await begin(house, 'end-unpaid-orders')
    await expect.poll(async () => (await orderOf(resident, orderId)).state, LONG).toBe('closed')
  }
  const refundsTold = () => house.wechatPay.notifications.all().filter(({ event }) => event === 'REFUND.SUCCESS')
  const wechatTells = async (orderId: string): Promise<number> => {
    const { outTradeNo } = await paymentOf(orderId)
    return house.wechatPay.notifications.deliver(house.wechatPay.notifications.all(outTradeNo)[0]!.id)
  }

  test('closed meanwhile, and everything is still there: it is taken again (KF-26)', async () => {
    const { resident, phone, orderId } = await paysUnheard('f', { 小白菜: 2 })
    const shelf = await stockOf(resident, '小白菜')
    await closes(resident, orderId)
    expect(await stockOf(resident, '小白菜')).toBe(Math.min(99, shelf + 2))
    expect([await wechatTells(orderId), await wechatTells(orderId)]).toEqual([204, 204])
    await phone.open(`packages/order/detail/index?orderId=${orderId}`)
    await phone.see('订单收到了')
    await phone.see('付款到得晚，货还在，照常备货')
    await phone.picture('taken-again')
    expect(await stockOf(resident, '小白菜')).toBe(shelf)
  })

  test('closed meanwhile, and the goods are gone: the money goes back by itself (KF-26)', async () => {
    await stockBecomes(await person(house, 'owner'), '丹东草莓', 1)
    const { resident, phone, orderId } = await paysUnheard('g', { 丹东草莓: 1 })
    await closes(resident, orderId)
    const other = await person(house, 'c')
    const { orderId: theirs } = await placed(other, LAUNCHING, await linesOf(other, { 丹东草莓: 1 }))
    await paid(house, other, theirs)

    expect(await wechatTells(orderId)).toBe(204)
    await begin(house, 'ask-refunds')
    await refundsOf(resident, orderId, ['asked'])
    // Its end is told in a notification that is held up too.
    await expect.poll(refundsTold, LONG).toHaveLength(1)
    expect(await house.wechatPay.notifications.deliver(refundsTold()[0]!.id)).toBe(204)
    await refundsOf(resident, orderId, ['done'])
    await phone.open(`packages/order/detail/index?orderId=${orderId}`)
    await phone.see('付款到得晚，订单关闭了')
    await phone.see('付款 ¥29.9 到得晚，自动退回')
    await phone.picture('given-back')
    expect(await barriers(phone.page)).toEqual([])
  })
})
