import type { BatchesAnswer, CouponCard, CouponCodeAnswer, CouponsAnswer } from '../../src/contract/coupon'
import { type Refusal, refuse } from '../../src/contract/errors'
import { refuseAtCounter, type WalletShelf } from '../../src/domain/coupon/coupon'
import type { Instant } from '../../src/domain/time'
import type { Db } from '../database/connection'
import { readCursor, writeCursor } from '../database/cursor'
import type { Keys } from '../keys'
import { issueCode } from '../verification/code.service'
import * as batches from './batch.repository'
import * as coupons from './coupon.repository'

/** What a checkout asks: what the holder could use, and what became of coupons that were asked for. */
export { atCheckout, cardsOf as couponsOf } from './coupon.repository'
export type { AtCheckout } from './coupon.repository'

const PAGE = 20

/** The batches of a store's launch as everybody sees them. */
export async function shelf(db: Db, storeId: string, now: Instant): Promise<BatchesAnswer | Refusal> {
  const cards = await batches.onShelf(db, storeId, now)
  if (cards.length === 0 && !(await batches.storeExists(db, storeId))) return refuse('STORE_NOT_FOUND')
  return { batches: cards }
}

/** A page of the wallet. `after` is the `next` of the page before; one that we did not make starts at the beginning. */
export async function wallet(
  db: Db,
  holderId: string,
  ask: { shelf: WalletShelf; after?: string; now: Instant },
): Promise<CouponsAnswer> {
  const [page, counts] = await Promise.all([
    coupons.pageOf(db, holderId, ask.shelf, { after: readCursor(ask.after), size: PAGE + 1, now: ask.now }),
    coupons.countsOf(db, holderId, ask.now),
  ])
  const shown = page.slice(0, PAGE)
  const last = page.length > PAGE ? shown.at(-1) : undefined
  return {
    coupons: shown,
    next: last ? writeCursor({ at: last.usedAt ?? last.usableUntil, id: last.id }) : null,
    counts,
  }
}

/** One coupon of the caller; anybody else's is not found. */
export async function find(db: Db, holderId: string, couponId: string, now: Instant): Promise<CouponCard | Refusal> {
  return (await coupons.findOf(db, holderId, couponId, now)) ?? refuse('COUPON_NOT_FOUND')
}

/**
 * The code to show at the counter. Asking again gives the same digits while they last, so this is safe to repeat.
 * A coupon that the counter would refuse gets that refusal here already, before anybody stands in a queue.
 */
export async function code(
  db: Db,
  keys: Keys,
  ask: { holderId: string; couponId: string; now: Instant },
): Promise<CouponCodeAnswer | Refusal> {
  const coupon = await coupons.findOf(db, ask.holderId, ask.couponId, ask.now)
  if (!coupon) return refuse('COUPON_NOT_FOUND')
  const refusal = refuseAtCounter(
    {
      state: coupon.shelf === 'used' ? 'used' : coupon.shelf === 'gifting' ? 'gifting' : 'held',
      giftingUntil: coupon.gift ? (coupon.gift.expiresAt as Instant) : null,
      usable: { opensAt: coupon.usableFrom as Instant, closesAt: coupon.usableUntil as Instant },
    },
    coupon,
    coupon.storeIds[0] ?? '',
    ask.now,
  )
  if (refusal) {
    const { code: refused, ...facts } = refusal
    return refuse(refused, facts)
  }
  return { coupon, ...(await issueCode(db, keys, { couponId: ask.couponId, now: ask.now })) }
}
