import { sql } from 'kysely'
import type { Db } from '../database/connection'

/** What has followed from an order's hand-over already, and who is asking about it. */
export type Aftermath = {
  /** A refund after the sale, a request for one that is open, or a review: it was in the resident's hands for certain. */
  readonly settled: boolean
  /** It was handed over once, and that was taken back. */
  readonly wasHandedOver: boolean
  /** Whoever asks is the resident whose order it is. */
  readonly own: boolean
  /** What of it was paid and has not gone back, fen. */
  readonly left: number
}

/** Ask it with the order's row locked. `null` when there is no such order. */
export async function aftermathOf(db: Db, orderId: string, staffId: string): Promise<Aftermath | null> {
  const { rows } = await sql<Aftermath>`
    select
      exists (select from refund r where r.order_id = o.id and r.reason = 'after-sale')
        or exists (select from refund_request q where q.order_id = o.id and q.state = 'asked')
        or exists (select from review v where v.order_id = o.id) as settled,
      exists (select from handover h where h.order_id = o.id and h.reversed_at is not null) as "wasHandedOver",
      exists (select from staff s where s.id = ${staffId}::uuid and s.resident_id = o.resident_id) as own,
      o.total_fen - o.refunded_fen as left
    from shop_order o where o.id = ${orderId}::uuid`.execute(db)
  return rows[0] ?? null
}
