import type { OrderCodeAnswer } from '../../src/contract/order'
import { type Refusal, refuse } from '../../src/contract/errors'
import type { Instant } from '../../src/domain/time'
import type { Db } from '../database/connection'
import type { Keys } from '../keys'
import { storeCard } from '../launch/launch.service'
import { orderMoved } from '../order/move'
import { summaryOf } from '../order/order.service'
import { issueOrderCode } from './code.service'
import * as orders from './order-card.repository'

/** What the code page shows of an own pickup order that is ready; anybody else's order is none (KF-11). */
export async function orderCode(
  db: Db,
  keys: Keys,
  ask: { orderId: string; residentId: string; now: Instant },
): Promise<OrderCodeAnswer | Refusal> {
  const { orderId, residentId, now } = ask
  const order = await orders.findOrder(db, orderId)
  if (order?.residentId !== residentId) return refuse('ORDER_NOT_FOUND')
  if (order.fulfilment === 'delivery') return refuse('ORDER_IS_DELIVERY')
  if (order.state === 'paid' || order.state === 'picking') return refuse('ORDER_NOT_READY')
  if (order.state !== 'ready') return orderMoved(order.state)
  const [summary, store, code, notes] = await Promise.all([
    summaryOf(db, orderId, residentId),
    storeCard(db, order.storeId),
    issueOrderCode(db, keys, { orderId, now }),
    orders.weighingRefunds(db, orderId),
  ])
  if (!summary || !store) throw new Error(`Order ${orderId} or its store is gone`)
  return { order: summary, store, ...code, notes }
}
