import type { CouponCard } from '../../contract/coupon'
import type { StoreCard } from '../../contract/launch'
import { type CouponValue, type WalletShelf } from '../../domain/coupon/coupon'
import { DAY, type Instant } from '../../domain/time'
import { clockTime, day, endDay, nearMoment } from '../../ui/moment'
import { remainingInWords, timeLeft } from '../../ui/remaining'
import type { Tone } from '../../ui/tag'

/** What the pictures draw: amounts travel as plain numbers and are whole fen by contract. */
export const valueOf = (coupon: Pick<CouponCard, 'value'>): CouponValue => coupon.value as CouponValue

/**
 * The shelf a coupon belongs on now, though the answer is of a moment ago: a gift comes back and a coupon ends at an
 * instant, not when somebody asks.
 */
export function shelfNow(coupon: CouponCard, now: Instant): WalletShelf {
  if (coupon.shelf === 'used') return 'used'
  if (now >= coupon.usableUntil) return 'ended'
  return coupon.gift && now < coupon.gift.expiresAt ? 'gifting' : 'usable'
}

/** Why its code cannot be shown at a counter now, as far as one needs to know before asking; `null` when it can. */
export function refuseShowing(
  coupon: CouponCard,
  now: Instant,
): 'over' | 'gifting' | 'online-only' | 'too-early' | null {
  const shelf = shelfNow(coupon, now)
  if (shelf === 'used' || shelf === 'ended') return 'over'
  if (shelf === 'gifting') return 'gifting'
  if (!coupon.usableCounter) return 'online-only'
  return now < coupon.usableFrom ? 'too-early' : null
}

/** Whether it may be given away now. What is on its way may be given again once it has come back. */
export const canGive = (coupon: CouponCard, now: Instant): boolean =>
  shelfNow(coupon, now) === 'usable' && (coupon.giveable || (coupon.gift !== null && coupon.maxHops > 0))

/** The one thing a ticket in the wallet offers: its code at the counter, else a neighbour, else a look. */
export function nextStep(coupon: CouponCard, now: Instant): 'show' | 'give' | 'look' {
  if (refuseShowing(coupon, now) === null) return 'show'
  return canGive(coupon, now) ? 'give' : 'look'
}

/** 线上、门店 */
export const placesOf = (coupon: Pick<CouponCard, 'usableOnline' | 'usableCounter'>): string =>
  [coupon.usableOnline && '线上', coupon.usableCounter && '门店'].filter(Boolean).join('、')

/** 线上、门店 · 8月31日止 */
export const termsOf = (coupon: CouponCard): string => `${placesOf(coupon)} · ${endDay(coupon.usableUntil as Instant)}`

/** Within this an end is worth saying on the card. */
const SOON = 7 * DAY

/** 今天 8:00 · 8月16日 8:00; the first instant of a day is the day. */
export const fromWords = (at: Instant, now: Instant): string =>
  clockTime(at) === '0:00' ? day(at) : nearMoment(at, now)

/** The line under the name: from when it works, how long it still does, when a gift comes back. */
export function tagOf(coupon: CouponCard, now: Instant): { words: string; tone: Tone } | null {
  if (shelfNow(coupon, now) === 'gifting' && coupon.gift) {
    return { words: `${remainingInWords(coupon.gift.expiresAt as Instant, now)}后退回`, tone: 'sun' }
  }
  if (now < coupon.usableFrom) return { words: `${fromWords(coupon.usableFrom as Instant, now)} 起可用`, tone: 'leaf' }
  const left = coupon.usableUntil - now < SOON ? timeLeft(coupon.usableUntil as Instant, now) : null
  return left === null ? null : { words: left, tone: 'sun' }
}

/** What a ticket says when it is done with; `undefined` while it is not. */
export function overOf(coupon: CouponCard, now: Instant): string | undefined {
  const shelf = shelfNow(coupon, now)
  if (shelf === 'ended') return '已过期'
  if (shelf !== 'used') return undefined
  return coupon.usedAt === null ? '已用' : `${nearMoment(coupon.usedAt as Instant, now)} 已用`
}

export type Stores = readonly Pick<StoreCard, 'id' | 'name' | 'hours'>[]

/** Names of the stores, in the coupon's order; those that are not known are left out. */
export const storeNamesOf = (storeIds: readonly string[], stores: Stores): string[] =>
  storeIds.flatMap((id) => stores.find((store) => store.id === id)?.name ?? [])
