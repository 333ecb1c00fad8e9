import { type Static, Type } from 'typebox'
import { Count, FenAmount, InstantMs, Nullable, OneOf, Uuid } from './scalars'
import { GoodsCard } from './shop'

const exact = { additionalProperties: false } as const

/** The receipt as `price` made it (src/domain/pricing/receipt.ts): amounts of `parts` add up to `total`. */
export const ReceiptOut = Type.Object({
  lines: Type.Array(
    Type.Object({
      goodsId: Uuid,
      quantity: Count,
      list: FenAmount,
      special: FenAmount,
      specialUnits: Count,
      spendSave: FenAmount,
      coupon: FenAmount,
      paid: FenAmount,
    }),
  ),
  gifts: Type.Array(
    Type.Object({ offerId: Uuid, goodsId: Uuid, name: Type.String(), quantity: Count, worth: FenAmount }),
  ),
  parts: Type.Array(
    Type.Object({
      kind: OneOf(['goods', 'special', 'spend-save', 'coupon', 'delivery', 'free-delivery-coupon'] as const),
      sourceId: Nullable(Type.String()),
      title: Type.String(),
      because: Type.String(),
      amount: FenAmount,
    }),
  ),
  goodsTotal: FenAmount,
  afterOffers: FenAmount,
  deliveryFee: FenAmount,
  saved: FenAmount,
  total: FenAmount,
  next: Nullable(
    Type.Object({
      kind: OneOf(['spend-save', 'spend-gift', 'coupon', 'free-delivery'] as const),
      sourceId: Nullable(Type.String()),
      missing: FenAmount,
      off: FenAmount,
      words: Type.String(),
    }),
  ),
  notices: Type.Array(Type.Object({ offerId: Uuid, code: Type.String(), words: Type.String() })),
  missingForDelivery: FenAmount,
})
export type ReceiptOut = Static<typeof ReceiptOut>

/** Why a line cannot be bought as it stands; `most`: how many could be. */
export const LineTrouble = Type.Object({
  code: OneOf(['GOODS_UNAVAILABLE', 'GOODS_SHORT', 'GOODS_LIMIT'] as const),
  words: Type.String(),
  most: Count,
})

export const CartLine = Type.Object({
  goods: GoodsCard,
  quantity: Type.Integer({ minimum: 1 }),
  chosen: Type.Boolean(),
  /** What this line costs after offers; of the whole quantity. 0 when it is not chosen. */
  paid: FenAmount,
  trouble: Nullable(LineTrouble),
  /** The price of one unit is another than when the shopper looked last. */
  changed: Nullable(Type.Object({ was: FenAmount, is: FenAmount })),
})
export type CartLine = Static<typeof CartLine>

export const CartAnswer = Type.Object({
  lines: Type.Array(CartLine, {
    description: 'Latest added first; what is gone for good stands last with its trouble',
  }),
  /** Of the chosen lines, without delivery; coupons as the best choice would be. */
  receipt: ReceiptOut,
  /** Sentences about what changed since last time. */
  notes: Type.Array(Type.String()),
  /** Units in the cart. */
  count: Count,
  asOf: InstantMs,
})
export type CartAnswer = Static<typeof CartAnswer>

const quantity = Type.Integer({ minimum: 1, maximum: 999 })
export const BasketLineIn = Type.Object({ goodsId: Uuid, quantity }, exact)
export const BasketLinesIn = Type.Array(BasketLineIn, { minItems: 0, maxItems: 60 })

/** Sets a line: this many of these goods; 0 takes it out. */
export const CartLineBody = Type.Object(
  { quantity: Type.Integer({ minimum: 0, maximum: 999 }), chosen: Type.Optional(Type.Boolean()) },
  exact,
)
/** What the phone had while nobody was signed in; the larger quantity of both stays. */
export const CartMergeBody = Type.Object({ lines: BasketLinesIn }, exact)
/** Chooses, or no longer, several lines at once. */
export const CartChooseBody = Type.Object(
  { goodsIds: Type.Array(Uuid, { maxItems: 200 }), chosen: Type.Boolean() },
  exact,
)
/** A look at what a phone's own cart would cost, for whoever is not signed in. */
export const CartLookBody = CartMergeBody
