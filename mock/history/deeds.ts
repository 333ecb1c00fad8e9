import type { CheckoutAnswer, FulfilmentIn, PayParams, SubmitAnswer } from '../../src/contract/checkout'
import type { OrderAnswer, OrderCodeAnswer } from '../../src/contract/order'
import { fill, paths } from '../../src/contract/paths'
import type { StaffOrderAnswer, StaffReviewsAnswer } from '../../src/contract/staff-order'
import { NEIGHBOUR } from '../seed/stores'
import type { Caller } from './caller'

/** What shoppers and staff of the store next door do, each deed as their phone would do it. */

const storeId = NEIGHBOUR

export type Line = { readonly goodsId: string; readonly quantity: number }
export type Wish = {
  readonly lines: readonly Line[]
  readonly contact: { readonly name: string; readonly phone: string }
  /** Where it is brought; collected without it. */
  readonly addressId?: string
  /** The earliest slot that can be had, or the so many-th after it. */
  readonly slot?: number
  readonly remark?: string
  /** From the balance as far as it goes; by WeChat Pay alone without it. */
  readonly fromBalance?: boolean
}

/** @returns the order, paid when the balance was enough for it */
export async function places(who: Caller, wish: Wish): Promise<SubmitAnswer> {
  const { lines, contact, addressId, slot = 0, remark = '', fromBalance = true } = wish
  const fulfilment = (slotOpensAt: FulfilmentIn['slotOpensAt']): FulfilmentIn =>
    addressId === undefined ? { kind: 'pickup', slotOpensAt } : { kind: 'delivery', addressId, slotOpensAt }
  const basket = { storeId, lines, coupons: 'best', useBalance: fromBalance }
  const look = await who.post<CheckoutAnswer>(paths.checkout, { ...basket, fulfilment: fulfilment(null) })
  const free = look.slots.filter(({ left }) => left > 0)
  const taken = free[Math.min(slot, free.length - 1)]
  if (look.troubles.length > 0 || !taken) throw new Error(`Not to be bought: ${JSON.stringify(look.troubles)}`)
  return who.post<SubmitAnswer>(paths.orders, {
    ...basket,
    fulfilment: fulfilment(taken.opensAt),
    expectTotal: look.receipt.total,
    remark,
    ...(addressId === undefined && { contact }),
  })
}

/** Pays what the balance left at the stand-in's sheet, and the API asks WeChat Pay for it. */
export async function pays(who: Caller, { orderId }: SubmitAnswer): Promise<void> {
  const params = await who.post<PayParams>(fill(paths.orderPay, { orderId }))
  const { errMsg } = await who.post<{ errMsg: string }>('/mock/wechat-pay/sheet', { ...params, does: 'pay' })
  if (errMsg !== 'requestPayment:ok') throw new Error(errMsg)
  await who.post(fill(paths.orderPaid, { orderId }))
}

export const starts = (clerk: Caller, orderId: string): Promise<unknown> =>
  clerk.post(fill(paths.staffStartPicking, { storeId, orderId }))

/** Scales say a little less than was estimated. */
const WEIGHS = 0.96

/** Takes every line from its shelf but those of `missing`, which are not there. @returns the lines */
export async function picks(
  clerk: Caller,
  orderId: string,
  missing: readonly string[] = [],
): Promise<StaffOrderAnswer['lines']> {
  const { lines } = await clerk.get<StaffOrderAnswer>(fill(paths.staffOrder, { storeId, orderId }))
  for (const { id, goodsId, quantity, soldBy, orderedGrams } of lines) {
    const picked = missing.includes(goodsId) ? 0 : quantity
    const grams = Math.round((orderedGrams ?? 0) * (picked / quantity) * WEIGHS)
    await clerk.post(fill(paths.staffPickLine, { storeId, orderId, lineId: id }), {
      quantity: picked,
      ...(soldBy === 'weight' && { grams }),
    })
  }
  return lines
}

export async function packs(clerk: Caller, orderId: string): Promise<void> {
  await starts(clerk, orderId)
  await picks(clerk, orderId)
  await clerk.post(fill(paths.staffReady, { storeId, orderId }))
}

export const offersInstead = (clerk: Caller, orderId: string, lineId: string, instead: Line): Promise<unknown> =>
  clerk.post(fill(paths.staffSubstitute, { storeId, orderId, lineId }), instead)

/** The resident reads the digits of their code aloud, the clerk hands the bag over. */
export async function handsOver(clerk: Caller, who: Caller, orderId: string): Promise<void> {
  const { digits } = await who.get<OrderCodeAnswer>(fill(paths.orderCode, { orderId }))
  await clerk.post(fill(paths.staffVerify, { storeId }), { code: digits, till: '2 号台' })
}

export const setsOut = (clerk: Caller, orderId: string): Promise<unknown> =>
  clerk.post(fill(paths.staffSetOut, { storeId, orderId }))

export const delivers = (clerk: Caller, orderId: string, note: string): Promise<unknown> =>
  clerk.post(fill(paths.staffDeliver, { storeId, orderId }), { note })

export const reviews = (who: Caller, orderId: string, score: number, words: string): Promise<unknown> =>
  who.post(fill(paths.orderReview, { orderId }), { score, words, photoIds: [] })

/** The manager lets everybody read what was said of an order, and answers it. */
export async function showsReview(manager: Caller, number: string, answer?: string): Promise<void> {
  const path = fill(paths.staffReviews, { storeId })
  const { reviews: waiting } = await manager.get<StaffReviewsAnswer>(`${path}?state=waiting`)
  const reviewId = waiting.find(({ orderNumber }) => orderNumber === number)?.id ?? ''
  await manager.post(fill(paths.staffDecideReview, { storeId, reviewId }), { show: true, ...(answer && { answer }) })
}

/** Asks money back for one unit of the goods with this name. */
export async function asksRefund(who: Caller, orderId: string, goodsId: string, words: string): Promise<void> {
  const { lines } = await who.get<OrderAnswer>(fill(paths.order, { orderId }))
  const lineId = lines.find((line) => line.goodsId === goodsId)?.id
  await who.post(fill(paths.orderRefunds, { orderId }), {
    reason: 'not-fresh',
    words,
    photoIds: [],
    lines: [{ lineId, quantity: 1 }],
  })
}
