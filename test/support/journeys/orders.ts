import type { CheckoutAnswer, FulfilmentIn, PayParams, SubmitAnswer } from '../../../src/contract/checkout'
import type { OrderCodeAnswer } from '../../../src/contract/order'
import { fill, paths } from '../../../src/contract/paths'
import type { ShopAnswer } from '../../../src/contract/shop'
import type { StaffOrderAnswer } from '../../../src/contract/staff-order'
import type { House } from './house'
import type { Person } from './people'

export type Lines = readonly { readonly goodsId: string; readonly quantity: number }[]

/** @returns goods of the store's first shelves as lines of a basket: `pieces` kinds by the piece and `weighed` by weight */
export async function basketOf(
  who: Person,
  storeId: string,
  { pieces = 2, weighed = 1 }: { pieces?: number; weighed?: number } = {},
): Promise<Lines> {
  const { page } = await who.get<ShopAnswer>(fill(paths.shop, { storeId }))
  const there = page.goods.filter(({ available, perOrder }) => available > 5 && (perOrder ?? 9) >= 2)
  const by = (soldBy: 'piece' | 'weight', count: number) =>
    there.filter((goods) => goods.soldBy === soldBy).slice(0, count)
  const lines = [...by('piece', pieces), ...by('weight', weighed)]
  if (lines.length < pieces + weighed) throw new Error(`${storeId} has not enough on its first shelf`)
  return lines.map(({ id }) => ({ goodsId: id, quantity: 2 }))
}

const PICKUP: FulfilmentIn = { kind: 'pickup', slotOpensAt: null }

/** Looks and submits, as the checkout does. @returns the order, not paid yet */
export async function placed(
  who: Person,
  storeId: string,
  lines: Lines,
  fulfilment: FulfilmentIn = PICKUP,
): Promise<SubmitAnswer> {
  const question = { storeId, lines, fulfilment, coupons: 'best', useBalance: false }
  const look = await who.post<CheckoutAnswer>(paths.checkout, question)
  if (look.troubles.length > 0 || !look.slot) throw new Error(`In the way: ${JSON.stringify(look.troubles)}`)
  return who.post<SubmitAnswer>(paths.orders, {
    ...question,
    fulfilment: {
      ...fulfilment,
      slotOpensAt: look.slot.opensAt,
      ...(fulfilment.kind === 'delivery' && { addressId: look.address?.id ?? null }),
    },
    expectTotal: look.receipt.total,
    remark: '番茄要熟一点的',
    ...(fulfilment.kind === 'pickup' && { contact: { name: '张阿姨', phone: '13800008000' } }),
  })
}

/** Pays at the stand-in's sheet and has the server ask for it. */
export async function paid(house: Pick<House, 'url'>, who: Person, orderId: string): Promise<void> {
  const params = await who.post<PayParams>(fill(paths.orderPay, { orderId }))
  const answer = await fetch(`${house.url}/mock/wechat-pay/sheet`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...params, does: 'pay' }),
  })
  const { errMsg } = (await answer.json()) as { errMsg: string }
  if (errMsg !== 'requestPayment:ok') throw new Error(errMsg)
  await who.post(fill(paths.orderPaid, { orderId }))
}

/** Picks every line, weighing a little less than estimated, and packs. */
export async function packed(staff: Person, storeId: string, orderId: string): Promise<void> {
  const path = { storeId, orderId }
  await staff.post(fill(paths.staffStartPicking, path))
  const { lines } = await staff.get<StaffOrderAnswer>(fill(paths.staffOrder, path))
  for (const { id, quantity, soldBy, orderedGrams } of lines) {
    const grams = soldBy === 'weight' ? { grams: Math.round((orderedGrams ?? 1000) * 0.94) } : {}
    await staff.post(fill(paths.staffPickLine, { ...path, lineId: id }), { quantity, ...grams })
  }
  await staff.post(fill(paths.staffReady, path))
}

/** Shows the code at the counter, where it is handed over. */
export async function collected(staff: Person, who: Person, storeId: string, orderId: string): Promise<void> {
  const { digits } = await who.get<OrderCodeAnswer>(fill(paths.orderCode, { orderId }))
  await staff.post(fill(paths.staffVerify, { storeId }), { code: digits, till: '3 号台' })
}
