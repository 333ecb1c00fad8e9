import { sql } from 'kysely'
import type { Instant } from '../../src/domain/time'
import type { Db } from '../database/connection'
import { toDate, toInstant } from '../database/instants'

export type LiveDigits = { readonly digits: string; readonly until: Instant; readonly hops: number }
/** When digits are asked for, how much must be left of old ones to be shown again, and how long new ones last. */
export type DigitsTimes = { readonly now: Instant; readonly againUntil: Instant; readonly until: Instant }

/**
 * The digits of a coupon, by one statement: the same again while they last beyond `againUntil`, else the first candidate
 * that is free; `null` when none of them was. `hops` is the coupon's, which the QR carries too.
 */
export async function digitsOf(
  db: Db,
  couponId: string,
  candidates: readonly string[],
  at: DigitsTimes,
): Promise<LiveDigits | null> {
  const { rows } = await sql<{ digits: string; expires_at: Date; hops: number }>`
    select digits, expires_at, hops from issue_digits(
      ${couponId}::uuid, ${candidates}::text[], ${toDate(at.now)}::timestamptz, ${toDate(at.againUntil)}::timestamptz,
      ${toDate(at.until)}::timestamptz)`.execute(db)
  const [row] = rows
  return row ? { digits: row.digits, until: toInstant(row.expires_at), hops: row.hops } : null
}

/** The same for an order: coupons and orders share one space of numbers, so that none means two things. */
export async function orderDigitsOf(
  db: Db,
  orderId: string,
  candidates: readonly string[],
  at: DigitsTimes,
): Promise<Omit<LiveDigits, 'hops'> | null> {
  const { rows } = await sql<{ digits: string; expires_at: Date }>`
    select digits, expires_at from issue_order_digits(
      ${orderId}::uuid, ${candidates}::text[], ${toDate(at.now)}::timestamptz, ${toDate(at.againUntil)}::timestamptz,
      ${toDate(at.until)}::timestamptz)`.execute(db)
  const [row] = rows
  return row ? { digits: row.digits, until: toInstant(row.expires_at) } : null
}

/** What live digits name: an order, or a coupon while it is still in the hand they were shown to. */
export async function findByDigits(
  db: Db,
  digits: string,
  now: Instant,
): Promise<{ kind: 'coupon'; couponId: string; hops: number } | { kind: 'order'; orderId: string } | null> {
  const row = await db
    .selectFrom('coupon_code as k')
    .leftJoin('coupon as c', (join) => join.onRef('c.id', '=', 'k.coupon_id').onRef('c.hops', '=', 'k.hops'))
    .select(['c.id as couponId', 'k.order_id as orderId', 'k.hops'])
    .where('k.digits', '=', digits)
    .where('k.expires_at', '>', toDate(now))
    .executeTakeFirst()
  if (row?.orderId) return { kind: 'order', orderId: row.orderId }
  return row?.couponId ? { kind: 'coupon', couponId: row.couponId, hops: row.hops } : null
}
