import { sql } from 'kysely'
import type { GiftAnswer } from '../../src/contract/gift'
import type { Coupon } from '../../src/domain/coupon/coupon'
import type { GiftState } from '../../src/domain/gift/gift'
import type { Instant } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import { toDate, toInstant } from '../database/instants'

// Every move locks the gift before the coupon; the counter touches the coupon only. Nobody waits in a circle.

/** Writes down that an offer of this coupon has run out, so that the coupon can be offered again. */
export async function closeRunOut(tx: Tx, couponId: string, giverId: string, now: Instant): Promise<void> {
  await tx
    .updateTable('gift')
    .set((eb) => ({ state: 'returned', ended_at: eb.ref('expires_at') }))
    .where('coupon_id', '=', couponId)
    .where('giver_id', '=', giverId)
    .where('state', '=', 'offered')
    .where('expires_at', '<=', toDate(now))
    .execute()
}

export type NewGift = {
  readonly id: string
  readonly couponId: string
  readonly giverId: string
  /** Masked. */
  readonly giverName: string
  readonly message: string
  readonly lastsMs: number
}

/**
 * Puts a coupon of this giver on offer, if `refuseGive` would let it; answers until when, `null` when nothing moved.
 * Whose coupon it is stands in the condition (KF-11).
 */
export async function offer(tx: Tx, gift: NewGift, now: Instant): Promise<Instant | null> {
  const at = sql`${toDate(now)}::timestamptz`
  const { rows } = await sql<{ expires_at: Date }>`
    with offered as (
      update coupon c set
        state = 'gifting',
        gifting_until = least(c.usable_until, ${at} + ${gift.lastsMs} * interval '1 millisecond')
      from coupon_batch b
      where c.id = ${gift.couponId}::uuid and c.holder_id = ${gift.giverId}::uuid and b.id = c.batch_id
        and (c.state = 'held' or (c.state = 'gifting' and c.gifting_until <= ${at}))
        and c.usable_until > ${at} and c.hops < b.max_hops
      returning c.id, c.gifting_until
    )
    insert into gift (id, coupon_id, giver_id, giver_name, message, created_at, expires_at)
    select ${gift.id}::uuid, o.id, ${gift.giverId}::uuid, ${gift.giverName}, ${gift.message}, ${at}, o.gifting_until
    from offered o
    returning expires_at`.execute(tx)
  return rows[0] ? toInstant(rows[0].expires_at) : null
}

export type Accepted = { readonly couponId: string | null; readonly giverId: string; readonly title: string }

/**
 * Gives an offered gift to this receiver, unless it is their own. Exactly one person ever: the first whose statement finds
 * it on offer. `null` when nobody can take it any more; `couponId: null` when the coupon had left the gift already (used in
 * the instant in which the offer ended): the caller then undoes the transaction.
 */
export async function accept(tx: Tx, giftId: string, receiverId: string, now: Instant): Promise<Accepted | null> {
  const at = sql`${toDate(now)}::timestamptz`
  const { rows } = await sql<Accepted>`
    with taken as (
      update gift set state = 'accepted', receiver_id = ${receiverId}::uuid, ended_at = ${at}
      where id = ${giftId}::uuid and state = 'offered' and expires_at > ${at} and giver_id <> ${receiverId}::uuid
      returning coupon_id, giver_id
    ), moved as (
      update coupon c set holder_id = ${receiverId}::uuid, hops = c.hops + 1, state = 'held', gifting_until = null
      from taken t
      where c.id = t.coupon_id and c.holder_id = t.giver_id and c.state = 'gifting'
      returning c.id
    )
    select m.id as "couponId", t.giver_id as "giverId", b.title
    from taken t
    join coupon c on c.id = t.coupon_id
    join coupon_batch b on b.id = c.batch_id
    left join moved m on true`.execute(tx)
  return rows[0] ?? null
}

/** Takes an offered gift back into its giver's wallet; false when it is not on offer any more, or not theirs. */
export async function takeBack(tx: Tx, giftId: string, giverId: string, now: Instant): Promise<boolean> {
  const at = sql`${toDate(now)}::timestamptz`
  const { rows } = await sql`
    with taken as (
      update gift set state = 'taken-back', ended_at = ${at}
      where id = ${giftId}::uuid and giver_id = ${giverId}::uuid and state = 'offered' and expires_at > ${at}
      returning coupon_id, giver_id
    )
    update coupon c set state = 'held', gifting_until = null
    from taken t
    where c.id = t.coupon_id and c.holder_id = t.giver_id and c.state = 'gifting'
    returning c.id`.execute(tx)
  return rows.length > 0
}

export type Returned = {
  readonly giftId: string
  readonly couponId: string
  readonly giverId: string
  readonly title: string
  readonly usableUntil: Instant
  /** Whether the coupon lies unused in the giver's wallet again; not when it was used since the offer ran out. */
  readonly back: boolean
}

/**
 * Writes down at most `limit` offers that have run out and puts their coupons back, by one statement. Offers that another
 * process is closing are left to it.
 */
export async function closeExpired(tx: Tx, now: Instant, limit: number): Promise<Returned[]> {
  const at = sql`${toDate(now)}::timestamptz`
  const { rows } = await sql<Omit<Returned, 'usableUntil'> & { usable_until: Date }>`
    with due as (
      select id from gift where state = 'offered' and expires_at <= ${at}
      order by expires_at limit ${limit} for update skip locked
    ), closed as (
      update gift g set state = 'returned', ended_at = g.expires_at from due where g.id = due.id
      returning g.id, g.coupon_id, g.giver_id
    ), freed as (
      update coupon c set state = 'held', gifting_until = null from closed
      where c.id = closed.coupon_id and c.state = 'gifting' and c.gifting_until <= ${at}
      returning c.id
    )
    select closed.id as "giftId", closed.coupon_id as "couponId", closed.giver_id as "giverId", b.title, c.usable_until,
      freed.id is not null as back
    from closed
    join coupon c on c.id = closed.coupon_id
    join coupon_batch b on b.id = c.batch_id
    left join freed on freed.id = c.id`.execute(tx)
  return rows.map(({ usable_until, ...row }) => ({ ...row, usableUntil: toInstant(usable_until) }))
}

export type GivenGift = {
  readonly state: GiftState
  readonly expiresAt: Instant
  readonly giverId: string
  readonly receiverId: string | null
  readonly couponId: string
}

/** How a gift stands in the books; `null` when there is none. */
export async function find(db: Db, giftId: string): Promise<GivenGift | null> {
  const row = await db
    .selectFrom('gift')
    .select(['state', 'expires_at', 'giver_id as giverId', 'receiver_id as receiverId', 'coupon_id as couponId'])
    .where('id', '=', giftId)
    .executeTakeFirst()
  if (!row) return null
  const { expires_at, ...gift } = row
  return { ...gift, expiresAt: toInstant(expires_at) }
}

/** What a landing page shows of a gift, with who has the coupon now. */
export async function findCard(
  db: Db,
  giftId: string,
): Promise<(GivenGift & { holderId: string } & Pick<GiftAnswer, 'giverName' | 'message' | 'coupon'>) | null> {
  const row = await db
    .selectFrom('gift as g')
    .innerJoin('coupon as c', 'c.id', 'g.coupon_id')
    .innerJoin('coupon_batch as b', 'b.id', 'c.batch_id')
    .select((eb) => [
      ...(['g.state', 'g.expires_at', 'g.giver_id', 'g.receiver_id', 'g.giver_name', 'g.message'] as const),
      ...(['c.id as coupon_id', 'c.holder_id', 'c.usable_from', 'c.usable_until'] as const),
      ...(['b.title', 'b.note', 'b.value', 'b.store_ids', 'b.usable_online', 'b.usable_counter'] as const),
      eb
        .selectFrom('store as s')
        .select(sql<string[]>`array_agg(s.name order by array_position(b.store_ids, s.id))`.as('names'))
        .whereRef('s.id', '=', sql`any(b.store_ids)`)
        .as('store_names'),
    ])
    .where('g.id', '=', giftId)
    .executeTakeFirst()
  if (!row) return null
  return {
    state: row.state,
    expiresAt: toInstant(row.expires_at),
    giverId: row.giver_id,
    receiverId: row.receiver_id,
    couponId: row.coupon_id,
    holderId: row.holder_id,
    giverName: row.giver_name,
    message: row.message,
    coupon: {
      title: row.title,
      note: row.note,
      value: row.value,
      storeIds: row.store_ids,
      storeNames: row.store_names ?? [],
      usableOnline: row.usable_online,
      usableCounter: row.usable_counter,
      usableFrom: toInstant(row.usable_from),
      usableUntil: toInstant(row.usable_until),
    },
  }
}

/** The gifts a giver has on offer, latest first. */
export async function onOffer(
  db: Db,
  giverId: string,
  now: Instant,
): Promise<{ giftId: string; couponId: string; expiresAt: Instant }[]> {
  const rows = await db
    .selectFrom('gift')
    .select(['id', 'coupon_id', 'expires_at'])
    .where('giver_id', '=', giverId)
    .where('state', '=', 'offered')
    .where('expires_at', '>', toDate(now))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({ giftId: row.id, couponId: row.coupon_id, expiresAt: toInstant(row.expires_at) }))
}

/** A coupon of this holder as `refuseGive` wants it; `null` for anybody else's, as if it did not exist (KF-11). */
export async function findGiveable(
  db: Db,
  couponId: string,
  holderId: string,
): Promise<(Coupon & { maxHops: number }) | null> {
  const row = await db
    .selectFrom('coupon as c')
    .innerJoin('coupon_batch as b', 'b.id', 'c.batch_id')
    .select(['c.state', 'c.gifting_until', 'c.usable_from', 'c.usable_until', 'c.hops', 'b.max_hops'])
    .where('c.id', '=', couponId)
    .where('c.holder_id', '=', holderId)
    .executeTakeFirst()
  if (!row) return null
  return {
    state: row.state,
    giftingUntil: row.gifting_until && toInstant(row.gifting_until),
    usable: { opensAt: toInstant(row.usable_from), closesAt: toInstant(row.usable_until) },
    hops: row.hops,
    maxHops: row.max_hops,
  }
}
