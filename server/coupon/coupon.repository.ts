import { type SelectQueryBuilder, sql } from 'kysely'
import type { CouponCard } from '../../src/contract/coupon'
import { shelfOf, type WalletShelf } from '../../src/domain/coupon/coupon'
import { refuseGive } from '../../src/domain/gift/gift'
import type { Scope } from '../../src/domain/pricing/basket'
import type { Instant } from '../../src/domain/time'
import type { Db } from '../database/connection'
import type { Cursor } from '../database/cursor'
import { toDate, toInstant } from '../database/instants'
import type { Database } from '../database/schema'
import { scopeOut } from './batch-card'

export type CouponWithTerms = CouponCard & { readonly giftingUntil: Instant | null }

function withTerms(db: Db, now: Instant) {
  return db
    .selectFrom('coupon as c')
    .innerJoin('coupon_batch as b', 'b.id', 'c.batch_id')
    .leftJoin('gift as g', (join) =>
      join.onRef('g.coupon_id', '=', 'c.id').on('g.state', '=', 'offered').on('g.expires_at', '>', toDate(now)),
    )
    .select([
      'c.id',
      'c.batch_id',
      'c.state',
      'c.gifting_until',
      'c.hops',
      'c.claimed_at',
      'c.usable_from',
      'c.usable_until',
      'c.used_at',
      'c.used_store_id',
      'b.title',
      'b.note',
      'b.value',
      'b.benefit',
      'b.usable_online',
      'b.usable_counter',
      'b.store_ids',
      'b.max_hops',
      'b.scope',
      'g.id as gift_id',
      'g.expires_at as gift_expires_at',
    ])
}
type Row = Awaited<ReturnType<ReturnType<typeof withTerms>['execute']>>[number]

function cardOf(row: Row, now: Instant): CouponCard {
  const coupon = {
    state: row.state,
    giftingUntil: row.gifting_until && toInstant(row.gifting_until),
    usable: { opensAt: toInstant(row.usable_from), closesAt: toInstant(row.usable_until) },
    hops: row.hops,
  }
  return {
    id: row.id,
    batchId: row.batch_id,
    title: row.title,
    note: row.note,
    value: row.value,
    scope: scopeOut(row.scope),
    benefit: row.benefit,
    usableOnline: row.usable_online,
    usableCounter: row.usable_counter,
    storeIds: row.store_ids,
    maxHops: row.max_hops,
    shelf: shelfOf(coupon, now),
    claimedAt: toInstant(row.claimed_at),
    usableFrom: coupon.usable.opensAt,
    usableUntil: coupon.usable.closesAt,
    received: row.hops > 0,
    giveable: refuseGive(coupon, row.max_hops, now) === null,
    gift: row.gift_id && row.gift_expires_at ? { id: row.gift_id, expiresAt: toInstant(row.gift_expires_at) } : null,
    usedAt: row.used_at && toInstant(row.used_at),
    usedStoreId: row.used_store_id,
  }
}

/** One coupon of this holder; `null` for anybody else's, as if it did not exist (KF-11). */
export async function findOf(db: Db, holderId: string, couponId: string, now: Instant): Promise<CouponCard | null> {
  const row = await withTerms(db, now)
    .where('c.id', '=', couponId)
    .where('c.holder_id', '=', holderId)
    .executeTakeFirst()
  return row ? cardOf(row, now) : null
}

/** A coupon as a basket asks about it: what it is good for, and whether something else keeps it. */
export type AtCheckout = {
  readonly card: CouponCard
  readonly scope: Scope
  readonly busy: 'gifting' | 'reserved' | null
}

/** More coupons than that nobody holds at a time; beyond it the ones that end first are looked at. */
const MOST_AT_CHECKOUT = 400

/** A holder's coupons that are neither used nor ended, those that end first in front. */
export async function atCheckout(db: Db, holderId: string, now: Instant): Promise<AtCheckout[]> {
  const rows = await withTerms(db, now)
    .where('c.holder_id', '=', holderId)
    .where('c.state', '<>', 'used')
    .where('c.usable_until', '>', toDate(now))
    .orderBy('c.usable_until')
    .orderBy('c.id')
    .limit(MOST_AT_CHECKOUT)
    .execute()
  return rows.map((row) => {
    const card = cardOf(row, now)
    const busy = row.state === 'reserved' ? 'reserved' : card.shelf === 'gifting' ? 'gifting' : null
    return { card, scope: row.scope, busy }
  })
}

/** Of these coupons those that are this holder's, whatever became of them. */
export async function cardsOf(
  db: Db,
  holderId: string,
  couponIds: readonly string[],
  now: Instant,
): Promise<CouponCard[]> {
  if (couponIds.length === 0) return []
  const rows = await withTerms(db, now).where('c.holder_id', '=', holderId).where('c.id', 'in', couponIds).execute()
  return rows.map((row) => cardOf(row, now))
}

/** The SQL of `shelfOf`: which of a holder's coupons stand on a shelf now. */
const onShelf = (shelf: WalletShelf, now: Instant) => {
  const at = toDate(now)
  if (shelf === 'used') return sql<boolean>`c.state = 'used'`
  if (shelf === 'ended') return sql<boolean>`c.state <> 'used' and c.usable_until <= ${at}`
  const offered = sql`c.state = 'gifting' and c.gifting_until > ${at}`
  const live = sql`c.state <> 'used' and c.usable_until > ${at}`
  return shelf === 'gifting' ? sql<boolean>`${live} and ${offered}` : sql<boolean>`${live} and not (${offered})`
}

/** What ends first stands first; what is over, latest first. The id decides between equals, so that a page never repeats one. */
const ORDER = {
  usable: { column: sql.ref('c.usable_until'), descending: false },
  gifting: { column: sql.ref('c.usable_until'), descending: false },
  used: { column: sql.ref('c.used_at'), descending: true },
  ended: { column: sql.ref('c.usable_until'), descending: true },
} as const satisfies Record<WalletShelf, unknown>

/** A page of a shelf, after `after`. */
export async function pageOf(
  db: Db,
  holderId: string,
  shelf: WalletShelf,
  page: { after: Cursor | null; size: number; now: Instant },
): Promise<CouponCard[]> {
  const { column, descending } = ORDER[shelf]
  const direction = descending ? 'desc' : 'asc'
  const beyond = descending ? sql`<` : sql`>`
  const rows = await (withTerms(db, page.now) as SelectQueryBuilder<Database & { c: Database['coupon'] }, 'c', Row>)
    .where('c.holder_id', '=', holderId)
    .where(onShelf(shelf, page.now))
    .$if(page.after !== null, (query) =>
      query.where(sql<boolean>`(${column}, c.id) ${beyond} (${toDate(page.after!.at)}, ${page.after!.id}::uuid)`),
    )
    .orderBy(column, direction)
    .orderBy('c.id', direction)
    .limit(page.size)
    .execute()
  return rows.map((row) => cardOf(row, page.now))
}

/** How many of a holder's coupons stand on each shelf. */
export async function countsOf(db: Db, holderId: string, now: Instant): Promise<Record<WalletShelf, number>> {
  const count = (shelf: WalletShelf) => sql<number>`count(*) filter (where ${onShelf(shelf, now)})`.as(shelf)
  return db
    .selectFrom('coupon as c')
    .select([count('usable'), count('gifting'), count('used'), count('ended')])
    .where('c.holder_id', '=', holderId)
    .executeTakeFirstOrThrow()
}
