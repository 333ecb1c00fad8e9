import { type Static, Type } from 'typebox'
import { TouchIn } from './coupon'
import { Count, InstantMs, Nullable, OneOf, StoreId, Uuid } from './scalars'
import { ROLES } from '../domain/staff/role'

export const SignInBody = Type.Object(
  { code: Type.String({ minLength: 1, maxLength: 128 }) },
  { additionalProperties: false },
)
export const SignInAnswer = Type.Object({
  token: Type.String({ description: 'Opaque, 256 bits; sent back as `authorization: Bearer …`' }),
  expiresAt: InstantMs,
})
export type SignInAnswer = Static<typeof SignInAnswer>

export const StaffRole = OneOf(ROLES)

export const MeAnswer = Type.Object({
  shareCode: Type.String(),
  since: InstantMs,
  remindBeforeEnd: Type.Boolean(),
  recommend: Type.Boolean({ description: '邻居也买: counted in it, and shown it' }),
  unread: Count,
  staff: Nullable(
    Type.Object({
      name: Type.String(),
      grants: Type.Array(Type.Object({ storeId: StoreId, storeName: Type.String(), role: StaffRole })),
    }),
  ),
})
export type MeAnswer = Static<typeof MeAnswer>

/** What is not said stays as it is. */
export const SettingsBody = Type.Object(
  { remindBeforeEnd: Type.Optional(Type.Boolean()), recommend: Type.Optional(Type.Boolean()) },
  { additionalProperties: false, minProperties: 1 },
)
export type SettingsBody = Static<typeof SettingsBody>

export const VisitBody = Type.Object(
  { page: Type.String({ pattern: '^[a-z0-9/-]{1,80}$' }), storeId: Type.Optional(StoreId), touch: TouchIn },
  { additionalProperties: false },
)

/** Templates the client may ask consent for, by what they are for. */
export const SubscribeTemplatesAnswer = Type.Object({
  templates: Type.Array(
    Type.Object({ purpose: OneOf(['opening', 'coupon-ending', 'order'] as const), templateId: Type.String() }),
  ),
})
export type SubscribeTemplatesAnswer = Static<typeof SubscribeTemplatesAnswer>

export const ConsentsBody = Type.Object(
  {
    results: Type.Array(
      Type.Object(
        {
          templateId: Type.String({ minLength: 1, maxLength: 64 }),
          result: OneOf(['accept', 'reject', 'ban', 'filter'] as const),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 5 },
    ),
    storeId: Type.Optional(StoreId),
  },
  { additionalProperties: false },
)
export const ConsentsAnswer = Type.Object({
  credits: Type.Array(Type.Object({ purpose: Type.String(), left: Count })),
})

export const INBOX_KINDS = [
  'coupon-ending',
  'gift-accepted',
  'gift-returned',
  'opening',
  'order-placed',
  'order-ready',
  'order-on-its-way',
  'order-delivered',
  'order-collected',
  'order-cancelled',
  'order-refunded',
  'order-question',
  'refund-declined',
] as const

export const InboxQuery = Type.Object(
  { after: Type.Optional(Type.String({ maxLength: 80 })) },
  { additionalProperties: false },
)
export const InboxAnswer = Type.Object({
  messages: Type.Array(
    Type.Object({
      id: Uuid,
      kind: OneOf(INBOX_KINDS),
      title: Type.String(),
      body: Type.String(),
      page: Nullable(Type.String({ description: 'A page of the mini-program, with its query' })),
      at: InstantMs,
      read: Type.Boolean(),
    }),
  ),
  next: Nullable(Type.String()),
})
export type InboxAnswer = Static<typeof InboxAnswer>
export const InboxReadBody = Type.Object(
  { messageIds: Type.Array(Uuid, { minItems: 1, maxItems: 100 }) },
  { additionalProperties: false },
)
