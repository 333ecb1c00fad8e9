import { beforeAll, expect, test } from 'vitest'
import { openidOf } from '../../mock/personas'
import { LAUNCHING } from '../../mock/seed/stores'
import { findPayment } from '../../server/payment/payment.service'
import type { OrderAnswer } from '../../src/contract/order'
import type { Instant } from '../../src/domain/time'
import { exactYuan } from '../../src/ui/amount'
import { clockTime } from '../../src/ui/moment'
import type { House } from '../support/journeys/house'
import { barriers } from '../support/journeys/look'
import {
  begin,
  CONTACT,
  digitsOn,
  doing,
  LONG,
  openedHouse,
  orderOf,
  orderShown,
  press,
  refundsOf,
  tapInSheet,
  toStaffPage,
} from '../support/journeys/mall'
import { claimed, person } from '../support/journeys/people'
import { type Phone, phonesOf } from '../support/journeys/phones'

let house: House
let phones: Awaited<ReturnType<typeof phonesOf>>

beforeAll(async () => {
  house = await openedHouse()
  // The perch of this morning are larger than usual.
  await house.db.updateTable('goods').set({ unit_grams: 650 }).where('name', '=', '鲈鱼').execute()
  phones = await phonesOf(house, 'mall-pickup')
})

const field = ({ page }: Phone, n: number) => page.locator('[role="dialog"] input').filter({ visible: true }).nth(n)

/** From the shelves to a cart: what is typed in pinyin, in initials, in Chinese, and what it is called. */
async function shop(a: Phone): Promise<void> {
  await a.open(`pages/shop/index?store=${LAUNCHING}`)
  await a.see('挑点新鲜的吧')
  await a.page.getByRole('tab', { name: '蔬菜' }).waitFor()
  await a.picture('shelves')
  await a.tap(/^搜索商品/)
  const typed = a.page.locator('input').filter({ visible: true }).first()
  for (const [text, name, more] of [
    ['luyu', '鲈鱼', 0],
    ['xhs', '西红柿', 1],
    ['草莓', '丹东草莓', 1],
  ] as const) {
    await typed.fill(text)
    await a.tap(`把${name}放进购物车`)
    if (more) await a.tap(`${name}加一份，现在 1 份`)
    await a.page.getByRole('button', { name: `${name}加一份，现在 ${1 + more} 份` }).waitFor()
    await a.picture(`found-${text === '草莓' ? 'caomei' : text}`)
  }
  await a.tap(/^购物车里 5 件/)
  await a.see('去结算 5')
  await a.picture('cart')
  expect(await barriers(a.page)).toEqual([])
}

/** Chooses the second slot and says who collects. */
async function checkOut(a: Phone): Promise<void> {
  await a.tap('去结算 5')
  await a.see('合计')
  await a.see(/^已选最省：三天尝鲜券/)
  await a.picture('checkout')
  expect(await barriers(a.page)).toEqual([])
  await a.tap(/^优惠券/)
  await a.see('自动选最省的')
  await a.picture('coupons')
  await a.tap(/^就这样/)
  await a.tap(/^时间/)
  await a.tap(/^12:00–13:00/)
  await a.see('今天 12:00–13:00')
  await a.tap('填写提货人')
  await field(a, 0).fill(CONTACT.name)
  await field(a, 1).fill(CONTACT.phone)
  await a.picture('who-collects')
  await a.tap('好了')
}

/** Takes everything as it was ordered; the scale says less of the fish. */
async function pack(clerk: Phone, { number, lines }: OrderAnswer, back: string): Promise<void> {
  await toStaffPage(clerk, /^备货台/)
  await clerk.see(number.slice(-4))
  await clerk.picture('board')
  await clerk.tap(new RegExp(number.slice(-4)))
  await clerk.tap('开始备货')
  for (const { name, soldBy, orderedGrams } of lines) {
    if (soldBy === 'piece') {
      await clerk.tap(doing('拿齐了', name))
      continue
    }
    await clerk.tap(doing('称重', name))
    await press(clerk, name === '鲈鱼' ? '612' : String(orderedGrams))
    if (name === '鲈鱼') await clerk.see(`退 ${back}`)
    if (name === '鲈鱼') await clerk.picture('scale')
    await tapInSheet(clerk, /^记下/)
    await clerk.page.getByRole('dialog').waitFor({ state: 'detached' })
  }
  await clerk.see('4/4')
  await clerk.picture('all-taken')
  await clerk.tap('备好了')
  await clerk.see('都拿好了？')
  await clerk.picture('what-goes-back')
  await tapInSheet(clerk, '备好了')
}

async function toTheCounter(clerk: Phone, till: string, digits: string): Promise<void> {
  await toStaffPage(clerk, /^核销台/)
  await clerk.tap(till)
  await clerk.see(/输入顾客报的 8 位数字/)
  await press(clerk, digits)
}

test('bought, weighed lighter, collected once: each fen and each hand-over is told to whom it concerns', async () => {
  const resident = await person(house, 'a')
  for (const title of ['开业满减券', '三天尝鲜券', '水果专享 8.8 折']) await claimed(resident, title)
  const a = await phones.phone('a')
  await shop(a)
  await checkOut(a)
  await a.tap(/^微信支付 ¥/)
  await a.see('微信支付（演示）')
  await a.picture('pay-sheet')
  await a.tap('付款')
  const orderId = await orderShown(a)
  await a.see('订单收到了')
  await a.picture('paid')
  expect(await barriers(a.page)).toEqual([])

  const placed = await orderOf(resident, orderId)
  const paid = placed.lines.find(({ name }) => name === '鲈鱼')!.paid
  const back = paid - Math.floor((paid * 612) / 650)
  const first = await phones.phone('clerk')
  await pack(first, placed, exactYuan(back))
  // The resident's page turns by itself, and so does the money.
  await a.page.getByText('备好了，来取吧').waitFor({ timeout: 30_000 })
  const packed = await orderOf(resident, orderId)
  const fish = packed.lines.find(({ name }) => name === '鲈鱼')!
  expect([fish.orderedGrams, fish.pickedGrams, fish.refunded, packed.refunded]).toEqual([650, 612, back, back])
  await begin(house, 'ask-refunds')
  await refundsOf(resident, orderId, ['done'])
  await a.open(`packages/order/detail/index?orderId=${orderId}`)
  await a.see('备好了，来取吧')
  await a.see('× 1 约 650 g → 实称 612 g')
  await a.see(`退 ${exactYuan(back)}`)
  await a.see(`${exactYuan(back)} 退到微信`)
  await a.picture('ready')

  await a.tap('出示提货码')
  const digits = await digitsOn(a)
  expect(digits).toMatch(/^\d{8}$/)
  await a.see(/鲈鱼.*612\s?g/)
  await a.picture('code')

  await toTheCounter(first, '3 号台', digits)
  await first.see('可以交货')
  await first.picture('clerk-sees-goods')
  expect(await barriers(first.page)).toEqual([])
  await first.tap('确认已交给顾客')
  await first.see('已交货')
  await first.picture('clerk-handed-over')
  // The resident's phone notices by itself.
  await a.see('已取货')
  await a.picture('collected')

  const { at } = (await orderOf(resident, orderId)).steps.find(({ kind }) => kind === 'hand-over')!
  const second = await phones.phone('clerk-2')
  await toTheCounter(second, '1 号台', digits)
  await second.see('已经交过货')
  await second.see(new RegExp(`${clockTime(at as Instant)}.*3 号台`))
  await second.picture('second-clerk-is-told')

  await a.tap('看看订单')
  await a.see('已经取走了')
  await a.see('已取货：3 号台')
  await a.picture('over')

  // What WeChat was told: the hand-over in the store (4), and the fen that came back.
  await begin(house, 'report-shipping')
  const { transactionId } = (await findPayment(house.db, orderId))!.payment!
  await expect
    .poll(() => house.wechat.shipped(), LONG)
    .toEqual([expect.objectContaining({ transactionId, openid: openidOf('a'), logistics: 4 })])
  const told = house.wechatPay.notifications.all().filter(({ event }) => event === 'REFUND.SUCCESS')
  expect(told.map(({ state }) => state)).toEqual(['taken'])
})
