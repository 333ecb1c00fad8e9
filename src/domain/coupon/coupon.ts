import type { Fen } from '../money'
import { type Instant, phaseOf, type Window } from '../time'

/** 满减券 · 折扣券 · 兑换券 (the carrier of opening benefits) · 免运券 */
export type CouponKind = 'amount-off' | 'percent-off' | 'exchange' | 'free-delivery'

/**
 * What a coupon is worth. `threshold`: least goods total that may use it, delivery not counted, 0 = no minimum.
 * `percent` is what is still paid, as Chinese shops say it: 88 = 8.8 折. `price` of an exchange: 0 = given.
 */
export type CouponValue =
  | { readonly kind: 'amount-off'; readonly off: Fen; readonly threshold: Fen }
  | { readonly kind: 'percent-off'; readonly percent: number; readonly cap: Fen | null; readonly threshold: Fen }
  | { readonly kind: 'exchange'; readonly goods: ExchangeGoods; readonly price: Fen }
  | { readonly kind: 'free-delivery'; readonly threshold: Fen }

/**
 * Goods an exchange coupon hands over: `quantity` of `unit` (10 枚), usually worth `worth`. `goodsId`: the goods of the mall it is
 * good for online, `quantity` of their units; without one it is handed over at the counter only.
 */
export type ExchangeGoods = {
  readonly goodsId?: string
  readonly name: string
  readonly quantity: number
  readonly unit: string
  readonly picture: string
  readonly worth: Fen
}

/**
 * `held` in the wallet, `gifting` on its way to a friend, `reserved` by an order that waits for its payment, `used` for good.
 * Expired is not a state but a held one past its window; a gift nobody took is a held one again (see `effectiveState`).
 */
export type CouponState = 'held' | 'gifting' | 'reserved' | 'used'

/**
 * Every legal move, and nothing else. `used → held` is a manager's reversal of a wrong verification, or an order that was cancelled
 * before anything was handed over.
 */
const NEXT = {
  held: ['gifting', 'reserved', 'used'],
  gifting: ['held'],
  reserved: ['held', 'used'],
  used: ['held'],
} as const satisfies Record<CouponState, readonly CouponState[]>

export function canBecome(from: CouponState, to: CouponState): boolean {
  return (NEXT[from] as readonly CouponState[]).includes(to)
}

export type Coupon = {
  readonly state: CouponState
  /** Until when the gift is offered; only while `gifting`. */
  readonly giftingUntil: Instant | null
  readonly usable: Window
  /** How often it has changed hands by gift. */
  readonly hops: number
}

/** The state that counts now: a gift that nobody took in time has come back by itself, without a job having run. */
export function effectiveState(coupon: Pick<Coupon, 'state' | 'giftingUntil'>, now: Instant): CouponState {
  const cameBack = coupon.state === 'gifting' && coupon.giftingUntil !== null && coupon.giftingUntil <= now
  return cameBack ? 'held' : coupon.state
}

/** Where a wallet files a coupon: 可用 · 赠送中 · 已用 · 已过期 */
export type WalletShelf = 'usable' | 'gifting' | 'used' | 'ended'

export function shelfOf(coupon: Pick<Coupon, 'state' | 'giftingUntil' | 'usable'>, now: Instant): WalletShelf {
  const state = effectiveState(coupon, now)
  if (state === 'used') return 'used'
  if (now >= coupon.usable.closesAt) return 'ended'
  return state === 'gifting' ? 'gifting' : 'usable'
}

export type UseTerms = {
  readonly usableOnline: boolean
  readonly usableCounter: boolean
  readonly storeIds: readonly string[]
}

export type UseRefusal =
  | { readonly code: 'COUPON_USED' }
  | { readonly code: 'COUPON_GIFTING' }
  | { readonly code: 'COUPON_RESERVED' }
  | { readonly code: 'COUPON_NOT_YET_USABLE'; readonly opensAt: Instant }
  | { readonly code: 'COUPON_EXPIRED'; readonly closedAt: Instant }
  | { readonly code: 'COUPON_NOT_AT_COUNTER' }
  | { readonly code: 'COUPON_WRONG_STORE'; readonly storeIds: readonly string[] }

/** Why this coupon cannot be handed in at this store's counter right now; `null` when it can. */
export function refuseAtCounter(
  coupon: Pick<Coupon, 'state' | 'giftingUntil' | 'usable'>,
  terms: UseTerms,
  storeId: string,
  now: Instant,
): UseRefusal | null {
  const state = effectiveState(coupon, now)
  if (state === 'used') return { code: 'COUPON_USED' }
  if (state === 'gifting') return { code: 'COUPON_GIFTING' }
  if (state === 'reserved') return { code: 'COUPON_RESERVED' }
  if (!terms.usableCounter) return { code: 'COUPON_NOT_AT_COUNTER' }
  if (!terms.storeIds.includes(storeId)) return { code: 'COUPON_WRONG_STORE', storeIds: terms.storeIds }
  const phase = phaseOf(coupon.usable, now)
  if (phase === 'upcoming') return { code: 'COUPON_NOT_YET_USABLE', opensAt: coupon.usable.opensAt }
  if (phase === 'closed') return { code: 'COUPON_EXPIRED', closedAt: coupon.usable.closesAt }
  return null
}
