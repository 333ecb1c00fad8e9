import type { CouponValue } from '../coupon/coupon'
import type { Fen } from '../money'
import type { Window } from '../time'

/** Which goods an offer or a coupon is about. */
export type Scope =
  | { readonly kind: 'all' }
  | { readonly kind: 'categories'; readonly ids: readonly string[] }
  | { readonly kind: 'goods'; readonly ids: readonly string[] }

/**
 * One kind of goods in a basket. `quantity`: whole units. `unitPrice`: of one unit in this store now; for goods sold by weight
 * the estimate of one unit (`estimateOf`), which is what is paid until it has been weighed.
 */
export type BasketLine = {
  readonly goodsId: string
  readonly categoryId: string
  readonly quantity: number
  readonly unitPrice: Fen
}

/** 特价: goods at another price, `perPerson` and `left` units of it at the most (`null` = no limit); the rest at the usual one. */
export type SpecialOffer = {
  readonly kind: 'special'
  readonly id: string
  readonly title: string
  readonly window: Window
  readonly goodsId: string
  readonly price: Fen
  /** Units one person may have of this offer, over all orders that are not cancelled (KF-8, KF-10). */
  readonly perPerson: number | null
  /** Units this person has had of it already. */
  readonly taken: number
  /** Units the offer still has for everybody. */
  readonly left: number | null
}

/** 满减: the highest tier that the goods in scope reach. `threshold` ascending. `perPerson`: orders one person may use it in. */
export type SpendSaveOffer = {
  readonly kind: 'spend-save'
  readonly id: string
  readonly title: string
  readonly window: Window
  readonly scope: Scope
  readonly tiers: readonly { readonly threshold: Fen; readonly off: Fen }[]
  readonly perPerson: number | null
  readonly taken: number
}

/** 满送: the gift of the highest tier reached. A gift that the store has none of is skipped with a notice (KF-47). */
export type SpendGiftOffer = {
  readonly kind: 'spend-gift'
  readonly id: string
  readonly title: string
  readonly window: Window
  readonly scope: Scope
  readonly tiers: readonly { readonly threshold: Fen; readonly gift: OfferGift }[]
  readonly perPerson: number | null
  readonly taken: number
}
/**
 * `available`: units of the goods that the store has free now, before this basket takes any (units bought in it go first).
 * `worth`: what one unit usually costs.
 */
export type OfferGift = {
  readonly goodsId: string
  readonly name: string
  readonly quantity: number
  readonly worth: Fen
  readonly available: number
}

export type Offer = SpecialOffer | SpendSaveOffer | SpendGiftOffer

/** A coupon that the shopper holds. Whether it may be used online, here and now is judged by the engine, with the reason. */
export type BasketCoupon = {
  readonly id: string
  readonly title: string
  readonly value: CouponValue
  readonly scope: Scope
  readonly usable: Window
  readonly usableOnline: boolean
  readonly storeIds: readonly string[]
  /** Offered to a neighbour, or kept for another order that waits for its payment. */
  readonly busy: 'gifting' | 'reserved' | null
}

/** Delivery as the zone of the door asks for it; `minimum`: least goods total (after offers, before coupons). */
export type DeliveryTerms = { readonly fee: Fen; readonly minimum: Fen; readonly freeFrom: Fen | null }

export type Basket = {
  readonly storeId: string
  readonly lines: readonly BasketLine[]
  readonly offers: readonly Offer[]
  readonly coupons: readonly BasketCoupon[]
  /** `null`: collected in the store. */
  readonly delivery: DeliveryTerms | null
  /**
   * `best`: the engine chooses. Otherwise exactly these coupons (by id), as far as they can be used; what cannot is left out with
   * its reason and never blocks the order (KF-16). An empty list: without coupons.
   */
  readonly choose: 'best' | readonly string[]
}
