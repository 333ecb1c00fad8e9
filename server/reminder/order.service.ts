import { orderRing, orderValues } from '../../src/domain/reminder/order-ring'
import { orderTold, type OrderTold } from '../../src/domain/reminder/order-words'
import type { Instant } from '../../src/domain/time'
import type { Tx } from '../database/connection'
import * as consents from './consent.repository'
import { tell } from './inbox.service'
import * as pushes from './push.repository'

export type { OrderTold }

export type OrderAsk = {
  readonly orderId: string
  readonly told: OrderTold
  readonly now: Instant
  /** Tells it once: by default one message of a kind per order. */
  readonly once?: string
}

/**
 * Tells the resident about their order, in the transaction of the fact: the inbox always, the phone where it is worth a ring and they
 * have said yes to one. Nobody is told of an order whose customer we do not know.
 */
export async function tellOrder(tx: Tx, ask: OrderAsk): Promise<void> {
  const { orderId, told, now } = ask
  const order = await tx
    .selectFrom('shop_order as o')
    .innerJoin('store as s', 's.id', 'o.store_id')
    .select(['o.resident_id', 'o.number', 'o.ended_by', 's.name as store'])
    .where('o.id', '=', orderId)
    .executeTakeFirst()
  if (!order?.resident_id) return
  const { resident_id: residentId, number, store } = order
  const once = ask.once ?? `${told.kind}:${orderId}`
  const page = `packages/order/detail/index?orderId=${orderId}`
  const words = orderTold(told, { store, tail: number.slice(-4) })
  const id = (await tell(tx, [{ residentId, kind: told.kind, ...words, page, once }], now)).get(once)
  const ring = orderRing(told, { endedByResident: order.ended_by === 'resident' }, now)
  if (id === undefined || ring === null) return
  const reachable = await consents.withCredit(tx, [residentId], 'order', null)
  if (!reachable.has(residentId)) return
  const { dueAt, until } = ring
  const about = { purpose: 'order' as const, orderId, couponId: null, storeId: null }
  const data = orderValues(told, { number, store })
  await pushes.insert(tx, [{ id, residentId, ...about, once, data, page, dueAt, until }], now)
}
