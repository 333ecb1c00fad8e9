import { type Coupon, effectiveState } from '../coupon/coupon'
import { HOUR, type Instant, plus } from '../time'

/** How long a gift is offered before it comes back by itself. */
export const GIFT_LASTS = 24 * HOUR

/** `offered` until exactly one of the others happens. `returned`: it came back by itself. */
export type GiftState = 'offered' | 'accepted' | 'taken-back' | 'returned'

const NEXT = {
  offered: ['accepted', 'taken-back', 'returned'],
  accepted: [],
  'taken-back': [],
  returned: [],
} as const satisfies Record<GiftState, readonly GiftState[]>

export function canBecome(from: GiftState, to: GiftState): boolean {
  return (NEXT[from] as readonly GiftState[]).includes(to)
}

/** A gift comes back after 24 h or when its coupon ends, whichever is first. */
export function giftEndsAt(couponClosesAt: Instant, now: Instant): Instant {
  const day = plus(now, GIFT_LASTS)
  return day < couponClosesAt ? day : couponClosesAt
}

/** The state that counts now: an offer past its end has returned, whether or not a job has written it down. */
export function effectiveGiftState(gift: { state: GiftState; expiresAt: Instant }, now: Instant): GiftState {
  return gift.state === 'offered' && gift.expiresAt <= now ? 'returned' : gift.state
}

export type GiveRefusalCode =
  | 'COUPON_USED'
  | 'COUPON_GIFTING'
  | 'COUPON_EXPIRED'
  | 'GIFT_NOT_ALLOWED'
  | 'GIFT_HOPS_SPENT'

/** Why a coupon cannot be given away now; `null` when it can. `maxHops` 0 = never, 1 = once (the default of a batch). */
export function refuseGive(coupon: Coupon, maxHops: number, now: Instant): GiveRefusalCode | null {
  const state = effectiveState(coupon, now)
  if (state === 'used') return 'COUPON_USED'
  if (state === 'gifting') return 'COUPON_GIFTING'
  if (now >= coupon.usable.closesAt) return 'COUPON_EXPIRED'
  if (maxHops === 0) return 'GIFT_NOT_ALLOWED'
  return coupon.hops >= maxHops ? 'GIFT_HOPS_SPENT' : null
}

/**
 * A giver's name as others see it, the first character and no more: 王小明 is 王**, nothing stays nothing. The whole name
 * is neither shown nor kept.
 */
export function maskedName(name: string): string {
  const [first] = name.trim()
  return first === undefined ? '' : `${first}**`
}
