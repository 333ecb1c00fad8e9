import { type Static, Type } from 'typebox'
import { Count, InstantMs, Nullable, OneOf, StoreId, Uuid } from './scalars'
import { Scope } from './shop'

/** A coupon worth more than a hundred thousand yuan is a slip of the finger. */
const MOST_FEN = 10_000_000
const exact = { additionalProperties: false } as const
const CouponFen = Type.Integer({ minimum: 0, maximum: MOST_FEN, description: 'Fen: 1 yuan = 100 fen' })
const SomeFen = Type.Integer({ minimum: 1, maximum: MOST_FEN, description: 'Fen: 1 yuan = 100 fen' })

export const ExchangeGoods = Type.Object(
  {
    goodsId: Type.Optional(Uuid),
    name: Type.String({ minLength: 1, maxLength: 40 }),
    quantity: Type.Integer({ minimum: 1, maximum: 9999 }),
    unit: Type.String({ minLength: 1, maxLength: 8 }),
    picture: Type.String({ pattern: '^[a-z0-9-]{1,60}$' }),
    worth: CouponFen,
  },
  exact,
)

/** See `CouponValue` in src/domain/coupon/coupon.ts. Kept as it was sent, so nothing but these fields is taken. */
export const CouponValue = Type.Union([
  Type.Object({ kind: Type.Literal('amount-off'), off: SomeFen, threshold: CouponFen }, exact),
  Type.Object(
    {
      kind: Type.Literal('percent-off'),
      percent: Type.Integer({ minimum: 1, maximum: 99 }),
      cap: Nullable(SomeFen),
      threshold: CouponFen,
    },
    exact,
  ),
  Type.Object({ kind: Type.Literal('exchange'), goods: ExchangeGoods, price: CouponFen }, exact),
  Type.Object({ kind: Type.Literal('free-delivery'), threshold: CouponFen }, exact),
])
export type CouponValue = Static<typeof CouponValue>

/** What coupon and batch have in common: what it is, where it may be used, whether it may be given away. */
const terms = {
  title: Type.String(),
  note: Type.String({ description: 'The rules in words' }),
  value: CouponValue,
  scope: Scope,
  usableOnline: Type.Boolean(),
  usableCounter: Type.Boolean(),
  storeIds: Type.Array(StoreId),
  maxHops: Type.Integer({ minimum: 0, description: 'How often a copy may be given away; 0 = never' }),
}

/** A published batch as everybody sees it (cacheable: nothing personal in it). */
export const BatchCard = Type.Object({
  id: Uuid,
  ...terms,
  benefit: Type.Boolean({ description: '开业福利: collected in store during the trial' }),
  total: Count,
  remaining: Count,
  remainingToday: Nullable(Count),
  perPerson: Type.Integer({ minimum: 1 }),
  claimOpensAt: InstantMs,
  claimClosesAt: InstantMs,
  withdrawn: Type.Boolean(),
  use: Type.Object({
    opensAt: Nullable(InstantMs),
    closesAt: Nullable(InstantMs),
    days: Nullable(Type.Integer({ minimum: 1 })),
  }),
})
export type BatchCard = Static<typeof BatchCard>

export const BatchesAnswer = Type.Object({ batches: Type.Array(BatchCard) })
export type BatchesAnswer = Static<typeof BatchesAnswer>

/** How many of each batch the signed-in resident has claimed (not: still holds). */
export const MyClaimsAnswer = Type.Object({ claims: Type.Array(Type.Object({ batchId: Uuid, claimed: Count })) })
export type MyClaimsAnswer = Static<typeof MyClaimsAnswer>

/** Where the tap came from: the code of a channel and the share code of a neighbour, as the path carried them. */
export const TouchIn = Type.Object(
  {
    channel: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_-]{1,24}$' })),
    sharer: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_-]{1,24}$' })),
    scene: Type.Optional(Type.Integer({ minimum: 0, maximum: 99_999 })),
  },
  { additionalProperties: false },
)
export type TouchIn = Static<typeof TouchIn>

export const ClaimBody = Type.Object({ touch: Type.Optional(TouchIn) }, { additionalProperties: false })
export const ClaimAnswer = Type.Object({
  couponId: Uuid,
  batchId: Uuid,
  claimedAt: InstantMs,
  usableFrom: InstantMs,
  usableUntil: InstantMs,
})
export type ClaimAnswer = Static<typeof ClaimAnswer>

/** One resident's copy. `usableUntil` is the first instant at which it no longer works. */
export const CouponCard = Type.Object({
  id: Uuid,
  batchId: Uuid,
  ...terms,
  benefit: Type.Boolean(),
  shelf: OneOf(['usable', 'gifting', 'used', 'ended'] as const),
  claimedAt: InstantMs,
  usableFrom: InstantMs,
  usableUntil: InstantMs,
  received: Type.Boolean({ description: 'It came as a gift' }),
  giveable: Type.Boolean(),
  gift: Nullable(Type.Object({ id: Uuid, expiresAt: InstantMs })),
  usedAt: Nullable(InstantMs),
  usedStoreId: Nullable(StoreId),
})
export type CouponCard = Static<typeof CouponCard>

export const CouponsQuery = Type.Object(
  {
    shelf: OneOf(['usable', 'gifting', 'used', 'ended'] as const),
    after: Type.Optional(Type.String({ maxLength: 80, description: '`next` of the page before' })),
  },
  { additionalProperties: false },
)
export const CouponsAnswer = Type.Object({
  coupons: Type.Array(CouponCard),
  next: Nullable(Type.String()),
  counts: Type.Object({ usable: Count, gifting: Count, used: Count, ended: Count }),
})
export type CouponsAnswer = Static<typeof CouponsAnswer>

/**
 * What the code page shows. `qrs` holds the code for now and the next few windows, so that a weak network does not
 * blank the page; each is good for its window and one on either side. `digits` is the fallback that is read aloud.
 */
export const CouponCodeAnswer = Type.Object({
  coupon: CouponCard,
  digits: Type.String({ pattern: '^\\d{8}$' }),
  digitsUntil: InstantMs,
  qrs: Type.Array(Type.Object({ text: Type.String(), from: InstantMs, until: InstantMs }), { minItems: 1 }),
})
export type CouponCodeAnswer = Static<typeof CouponCodeAnswer>

/** Publishing a batch (launch lead, manager, owner). */
export const PublishBatchBody = Type.Object(
  {
    title: Type.String({ minLength: 1, maxLength: 24 }),
    note: Type.String({ maxLength: 300 }),
    value: CouponValue,
    /** Which goods it is good for; all when nothing is said. */
    scope: Type.Optional(Scope),
    benefit: Type.Boolean(),
    usableOnline: Type.Boolean(),
    usableCounter: Type.Boolean(),
    maxHops: Type.Integer({ minimum: 0, maximum: 5 }),
    total: Type.Integer({ minimum: 1, maximum: 10_000_000 }),
    perPerson: Type.Integer({ minimum: 1, maximum: 100 }),
    perDay: Nullable(Type.Integer({ minimum: 1 })),
    claimOpensAt: InstantMs,
    claimClosesAt: InstantMs,
    useOpensAt: Nullable(InstantMs),
    useClosesAt: Nullable(InstantMs),
    useDays: Nullable(Type.Integer({ minimum: 1, maximum: 3650 })),
    remindHours: Type.Integer({
      minimum: 0,
      maximum: 720,
      description: 'Remind this long before a copy ends; 0 = never',
    }),
    channelIds: Nullable(Type.Array(Type.String({ maxLength: 24 }), { minItems: 1, maxItems: 50 })),
  },
  { additionalProperties: false },
)
export type PublishBatchBody = Static<typeof PublishBatchBody>
export const PublishBatchAnswer = Type.Object({ batchId: Uuid })
