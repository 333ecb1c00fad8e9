import type { Fen } from '../money'
import type { Instant } from '../time'

/** What one line costs and why. `list` − `special` − `spendSave` − `coupon` = `paid`, each ≥ 0; all amounts for the whole line. */
export type ReceiptLine = {
  readonly goodsId: string
  readonly quantity: number
  readonly list: Fen
  /** Taken off by a special price, and for how many units. */
  readonly special: Fen
  readonly specialUnits: number
  /** This line's share of 满减 and of the coupon on goods (largest remainder, KF-20). */
  readonly spendSave: Fen
  readonly coupon: Fen
  readonly paid: Fen
}

/** A gift that comes along. It costs nothing and is given back with the goods that earned it. */
export type ReceiptGift = {
  readonly offerId: string
  readonly goodsId: string
  readonly name: string
  readonly quantity: number
  readonly worth: Fen
}

/** A line of the receipt as it is read: 商品 ¥55.50, 满 50 减 5 −¥5.00 … In order; amounts add up to `total`. */
export type ReceiptPart = {
  readonly kind: 'goods' | 'special' | 'spend-save' | 'coupon' | 'delivery' | 'free-delivery-coupon'
  /** Offer or coupon it comes from; `null` for goods and delivery. */
  readonly sourceId: string | null
  readonly title: string
  /** Says how it came about, in words with its numbers: 满 ¥50 减 ¥5 · 满 ¥39 免运费. Empty when the title says it all. */
  readonly because: string
  /** Negative for what is taken off. */
  readonly amount: Fen
}

/** Why a coupon is not part of this receipt, with the number a shopper needs. */
export type CouponReason =
  /** `missing` more of the goods in its scope. */
  | { readonly code: 'THRESHOLD'; readonly missing: Fen }
  | { readonly code: 'NO_GOODS_IN_SCOPE' }
  /** An exchange coupon: `missing` units more of its goods in the basket. */
  | { readonly code: 'GOODS_MISSING'; readonly missing: number }
  | { readonly code: 'NOT_YET'; readonly opensAt: Instant }
  | { readonly code: 'ENDED'; readonly closedAt: Instant }
  | { readonly code: 'COUNTER_ONLY' }
  | { readonly code: 'OTHER_STORE' }
  | { readonly code: 'GIFTING' }
  | { readonly code: 'RESERVED' }
  /** Only one coupon on goods and one on delivery goes into an order; this one saves `saves`, the chosen one more. */
  | { readonly code: 'ANOTHER_CHOSEN'; readonly saves: Fen }
  /** It would take nothing off (KF-9): no delivery fee to waive, nothing left to pay. */
  | { readonly code: 'SAVES_NOTHING' }
  | { readonly code: 'NOT_CHOSEN'; readonly saves: Fen }

export type CouponVerdict =
  | { readonly couponId: string; readonly applied: true; readonly saves: Fen }
  | { readonly couponId: string; readonly applied: false; readonly reason: CouponReason }

/** The nearest saving not reached yet: 再买 ¥6.40 减 ¥10. */
export type NextSaving = {
  readonly kind: 'spend-save' | 'spend-gift' | 'coupon' | 'free-delivery'
  readonly sourceId: string | null
  readonly missing: Fen
  /** What it would take off more than now; 0 for a gift. */
  readonly off: Fen
  /** 再买 ¥6.40 减 ¥10 */
  readonly words: string
}

/** What happened to an offer that could have applied and did not: said to the shopper. */
export type OfferNotice = {
  readonly offerId: string
  /** `LEFT_OUT`: with this 满减 the order would cost more (it would miss free delivery or a coupon). */
  readonly code: 'GIFT_OUT_OF_STOCK' | 'PERSON_LIMIT' | 'OFFER_USED_UP' | 'LEFT_OUT'
  readonly words: string
}

export type Receipt = {
  readonly lines: readonly ReceiptLine[]
  readonly gifts: readonly ReceiptGift[]
  readonly parts: readonly ReceiptPart[]
  /** Sum of `list`. */
  readonly goodsTotal: Fen
  /** Goods after offers, before coupons: what thresholds and the delivery minimum look at. */
  readonly afterOffers: Fen
  /** What is paid for delivery after everything, ≥ 0. */
  readonly deliveryFee: Fen
  /** Everything taken off, delivery included, as a positive number. */
  readonly saved: Fen
  /** ≥ 0, the sum of `paid` and `deliveryFee` (KF-13). */
  readonly total: Fen
  readonly coupons: readonly CouponVerdict[]
  readonly next: NextSaving | null
  readonly notices: readonly OfferNotice[]
  /** How much more goods delivery asks for; 0 when it is enough or the goods are collected. */
  readonly missingForDelivery: Fen
}
