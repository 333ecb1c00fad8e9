import { sql } from 'kysely'
import type { Coupon, UseTerms } from '../../src/domain/coupon/coupon'
import type { CouponValue } from '../../src/domain/coupon/coupon'
import type { Instant } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import type { Cursor } from '../database/cursor'
import { toDate, toInstant } from '../database/instants'

export type CardAtCounter = {
  readonly couponId: string
  readonly title: string
  readonly value: CouponValue
  readonly benefit: boolean
  readonly holderId: string
  readonly holderShareCode: string
  readonly coupon: Coupon
  readonly terms: UseTerms
}

/** A coupon with everything the counter judges it by and shows of it. */
export async function findCard(db: Db, couponId: string): Promise<CardAtCounter | null> {
  const row = await db
    .selectFrom('coupon as c')
    .innerJoin('coupon_batch as b', 'b.id', 'c.batch_id')
    .innerJoin('resident as r', 'r.id', 'c.holder_id')
    .select([
      'c.id',
      'c.state',
      'c.gifting_until',
      'c.usable_from',
      'c.usable_until',
      'c.hops',
      'c.holder_id',
      'r.share_code',
    ])
    .select(['b.title', 'b.value', 'b.benefit', 'b.usable_online', 'b.usable_counter', 'b.store_ids'])
    .where('c.id', '=', couponId)
    .executeTakeFirst()
  if (!row) return null
  return {
    couponId: row.id,
    title: row.title,
    value: row.value as CouponValue,
    benefit: row.benefit,
    holderId: row.holder_id,
    holderShareCode: row.share_code,
    coupon: {
      state: row.state,
      giftingUntil: row.gifting_until && toInstant(row.gifting_until),
      usable: { opensAt: toInstant(row.usable_from), closesAt: toInstant(row.usable_until) },
      hops: row.hops,
    },
    terms: { usableOnline: row.usable_online, usableCounter: row.usable_counter, storeIds: row.store_ids },
  }
}

export type Handover = {
  readonly verificationId: string
  readonly couponId: string
  /** In which hand the coupon was when its code was shown. */
  readonly hops: number
  readonly storeId: string
  readonly staffId: string
  readonly till: string
  readonly method: 'qr' | 'digits'
}

/**
 * Uses a coupon up and writes down who handed over what for it, by one statement; false when the coupon could not be used
 * here and now (`refuseAtCounter` says the same in words, see test/server/verification). Of many tills exactly one moves it.
 */
export async function handOver(tx: Tx, handover: Handover, now: Instant): Promise<boolean> {
  const at = sql`${toDate(now)}::timestamptz`
  const { rows } = await sql`
    with moved as (
      update coupon c set state = 'used', gifting_until = null, used_at = ${at}, used_store_id = ${handover.storeId}
      from coupon_batch b
      where c.id = ${handover.couponId}::uuid and c.hops = ${handover.hops} and b.id = c.batch_id
        and (c.state = 'held' or (c.state = 'gifting' and c.gifting_until <= ${at}))
        and b.usable_counter and b.store_ids @> array[${handover.storeId}]
        and c.usable_from <= ${at} and c.usable_until > ${at}
      returning c.id
    )
    insert into verification (id, coupon_id, store_id, staff_id, till, method, at)
    select ${handover.verificationId}::uuid, m.id, ${handover.storeId}, ${handover.staffId}::uuid, ${handover.till},
      ${handover.method}, ${at}
    from moved m
    returning id`.execute(tx)
  return rows.length > 0
}

/** Who handed over for a coupon, where and when; `null` when nobody did at a counter. */
export async function inForce(
  db: Db,
  couponId: string,
): Promise<{ at: Instant; till: string; staffId: string; storeId: string; storeName: string } | null> {
  const row = await db
    .selectFrom('verification as v')
    .innerJoin('store as s', 's.id', 'v.store_id')
    .select(['v.at', 'v.till', 'v.staff_id as staffId', 'v.store_id as storeId', 's.name as storeName'])
    .where('v.coupon_id', '=', couponId)
    .where('v.reversed_at', 'is', null)
    .executeTakeFirst()
  return row ? { ...row, at: toInstant(row.at) } : null
}

export async function storeNames(db: Db, storeIds: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('store')
    .select('name')
    .where('id', 'in', [...storeIds])
    .orderBy('name')
    .execute()
  return rows.map(({ name }) => name)
}

export type Listed = {
  readonly id: string
  readonly title: string
  readonly value: CouponValue
  readonly at: Instant
  readonly till: string
  readonly clerk: string
  readonly method: 'qr' | 'digits'
  readonly reversedAt: Instant | null
  readonly holderShareCode: string
}

/** What a store has verified since `since`, latest first, after `after`. */
export async function listOf(
  db: Db,
  storeId: string,
  page: { since: Instant; after: Cursor | null; size: number },
): Promise<Listed[]> {
  const { after } = page
  const rows = await db
    .selectFrom('verification as v')
    .innerJoin('coupon as c', 'c.id', 'v.coupon_id')
    .innerJoin('coupon_batch as b', 'b.id', 'c.batch_id')
    .innerJoin('resident as r', 'r.id', 'c.holder_id')
    .innerJoin('staff as s', 's.id', 'v.staff_id')
    .select(['v.id', 'v.at', 'v.till', 'v.method', 'v.reversed_at', 's.name as clerk'])
    .select(['b.title', 'b.value', 'r.share_code'])
    .where('v.store_id', '=', storeId)
    .where('v.at', '>=', toDate(page.since))
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(v.at, v.id) < (${toDate(after!.at)}::timestamptz, ${after!.id}::uuid)`),
    )
    .orderBy('v.at', 'desc')
    .orderBy('v.id', 'desc')
    .limit(page.size)
    .execute()
  return rows.map(({ at, reversed_at, share_code, value, ...row }) => ({
    ...row,
    value: value as CouponValue,
    at: toInstant(at),
    reversedAt: reversed_at && toInstant(reversed_at),
    holderShareCode: share_code,
  }))
}

export type Reversal = {
  readonly verificationId: string
  readonly storeId: string
  readonly staffId: string
  readonly reason: string
  /** Only what was verified after this can still be reversed. */
  readonly verifiedAfter: Instant
}

/** Takes a verification back and gives the coupon to its holder again, by one statement; `null` when nothing moved. */
export async function reverse(
  tx: Tx,
  reversal: Reversal,
  now: Instant,
): Promise<{ couponId: string; at: Instant; till: string; staffId: string } | null> {
  const { rows } = await sql<{ coupon_id: string; at: Date; till: string; staff_id: string }>`
    with reversed as (
      update verification set
        reversed_at = ${toDate(now)}::timestamptz, reversed_by = ${reversal.staffId}::uuid,
        reversal_reason = ${reversal.reason}
      where id = ${reversal.verificationId}::uuid and store_id = ${reversal.storeId} and reversed_at is null
        and at > ${toDate(reversal.verifiedAfter)}::timestamptz
      returning coupon_id, at, till, staff_id
    )
    update coupon c set state = 'held', used_at = null, used_store_id = null
    from reversed r
    where c.id = r.coupon_id and c.state = 'used'
    returning r.coupon_id, r.at, r.till, r.staff_id`.execute(tx)
  const [row] = rows
  return row ? { couponId: row.coupon_id, at: toInstant(row.at), till: row.till, staffId: row.staff_id } : null
}

/** Whether a store's verification was reversed already; `null` when the store has none by this id. */
export async function isReversed(db: Db, verificationId: string, storeId: string): Promise<boolean | null> {
  const row = await db
    .selectFrom('verification')
    .select('reversed_at')
    .where('id', '=', verificationId)
    .where('store_id', '=', storeId)
    .executeTakeFirst()
  return row ? row.reversed_at !== null : null
}
