import { isRefusal, type Refusal, refuse } from '../../src/contract/errors'
import { fen, yuan } from '../../src/domain/money'
import { OWNER_DECIDES_ABOVE } from '../../src/domain/order/after-sale'
import { failAttempt } from '../courier/attempt.service'
import type { Tx } from '../database/connection'
import { lockOrder, moveOrder } from '../order/move'
import { aftermathOf, giveEverythingBack } from '../order/order.service'
import { undoOrder } from '../order/undo'
import { tellOrder } from '../reminder/order.service'
import { audit } from '../staff/audit'
import * as board from './board.repository'
import * as lines from './line.repository'
import { actorOf, type By, paidToUs } from './picking.service'

/**
 * The store cannot serve an order, or nobody came for it: cancelled, at any time before it is handed over. What it still has goes back
 * by itself: all money that was not given back yet, delivery too; goods to the shelf, slot, coupons, offers. The resident is told why.
 */
export async function refuseOrder(
  tx: Tx,
  { staff, now, requestId }: By,
  ask: { orderId: string; reason: string },
): Promise<{ done: true } | Refusal> {
  const { storeId, staffId } = staff
  const { orderId } = ask
  const reason = ask.reason.trim()
  await lockOrder(tx, orderId)
  if (reason.length < 2) return refuse('INPUT_INVALID', { field: 'reason' }, { detail: '原因' })
  const aftermath = await aftermathOf(tx, orderId, staffId)
  // Once handed over and taken back, money goes as after a sale: not to oneself, and large sums by an owner (brief §8).
  if (aftermath?.wasHandedOver) {
    if (aftermath.own) return refuse('HANDOVER_OWN')
    if (aftermath.left > OWNER_DECIDES_ABOVE && staff.role !== 'owner')
      return refuse('REFUND_NEEDS_OWNER', { most: OWNER_DECIDES_ABOVE }, { amount: yuan(OWNER_DECIDES_ABOVE) })
  }
  const moved = await moveOrder(tx, {
    orderId,
    storeId,
    move: 'refuse',
    now,
    actor: actorOf(staff),
    set: { ended_by: 'staff', end_reason: reason },
    facts: { reason },
  })
  if (isRefusal(moved)) return moved
  await failAttempt(tx, { orderId, reason, now })
  await lines.closeQuestions(tx, orderId, now)
  const back = await giveBack(tx, { orderId, storeId, words: `门店取消：${reason}`, now })
  const refund = back > 0 ? yuan(back) : null
  await tellOrder(tx, { orderId, now, told: { kind: 'order-cancelled', reason: `门店取消：${reason}`, refund } })
  await audit(tx, {
    at: now,
    staffId,
    storeId,
    action: 'order.refused',
    subject: orderId,
    before: { state: moved.from },
    after: { state: moved.state, number: moved.number, reason, back },
    requestId,
  })
  return { done: true }
}

async function giveBack(
  tx: Tx,
  ask: Pick<Parameters<typeof giveEverythingBack>[1], 'orderId' | 'storeId' | 'words' | 'now'>,
) {
  const { source } = (await board.find(tx, ask.storeId, ask.orderId))!
  if (paidToUs(source)) return giveEverythingBack(tx, { ...ask, reason: 'refused' })
  await undoOrder(tx, { id: ask.orderId, storeId: ask.storeId }, ask.now)
  return fen(0)
}
