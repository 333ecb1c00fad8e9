import type { CouponKind } from '../coupon/coupon'

/**
 * The steps of a price, in order; each works on what the ones before have left. The engine runs this list. A line takes part in
 * one special, one 满减 and every 满送 at the most.
 */
export const STEPS = ['special', 'spend-save', 'spend-gift', 'coupon', 'delivery', 'free-delivery-coupon'] as const
export type Step = (typeof STEPS)[number]

/** Goods at their usual prices; after special prices; after special prices and 满减. */
export type Basis = 'list' | 'after-specials' | 'after-offers'

/**
 * Which amount of the goods in its scope a step compares with its threshold, and takes off from. So specials count toward 满减 at
 * their special price, and a coupon on goods never costs the shopper the free delivery that was reached before it.
 */
export const LOOKS_AT: Readonly<Record<Exclude<Step, 'special'>, Basis>> = {
  'spend-save': 'after-specials',
  'spend-gift': 'after-offers',
  coupon: 'after-offers',
  delivery: 'after-offers',
  'free-delivery-coupon': 'after-offers',
}

/** Offers that are left out when the order would cost more with them (see `leave-out.ts`). A special is a price tag and always holds. */
export const LEFT_OUT_WHEN_DEARER = 'spend-save' as const satisfies Step

/** The step in which a kind of coupon is used. One coupon goes into each: one on goods and one on delivery per order. */
export const COUPON_STEP = {
  'amount-off': 'coupon',
  'percent-off': 'coupon',
  exchange: 'coupon',
  'free-delivery': 'free-delivery-coupon',
} as const satisfies Readonly<Record<CouponKind, Step>>
export type CouponStep = (typeof COUPON_STEP)[CouponKind]
