import { beforeAll, expect, test } from 'vitest'
import { LAUNCHING } from '../../mock/seed/stores'
import { exactYuan } from '../../src/ui/amount'
import type { House } from '../support/journeys/house'
import { barriers } from '../support/journeys/look'
import {
  begin,
  doing,
  linesOf,
  openedHouse,
  orderOf,
  refundsOf,
  tapInSheet,
  toStaffPage,
} from '../support/journeys/mall'
import { collected, packed, paid, placed } from '../support/journeys/orders'
import { person } from '../support/journeys/people'
import { type Phone, phonesOf } from '../support/journeys/phones'

let house: House
let phones: Awaited<ReturnType<typeof phonesOf>>

beforeAll(async () => {
  house = await openedHouse()
  phones = await phonesOf(house, 'mall-refund')
})

/** Asks for one of two boxes back, with a photograph taken just now. */
async function ask(d: Phone): Promise<void> {
  await d.tap('申请退款')
  await d.see('选要退的商品')
  await d.page.getByRole('checkbox', { name: '退丹东草莓' }).click()
  await d.tap(doing('减一份', '丹东草莓'))
  await d.tap('碰坏了', 'tab')
  await d.page.locator('textarea').filter({ visible: true }).fill('压烂了一盒，汁都流出来了')
  const chooser = d.page.waitForEvent('filechooser')
  await d.tap('加照片')
  const buffer = await d.page.screenshot({ type: 'jpeg', quality: 60 })
  await (await chooser).setFiles({ name: 'box.jpg', mimeType: 'image/jpeg', buffer })
  await d.page.getByRole('button', { name: '删掉第 1 张照片' }).waitFor()
  await d.page.getByText('上传中').waitFor({ state: 'detached' })
  await d.see(/大约退/)
  await d.picture('request')
  expect(await barriers(d.page)).toEqual([])
  await d.tap('提交申请')
}

test('one of two boxes: asked for with a photograph, agreed to by the manager, given back to the fen it was paid (KF-21)', async () => {
  const [resident, clerk] = [await person(house, 'd'), await person(house, 'clerk')]
  const { orderId } = await placed(resident, LAUNCHING, await linesOf(resident, { 丹东草莓: 2, 小白菜: 2 }))
  await paid(house, resident, orderId)
  await packed(clerk, LAUNCHING, orderId)
  await collected(clerk, resident, LAUNCHING, orderId)
  // ¥59.80 of ¥64.80 bear their share of 开业满减 ¥5; half of what is left is one box.
  const boxes = (await orderOf(resident, orderId)).lines.find(({ name }) => name === '丹东草莓')!
  expect(boxes.paid).toBe(5980 - 461)
  const back = Math.floor(boxes.paid / 2)

  const d = await phones.phone('d')
  await d.open(`packages/order/detail/index?orderId=${orderId}`)
  await d.see('已经取走了')
  await ask(d)
  await d.see('店里正在看')
  await d.picture('asked')

  const manager = await phones.phone('manager')
  await toStaffPage(manager, /^退款/)
  await manager.see('压烂了一盒，汁都流出来了')
  await manager.picture('manager-sees-it')
  expect(await barriers(manager.page)).toEqual([])
  await manager.tap(/^同意退/)
  await manager.see(/^可以少退，最多/)
  await manager.picture('manager-decides')
  await tapInSheet(manager, /^退 ¥/)
  await manager.page.getByRole('dialog').waitFor({ state: 'detached' })
  await begin(house, 'ask-refunds')
  await refundsOf(resident, orderId, ['done'])

  await d.open(`packages/order/detail/index?orderId=${orderId}`)
  await d.see('同意退款')
  await d.see(`退款 ${exactYuan(back)}`)
  await d.see(`${exactYuan(back)} 退到微信`)
  await d.page.getByText('退款', { exact: true }).first().scrollIntoViewIfNeeded()
  await d.picture('what-came-back')
  const after = await orderOf(resident, orderId)
  expect([after.refunded, after.requests[0]!.given]).toEqual([back, back])
  const told = house.wechatPay.notifications.all().filter(({ event }) => event === 'REFUND.SUCCESS')
  expect(told.map(({ state }) => state)).toEqual(['taken'])
  // The other box and the greens may still be asked for, this one no more.
  expect(after.lines.map(({ name, refundedQuantity }) => [name, refundedQuantity])).toContainEqual(['丹东草莓', 1])
})
