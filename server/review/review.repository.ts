import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import type { OrderState } from '../../src/domain/order/order'
import type { Instant } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import type { Cursor } from '../database/cursor'
import { toDate, toInstant } from '../database/instants'

export type ReviewState = 'waiting' | 'shown' | 'hidden'

/** What of an order a review has to know; `null` for anybody else's. */
export async function orderOf(
  db: Db,
  orderId: string,
  residentId: string,
): Promise<{ state: OrderState; storeId: string } | null> {
  const row = await db
    .selectFrom('shop_order')
    .select(['state', 'store_id'])
    .where('id', '=', orderId)
    .where('resident_id', '=', residentId)
    .executeTakeFirst()
  return row ? { state: row.state, storeId: row.store_id } : null
}

export type NewReview = {
  readonly orderId: string
  readonly residentId: string
  readonly storeId: string
  readonly score: number
  readonly words: string
  readonly photoIds: readonly string[]
}

/** Of the goods that were handed over. `null` when the order was reviewed before. @returns the review's id */
export async function insert(tx: Tx, review: NewReview, now: Instant): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    insert into review (id, order_id, resident_id, store_id, score, words, photo_ids, goods_ids, created_at)
    select ${uuid({ msecs: now })}::uuid, ${review.orderId}::uuid, ${review.residentId}::uuid, ${review.storeId},
      ${review.score}::int, ${review.words}, ${[...review.photoIds]}::uuid[],
      array(select distinct l.goods_id from order_line l where l.order_id = ${review.orderId}::uuid
        and coalesce(l.picked_quantity, l.quantity) > 0 and (l.kind <> 'substitute' or l.consent = 'agreed')),
      ${toDate(now)}::timestamptz
    on conflict (order_id) do nothing returning id`.execute(tx)
  return rows[0]?.id ?? null
}

export type OwnReview = {
  readonly score: number
  readonly words: string
  readonly photoIds: readonly string[]
  readonly state: ReviewState
  readonly answer: string | null
}

export async function ofOrder(db: Db, orderId: string): Promise<OwnReview | null> {
  const row = await db
    .selectFrom('review')
    .select(['score', 'words', 'photo_ids', 'state', 'answer'])
    .where('order_id', '=', orderId)
    .executeTakeFirst()
  if (!row) return null
  const { photo_ids: photoIds, ...review } = row
  return { ...review, photoIds }
}

function reviews(db: Db) {
  return db
    .selectFrom('review as r')
    .innerJoin('shop_order as o', 'o.id', 'r.order_id')
    .select(['r.id', 'r.score', 'r.words', 'r.photo_ids', 'r.state', 'r.answer', 'r.created_at'])
    .select(['o.number', 'o.contact_name'])
}
type Row = Awaited<ReturnType<ReturnType<typeof reviews>['execute']>>[number]

const reviewOf = (row: Row) => ({
  id: row.id,
  orderNumber: row.number,
  score: row.score,
  words: row.words,
  photoIds: row.photo_ids,
  name: row.contact_name,
  at: toInstant(row.created_at),
  state: row.state,
  answer: row.answer,
})
export type ListedReview = ReturnType<typeof reviewOf>

type Page = { readonly after: Cursor | null; readonly size: number }
const place = (after: Cursor) => sql`(${toDate(after.at)}::timestamptz, ${after.id}::uuid)`

/** What is shown of goods in a store, latest first. */
export async function ofGoods(
  db: Db,
  storeId: string,
  goodsId: string,
  { after, size }: Page,
): Promise<ListedReview[]> {
  const rows = await reviews(db)
    .innerJoin('review_shown as s', 's.review_id', 'r.id')
    .where('s.store_id', '=', storeId)
    .where('s.goods_id', '=', goodsId)
    .$if(after !== null, (query) => query.where(sql<boolean>`(s.at, s.review_id) < ${place(after!)}`))
    .orderBy('s.at', 'desc')
    .orderBy('s.review_id', 'desc')
    .limit(size)
    .execute()
  return rows.map(reviewOf)
}

/** Reviews of a store in a state: what waits, longest first; the others latest first. */
export async function ofStore(
  db: Db,
  storeId: string,
  state: ReviewState,
  { after, size }: Page,
): Promise<ListedReview[]> {
  const way = state === 'waiting' ? 'asc' : 'desc'
  const rows = await reviews(db)
    .where('r.store_id', '=', storeId)
    .where('r.state', '=', state)
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(r.created_at, r.id) ${sql.raw(way === 'asc' ? '>' : '<')} ${place(after!)}`),
    )
    .orderBy('r.created_at', way)
    .orderBy('r.id', way)
    .limit(size)
    .execute()
  return rows.map(reviewOf)
}

export async function averageOf(
  db: Db,
  storeId: string,
  goodsId: string,
): Promise<{ count: number; average: number | null }> {
  return db
    .selectFrom('review_shown')
    .select([sql<number>`count(*)::int`.as('count'), sql<number | null>`round(avg(score), 1)::float8`.as('average')])
    .where('store_id', '=', storeId)
    .where('goods_id', '=', goodsId)
    .executeTakeFirstOrThrow()
}

export async function isSoldAt(db: Db, storeId: string, goodsId: string): Promise<boolean> {
  const row = await db
    .selectFrom('store_goods')
    .select('goods_id')
    .where('store_id', '=', storeId)
    .where('goods_id', '=', goodsId)
    .executeTakeFirst()
  return row !== undefined
}

export type Decision = {
  readonly reviewId: string
  readonly storeId: string
  readonly to: 'shown' | 'hidden'
  readonly staffId: string
  /** `undefined` leaves what was answered before. */
  readonly answer: string | null | undefined
}

/** A decision may be changed: the last one counts. @returns what it was before, `null` when the store has no such review */
export async function decide(tx: Tx, decision: Decision, now: Instant): Promise<{ state: ReviewState } | null> {
  const { reviewId, storeId, to, answer } = decision
  const before = await tx
    .selectFrom('review')
    .select(['state', 'goods_ids', 'score', 'created_at'])
    .where('id', '=', reviewId)
    .where('store_id', '=', storeId)
    .forUpdate()
    .executeTakeFirst()
  if (!before) return null
  await tx
    .updateTable('review')
    .set({
      state: to,
      decided_at: toDate(now),
      decided_by: decision.staffId,
      ...(answer !== undefined && { answer }),
    })
    .where('id', '=', reviewId)
    .execute()
  await tx.deleteFrom('review_shown').where('review_id', '=', reviewId).execute()
  if (to === 'shown' && before.goods_ids.length > 0) {
    const { score, created_at: at } = before
    await tx
      .insertInto('review_shown')
      .values(
        before.goods_ids.map((goodsId) => ({ store_id: storeId, goods_id: goodsId, review_id: reviewId, at, score })),
      )
      .execute()
  }
  return { state: before.state }
}
