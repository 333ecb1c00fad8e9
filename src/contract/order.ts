import { type Static, Type } from 'typebox'
import { ORDER_STATES } from '../domain/order/order'
import { StoreCard } from './launch'
import { Count, FenAmount, InstantMs, Nullable, OneOf, StoreId, Uuid } from './scalars'
import { SoldBy } from './shop'

const exact = { additionalProperties: false } as const
const OrderState = OneOf(ORDER_STATES)
const Fulfilment = OneOf(['pickup', 'delivery'] as const)

/** 全部 · 待付款 · 进行中 · 待取货 · 已完成 */
export const ORDER_SHELVES = ['all', 'unpaid', 'active', 'ready', 'done'] as const
export const OrdersQuery = Type.Object(
  { shelf: OneOf(ORDER_SHELVES), after: Type.Optional(Type.String({ maxLength: 80 })) },
  exact,
)
export const OrderSummary = Type.Object({
  id: Uuid,
  number: Type.String(),
  storeId: StoreId,
  storeName: Type.String(),
  state: OrderState,
  fulfilment: Fulfilment,
  placedAt: InstantMs,
  payUntil: Nullable(InstantMs),
  slot: Nullable(Type.Object({ opensAt: InstantMs, closesAt: InstantMs })),
  /** The first few goods and how many kinds there are. */
  pictures: Type.Array(Type.Object({ picture: Type.String(), name: Type.String() })),
  kinds: Count,
  units: Count,
  total: FenAmount,
  refunded: FenAmount,
  /** The store waits for an answer of the resident (a substitute). */
  question: Type.Boolean(),
  reviewable: Type.Boolean(),
})
export type OrderSummary = Static<typeof OrderSummary>
export const OrdersAnswer = Type.Object({
  orders: Type.Array(OrderSummary),
  next: Nullable(Type.String()),
  counts: Type.Object({ unpaid: Count, active: Count, ready: Count }),
})
export type OrdersAnswer = Static<typeof OrdersAnswer>

/** A line of an order. `kept`: what is paid for after picking, `null` until then; `refundable`: what may still be asked back. */
export const OrderLine = Type.Object({
  id: Uuid,
  kind: OneOf(['goods', 'gift', 'substitute'] as const),
  goodsId: Uuid,
  name: Type.String(),
  picture: Type.String(),
  unit: Type.String(),
  soldBy: SoldBy,
  quantity: Count,
  orderedGrams: Nullable(Count),
  pickedQuantity: Nullable(Count),
  pickedGrams: Nullable(Count),
  list: FenAmount,
  paid: FenAmount,
  kept: Nullable(FenAmount),
  refunded: FenAmount,
  refundedQuantity: Count,
  insteadOf: Nullable(Uuid),
  consent: Nullable(OneOf(['asked', 'agreed', 'declined'] as const)),
})
export type OrderLine = Static<typeof OrderLine>

export const OrderStep = Type.Object({
  at: InstantMs,
  kind: Type.String(),
  words: Type.String({ description: '已付款 · 开始备货 · 鲈鱼称重 612g，退 ¥1.82 …' }),
})

export const RefundOut = Type.Object({
  id: Uuid,
  fen: FenAmount,
  wechat: FenAmount,
  balance: FenAmount,
  state: OneOf(['waiting', 'asked', 'done', 'failed'] as const),
  words: Type.String(),
  at: InstantMs,
})
/** `fen` is what was asked, `given` what the store agreed to give back. */
export const RefundRequestOut = Type.Object({
  id: Uuid,
  state: OneOf(['asked', 'agreed', 'declined', 'withdrawn'] as const),
  reason: OneOf(['not-fresh', 'damaged', 'missing', 'wrong', 'other'] as const),
  words: Type.String(),
  photos: Type.Array(Type.String()),
  fen: FenAmount,
  given: Nullable(FenAmount),
  answer: Nullable(Type.String()),
  createdAt: InstantMs,
  decidedAt: Nullable(InstantMs),
})

export const OrderAnswer = Type.Object({
  id: Uuid,
  number: Type.String(),
  trackingCode: Type.String(),
  store: StoreCard,
  state: OrderState,
  fulfilment: Fulfilment,
  slot: Nullable(Type.Object({ opensAt: InstantMs, closesAt: InstantMs })),
  contact: Type.Object({ name: Type.String(), phone: Type.String() }),
  address: Type.String(),
  remark: Type.String(),
  placedAt: InstantMs,
  payUntil: InstantMs,
  lines: Type.Array(OrderLine),
  parts: Type.Array(
    Type.Object({ kind: Type.String(), title: Type.String(), because: Type.String(), amount: FenAmount }),
  ),
  goods: FenAmount,
  saved: FenAmount,
  delivery: FenAmount,
  total: FenAmount,
  balancePaid: FenAmount,
  wechatPaid: FenAmount,
  refunded: FenAmount,
  refunds: Type.Array(RefundOut),
  requests: Type.Array(RefundRequestOut),
  review: Nullable(
    Type.Object({
      score: Count,
      words: Type.String(),
      photos: Type.Array(Type.String()),
      state: Type.String(),
      answer: Nullable(Type.String()),
    }),
  ),
  steps: Type.Array(OrderStep, { description: 'The timeline, latest first' }),
  /** What the resident may do now. */
  may: Type.Object({
    pay: Type.Boolean(),
    cancel: Type.Boolean(),
    showCode: Type.Boolean(),
    askRefund: Type.Boolean(),
    review: Type.Boolean(),
  }),
  endReason: Nullable(Type.String()),
})
export type OrderAnswer = Static<typeof OrderAnswer>

/** Why the resident cancels. */
export const CancelBody = Type.Object({ reason: Type.String({ maxLength: 40 }) }, exact)

/** The phone says that it has paid; this is what the server knows then. Not paid yet is no error: ask again. */
export const PaidAnswer = Type.Object({ state: OrderState, paid: Type.Boolean() })
export type PaidAnswer = Static<typeof PaidAnswer>

/** As CouponCodeAnswer, of an order. */
export const OrderCodeAnswer = Type.Object({
  order: OrderSummary,
  store: StoreCard,
  digits: Type.String({ pattern: '^\\d{8}$' }),
  digitsUntil: InstantMs,
  qrs: Type.Array(Type.Object({ text: Type.String(), from: InstantMs, until: InstantMs }), { minItems: 1 }),
  notes: Type.Array(Type.String({ description: '鲈鱼称重 612g，比预估轻，已退 ¥3.20（多退少不补）' })),
})
export type OrderCodeAnswer = Static<typeof OrderCodeAnswer>

export const SubstituteAnswerBody = Type.Object({ agreed: Type.Boolean() }, exact)

/** Longer than a photograph may be, so that one that is too large is told so in its own words. */
export const PhotoBody = Type.Object(
  { base64: Type.String({ minLength: 100, maxLength: 1_560_000, pattern: '^[A-Za-z0-9+/]+={0,2}$' }) },
  exact,
)
export const PhotoAnswer = Type.Object({ photoId: Uuid, url: Type.String() })
export type PhotoAnswer = Static<typeof PhotoAnswer>

const PhotoIds = Type.Array(Uuid, { maxItems: 6 })
export const REFUND_REASONS = ['not-fresh', 'damaged', 'missing', 'wrong', 'other'] as const
export const RefundRequestBody = Type.Object(
  {
    reason: OneOf(REFUND_REASONS),
    words: Type.String({ maxLength: 200 }),
    photoIds: PhotoIds,
    lines: Type.Array(Type.Object({ lineId: Uuid, quantity: Type.Integer({ minimum: 1, maximum: 999 }) }, exact), {
      minItems: 1,
      maxItems: 60,
    }),
  },
  exact,
)
export const RefundRequestAnswer = RefundRequestOut

export const ReviewBody = Type.Object(
  { score: Type.Integer({ minimum: 1, maximum: 5 }), words: Type.String({ maxLength: 300 }), photoIds: PhotoIds },
  exact,
)
export const ReviewsAnswer = Type.Object({
  reviews: Type.Array(
    Type.Object({
      id: Uuid,
      score: Count,
      words: Type.String(),
      photos: Type.Array(Type.String()),
      who: Type.String({ description: 'Masked' }),
      at: InstantMs,
      answer: Nullable(Type.String()),
    }),
  ),
  next: Nullable(Type.String()),
})
export type ReviewsAnswer = Static<typeof ReviewsAnswer>
