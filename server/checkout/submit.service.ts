import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import type { SubmitAnswer, SubmitBody } from '../../src/contract/checkout'
import { isRefusal, type Refusal, refuse } from '../../src/contract/errors'
import { MOST_ORDER_FEN, MOST_UNPAID, PAY_MINUTES } from '../../src/domain/order/order'
import { fen, yuanParts } from '../../src/domain/money'
import type { DeliveryTerms } from '../../src/domain/pricing/basket'
import { type Instant, MINUTE, plus, storeDay } from '../../src/domain/time'
import { takeOutBought } from '../cart/cart.service'
import { reserveCoupons } from '../coupon/order-use.service'
import type { Tx } from '../database/connection'
import { toDate } from '../database/instants'
import { storeCard } from '../launch/launch.service'
import { releaseOffers, takeOffers } from '../offer/offer.service'
import { writeEvent } from '../order/move'
import { countUnpaid } from '../order/order.service'
import { insertOrder, insertOrderLines } from '../order/place.service'
import { balanceOf, debit } from '../payment/balance.service'
import { newPayment } from '../payment/payment.service'
import { place } from '../payment/settle.service'
import { findSlot, type FoundSlot, takePlace } from '../slot/slot.service'
import { holdStock, lockStock } from '../stock/stock.service'
import { type Assembled, assemble } from './basket.service'
import { boughtLines, giftLines, offerUses } from './order-lines'
import { type Door, doorOf } from './submit-door'
import type { ZoneFinder } from '../delivery/zone-finder'

export type Submit = { readonly residentId: string; readonly body: SubmitBody; readonly now: Instant }

/**
 * Places an order: everything the shopper saw is judged anew, by the server's clock, in one transaction that takes goods, slot, offers,
 * coupons and balance, or nothing (KF-2, KF-4, KF-5, KF-15, KF-29, KF-30, KF-31). One person's orders are placed one after the other:
 * limits per person are counted under that lock (KF-28). What is scarce for everybody is taken last, so that its lock is short.
 */
export async function submit(tx: Tx, zones: ZoneFinder, ask: Submit): Promise<SubmitAnswer | Refusal> {
  const { residentId, body, now } = ask
  await sql`select pg_advisory_xact_lock(hashtextextended('orders of ' || ${residentId}, 0))`.execute(tx)
  if ((await countUnpaid(tx, residentId)) >= MOST_UNPAID) return refuse('TOO_MANY_UNPAID', { most: MOST_UNPAID })
  const store = await storeCard(tx, body.storeId)
  if (!store) return refuse('STORE_NOT_FOUND')
  if (now < store.trialOpensAt) return refuse('STORE_NOT_OPEN_YET', { opensAt: store.trialOpensAt })
  const door = await doorOf(tx, zones, ask)
  if (isRefusal(door)) return door

  const basket = await assemble(tx, {
    storeId: body.storeId,
    residentId,
    lines: body.lines,
    delivery: door.terms,
    choose: body.coupons,
    now,
  })
  const refusal = refuseBasket(basket, body, door.terms)
  if (refusal) return refusal
  const slotOpensAt = body.fulfilment.slotOpensAt as Instant | null
  if (slotOpensAt === null) return refuse('SLOT_CLOSED')
  const slot = await findSlot(tx, door.place, slotOpensAt, now)
  if (isRefusal(slot)) return slot
  return write(tx, { ...ask, basket, door, slot })
}

/** Why a basket cannot be bought as it was seen. Coupons that dropped out never stop it; only what they saved may (KF-16). */
function refuseBasket(basket: Assembled, body: SubmitBody, terms: DeliveryTerms | null): Refusal | null {
  const { receipt, troubles } = basket
  const [trouble] = troubles.values()
  if (trouble) {
    const words = [...troubles.values()].map((one) => one.words).join('，')
    return refuse(trouble.code, { goodsId: trouble.goodsId, most: trouble.most }, { detail: words })
  }
  if (receipt.lines.length === 0) return refuse('CHECKOUT_EMPTY')
  if (receipt.goodsTotal > MOST_ORDER_FEN) return refuse('ORDER_TOO_LARGE', { most: MOST_ORDER_FEN / 100 })
  if (terms !== null && receipt.missingForDelivery > 0) {
    const { yuan, fen: cents } = yuanParts(receipt.missingForDelivery)
    return refuse('DELIVERY_MINIMUM', { missingFen: receipt.missingForDelivery }, { missing: `${yuan}.${cents}` })
  }
  return receipt.total > body.expectTotal ? refuse('CHECKOUT_CHANGED', { total: receipt.total }) : null
}

type Priced = Submit & { basket: Assembled; door: Door; slot: FoundSlot }

/**
 * Writes what nobody else waits for, then takes, always in the same order, so that two who take and give back never wait for each other
 * in a circle: coupons, offers, slot, goods, balance. What everybody wants is locked last and for a few statements only.
 */
async function write(tx: Tx, order: Priced): Promise<SubmitAnswer | Refusal> {
  const { residentId, body, now, basket, door, slot } = order
  const { receipt } = basket
  const orderId = uuid({ msecs: now })
  const storeId = body.storeId
  const balance = body.useBalance ? Math.min(await balanceOf(tx, residentId), receipt.total) : 0
  const toPay = receipt.total - balance
  const payUntil = plus(now, PAY_MINUTES * MINUTE)
  const { number } = await insertOrder(
    tx,
    {
      id: orderId,
      resident_id: residentId,
      store_id: storeId,
      state: 'pending_payment',
      fulfilment: body.fulfilment.kind,
      slot_place: door.place,
      slot_opens_at: toDate(slot.opensAt),
      slot_closes_at: toDate(slot.closesAt),
      ...door.columns,
      remark: body.remark.trim(),
      goods_fen: receipt.goodsTotal,
      saved_fen: receipt.saved,
      delivery_fen: receipt.deliveryFee,
      total_fen: receipt.total,
      balance_fen: balance,
      receipt: JSON.stringify(receipt.parts),
      pay_until: toDate(payUntil),
      placed_at: toDate(now),
      ...(await touchOf(tx, residentId)),
    },
    boughtLines(orderId, basket),
    storeDay(now),
  )
  await writeEvent(tx, { orderId, kind: 'placed', now, actor: { by: 'resident' }, to: 'pending_payment' })
  if (toPay > 0) await newPayment(tx, { orderId, amount: toPay, now })
  await takeOutBought(tx, residentId, storeId, stockLines(basket))
  const gone =
    (await takeVouchers(tx, order, orderId)) ??
    (await takePlace(tx, door.place, slot)) ??
    (await takeGoods(tx, order, orderId))
  if (gone) return gone
  if (balance > 0) {
    const short = await debit(tx, { residentId, fen: fen(balance), once: `order:${orderId}`, orderId, now })
    if (short) return short
  }
  if (toPay === 0) await place(tx, orderId, now, 'resident', { wechat: 0, balance })
  return { orderId, number, total: receipt.total, toPay, payUntil }
}

/** Coupons, and what the basket uses of offers, gifts among them. */
async function takeVouchers(tx: Tx, order: Priced, orderId: string): Promise<Refusal | null> {
  const { residentId, body, now, basket } = order
  const uses = basket.receipt.coupons.flatMap((one) =>
    one.applied ? [{ couponId: one.couponId, saves: one.saves }] : [],
  )
  const kept = await reserveCoupons(tx, { orderId, residentId, storeId: body.storeId, uses, now })
  return kept ?? takeOffers(tx, { orderId, residentId, uses: offerUses(basket), now })
}

const stockLines = ({ basketLines }: Assembled) =>
  basketLines.map(({ goodsId, quantity }) => ({ goodsId, units: quantity }))

/** What is bought, then the gifts as far as there are some left. */
async function takeGoods(tx: Tx, order: Priced, orderId: string): Promise<Refusal | null> {
  const { body, now, basket } = order
  const { storeId } = body
  const bought = stockLines(basket)
  const { gifts } = basket.receipt
  // Two statements hold goods where there are gifts: everything is locked in one order first.
  if (gifts.length > 0) await lockStock(tx, storeId, [...new Set([...bought, ...gifts].map(({ goodsId }) => goodsId))])
  const short = await holdStock(tx, { storeId, orderId, lines: bought, now })
  if (short.length > 0) return shortOf(basket, short)
  const given: string[] = []
  for (const { offerId, goodsId, quantity } of gifts) {
    const lines = [{ goodsId, units: quantity }]
    if ((await holdStock(tx, { storeId, orderId, lines, now })).length === 0) given.push(offerId)
  }
  // A gift that is gone in this very moment is left out and stops nothing (KF-47).
  const missed = gifts.map(({ offerId }) => offerId).filter((offerId) => !given.includes(offerId))
  if (missed.length > 0) await releaseOffers(tx, orderId, now, missed)
  if (given.length > 0) await insertOrderLines(tx, await giftLines(tx, { orderId, storeId, basket, gifts: given }))
  return null
}

function shortOf(basket: Assembled, short: readonly { goodsId: string; has: number }[]): Refusal {
  const words = short.map(({ goodsId, has }) => {
    const goods = basket.goods.get(goodsId)
    return has === 0 ? `${goods?.name ?? ''}卖完了` : `${goods?.name ?? ''}只剩 ${has} ${goods?.unit ?? ''}`
  })
  return refuse('GOODS_SHORT', { goodsId: short[0]!.goodsId, most: short[0]!.has }, { detail: words.join('，') })
}

/** First and last touch, frozen on the order (KF-49). */
async function touchOf(tx: Tx, residentId: string) {
  const touched = await tx
    .selectFrom('resident')
    .select(['first_channel_id', 'last_channel_id', 'last_sharer_id as sharer_id'])
    .where('id', '=', residentId)
    .executeTakeFirstOrThrow()
  return touched
}
