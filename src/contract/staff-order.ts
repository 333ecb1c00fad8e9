import { type Static, Type } from 'typebox'
import { SHELF_ZONES } from '../domain/goods/goods'
import { ORDER_STATES } from '../domain/order/order'
import { OrderLine, RefundRequestOut } from './order'
import { Count, FenAmount, Gcj02Point, InstantMs, Nullable, OneOf, StoreId, Uuid } from './scalars'
import { GoodsCard } from './shop'

const exact = { additionalProperties: false } as const
const OrderState = OneOf(ORDER_STATES)

/** 备货台: the orders that staff work on, earliest slot first. */
export const BOARD_SHELVES = ['paid', 'picking', 'ready', 'delivering'] as const
export const BoardQuery = Type.Object(
  { state: OneOf(BOARD_SHELVES), after: Type.Optional(Type.String({ maxLength: 80 })) },
  exact,
)
export const BoardOrder = Type.Object({
  id: Uuid,
  number: Type.String(),
  state: OrderState,
  fulfilment: OneOf(['pickup', 'delivery'] as const),
  slot: Nullable(Type.Object({ opensAt: InstantMs, closesAt: InstantMs })),
  customer: Type.String({ description: 'Masked: 王** · 尾号 8000' }),
  kinds: Count,
  units: Count,
  /** How many lines are picked already, and whether one waits for the resident. */
  picked: Count,
  question: Type.Boolean(),
  weighs: Type.Boolean({ description: 'Something of it is sold by weight' }),
  placedAt: InstantMs,
  picker: Nullable(Type.String()),
  remark: Type.String(),
})
export const BoardAnswer = Type.Object({
  orders: Type.Array(BoardOrder),
  next: Nullable(Type.String()),
  counts: Type.Object({ paid: Count, picking: Count, ready: Count, delivering: Count }),
})
export type BoardAnswer = Static<typeof BoardAnswer>

const zone = OneOf(SHELF_ZONES)
/** One order to pick: lines in the order of the walk through the store. */
export const StaffOrderAnswer = Type.Object({
  ...BoardOrder.properties,
  source: OneOf(['mini-program', 'till', 'phone', 'platform'] as const),
  lines: Type.Array(
    Type.Object({ ...OrderLine.properties, shelf: Type.String(), shelfZone: zone, per500g: Nullable(FenAmount) }),
  ),
  total: FenAmount,
  refunded: FenAmount,
  /** For the courier and the counter only: whole address, dialable phone. Empty for pickups. */
  address: Type.String(),
  at: Nullable(Gcj02Point),
  phone: Type.String(),
})
export type StaffOrderAnswer = Static<typeof StaffOrderAnswer>

/** What was taken from the shelf: units, and by weight the grams of all of them together. 0 units: there is none. */
export const PickLineBody = Type.Object(
  {
    quantity: Type.Integer({ minimum: 0, maximum: 999 }),
    grams: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
  },
  exact,
)
/** Other goods in place of what is missing; the resident is asked. Never dearer than what was paid. */
export const SubstituteBody = Type.Object(
  { goodsId: Uuid, quantity: Type.Integer({ minimum: 1, maximum: 999 }) },
  exact,
)
/** The line of the order that the question is; the resident answers it, or staff take it back. */
export const SubstituteOut = Type.Object({ lineId: Uuid })
export const RefuseBody = Type.Object({ reason: Type.String({ minLength: 2, maxLength: 80 }) }, exact)

export const DeliveryStop = Type.Object({
  id: Uuid,
  number: Type.String(),
  state: OrderState,
  slot: Nullable(Type.Object({ opensAt: InstantMs, closesAt: InstantMs })),
  name: Type.String(),
  phone: Type.String(),
  address: Type.String(),
  at: Gcj02Point,
  units: Count,
  remark: Type.String(),
  attempts: Count,
  mine: Type.Boolean(),
})
/** 配送单: what is packed and waits, and what this courier has with them; in the order of a short way round. */
export const DeliveriesAnswer = Type.Object({
  waiting: Type.Array(DeliveryStop),
  mine: Type.Array(DeliveryStop),
})
export type DeliveriesAnswer = Static<typeof DeliveriesAnswer>
/** Handed to somebody at the door, or left where they asked, with a photograph. */
export const DeliverBody = Type.Object({ photoId: Type.Optional(Uuid), note: Type.String({ maxLength: 60 }) }, exact)
export const BringBackBody = Type.Object({ reason: Type.String({ minLength: 2, maxLength: 60 }) }, exact)

/** Till keys: the secret is shown once, when it is made. */
export const TillKeysAnswer = Type.Object({
  keys: Type.Array(
    Type.Object({
      id: Uuid,
      name: Type.String(),
      source: OneOf(['till', 'platform'] as const),
      createdAt: InstantMs,
      revokedAt: Nullable(InstantMs),
    }),
  ),
})
export const NewTillKeyBody = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 24 }), source: OneOf(['till', 'platform'] as const) },
  exact,
)
export const NewTillKeyAnswer = Type.Object({ keyId: Uuid, secret: Type.String() })

/** An order that came in at a till, by phone or on another platform; paid there. */
export const TillOrderBody = Type.Object(
  {
    storeId: StoreId,
    ref: Type.String({
      pattern: '^[A-Za-z0-9_-]{4,48}$',
      description: 'The receipt or order number over there: once only',
    }),
    fulfilment: OneOf(['pickup', 'delivery'] as const),
    slotOpensAt: Nullable(InstantMs),
    contact: Type.Object(
      { name: Type.String({ maxLength: 20 }), phone: Type.String({ pattern: '^(1[3-9]\\d{9})?$' }) },
      exact,
    ),
    address: Type.Optional(Type.String({ minLength: 2, maxLength: 140 })),
    remark: Type.String({ maxLength: 100 }),
    lines: Type.Array(
      Type.Object(
        {
          barcode: Type.Optional(Type.String({ pattern: '^\\d{8,14}$' })),
          goodsId: Type.Optional(Uuid),
          quantity: Type.Integer({ minimum: 1, maximum: 999 }),
          paid: Type.Integer({ minimum: 0, maximum: 10_000_000 }),
        },
        exact,
      ),
      { minItems: 1, maxItems: 60 },
    ),
  },
  exact,
)
export const TillOrderAnswer = Type.Object({ orderId: Uuid, number: Type.String(), storeId: StoreId })

export const StaffRefundRequestsQuery = Type.Object(
  { state: OneOf(['asked', 'decided'] as const), after: Type.Optional(Type.String({ maxLength: 80 })) },
  exact,
)
export const StaffRefundRequest = Type.Object({
  ...RefundRequestOut.properties,
  orderId: Uuid,
  orderNumber: Type.String(),
  customer: Type.String(),
  /** Which member of staff decided. */
  decidedBy: Nullable(Type.String()),
  lines: Type.Array(Type.Object({ lineId: Uuid, name: Type.String(), quantity: Count, fen: FenAmount })),
})
export const StaffRefundRequestsAnswer = Type.Object({
  requests: Type.Array(StaffRefundRequest),
  /** Refunds of the last 30 days that WeChat could not pay out: somebody has to see to them in the merchant platform. */
  failed: Type.Array(
    Type.Object({ refundId: Uuid, orderNumber: Type.String(), fen: FenAmount, words: Type.String(), at: InstantMs }),
  ),
  next: Nullable(Type.String()),
})
export type StaffRefundRequestsAnswer = Static<typeof StaffRefundRequestsAnswer>
/** `fen`: what is given back, at most what was asked; only with `agreed`. */
export const DecideRefundBody = Type.Object(
  {
    agreed: Type.Boolean(),
    fen: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000_000 })),
    answer: Type.String({ minLength: 0, maxLength: 100 }),
  },
  exact,
)

export const StaffReviewsQuery = Type.Object(
  { state: OneOf(['waiting', 'shown', 'hidden'] as const), after: Type.Optional(Type.String({ maxLength: 80 })) },
  exact,
)
export const StaffReviewsAnswer = Type.Object({
  reviews: Type.Array(
    Type.Object({
      id: Uuid,
      orderNumber: Type.String(),
      score: Count,
      words: Type.String(),
      photos: Type.Array(Type.String()),
      who: Type.String(),
      at: InstantMs,
      state: OneOf(['waiting', 'shown', 'hidden'] as const),
      answer: Nullable(Type.String()),
    }),
  ),
  next: Nullable(Type.String()),
})
export type StaffReviewsAnswer = Static<typeof StaffReviewsAnswer>
export const DecideReviewBody = Type.Object(
  { show: Type.Boolean(), answer: Type.Optional(Type.String({ maxLength: 100 })) },
  exact,
)

/** Goods of the store with their stock, for staff. */
export const StaffGoodsQuery = Type.Object(
  { q: Type.Optional(Type.String({ maxLength: 40 })), after: Type.Optional(Type.String({ maxLength: 80 })) },
  exact,
)
export const StaffGoodsAnswer = Type.Object({
  goods: Type.Array(
    Type.Object({ ...GoodsCard.properties, shelf: Type.String(), stock: Count, held: Count, listed: Type.Boolean() }),
  ),
  next: Nullable(Type.String()),
})
export type StaffGoodsAnswer = Static<typeof StaffGoodsAnswer>
/** 入库 · 报损 · 盘点: `units` as they change; only 盘点 may be negative or positive. */
export const StockBody = Type.Object(
  {
    kind: OneOf(['received', 'wasted', 'adjusted'] as const),
    units: Type.Integer({ minimum: -9999, maximum: 9999 }),
    reason: Type.String({ maxLength: 60 }),
  },
  exact,
)
export const StockAnswer = Type.Object({ goodsId: Uuid, stock: Count, held: Count })

/** What the counter's offline list holds: enough to check a code of this store without the network, for a while (server/verification). */
export const OfflineListAnswer = Type.Object({
  storeId: StoreId,
  asOf: InstantMs,
  until: InstantMs,
  orders: Type.Array(
    Type.Object({
      orderId: Uuid,
      number: Type.String(),
      customer: Type.String(),
      units: Count,
      lines: Type.Array(Type.Object({ name: Type.String(), amount: Type.String() })),
      /** base64url, 32 bytes: what this order's QR codes are signed with. */
      key: Type.String(),
    }),
  ),
  /** base64url, over the orders. */
  digest: Type.String(),
  /** base64url; over everything above. It is shown again with what was handed over by this list: no other list is taken. */
  signature: Type.String(),
})
export type OfflineListAnswer = Static<typeof OfflineListAnswer>

const Base64url = Type.String({ pattern: '^[A-Za-z0-9_-]{20,60}$' })
/** What a till handed over without the network, each with the code that was scanned and the list it was checked against. */
export const SettleBody = Type.Object(
  {
    handovers: Type.Array(
      Type.Object(
        {
          code: Type.String({ minLength: 1, maxLength: 200 }),
          orderId: Uuid,
          till: Type.String({ pattern: '^[\\u4e00-\\u9fa5A-Za-z0-9 -]{1,12}$' }),
          at: Type.Integer({
            minimum: 0,
            maximum: 8_000_000_000_000,
            description: 'Instant, ms: when the code was scanned',
          }),
          list: Type.Object(
            {
              asOf: Type.Integer({ minimum: 0, maximum: 8_000_000_000_000 }),
              until: Type.Integer({ minimum: 0, maximum: 8_000_000_000_000 }),
              digest: Base64url,
              signature: Base64url,
            },
            exact,
          ),
        },
        exact,
      ),
      { minItems: 1, maxItems: 50 },
    ),
  },
  exact,
)
export type SettleBody = Static<typeof SettleBody>
/** In the order in which they were asked. */
export const SettleAnswer = Type.Object({
  results: Type.Array(
    Type.Object({
      orderId: Uuid,
      at: InstantMs,
      outcome: OneOf(['settled', 'conflict'] as const),
      words: Type.String({ description: '已于 10:32 由 1 号台交货; empty when settled' }),
    }),
  ),
})
export type SettleAnswer = Static<typeof SettleAnswer>
/** What could not be settled and is still to be looked into, and what was of it within the last day. */
export const ConflictsAnswer = Type.Object({
  conflicts: Type.Array(
    Type.Object({
      id: Uuid,
      orderNumber: Nullable(Type.String()),
      till: Type.String(),
      clerk: Type.String(),
      happenedAt: InstantMs,
      heardAt: InstantMs,
      why: Type.String(),
      resolvedAt: Nullable(InstantMs),
      resolution: Nullable(Type.String()),
    }),
  ),
})
export type ConflictsAnswer = Static<typeof ConflictsAnswer>
/** What came of it, in the manager's words. */
export const ResolveConflictBody = Type.Object({ resolution: Type.String({ minLength: 2, maxLength: 80 }) }, exact)
