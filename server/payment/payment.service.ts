import { v7 as uuid } from 'uuid'
import { isRefusal, type Refusal, refuse } from '../../src/contract/errors'
import type { PayParams } from '../../src/contract/checkout'
import { type OrderState } from '../../src/domain/order/order'
import { fen } from '../../src/domain/money'
import type { Instant } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import type { Notification, WechatPayGateway } from '../gateways/wechat-pay'
import { moveOrder, orderMoved, writeEvent } from '../order/move'
import { undoOrder } from '../order/undo'
import { settleRefund } from './ask-refunds.service'
import { credit } from './balance.service'
import * as payments from './payment.repository'
import type { OrderPayment } from './payment.repository'
import { findByOutRefundNo } from './refund.repository'
import { settleIn, settlePaid } from './settle.service'

export type { OrderPayment }
/** An order with its payment; with a resident, only theirs. */
export const findPayment = payments.find

/** The WeChat part of an order that was just placed. */
export const newPayment = (tx: Tx, payment: { orderId: string; amount: number; now: Instant }): Promise<void> =>
  payments.insert(tx, { id: uuid(), ...payment })

type Whose = { readonly orderId: string; readonly residentId: string; readonly now: Instant }

/** Why an order cannot be paid now; `null` when it can. */
function refusePaying(order: OrderPayment, now: Instant): Refusal | null {
  if (order.orderState === 'closed' || (order.orderState === 'pending_payment' && now >= order.payUntil))
    return refuse('ORDER_EXPIRED')
  return order.orderState === 'pending_payment' ? null : orderMoved(order.orderState)
}

/**
 * Asks WeChat for a prepayment of the order; outside of any transaction. The same order is asked for with the same number, so asking
 * again is harmless. PAYMENT_UNAVAILABLE keeps everything as it is.
 */
export async function prepare(db: Db, pay: WechatPayGateway, ask: Whose): Promise<{ prepayId: string } | Refusal> {
  const order = await payments.find(db, ask.orderId, ask.residentId)
  if (!order) return refuse('ORDER_NOT_FOUND')
  const refusal = refusePaying(order, ask.now)
  if (refusal) return refusal
  if (!order.payment || order.openid === null) return orderMoved(order.orderState)
  const answer = await pay.prepay({
    outTradeNo: order.payment.outTradeNo,
    description: `鲜生${order.storeName}-订单${order.number.slice(-4)}`,
    total: fen(order.payment.amount),
    openid: order.openid,
    payUntil: order.payUntil,
  })
  if (answer.ok) return { prepayId: answer.prepayId }
  if (answer.reason === 'unavailable') return refuse('PAYMENT_UNAVAILABLE')
  if (answer.reason !== 'paid') return refuse('PAYMENT_REFUSED')
  await askAndSettle(db, pay, order.payment.outTradeNo, ask.now)
  return orderMoved('paid')
}

/** What the phone needs to pay, given only while the order still waits for it. */
export async function payParams(
  tx: Tx,
  pay: WechatPayGateway,
  ask: Whose & { prepayId: string },
): Promise<PayParams | Refusal> {
  const order = await payments.lock(tx, ask.orderId)
  if (!order?.payment || order.residentId !== ask.residentId) return refuse('ORDER_NOT_FOUND')
  const refusal = refusePaying(order, ask.now)
  if (refusal) return refusal
  await payments.keepPrepayId(tx, order.payment.id, ask.prepayId)
  return pay.payParams(ask.prepayId, ask.now)
}

/** Whether WeChat has the money; takes it as paid if so. `null` when there was no answer. */
async function askAndSettle(db: Db, pay: WechatPayGateway, outTradeNo: string, now: Instant): Promise<boolean | null> {
  const answer = await pay.query(outTradeNo)
  if (answer.came === 'unavailable') return null
  if (answer.came !== 'state' || answer.transaction === null) return false
  // a payment that does not fit its order is nobody's word: it is asked again, and the notification calls for a person
  return (await settlePaid(db, { outTradeNo, ...answer.transaction }, now)) === 'mismatch' ? null : true
}

/** The phone says that it has paid: a hint. WeChat is asked, the answer is the order as it is then. */
export async function confirm(
  db: Db,
  pay: WechatPayGateway,
  ask: Whose,
): Promise<{ state: OrderState; paid: boolean } | Refusal> {
  const before = await payments.find(db, ask.orderId, ask.residentId)
  if (!before) return refuse('ORDER_NOT_FOUND')
  if (before.payment && before.payment.state !== 'paid') await askAndSettle(db, pay, before.payment.outTradeNo, ask.now)
  const after = await payments.find(db, ask.orderId)
  const state = after?.orderState ?? before.orderState
  return { state, paid: state !== 'pending_payment' && state !== 'closed' && state !== 'cancelled' }
}

/**
 * Nobody can pay this order any more: asked of WeChat before anything is released. `paid`: somebody has, and it is settled now.
 * An order without a WeChat part has nothing to close.
 */
export async function closeAtWechat(
  db: Db,
  pay: WechatPayGateway,
  order: OrderPayment,
  now: Instant,
): Promise<'closed' | 'paid' | 'unavailable'> {
  if (!order.payment || order.payment.state !== 'open') return order.payment?.state === 'paid' ? 'paid' : 'closed'
  const closed = await pay.close(order.payment.outTradeNo)
  if (closed !== 'paid') return closed
  return (await askAndSettle(db, pay, order.payment.outTradeNo, now)) ? 'paid' : 'unavailable'
}

/** What an order of which nothing was paid to WeChat gives back: everything it took, and the balance it had put in. */
export async function endUnpaid(tx: Tx, order: OrderPayment, now: Instant): Promise<void> {
  await payments.markClosed(tx, order.orderId, now)
  await undoOrder(tx, { id: order.orderId, storeId: order.storeId }, now)
  if (order.balance === 0 || order.residentId === null) return
  const { orderId, residentId, balance } = order
  await credit(tx, { residentId, fen: fen(balance), once: `unpaid:${orderId}:${now}`, orderId, refundId: null, now })
  await writeEvent(tx, { orderId, kind: 'balance-back', now, actor: { by: 'system' }, facts: { fen: balance } })
}

/** More in one round would hold up the next; what is left comes then. */
const EXPIRED_AT_ONCE = 5_000
/** How many are asked of WeChat side by side. */
const SIDE_BY_SIDE = 4

/**
 * Ends orders whose 15 minutes are over: closed at WeChat first, released then (KF-25). One that was paid in the last second is
 * placed. When WeChat does not answer, an order stays as it is, with its goods, until the next round. Any number of processes may do it.
 */
export async function endUnpaidOrders(
  db: Db,
  pay: WechatPayGateway,
  clock: () => Instant,
): Promise<{ closed: number; paid: number; waiting: number }> {
  const count = { closed: 0, paid: 0, waiting: 0 }
  const due = await payments.unpaidSince(db, clock(), EXPIRED_AT_ONCE)
  const worker = async (): Promise<void> => {
    for (let orderId = due.shift(); orderId !== undefined; orderId = due.shift())
      // one that cannot be ended now must not hold up the others: its turn comes again
      count[await endOne(db, pay, orderId, clock()).catch(() => 'waiting' as const)] += 1
  }
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker))
  return count
}

async function endOne(
  db: Db,
  pay: WechatPayGateway,
  orderId: string,
  now: Instant,
): Promise<'closed' | 'paid' | 'waiting'> {
  const order = await payments.find(db, orderId)
  if (!order || order.orderState !== 'pending_payment') return 'paid'
  const closed = await closeAtWechat(db, pay, order, now)
  if (closed === 'unavailable') return 'waiting'
  if (closed === 'paid') return 'paid'
  return db.transaction().execute(async (tx) => {
    const set = { ended_by: 'timeout' as const, end_reason: '15 分钟内没有付款' }
    const moved = await moveOrder(tx, { orderId, move: 'time-out', now, actor: { by: 'system' }, set })
    if (isRefusal(moved)) return 'paid'
    await endUnpaid(tx, order, now)
    return 'closed'
  })
}

/**
 * What a notification of WeChat says, kept and done in one commit: a process that dies before it leaves WeChat without an answer, and
 * it comes again. Repeated, late and out of order it changes nothing twice (KF-27).
 * @throws Error when the amount is not the order's: WeChat repeats it, and somebody has to look.
 */
export async function heard(db: Db, notification: Notification, now: Instant): Promise<void> {
  if (notification.kind === 'other') return
  if (notification.kind === 'refunded') {
    const refundId = await findByOutRefundNo(db, notification.outRefundNo)
    if (refundId) await settleRefund(db, refundId, notification.refundStatus, now)
    return
  }
  const { id, kind, outTradeNo } = notification
  await db.transaction().execute(async (tx) => {
    await payments.keepNotification(tx, { id, kind, outTradeNo }, now)
    if ((await settleIn(tx, notification, now)) === 'mismatch')
      throw new Error(`A payment that does not fit its order: ${outTradeNo}`)
  })
}
