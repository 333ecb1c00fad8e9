import { isRefusal, type Refusal, refuse } from '../../src/contract/errors'
import type { OrderSource } from '../../src/domain/order/order'
import {
  isOfOrder,
  missingUnits,
  type Picked,
  refusePick,
  type Settlement,
  settlementOf,
  substituteOf,
} from '../../src/domain/order/picking'
import { fen, yuan } from '../../src/domain/money'
import type { Instant } from '../../src/domain/time'
import type { Tx } from '../database/connection'
import type { StaffCaller } from '../http/route'
import { lockOrder, moveOrder, orderMoved } from '../order/move'
import { oweRefund } from '../payment/refund.service'
import { tellOrder } from '../reminder/order.service'
import { audit } from '../staff/audit'
import { moveStock, releaseStock } from '../stock/stock.service'
import * as board from './board.repository'
import * as lines from './line.repository'
import type { Line } from './line.repository'

export type By = { readonly staff: StaffCaller; readonly now: Instant; readonly requestId: string }
type Done = { readonly done: true }
const done: Done = { done: true }

export const actorOf = ({ staffId }: StaffCaller) => ({ by: 'staff' as const, staffId })

/** Somebody takes an order to pick it: paid → picking. Of several who tap at once one has it. */
export async function startPicking(tx: Tx, { staff, now, requestId }: By, orderId: string): Promise<Done | Refusal> {
  const { storeId, staffId } = staff
  const moved = await moveOrder(tx, {
    orderId,
    storeId,
    move: 'start-picking',
    now,
    actor: actorOf(staff),
    set: { picker_id: staffId },
  })
  if (isRefusal(moved)) return moved
  await audit(tx, {
    at: now,
    staffId,
    storeId,
    action: 'order.started',
    subject: orderId,
    before: { state: moved.from },
    after: { state: moved.state, number: moved.number },
    requestId,
  })
  return done
}

/** Locks an order that this store is picking; its lines are its locker's until the transaction ends. */
export async function lockPicking(tx: Tx, storeId: string, orderId: string): Promise<null | Refusal> {
  const order = await lockOrder(tx, orderId)
  if (!order || order.storeId !== storeId) return refuse('ORDER_NOT_FOUND')
  return order.state === 'picking' ? null : orderMoved(order.state)
}

/**
 * Writes down what was taken from the shelf for a line; may be corrected until the order is ready. What a substitute stands in for is
 * settled with it: an open question is withdrawn first (SUBSTITUTE_OPEN), an agreed one stands (LINE_ANSWERED).
 */
export async function pickLine(
  tx: Tx,
  { staff, now, requestId }: By,
  ask: { orderId: string; lineId: string; picked: Picked },
): Promise<Done | Refusal> {
  const refused = await lockPicking(tx, staff.storeId, ask.orderId)
  if (refused) return refused
  const all = await lines.linesOf(tx, ask.orderId)
  const line = all.find(({ id }) => id === ask.lineId)
  if (!line) return refuse('LINE_NOT_FOUND')
  const settled = line.kind === 'substitute' ? line.consent : substituteOf(all, line)?.consent
  if (settled === 'asked') return refuse('SUBSTITUTE_OPEN')
  if (settled === (line.kind === 'substitute' ? 'declined' : 'agreed')) return refuse('LINE_ANSWERED')
  const wrong = refusePick(line, ask.picked)
  if (wrong) return refuse('PICK_INVALID', undefined, { detail: wrong })
  const { quantity } = ask.picked
  const grams = line.soldBy === 'weight' ? (ask.picked.grams ?? 0) : null
  await lines.pick(tx, line.id, { quantity, grams })
  await audit(tx, {
    at: now,
    staffId: staff.staffId,
    storeId: staff.storeId,
    action: 'line.picked',
    subject: ask.orderId,
    before: { quantity: line.pickedQuantity, grams: line.pickedGrams },
    after: { name: line.name, ordered: line.quantity, quantity, grams },
    requestId,
  })
  return done
}

/** Only what was paid to us goes back from us: a till's or a platform's customer paid there. */
export const paidToUs = (source: OrderSource): boolean => source === 'mini-program'

/**
 * Everything is picked: picking → ready. What is short or lighter than estimated goes back with one refund (多退少不补), what was held
 * and not taken leaves the order, the resident is told. SUBSTITUTE_OPEN, PICK_INCOMPLETE; an order of which nothing was found is
 * refused instead (PICK_INVALID).
 */
export async function makeReady(tx: Tx, { staff, now, requestId }: By, orderId: string): Promise<Done | Refusal> {
  const { storeId, staffId } = staff
  const refused = await lockPicking(tx, storeId, orderId)
  if (refused) return refused
  const all = await lines.linesOf(tx, orderId)
  if (all.some((line) => line.consent === 'asked')) return refuse('SUBSTITUTE_OPEN')
  const order = all.filter(isOfOrder)
  const count = order.filter((line) => line.pickedQuantity === null).length
  if (count > 0) return refuse('PICK_INCOMPLETE', { count })
  if (order.every((line) => line.kind === 'gift' || line.pickedQuantity === 0))
    return refuse('PICK_INVALID', undefined, { detail: '一样都没拣到，请取消订单并退款' })
  const { source, fulfilment, slot } = (await board.find(tx, storeId, orderId))!

  const settled = settlementOf(order)
  await lines.keep(tx, settled.lines)
  await letGo(tx, { storeId, orderId, staffId, order, now })
  const back = paidToUs(source) ? settled.back : fen(0)
  const notes = back > 0 ? settled.notes : []
  const moved = await moveOrder(tx, {
    orderId,
    storeId,
    move: 'make-ready',
    now,
    actor: actorOf(staff),
    facts: { words: ['备好了', ...notes].join('；'), notes, fen: back },
  })
  if (isRefusal(moved)) return moved
  if (back > 0) await giveBack(tx, orderId, { ...settled, now })
  await tellOrder(tx, { orderId, now, told: { kind: 'order-ready', fulfilment, slot } })
  await audit(tx, {
    at: now,
    staffId,
    storeId,
    action: 'order.ready',
    subject: orderId,
    before: { state: moved.from },
    after: { state: moved.state, number: moved.number, back },
    requestId,
  })
  return done
}

/**
 * What the picker did not find leaves the order and is not sold again: the shelf has shown that the books were wrong by as many units,
 * so they are taken off as 盘点 until somebody counts.
 */
async function letGo(
  tx: Tx,
  ask: { storeId: string; orderId: string; staffId: string; order: readonly Line[]; now: Instant },
): Promise<void> {
  const { storeId, orderId, staffId, now } = ask
  const missing = ask.order.map((line) => ({ goodsId: line.goodsId, units: missingUnits(line) }))
  const released = await releaseStock(tx, { storeId, orderId, lines: missing, now })
  for (const { goodsId, units } of released) {
    const reason = '备货时货架上没有'
    await moveStock(tx, { storeId, goodsId, orderId, staffId, kind: 'adjusted', units: -units, reason, now })
  }
}

async function giveBack(
  tx: Tx,
  orderId: string,
  { lines: parts, back, reason, notes, now }: Settlement & { now: Instant },
): Promise<void> {
  const words = notes.join('；')
  await oweRefund(tx, {
    orderId,
    reason,
    parts: parts.map(({ lineId, back: part }) => ({ lineId, fen: part })),
    once: `ready:${orderId}`,
    words,
    now,
  })
  await tellOrder(tx, {
    orderId,
    now,
    told: { kind: 'order-refunded', amount: yuan(back), why: words },
    once: `order-refunded:ready:${orderId}`,
  })
}
