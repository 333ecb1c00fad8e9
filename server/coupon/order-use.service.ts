import { sql } from 'kysely'
import { type Refusal, refuse } from '../../src/contract/errors'
import type { Fen } from '../../src/domain/money'
import type { Instant } from '../../src/domain/time'
import type { Tx } from '../database/connection'
import { toDate } from '../database/instants'

export type CouponUse = { readonly couponId: string; readonly saves: Fen }

/**
 * Keeps coupons for an order that was just placed, by one conditional statement: own coupons only (KF-11), held (or back from a gift
 * that nobody took), usable online, in this store, now. COUPON_GONE when one of them no longer is; the caller's transaction undoes the
 * others. A coupon that saves nothing is not used (KF-9).
 */
export async function reserveCoupons(
  tx: Tx,
  ask: { orderId: string; residentId: string; storeId: string; uses: readonly CouponUse[]; now: Instant },
): Promise<null | Refusal> {
  const uses = ask.uses.filter((use) => use.saves > 0)
  if (uses.length === 0) return null
  const at = sql`${toDate(ask.now)}::timestamptz`
  const { rows } = await sql`
    update coupon c set state = 'reserved', gifting_until = null, order_id = ${ask.orderId}::uuid, saved_fen = u.saves
    from unnest(${uses.map((use) => use.couponId)}::uuid[], ${uses.map((use) => use.saves)}::int[]) u(id, saves), coupon_batch b
    where c.id = u.id and b.id = c.batch_id and c.holder_id = ${ask.residentId}::uuid
      and (c.state = 'held' or (c.state = 'gifting' and c.gifting_until <= ${at}))
      and b.usable_online and b.store_ids @> array[${ask.storeId}]
      and c.usable_from <= ${at} and c.usable_until > ${at}
    returning c.id`.execute(tx)
  return rows.length === uses.length ? null : refuse('COUPON_GONE')
}

/** The order is paid: what it kept is used. */
export async function useCoupons(tx: Tx, order: { id: string; storeId: string }, now: Instant): Promise<void> {
  await tx
    .updateTable('coupon')
    .set({ state: 'used', used_at: toDate(now), used_store_id: order.storeId })
    .where('order_id', '=', order.id)
    .where('state', '=', 'reserved')
    .execute()
}

/**
 * The order is cancelled or closed: its coupons are the holder's again with their own window, ended ones too (KF-7: only what this
 * order kept; nothing is prolonged, nothing another order uses is touched).
 */
export async function freeCoupons(tx: Tx, orderId: string): Promise<void> {
  await tx
    .updateTable('coupon')
    .set({ state: 'held', used_at: null, used_store_id: null, order_id: null, saved_fen: null })
    .where('order_id', '=', orderId)
    .where('state', 'in', ['reserved', 'used'])
    .execute()
}
