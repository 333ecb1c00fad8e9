import { type Static, Type } from 'typebox'
import { BatchCard, CouponValue } from './coupon'
import { StaffRole } from './resident'
import { Count, InstantMs, Nullable, OneOf, StoreDayText, StoreId, Uuid } from './scalars'

/** Text of a scanned QR, or 8 typed digits (spaces allowed). */
export const CodeBody = Type.Object(
  { code: Type.String({ minLength: 1, maxLength: 200 }) },
  { additionalProperties: false },
)
const TillName = Type.String({ pattern: '^[\\u4e00-\\u9fa5A-Za-z0-9 -]{1,12}$', description: '3 号台' })
export const VerifyBody = Type.Object(
  {
    code: Type.String({ minLength: 1, maxLength: 200 }),
    till: TillName,
    /**
     * Only with the code of an order: coupons of the same resident that are handed over along with it (`alsoHas` of the preview).
     * One that cannot be is said so and keeps nothing else from being handed over.
     */
    alsoCouponIds: Type.Optional(Type.Array(Uuid, { maxItems: 20 })),
  },
  { additionalProperties: false },
)

const CouponHandover = {
  kind: Type.Literal('coupon'),
  couponId: Uuid,
  title: Type.String(),
  value: CouponValue,
  benefit: Type.Boolean(),
  holder: Type.String({ description: 'Masked: 王** or 微信用户 · A1B2' }),
  usableUntil: InstantMs,
}
const Along = { couponId: Uuid, title: Type.String(), value: CouponValue, benefit: Type.Boolean() }
const OrderHandover = {
  kind: Type.Literal('order'),
  orderId: Uuid,
  number: Type.String(),
  customer: Type.String({ description: 'Masked: 王** · 尾号 8000' }),
  slot: Nullable(Type.Object({ opensAt: InstantMs, closesAt: InstantMs })),
  lines: Type.Array(
    Type.Object({
      name: Type.String(),
      picture: Type.String(),
      amount: Type.String({ description: '2 份 · 612 g' }),
      gift: Type.Boolean(),
    }),
  ),
  units: Count,
  remark: Type.String(),
  notes: Type.Array(Type.String({ description: '鲈鱼称重 612g，比预估轻，已退 ¥3.20' })),
}
/** What a code is handed over for. The answer about a coupon is what it was before there were orders, with its kind said. */
export const PreviewAnswer = Type.Union([
  Type.Object(CouponHandover),
  Type.Object({
    ...OrderHandover,
    alsoHas: Type.Array(Type.Object({ ...Along, usableUntil: InstantMs }), {
      description: 'Coupons and benefits of this resident that this counter takes now',
    }),
  }),
])
export type PreviewAnswer = Static<typeof PreviewAnswer>
export type CouponPreview = Extract<PreviewAnswer, { kind: 'coupon' }>
export type OrderPreview = Extract<PreviewAnswer, { kind: 'order' }>

const WhenAndWhere = { at: InstantMs, till: Type.String() }
export const VerifyAnswer = Type.Union([
  Type.Object({ ...CouponHandover, verificationId: Uuid, ...WhenAndWhere }),
  Type.Object({
    ...OrderHandover,
    handoverId: Uuid,
    ...WhenAndWhere,
    also: Type.Array(
      Type.Object({
        ...Along,
        verificationId: Nullable(Uuid),
        words: Type.String({ description: 'Why it was not handed over; empty when it was' }),
      }),
    ),
  }),
])
export type VerifyAnswer = Static<typeof VerifyAnswer>
export type CouponVerified = Extract<VerifyAnswer, { kind: 'coupon' }>
export type OrderVerified = Extract<VerifyAnswer, { kind: 'order' }>

/** Today's handovers of the store, latest first, a page at a time. Orders are among them for clients that can draw them. */
export const VerificationsQuery = Type.Object(
  {
    after: Type.Optional(Type.String({ maxLength: 80, description: '`next` of the page before' })),
    with: Type.Optional(OneOf(['orders'] as const)),
  },
  { additionalProperties: false },
)
const Listed = {
  id: Uuid,
  title: Type.String(),
  holder: Type.String(),
  at: InstantMs,
  till: Type.String(),
  clerk: Type.String(),
  reversedAt: Nullable(InstantMs),
}
export const VerificationsAnswer = Type.Object({
  verifications: Type.Array(
    Type.Union([
      Type.Object({
        kind: Type.Literal('coupon'),
        ...Listed,
        value: CouponValue,
        method: OneOf(['qr', 'digits'] as const),
      }),
      Type.Object({
        kind: Type.Literal('order'),
        ...Listed,
        orderId: Uuid,
        number: Type.String(),
        units: Count,
        method: OneOf(['qr', 'digits', 'offline', 'till'] as const),
        settledAt: InstantMs,
      }),
    ]),
  ),
  next: Nullable(Type.String()),
})
export type VerificationsAnswer = Static<typeof VerificationsAnswer>

export const ReverseBody = Type.Object(
  { reason: Type.String({ minLength: 2, maxLength: 80 }) },
  { additionalProperties: false },
)

/** A chart is a picture beside its table: SVG text, drawn by the server, with its words. */
export const Chart = Type.Object({ svg: Type.String(), alt: Type.String() })

export const ClaimsQuery = Type.Object(
  {
    from: Type.Optional(StoreDayText),
    to: Type.Optional(StoreDayText),
    theme: Type.Optional(OneOf(['light', 'dark'] as const)),
  },
  { additionalProperties: false },
)
const Funnel = { seen: Count, claimed: Count, given: Count, received: Count, used: Count }
export const ClaimsAnswer = Type.Object({
  from: StoreDayText,
  to: StoreDayText,
  totals: Type.Object(Funnel),
  rows: Type.Array(
    Type.Object({
      day: StoreDayText,
      batchId: Uuid,
      batch: Type.String(),
      channelId: Nullable(Type.String()),
      channel: Type.String(),
      claimed: Count,
      given: Count,
      received: Count,
      used: Count,
    }),
  ),
  days: Type.Array(Type.Object({ day: StoreDayText, ...Funnel })),
  channels: Type.Array(Type.Object({ channelId: Nullable(Type.String()), channel: Type.String(), ...Funnel })),
  chart: Chart,
})
export type ClaimsAnswer = Static<typeof ClaimsAnswer>

export const StockPlanQuery = Type.Object(
  { theme: Type.Optional(OneOf(['light', 'dark'] as const)) },
  { additionalProperties: false },
)
/**
 * What to prepare for the coupons that are still out, per goods and day: `low`…`high` holds the real number in 8 of 10 days
 * like it; `expected` is the mean. `claimed`, `used` and `outstanding` count coupons; `days` and `total` count units of the
 * goods (`perCoupon` units a coupon: 10 枚). Today's row is what is still to come today.
 */
export const StockPlanAnswer = Type.Object({
  storeId: StoreId,
  asOf: InstantMs,
  goods: Type.Array(
    Type.Object({
      batchId: Uuid,
      name: Type.String(),
      unit: Type.String(),
      picture: Type.String(),
      perCoupon: Count,
      claimed: Count,
      used: Count,
      outstanding: Count,
      rate: Type.Object(
        { low: Type.Number(), expected: Type.Number(), high: Type.Number() },
        { description: 'Share of claims that come, 0 to 1' },
      ),
      days: Type.Array(Type.Object({ day: StoreDayText, low: Count, expected: Type.Number(), high: Count })),
      total: Type.Object({ low: Count, expected: Type.Number(), high: Count }),
    }),
  ),
  chart: Chart,
})
export type StockPlanAnswer = Static<typeof StockPlanAnswer>

export const TeamAnswer = Type.Object({
  members: Type.Array(
    Type.Object({
      grantId: Uuid,
      name: Type.String(),
      role: StaffRole,
      since: InstantMs,
      me: Type.Boolean(),
      revocable: Type.Boolean(),
    }),
  ),
  invitations: Type.Array(
    Type.Object({ id: Uuid, name: Type.String(), role: StaffRole, expiresAt: InstantMs, invitedBy: Type.String() }),
  ),
  mayInvite: Type.Array(StaffRole),
})
export type TeamAnswer = Static<typeof TeamAnswer>

export const InviteBody = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 12 }), role: StaffRole },
  { additionalProperties: false },
)
export const InviteAnswer = Type.Object({ invitationId: Uuid, token: Type.String(), expiresAt: InstantMs })
export type InviteAnswer = Static<typeof InviteAnswer>

export const InvitationTokenBody = Type.Object(
  { token: Type.String({ pattern: '^[A-Za-z0-9_-]{40,64}$' }) },
  { additionalProperties: false },
)
export const InvitationAnswer = Type.Object({
  storeName: Type.String(),
  name: Type.String(),
  role: StaffRole,
  expiresAt: InstantMs,
})
export type InvitationAnswer = Static<typeof InvitationAnswer>

export const AcceptInvitationAnswer = Type.Object({ storeId: StoreId, role: StaffRole })
export type AcceptInvitationAnswer = Static<typeof AcceptInvitationAnswer>

export const AuditQuery = Type.Object(
  { after: Type.Optional(Type.String({ maxLength: 80 })) },
  { additionalProperties: false },
)
export const AuditAnswer = Type.Object({
  entries: Type.Array(
    Type.Object({
      id: Type.String(),
      at: InstantMs,
      who: Type.String(),
      action: Type.String(),
      subject: Type.String(),
      before: Type.Unknown(),
      after: Type.Unknown(),
    }),
  ),
  next: Nullable(Type.String()),
})
export type AuditAnswer = Static<typeof AuditAnswer>

/** A batch as those who publish see it: the public card and what only they need. */
export const StaffBatchesAnswer = Type.Object({
  batches: Type.Array(
    Type.Object({
      ...BatchCard.properties,
      perDay: Nullable(Type.Integer({ minimum: 1 })),
      remindHours: Count,
      channelIds: Nullable(Type.Array(Type.String())),
      publishedAt: InstantMs,
      withdrawnAt: Nullable(InstantMs),
    }),
  ),
})
export type StaffBatchesAnswer = Static<typeof StaffBatchesAnswer>

/** The mini-program code of a channel code, ready for `data:{contentType};base64,{base64}`. */
export const ChannelPictureAnswer = Type.Object({
  code: Type.String(),
  contentType: Type.String(),
  base64: Type.String(),
})
export type ChannelPictureAnswer = Static<typeof ChannelPictureAnswer>
