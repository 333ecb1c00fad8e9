import { sql } from 'kysely'
import { afterEach, expect } from 'vitest'
import { LAUNCHING } from '../../../mock/seed/stores'
import type { AddressBody } from '../../../src/contract/checkout'
import type { OrderAnswer } from '../../../src/contract/order'
import { fill, paths } from '../../../src/contract/paths'
import type { GoodsCard, SearchAnswer } from '../../../src/contract/shop'
import { HOUR, type Instant, plus } from '../../../src/domain/time'
import { disagreements } from '../shopping'
import { type House, OPENING, openHouse } from './house'
import type { Lines } from './orders'
import type { Person } from './people'
import type { Phone } from './phones'

/** Ten in the morning of the first day on which the launching store sells. */
export const OPEN_MORNING = plus(OPENING, 2 * HOUR)

/** The house on that morning: everything is on the shelves, coupons of the launch can be used. After each test its books agree. */
export async function openedHouse(): Promise<House> {
  const house = await openHouse()
  house.clock.set(OPEN_MORNING)
  afterEach(async () => expect(await disagreements(house.db)).toEqual([]))
  return house
}

/** Who collects, as the phone keeps it from the last time. */
export const CONTACT = { name: '张阿姨', phone: '13800008000' }

export const HOME: AddressBody = {
  ...CONTACT,
  place: '威宁县滨海路88号阳光花园',
  detail: '3栋2单元501',
  isDefault: true,
}

/** @returns the goods of the launching store that are called just so */
export async function goodsNamed(who: Person, name: string): Promise<GoodsCard> {
  const { goods } = await who.get<SearchAnswer>(
    `${fill(paths.search, { storeId: LAUNCHING })}?q=${encodeURIComponent(name)}`,
  )
  const found = goods.find((one) => one.name === name)
  if (!found) throw new Error(`Nothing is called ${name}`)
  return found
}

/** `{ 西红柿: 2 }` as lines of a basket. */
export const linesOf = (who: Person, wanted: Readonly<Record<string, number>>): Promise<Lines> =>
  Promise.all(
    Object.entries(wanted).map(async ([name, quantity]) => ({ goodsId: (await goodsNamed(who, name)).id, quantity })),
  )

/** 盘点: exactly so many units of these goods lie there from now on, by the ledger. */
export async function stockBecomes(owner: Person, goods: GoodsCard | string, units: number): Promise<void> {
  const { id, name } = typeof goods === 'string' ? await goodsNamed(owner, goods) : goods
  const { goods: found } = await owner.get<{ goods: { id: string; stock: number }[] }>(
    `${fill(paths.staffGoods, { storeId: LAUNCHING })}?q=${encodeURIComponent(name)}`,
  )
  const stock = found.find((one) => one.id === id)?.stock
  if (stock === undefined) throw new Error(`The store does not keep ${name}`)
  if (stock === units) return
  const path = fill(paths.staffStock, { storeId: LAUNCHING, goodsId: id })
  await owner.post(path, { kind: 'adjusted', units: units - stock, reason: '盘点' })
}

/** With these goods at the checkout, as from the cart of somebody who has bought here before. */
export async function toCheckout(phone: Phone, lines: Lines): Promise<void> {
  await phone.keep('checkout', { storeId: LAUNCHING, lines })
  await phone.keep('contact', CONTACT)
  await phone.open(`packages/checkout/index/index?store=${LAUNCHING}`)
  await phone.see('合计')
}

/** Submits, and pays at the stand-in's sheet in the same tap. @returns the order whose page is shown then */
export async function submitAndPay(phone: Phone): Promise<string> {
  await phone.tap(/^微信支付 ¥/)
  await phone.see('微信支付（演示）')
  await phone.tap('付款')
  return orderShown(phone)
}

/** @returns the id of the order whose page has come */
export async function orderShown({ page }: Phone): Promise<string> {
  await page.waitForURL(/packages\/order\/detail\/index\?orderId=/)
  return /orderId=([0-9a-f-]{36})/.exec(page.url())?.[1] ?? ''
}

export const orderOf = (who: Person, orderId: string): Promise<OrderAnswer> =>
  who.get<OrderAnswer>(fill(paths.order, { orderId }))

/** The eight digits of the code on this phone, as they are read aloud. */
export async function digitsOn({ page }: Phone): Promise<string> {
  const code = page.getByRole('img', { name: /^8 位提货码/ })
  await code.waitFor()
  return ((await code.getAttribute('aria-label')) ?? '').replace(/^8 位|\D/g, '')
}

/** Time goes on by leaps, in the house and on these phones alike: no page needs to be opened anew for it. */
export async function timePasses(house: House, to: Instant, ...looking: readonly Phone[]): Promise<void> {
  const ms = to - house.clock.now()
  house.clock.set(to)
  const leap = (by: number): void => {
    const before = performance.now.bind(performance)
    performance.now = () => before() + by
  }
  for (const { page, setClock } of looking) {
    await page.evaluate(leap, ms)
    await setClock(0)
  }
}

/** On from 我的 to one of the staff's pages, by the words it has there. */
export async function toStaffPage(staff: Phone, words: RegExp): Promise<void> {
  await staff.open('pages/mine/index')
  await staff.see('威宁广场店 · 店员工具')
  await staff.tap(words)
}

/** The name of a button that does this to that, in whichever order it is read aloud. */
export const doing = (deed: string, what: string): RegExp => new RegExp(`^(${deed}.*${what}|${what}.*${deed})`)

/** Taps in the sheet that is open. */
export const tapInSheet = ({ page }: Phone, name: string | RegExp): Promise<void> =>
  page.getByRole('dialog').getByRole('button', { name }).filter({ visible: true }).first().click()

export async function press(phone: Phone, digits: string): Promise<void> {
  for (const digit of digits) await phone.page.getByRole('button', { name: digit, exact: true }).last().click()
}

type Round = 'end-unpaid-orders' | 'ask-refunds' | 'report-shipping'

/** Begins rounds that the jobs make each minute, now: nobody waits for the machine's next minute. */
export async function begin(house: House, ...rounds: readonly Round[]): Promise<void> {
  for (const round of rounds) await sql`select graphile_worker.add_job(${round}, job_key := ${round})`.execute(house.db)
}

/** For what a job does, or a stand-in a second later. */
export const LONG = { timeout: 15_000 }

/** Waits until the refunds of this order stand so. */
export const refundsOf = (who: Person, orderId: string, states: OrderAnswer['refunds'][number]['state'][]) =>
  expect.poll(async () => (await orderOf(who, orderId)).refunds.map(({ state }) => state), LONG).toEqual(states)
