import { type Static, Type } from 'typebox'
import { CouponValue } from './coupon'
import { InstantMs, Nullable, OneOf, StoreId, Uuid } from './scalars'

export const GiftToken = Type.String({ pattern: '^[A-Za-z0-9_-]{40,64}$' })

export const GiveBody = Type.Object(
  {
    giverName: Type.String({
      maxLength: 12,
      description: 'How the giver signs, masked where it is shown; may be empty',
    }),
    message: Type.String({ maxLength: 40 }),
  },
  { additionalProperties: false },
)
export const GiveAnswer = Type.Object({ giftId: Uuid, token: GiftToken, expiresAt: InstantMs })
export type GiveAnswer = Static<typeof GiveAnswer>

export const GiftTokenBody = Type.Object({ token: GiftToken }, { additionalProperties: false })

/** What a landing page shows before anybody takes it. Nothing here tells who else has looked. */
export const GiftAnswer = Type.Object({
  state: OneOf(['offered', 'accepted', 'taken-back', 'returned'] as const),
  mine: OneOf(['giver', 'receiver', 'neither'] as const),
  giverName: Type.String({ description: 'Masked: 王**' }),
  message: Type.String(),
  expiresAt: InstantMs,
  coupon: Type.Object({
    title: Type.String(),
    note: Type.String(),
    value: CouponValue,
    storeIds: Type.Array(StoreId),
    storeNames: Type.Array(Type.String()),
    usableOnline: Type.Boolean(),
    usableCounter: Type.Boolean(),
    usableFrom: InstantMs,
    usableUntil: InstantMs,
  }),
  couponId: Nullable(Uuid),
})
export type GiftAnswer = Static<typeof GiftAnswer>

export const GiftAcceptAnswer = Type.Object({ couponId: Uuid })
export type GiftAcceptAnswer = Static<typeof GiftAcceptAnswer>

/** Open gifts of the signed-in giver; the token is given again so that the same card can be sent once more. */
export const GiftsAnswer = Type.Object({
  gifts: Type.Array(Type.Object({ giftId: Uuid, couponId: Uuid, token: GiftToken, expiresAt: InstantMs })),
})
export type GiftsAnswer = Static<typeof GiftsAnswer>
