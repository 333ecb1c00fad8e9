import { sql } from 'kysely'
import type { Instant } from '../../src/domain/time'
import type { Db } from '../database/connection'
import { toDate, toInstant } from '../database/instants'

export type LiveDigits = { readonly digits: string; readonly until: Instant; readonly hops: number }

/**
 * The digits of a coupon, by one statement: the same again while they last beyond `againUntil`, else the first candidate
 * that is free; `null` when none of them was. `hops` is the coupon's, which the QR carries too.
 */
export async function digitsOf(
  db: Db,
  couponId: string,
  candidates: readonly string[],
  at: { now: Instant; againUntil: Instant; until: Instant },
): Promise<LiveDigits | null> {
  const { rows } = await sql<{ digits: string; expires_at: Date; hops: number }>`
    select digits, expires_at, hops from issue_digits(
      ${couponId}::uuid, ${candidates}::text[], ${toDate(at.now)}::timestamptz, ${toDate(at.againUntil)}::timestamptz,
      ${toDate(at.until)}::timestamptz)`.execute(db)
  const [row] = rows
  return row ? { digits: row.digits, until: toInstant(row.expires_at), hops: row.hops } : null
}

/** The coupon that live digits belong to, while it is still in the hand they were shown to. */
export async function findByDigits(
  db: Db,
  digits: string,
  now: Instant,
): Promise<{ couponId: string; hops: number } | null> {
  const row = await db
    .selectFrom('coupon_code as k')
    .innerJoin('coupon as c', (join) => join.onRef('c.id', '=', 'k.coupon_id').onRef('c.hops', '=', 'k.hops'))
    .select(['c.id as couponId', 'k.hops'])
    .where('k.digits', '=', digits)
    .where('k.expires_at', '>', toDate(now))
    .executeTakeFirst()
  return row ?? null
}
