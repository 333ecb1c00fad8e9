import { type Fen, fen } from '../../src/domain/money'
import type { Window } from '../../src/domain/time'
import type { Db } from '../database/connection'
import { toInstant } from '../database/instants'
import type { SlotPlace } from '../slot/slot.service'

/** Everything that an order took when it was placed, whatever has become of it since. */
export type Taken = {
  readonly slotPlace: SlotPlace | null
  readonly slot: Window | null
  readonly lines: { readonly goodsId: string; readonly units: number }[]
  readonly coupons: { readonly couponId: string; readonly saves: Fen }[]
  readonly offers: { readonly offerId: string; readonly title: string; readonly units: number }[]
  /** What was to be paid, by line; delivery has no line. Lines that cost nothing are left out. */
  readonly costs: { readonly lineId: string | null; readonly fen: Fen }[]
}

export async function whatWasTaken(db: Db, orderId: string): Promise<Taken> {
  const order = await db
    .selectFrom('shop_order')
    .select(['slot_place', 'slot_opens_at', 'slot_closes_at', 'delivery_fen', 'receipt'])
    .where('id', '=', orderId)
    .executeTakeFirstOrThrow()
  const lines = await db
    .selectFrom('order_line')
    .select(['id', 'goods_id', 'quantity', 'paid_fen', 'kind'])
    .where('order_id', '=', orderId)
    .where('kind', '<>', 'substitute')
    .orderBy('position')
    .execute()
  const offers = await db
    .selectFrom('offer_take as t')
    .innerJoin('offer as o', 'o.id', 't.offer_id')
    .select(['t.offer_id as offerId', 'o.title', 't.units'])
    .where('t.order_id', '=', orderId)
    .execute()
  const units = new Map<string, number>()
  for (const line of lines) units.set(line.goods_id, (units.get(line.goods_id) ?? 0) + line.quantity)
  return {
    slotPlace: order.slot_place as SlotPlace | null,
    slot: order.slot_opens_at &&
      order.slot_closes_at && { opensAt: toInstant(order.slot_opens_at), closesAt: toInstant(order.slot_closes_at) },
    lines: [...units].map(([goodsId, count]) => ({ goodsId, units: count })),
    coupons: order.receipt
      .filter((part) => (part.kind === 'coupon' || part.kind === 'free-delivery-coupon') && part.sourceId !== null)
      .map((part) => ({ couponId: part.sourceId!, saves: fen(-part.amount) })),
    offers,
    costs: [
      ...lines.map((line) => ({ lineId: line.id, fen: fen(line.paid_fen) })),
      { lineId: null, fen: fen(order.delivery_fen) },
    ].filter((cost) => cost.fen > 0),
  }
}
