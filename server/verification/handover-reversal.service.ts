import { isRefusal, type Refusal, refuse } from '../../src/contract/errors'
import { REVERSAL_HOURS } from '../../src/domain/pickup/verification'
import { HOUR, type Instant, plus } from '../../src/domain/time'
import type { Tx } from '../database/connection'
import { lockOrder, moveOrder } from '../order/move'
import { aftermathOf } from '../order/order.service'
import { audit } from '../staff/audit'
import { unsellStock } from '../stock/unsell'
import * as handovers from './handover.repository'

export type ReverseHandover = {
  readonly handoverId: string
  readonly storeId: string
  readonly staffId: string
  readonly reason: string
  readonly now: Instant
  readonly requestId: string
}

/**
 * Takes a wrong handover of an order back within 2 hours after it was heard of: the order waits at the counter again, its goods are
 * held for it again, and WeChat is not told what did not happen.
 */
export async function reverseHandover(tx: Tx, ask: ReverseHandover): Promise<{ done: true } | Refusal> {
  const { handoverId, storeId, staffId, now } = ask
  const reason = ask.reason.trim()
  const found = await handovers.find(tx, handoverId, storeId)
  if (!found) return refuse('VERIFICATION_NOT_FOUND')
  const { orderId } = found
  await lockOrder(tx, orderId)
  const aftermath = await aftermathOf(tx, orderId, staffId)
  // Nobody takes back what they were given themselves, nor what the resident has shown to have had.
  if (aftermath?.own) return refuse('HANDOVER_OWN')
  if (aftermath?.settled) return refuse('HANDOVER_SETTLED')
  const settledAfter = plus(now, -REVERSAL_HOURS * HOUR)
  const reversed = await handovers.reverse(tx, { handoverId, storeId, staffId, reason, settledAfter }, now)
  if (!reversed) {
    const since = await handovers.find(tx, handoverId, storeId)
    return since?.reversed ? refuse('ALREADY_REVERSED') : refuse('REVERSAL_TOO_LATE', { hours: REVERSAL_HOURS })
  }
  const actor = { by: 'staff', staffId } as const
  const moved = await moveOrder(tx, { orderId, storeId, move: 'reverse', now, actor, facts: { handoverId, reason } })
  if (isRefusal(moved)) return moved
  await unsellStock(tx, { storeId, orderId, staffId, reason, now })
  await handovers.withdrawShippingReport(tx, orderId)
  await audit(tx, {
    at: now,
    staffId,
    storeId,
    action: 'handover.reversed',
    subject: handoverId,
    before: { state: moved.from, orderId, till: reversed.till, handedOverBy: reversed.staffId },
    after: { state: moved.state, number: moved.number, reason },
    requestId: ask.requestId,
  })
  return { done: true }
}
