import { sql } from 'kysely'
import { isRefusal, type Refusal } from '../../src/contract/errors'
import { allocate, type Fen, fen, yuan } from '../../src/domain/money'
import type { Instant } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import { basketGoods, boughtToday, offersInForce } from '../catalog/catalog.service'
import { reserveCoupons, useCoupons } from '../coupon/order-use.service'
import { takeOffers } from '../offer/offer.service'
import { moveOrder, writeEvent } from '../order/move'
import { tellOrder } from '../reminder/order.service'
import { takeSlot } from '../slot/slot.service'
import { holdStock } from '../stock/stock.service'
import { debit } from './balance.service'
import * as payments from './payment.repository'
import type { OrderPayment } from './payment.repository'
import { oweRefund, type RefundPart } from './refund.service'
import { type Taken, whatWasTaken } from './taken.repository'

/** A payment of which WeChat itself has told us, by notification or when asked. */
export type Paid = {
  readonly outTradeNo: string
  readonly transactionId: string
  readonly total: Fen
  readonly successAt: Instant
}

/** `mismatch`: another amount than the order's: nothing is believed, somebody has to look. */
export type Settled = 'placed' | 'known' | 'taken-again' | 'given-back' | 'mismatch' | 'unknown'

/**
 * Takes a payment as made, once, however often and in whatever order it is told (KF-27). An order that waits is placed. One that was
 * closed meanwhile takes everything again when it is all still there, and else gives the money back by itself (KF-26); one that
 * was cancelled gives it back.
 */
export async function settlePaid(db: Db, paid: Paid, now: Instant): Promise<Settled> {
  return db.transaction().execute((tx) => settleIn(tx, paid, now))
}

export async function settleIn(tx: Tx, paid: Paid, now: Instant): Promise<Settled> {
  await payments.lockBuyer(tx, paid.outTradeNo)
  const order = await payments.lockByOutTradeNo(tx, paid.outTradeNo)
  if (!order?.payment) return 'unknown'
  if (order.payment.state === 'paid') return order.payment.transactionId === paid.transactionId ? 'known' : 'mismatch'
  if (order.payment.amount !== paid.total) return 'mismatch'
  await payments.markPaid(tx, order.payment.id, paid.transactionId, paid.successAt)
  const facts = { wechat: paid.total, balance: order.balance }
  if (order.orderState === 'pending_payment') {
    await place(tx, order.orderId, now, 'wechat', facts)
    return 'placed'
  }
  if (order.orderState === 'closed' && (await takeAgain(tx, order, now))) {
    await place(tx, order.orderId, now, 'wechat', { ...facts, late: true })
    return 'taken-again'
  }
  await giveBack(tx, order, paid.total, now)
  return 'given-back'
}

/** pending_payment (or closed) → paid, with its coupons used up and the resident told. */
export async function place(
  tx: Tx,
  orderId: string,
  now: Instant,
  by: 'wechat' | 'resident',
  facts: object,
): Promise<null | Refusal> {
  const moved = await moveOrder(tx, { orderId, move: 'pay', now, actor: { by }, facts })
  if (isRefusal(moved)) return moved
  await useCoupons(tx, { id: orderId, storeId: moved.storeId }, now)
  const { slot } = await whatWasTaken(tx, orderId)
  await tellOrder(tx, { orderId, now, told: { kind: 'order-placed', slot, fulfilment: moved.fulfilment } })
  return null
}

/** Everything a closed order had, once more: all of it or nothing. */
async function takeAgain(tx: Tx, order: OrderPayment, now: Instant): Promise<boolean> {
  await sql`savepoint take_again`.execute(tx)
  const whole = await tryToTake(tx, order, now)
  await (whole ? sql`release savepoint take_again` : sql`rollback to savepoint take_again`).execute(tx)
  return whole
}

async function tryToTake(tx: Tx, order: OrderPayment, now: Instant): Promise<boolean> {
  const { residentId, orderId, storeId } = order
  if (residentId === null) return false
  const was = await whatWasTaken(tx, orderId)
  if (await isBeyondLimits(tx, { orderId, residentId, storeId, was, now })) return false
  // in the order in which a submit takes them
  if (was.coupons.length > 0 && (await reserveCoupons(tx, { orderId, residentId, storeId, uses: was.coupons, now })))
    return false
  if (await takeOffers(tx, { orderId, residentId, uses: was.offers, now })) return false
  if (was.slotPlace !== null && was.slot !== null) {
    const slot = await takeSlot(tx, was.slotPlace, was.slot.opensAt, now)
    if (isRefusal(slot)) return false
    await tx.updateTable('shop_order').set({ slot_released_at: null }).where('id', '=', orderId).execute()
  }
  if ((await holdStock(tx, { storeId, orderId, lines: was.lines, now })).length > 0) return false
  if (order.balance > 0) {
    // closing gave it back; this is a booking of its own
    const once = `again:${orderId}:${now}`
    if (await debit(tx, { residentId, fen: fen(order.balance), once, orderId, now })) return false
  }
  return true
}

/** Whether this person would have more of something than one may, with what they have bought since (KF-8, KF-10). */
async function isBeyondLimits(
  tx: Tx,
  ask: { orderId: string; residentId: string; storeId: string; was: Taken; now: Instant },
): Promise<boolean> {
  const { residentId, storeId, was, now } = ask
  const ids = was.lines.map(({ goodsId }) => goodsId)
  const goods = await basketGoods(tx, storeId, ids)
  const bought = await boughtToday(tx, residentId, storeId, ids, now)
  const tooMany = was.lines.some(({ goodsId, units }) => {
    const most = goods.get(goodsId)?.perPersonDay ?? null
    return most !== null && (bought.get(goodsId) ?? 0) + units > most
  })
  if (tooMany) return true
  const offers = await offersInForce(tx, storeId, residentId, now)
  return was.offers.some(({ offerId, units }) => {
    const offer = offers.find(({ id }) => id === offerId)
    return offer !== undefined && offer.perPerson !== null && offer.taken + units > offer.perPerson
  })
}

/** The money of a payment that came when there was nothing to pay any more. */
async function giveBack(tx: Tx, order: OrderPayment, amount: Fen, now: Instant): Promise<void> {
  const { orderId } = order
  const words = '付款到得晚，订单已关闭，自动退款'
  const refund = await oweRefund(tx, {
    orderId,
    reason: 'late-payment',
    parts: await partsOf(tx, orderId, amount),
    once: `late:${orderId}`,
    words,
    now,
  })
  await writeEvent(tx, { orderId, kind: 'paid-late', now, actor: { by: 'wechat' }, facts: { fen: amount } })
  if (refund)
    await tellOrder(tx, { orderId, now, told: { kind: 'order-cancelled', reason: words, refund: yuan(amount) } })
}

/** Shares of an amount over what lines and delivery cost, adding up to it (KF-20). */
async function partsOf(tx: Tx, orderId: string, amount: Fen): Promise<RefundPart[]> {
  const { costs } = await whatWasTaken(tx, orderId)
  const shares = allocate(
    amount,
    costs.map((cost) => cost.fen),
  )
  return costs.map(({ lineId }, i) => ({ lineId, fen: shares[i]! }))
}
