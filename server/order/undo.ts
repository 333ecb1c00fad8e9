import type { Instant } from '../../src/domain/time'
import type { Tx } from '../database/connection'
import { freeCoupons } from '../coupon/order-use.service'
import { releaseOffers } from '../offer/offer.service'
import { releaseSlot } from '../slot/slot.service'
import { releaseStock } from '../stock/stock.service'
import { heldUnits } from './move'

/**
 * Gives back everything that an order of nothing handed over took: goods, slot, coupons, offers. Each of it only as far as this order
 * has it, so twice is once (KF-7, KF-8, KF-24, KF-25). The order has been moved to its end before, in the same transaction. Money is
 * the caller's to give back (`oweRefund`).
 */
export async function undoOrder(tx: Tx, order: { id: string; storeId: string }, now: Instant): Promise<void> {
  // in the order in which a submit takes them, so that the two never wait for each other in a circle
  await freeCoupons(tx, order.id)
  await releaseOffers(tx, order.id, now)
  await releaseSlot(tx, order.id, now)
  const lines = await heldUnits(tx, order.id)
  await releaseStock(tx, { storeId: order.storeId, orderId: order.id, lines, now })
}
