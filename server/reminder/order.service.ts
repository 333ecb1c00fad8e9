import { orderTold, type OrderTold } from '../../src/domain/reminder/order-words'
import type { Instant } from '../../src/domain/time'
import type { Tx } from '../database/connection'
import { tell } from './inbox.service'

export type { OrderTold }

/**
 * Tells the resident about their order, in the transaction of the fact. Nobody is told of an order whose customer we do not know.
 * @param once tells it once: by default one message of a kind per order
 */
export async function tellOrder(
  tx: Tx,
  ask: { readonly orderId: string; readonly told: OrderTold; readonly now: Instant; readonly once?: string },
): Promise<void> {
  const order = await tx
    .selectFrom('shop_order as o')
    .innerJoin('store as s', 's.id', 'o.store_id')
    .select(['o.resident_id', 'o.number', 's.name as store'])
    .where('o.id', '=', ask.orderId)
    .executeTakeFirst()
  if (!order?.resident_id) return
  const message = {
    residentId: order.resident_id,
    kind: ask.told.kind,
    ...orderTold(ask.told, { store: order.store, tail: order.number.slice(-4) }),
    page: `packages/order/detail/index?orderId=${ask.orderId}`,
    once: ask.once ?? `${ask.told.kind}:${ask.orderId}`,
  }
  await tell(tx, [message], ask.now)
}
