import { type Static, Type } from 'typebox'
import { BatchCard, CouponValue } from './coupon'
import { StaffRole } from './resident'
import { Count, InstantMs, Nullable, OneOf, StoreDayText, StoreId, Uuid } from './scalars'

/** Text of a scanned QR, or 8 typed digits (spaces allowed). */
export const CodeBody = Type.Object(
  { code: Type.String({ minLength: 1, maxLength: 200 }) },
  { additionalProperties: false },
)
export const VerifyBody = Type.Object(
  {
    code: Type.String({ minLength: 1, maxLength: 200 }),
    till: Type.String({ pattern: '^[\\u4e00-\\u9fa5A-Za-z0-9 -]{1,12}$', description: '3 号台' }),
  },
  { additionalProperties: false },
)

const Handover = {
  couponId: Uuid,
  title: Type.String(),
  value: CouponValue,
  benefit: Type.Boolean(),
  holder: Type.String({ description: 'Masked: 王** or 微信用户 · A1B2' }),
  usableUntil: InstantMs,
}
export const PreviewAnswer = Type.Object(Handover)
export type PreviewAnswer = Static<typeof PreviewAnswer>

export const VerifyAnswer = Type.Object({ ...Handover, verificationId: Uuid, at: InstantMs, till: Type.String() })
export type VerifyAnswer = Static<typeof VerifyAnswer>

/** Today's handovers of the store, latest first, a page at a time. */
export const VerificationsQuery = Type.Object(
  { after: Type.Optional(Type.String({ maxLength: 80, description: '`next` of the page before' })) },
  { additionalProperties: false },
)
export const VerificationsAnswer = Type.Object({
  verifications: Type.Array(
    Type.Object({
      id: Uuid,
      title: Type.String(),
      value: CouponValue,
      holder: Type.String(),
      at: InstantMs,
      till: Type.String(),
      clerk: Type.String(),
      method: OneOf(['qr', 'digits'] as const),
      reversedAt: Nullable(InstantMs),
    }),
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
