import type { OrderAnswer, OrdersAnswer, OrderSummary } from '../../src/contract/order'
import { isRefusal, type Refusal, refuse } from '../../src/contract/errors'
import { refundEndsAt, unitsLeft } from '../../src/domain/order/after-sale'
import { stepInWords } from '../../src/domain/order/timeline'
import { type Fen, fen, yuan } from '../../src/domain/money'
import type { Instant } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import { readCursor, writeCursor } from '../database/cursor'
import { toInstant } from '../database/instants'
import type { RefundReason } from '../database/schema'
import type { WechatPayGateway } from '../gateways/wechat-pay'
import { requestsOf } from '../after-sale/request.service'
import type { Keys } from '../keys'
import { storeCard } from '../launch/launch.service'
import { closeAtWechat, endUnpaid, findPayment } from '../payment/payment.service'
import { oweRefund } from '../payment/refund.service'
import { tellOrder } from '../reminder/order.service'
import { reviewOf } from '../review/review.service'
import { moveOrder } from './move'
import * as orders from './order.repository'
import { undoOrder } from './undo'

const PAGE = 20

/** A resident's orders, latest first, 20 a page; an `after` that we did not make starts at the beginning. */
export async function list(
  db: Db,
  residentId: string,
  ask: { shelf: orders.OrderShelf; after?: string },
): Promise<OrdersAnswer> {
  const [page, counts] = await Promise.all([
    orders.page(db, residentId, ask.shelf, readCursor(ask.after)?.id ?? null, PAGE + 1),
    orders.counts(db, residentId),
  ])
  const shown = page.slice(0, PAGE)
  const last = page.length > PAGE ? shown.at(-1) : undefined
  return { orders: shown, next: last ? writeCursor({ at: last.placedAt, id: last.id }) : null, counts }
}

/** An order as its card shows it; anybody else's is not found. */
export const summaryOf = (db: Db, orderId: string, residentId: string): Promise<OrderSummary | null> =>
  orders.findSummary(db, orderId, residentId)

export { aftermathOf } from './aftermath.repository'

/** How many orders of a resident wait for their payment (KF-28). */
export const countUnpaid = orders.countUnpaid

/** An order with everything its resident may know and do. */
export async function detail(
  db: Db,
  keys: Keys,
  ask: { orderId: string; residentId: string; now: Instant },
): Promise<OrderAnswer | Refusal> {
  const order = await orders.find(db, ask.orderId, ask.residentId)
  if (!order) return refuse('ORDER_NOT_FOUND')
  const [store, lines, events, refunds, requests, review, paying] = await Promise.all([
    storeCard(db, order.store_id),
    orders.lines(db, order.id),
    orders.events(db, order.id),
    orders.refunds(db, order.id),
    requestsOf(db, keys, order.id),
    reviewOf(db, keys, order.id),
    findPayment(db, order.id),
  ])
  const payment = paying?.payment ?? null
  const neverPaid = order.ended_at !== null && order.paid_at === null
  const handed = order.state === 'collected' || order.state === 'delivered'
  const left = lines.some((line) => unitsLeft(line) > 0 && line.paid > line.refunded)
  const asked = requests.some(({ state }) => state === 'asked')
  const endedAt = order.ended_at && toInstant(order.ended_at)
  return {
    id: order.id,
    number: order.number,
    trackingCode: order.tracking_code,
    store: store!,
    state: order.state,
    fulfilment: order.fulfilment,
    slot:
      order.slot_opens_at && order.slot_closes_at
        ? { opensAt: toInstant(order.slot_opens_at), closesAt: toInstant(order.slot_closes_at) }
        : null,
    contact: { name: order.contact_name, phone: order.contact_phone },
    address: order.address,
    remark: order.remark,
    placedAt: toInstant(order.placed_at),
    payUntil: toInstant(order.pay_until),
    lines,
    parts: order.receipt.map(({ kind, title, because, amount }) => ({ kind, title, because, amount })),
    goods: order.goods_fen,
    saved: order.saved_fen,
    delivery: order.delivery_fen,
    total: order.total_fen,
    balancePaid: neverPaid ? 0 : order.balance_fen,
    wechatPaid: payment?.state === 'paid' ? payment.amount : 0,
    refunded: order.refunded_fen,
    refunds: refunds.map((refund) => ({
      id: refund.id,
      fen: refund.wechat_fen + refund.balance_fen,
      wechat: refund.wechat_fen,
      balance: refund.balance_fen,
      state: refund.state,
      words: refund.words,
      at: toInstant(refund.created_at),
    })),
    requests,
    review,
    steps: events.flatMap((event) => {
      const words = stepInWords(event)
      return words === null ? [] : [{ at: event.at, kind: event.kind, words }]
    }),
    may: {
      pay: order.state === 'pending_payment' && ask.now < order.pay_until.getTime(),
      cancel: order.state === 'pending_payment' || order.state === 'paid',
      showCode: order.state === 'ready' && order.fulfilment === 'pickup',
      askRefund: handed && left && !asked && endedAt !== null && ask.now < refundEndsAt(endedAt),
      review: handed && review === null,
    },
    endReason: order.end_reason,
  }
}

/**
 * What has to be said to WeChat before a resident's order can be cancelled: that nobody can pay it any more. Outside of any
 * transaction; when WeChat does not answer nothing is cancelled.
 */
export async function beforeCancel(
  db: Db,
  pay: WechatPayGateway,
  ask: { orderId: string; residentId: string; now: Instant },
): Promise<null | Refusal> {
  const order = await findPayment(db, ask.orderId, ask.residentId)
  if (!order) return refuse('ORDER_NOT_FOUND')
  if (order.orderState !== 'pending_payment') return null
  return (await closeAtWechat(db, pay, order, ask.now)) === 'unavailable' ? refuse('PAYMENT_UNAVAILABLE') : null
}

/** Cancels before picking begins: everything that was taken is free again, everything that was paid goes back. */
export async function cancel(
  tx: Tx,
  ask: { orderId: string; residentId: string; reason: string; now: Instant },
): Promise<{ done: true } | Refusal> {
  const { orderId, residentId, now } = ask
  const reason = ask.reason.trim()
  const moved = await moveOrder(tx, {
    orderId,
    move: 'cancel',
    now,
    actor: { by: 'resident' },
    residentId,
    set: { ended_by: 'resident', end_reason: reason || '顾客取消' },
    facts: { reason },
  })
  if (isRefusal(moved)) {
    const state = moved.facts?.now
    return state === 'picking' || state === 'ready' || state === 'delivering' ? refuse('ORDER_PICKING') : moved
  }
  if (moved.from === 'pending_payment') {
    const order = await findPayment(tx, orderId)
    if (order) await endUnpaid(tx, order, now)
    return { done: true }
  }
  const refund = await giveEverythingBack(tx, {
    orderId,
    storeId: moved.storeId,
    reason: 'cancelled',
    words: '订单取消',
    now,
  })
  const told = {
    kind: 'order-cancelled' as const,
    reason: '已按你的意思取消',
    refund: refund > 0 ? yuan(refund) : null,
  }
  await tellOrder(tx, { orderId, now, told })
  return { done: true }
}

/** An order that nothing was handed over of gives everything back: what it took, and every fen that has not gone back yet. */
export async function giveEverythingBack(
  tx: Tx,
  ask: { orderId: string; storeId: string; reason: RefundReason; words: string; now: Instant },
): Promise<Fen> {
  await undoOrder(tx, { id: ask.orderId, storeId: ask.storeId }, ask.now)
  const left = await orders.leftToRefund(tx, ask.orderId)
  const refund = await oweRefund(tx, {
    orderId: ask.orderId,
    reason: ask.reason,
    parts: left.map(({ lineId, left: amount }) => ({ lineId, fen: fen(amount) })),
    once: `${ask.reason}:${ask.orderId}`,
    words: ask.words,
    now: ask.now,
  })
  return refund?.fen ?? fen(0)
}
