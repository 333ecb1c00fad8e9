import { type Static, Type } from 'typebox'
import { BasketLineIn, LineTrouble, ReceiptOut } from './cart'
import { CouponCard } from './coupon'
import { StoreCard } from './launch'
import { Count, FenAmount, Gcj02Point, InstantMs, Nullable, OneOf, PointIn, StoreId, Uuid } from './scalars'
import { GoodsCard } from './shop'

const exact = { additionalProperties: false } as const

export const SlotOut = Type.Object({
  opensAt: InstantMs,
  closesAt: InstantMs,
  left: Type.Integer({ minimum: 0, description: 'Places left; what is above 9 is said as 9' }),
})

/** 收货地址. `at` is where the server found it; the phone is the owner's own and comes whole. */
export const AddressCard = Type.Object({
  id: Uuid,
  name: Type.String(),
  phone: Type.String(),
  place: Type.String(),
  detail: Type.String(),
  at: Gcj02Point,
  isDefault: Type.Boolean(),
})
export type AddressCard = Static<typeof AddressCard>
export const AddressesAnswer = Type.Object({ addresses: Type.Array(AddressCard) })
export type AddressesAnswer = Static<typeof AddressesAnswer>
/** `at`: where the resident pointed; without it the server asks the map for `place`. */
export const AddressBody = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 20, pattern: '\\S' }),
    phone: Type.String({ pattern: '^1[3-9]\\d{9}$' }),
    place: Type.String({ minLength: 2, maxLength: 80, pattern: '\\S' }),
    detail: Type.String({ minLength: 1, maxLength: 60, pattern: '\\S', description: '3 栋 2 单元 501' }),
    at: Type.Optional(PointIn),
    isDefault: Type.Boolean(),
  },
  exact,
)
export type AddressBody = Static<typeof AddressBody>
export const AddressAnswer = AddressCard

/**
 * How the goods come to the shopper. `slotOpensAt`: which slot; `null` asks for the earliest. `addressId`: `null` asks for the default
 * address, else the one used last. The answer says which; a submit names both.
 */
export const FulfilmentIn = Type.Union([
  Type.Object({ kind: Type.Literal('pickup'), slotOpensAt: Nullable(InstantMs) }, exact),
  Type.Object({ kind: Type.Literal('delivery'), addressId: Nullable(Uuid), slotOpensAt: Nullable(InstantMs) }, exact),
])
export type FulfilmentIn = Static<typeof FulfilmentIn>

/** `best`, or exactly these coupons. */
export const CouponChoice = Type.Union([Type.Literal('best'), Type.Array(Uuid, { maxItems: 2 })])

const basket = {
  storeId: StoreId,
  lines: Type.Array(BasketLineIn, { minItems: 1, maxItems: 60 }),
  fulfilment: FulfilmentIn,
  coupons: CouponChoice,
  useBalance: Type.Boolean(),
}
export const CheckoutQuestion = Type.Object(basket, exact)
export type CheckoutQuestion = Static<typeof CheckoutQuestion>

/** A coupon at checkout: taken, with what it saves, or not, with the reason in words (还差 ¥12). */
export const CheckoutCoupon = Type.Object({
  coupon: CouponCard,
  applied: Type.Boolean(),
  saves: FenAmount,
  /** Could be chosen instead. */
  choosable: Type.Boolean(),
  words: Type.String(),
})

/** What stands in the way of submitting, in words; about one line or about the whole. */
export const CheckoutTrouble = Type.Object({
  code: OneOf([
    'GOODS_UNAVAILABLE',
    'GOODS_SHORT',
    'GOODS_LIMIT',
    'SLOT_CLOSED',
    'SLOT_FULL',
    'DELIVERY_OUTSIDE',
    'DELIVERY_MINIMUM',
    'ADDRESS_NOT_FOUND',
    'STORE_NOT_OPEN_YET',
    'TOO_MANY_UNPAID',
  ] as const),
  words: Type.String(),
  goodsId: Nullable(Uuid),
  /** Of DELIVERY_OUTSIDE: another store that would deliver. */
  storeId: Nullable(StoreId),
})

export const CheckoutAnswer = Type.Object({
  store: StoreCard,
  lines: Type.Array(
    Type.Object({ goods: GoodsCard, quantity: Count, paid: FenAmount, trouble: Nullable(LineTrouble) }),
  ),
  receipt: ReceiptOut,
  slots: Type.Array(SlotOut),
  /** The slot taken when the question names none, or the one it names while it can be had. */
  slot: Nullable(SlotOut),
  address: Nullable(AddressCard),
  zone: Nullable(
    Type.Object({
      name: Type.String(),
      fee: FenAmount,
      minimum: FenAmount,
      freeFrom: Nullable(FenAmount),
      metres: Count,
    }),
  ),
  coupons: Type.Array(CheckoutCoupon),
  balance: Type.Object({ has: FenAmount, uses: FenAmount }),
  /** What WeChat Pay is asked for: `receipt.total` − `balance.uses`. */
  toPay: FenAmount,
  troubles: Type.Array(CheckoutTrouble),
  /** Coupons that were asked for and dropped out, and other news (KF-16). */
  notes: Type.Array(Type.String()),
})
export type CheckoutAnswer = Static<typeof CheckoutAnswer>

/**
 * What was seen is what is submitted: `expectTotal` is the total the shopper saw; when it would be more now, CHECKOUT_CHANGED says so
 * and nothing is bought (KF-4).
 */
export const SubmitBody = Type.Object(
  {
    ...basket,
    expectTotal: FenAmount,
    remark: Type.String({ maxLength: 100 }),
    /** Who collects: for pickup; deliveries take the address's. */
    contact: Type.Optional(
      Type.Object(
        {
          name: Type.String({ minLength: 1, maxLength: 20 }),
          phone: Type.String({ pattern: '^1[3-9]\\d{9}$' }),
        },
        exact,
      ),
    ),
  },
  exact,
)
export type SubmitBody = Static<typeof SubmitBody>

/** The five fields of wx.requestPayment. */
export const PayParams = Type.Object({
  timeStamp: Type.String(),
  nonceStr: Type.String(),
  package: Type.String(),
  signType: Type.Literal('RSA'),
  paySign: Type.String(),
})
export type PayParams = Static<typeof PayParams>

export const SubmitAnswer = Type.Object({
  orderId: Uuid,
  number: Type.String(),
  total: FenAmount,
  /** 0: nothing is left to pay, the order is placed. */
  toPay: FenAmount,
  payUntil: InstantMs,
})
export type SubmitAnswer = Static<typeof SubmitAnswer>

/** The store that can do it (KF-50): zone holds the door, stock holds the basket. */
export const NearestQuestion = Type.Object(
  { lines: Type.Array(BasketLineIn, { minItems: 1, maxItems: 60 }), at: PointIn },
  exact,
)
export const NearestAnswer = Type.Object({
  /** In the order of choice: delivering stores nearest first, then stores to collect from. */
  stores: Type.Array(
    Type.Object({
      store: StoreCard,
      metres: Count,
      delivers: Type.Boolean(),
      whole: Type.Boolean({ description: 'Has everything of the basket' }),
      missing: Type.Array(Type.Object({ goodsId: Uuid, name: Type.String(), wanted: Count, has: Count })),
    }),
  ),
  best: Nullable(Type.Object({ storeId: StoreId, delivers: Type.Boolean() })),
})
export type NearestAnswer = Static<typeof NearestAnswer>

export const BalanceQuery = Type.Object({ after: Type.Optional(Type.String({ maxLength: 80 })) }, exact)
export const BalanceAnswer = Type.Object({
  fen: FenAmount,
  entries: Type.Array(
    Type.Object({
      id: Uuid,
      kind: OneOf(['opening', 'topped-up', 'paid', 'refunded', 'adjusted'] as const),
      delta: FenAmount,
      orderId: Nullable(Uuid),
      at: InstantMs,
    }),
  ),
  next: Nullable(Type.String()),
})
export type BalanceAnswer = Static<typeof BalanceAnswer>
