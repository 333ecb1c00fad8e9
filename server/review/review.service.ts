import type { Static } from 'typebox'
import { type Refusal, refuse } from '../../src/contract/errors'
import type { OrderAnswer, ReviewBody, ReviewsAnswer } from '../../src/contract/order'
import type { DecideReviewBody, StaffReviewsAnswer } from '../../src/contract/staff-order'
import { maskedName } from '../../src/domain/gift/gift'
import type { Instant } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import { readCursor, writeCursor } from '../database/cursor'
import type { StaffCaller } from '../http/route'
import type { Keys } from '../keys'
import { writeEvent } from '../order/move'
import { photoUrl, usePhotos } from '../photo/photo.service'
import { audit } from '../staff/audit'
import * as reviews from './review.repository'

type Done = { readonly done: true }

const PAGE = 10
const STAFF_PAGE = 20

/**
 * What a resident says of an order that came into their hands, once; nobody reads it before the store has looked at it.
 * ORDER_NOT_FOUND, REVIEW_TOO_EARLY, REVIEW_GIVEN, PHOTO_NOT_FOUND.
 */
export async function giveReview(
  tx: Tx,
  ask: { orderId: string; residentId: string; body: Static<typeof ReviewBody>; now: Instant },
): Promise<Done | Refusal> {
  const { orderId, residentId, body, now } = ask
  const order = await reviews.orderOf(tx, orderId, residentId)
  if (!order) return refuse('ORDER_NOT_FOUND')
  if (order.state !== 'collected' && order.state !== 'delivered') return refuse('REVIEW_TOO_EARLY')
  const { score, photoIds } = body
  const review = { orderId, residentId, storeId: order.storeId, score, words: body.words.trim(), photoIds }
  if (!(await reviews.insert(tx, review, now))) return refuse('REVIEW_GIVEN')
  const missing = await usePhotos(tx, { ids: photoIds, ownerId: residentId, orderId, for: 'review' })
  if (missing) return missing
  await writeEvent(tx, { orderId, kind: 'reviewed', now, actor: { by: 'resident' }, facts: { score } })
  return { done: true }
}

/** What the resident said of an order, with what became of it. */
export async function reviewOf(db: Db, keys: Keys, orderId: string): Promise<OrderAnswer['review']> {
  const review = await reviews.ofOrder(db, orderId)
  if (!review) return null
  const { photoIds, ...said } = review
  return { ...said, photos: photosOf(keys, photoIds) }
}

/** How many reviews of goods a store shows, and their average to a tenth; `null` without any. */
export const reviewsOf = reviews.averageOf

/** What a store shows of its goods, latest first, 10 a page; an `after` that we did not make starts at the beginning. */
export async function goodsReviews(
  db: Db,
  keys: Keys,
  ask: { storeId: string; goodsId: string; after?: string },
): Promise<ReviewsAnswer | Refusal> {
  const { storeId, goodsId } = ask
  const rows = await reviews.ofGoods(db, storeId, goodsId, { after: readCursor(ask.after), size: PAGE + 1 })
  if (rows.length === 0 && !(await reviews.isSoldAt(db, storeId, goodsId))) return refuse('GOODS_NOT_FOUND')
  const { shown, next } = paged(rows, PAGE)
  return {
    reviews: shown.map(({ id, score, words, photoIds, name, at, answer }) => ({
      id,
      score,
      words,
      photos: photosOf(keys, photoIds),
      who: whoOf(name),
      at,
      answer,
    })),
    next,
  }
}

/** Reviews of a store in a state, 20 a page: what waits, longest first; the others latest first. */
export async function reviewsAt(
  db: Db,
  keys: Keys,
  ask: { storeId: string; state: reviews.ReviewState; after?: string },
): Promise<StaffReviewsAnswer> {
  const page = { after: readCursor(ask.after), size: STAFF_PAGE + 1 }
  const { shown, next } = paged(await reviews.ofStore(db, ask.storeId, ask.state, page), STAFF_PAGE)
  return {
    reviews: shown.map(({ photoIds, name, ...review }) => ({
      ...review,
      photos: photosOf(keys, photoIds),
      who: whoOf(name),
    })),
    next,
  }
}

export type By = { readonly staff: StaffCaller; readonly now: Instant; readonly requestId: string }

/** The store shows a review or keeps it hidden, with an answer; it may change its mind. REVIEW_NOT_FOUND. */
export async function decideReview(
  tx: Tx,
  { staff, now, requestId }: By,
  ask: { reviewId: string; body: Static<typeof DecideReviewBody> },
): Promise<Done | Refusal> {
  const { storeId, staffId } = staff
  const { reviewId, body } = ask
  const to = body.show ? 'shown' : 'hidden'
  const answer = body.answer === undefined ? undefined : body.answer.trim() || null
  const before = await reviews.decide(tx, { reviewId, storeId, to, staffId, answer }, now)
  if (!before) return refuse('REVIEW_NOT_FOUND')
  await audit(tx, {
    at: now,
    staffId,
    storeId,
    action: 'review.decided',
    subject: reviewId,
    before: { state: before.state },
    after: { state: to, ...(answer !== undefined && { answer }) },
    requestId,
  })
  return { done: true }
}

const photosOf = (keys: Keys, ids: readonly string[]): string[] => ids.map((id) => photoUrl(keys, id))

/** Who wrote it, as others read it: 王**. */
const whoOf = (name: string): string => maskedName(name) || '一位邻居'

function paged(rows: reviews.ListedReview[], size: number): { shown: reviews.ListedReview[]; next: string | null } {
  const shown = rows.slice(0, size)
  const last = rows.length > size ? shown.at(-1) : undefined
  return { shown, next: last ? writeCursor(last) : null }
}
