import { type Static, Type } from 'typebox'
import { StoreCard } from './launch'
import { Count, FenAmount, Gcj02Point, InstantMs, Nullable, OneOf, PointIn, StoreId, Uuid } from './scalars'

export const ZoneShape = Type.Object({
  id: Uuid,
  name: Type.String(),
  /** GeoJSON order: [lng, lat], GCJ-02; the first ring is the border, further rings are holes. */
  rings: Type.Array(Type.Array(Type.Array(Type.Number(), { minItems: 2, maxItems: 2 }))),
  fee: FenAmount,
  minimum: FenAmount,
  freeFrom: Nullable(FenAmount),
})
export const ZonesAnswer = Type.Object({ store: StoreCard, zones: Type.Array(ZoneShape) })
export type ZonesAnswer = Static<typeof ZonesAnswer>

/** A point, or an address in one line; `accuracy` in metres as the phone reported it. */
export const DeliveryQuestion = Type.Union([
  Type.Object(
    { point: PointIn, accuracy: Type.Optional(Type.Number({ minimum: 0, maximum: 100_000 })) },
    { additionalProperties: false },
  ),
  Type.Object({ address: Type.String({ minLength: 2, maxLength: 200 }) }, { additionalProperties: false }),
])

/** A pasted line, split. Always shown for confirmation (KF-42). */
export const AddressParts = Type.Object({
  name: Type.String(),
  phone: Type.String(),
  region: Type.String({ description: '贵州省毕节市威宁县' }),
  detail: Type.String(),
})
export type AddressParts = Static<typeof AddressParts>

export const DeliveryAnswer = Type.Object({
  at: Gcj02Point,
  place: Nullable(Type.String({ description: 'What the map calls this place' })),
  parts: Nullable(AddressParts),
  verdict: OneOf(['inside', 'unsure', 'outside'] as const),
  zone: Nullable(
    Type.Object({
      id: Uuid,
      storeId: StoreId,
      storeName: Type.String(),
      metres: Count,
      fee: FenAmount,
      minimum: FenAmount,
      freeFrom: Nullable(FenAmount),
      earliestSlot: Type.Object({ opensAt: InstantMs, closesAt: InstantMs }),
    }),
  ),
  /** Outside: how far to the nearest zone, and where to collect instead. */
  metresOutside: Nullable(Count),
  nearestStore: Nullable(Type.Object({ store: StoreCard, metres: Count })),
})
export type DeliveryAnswer = Static<typeof DeliveryAnswer>

/** Travels as a body: half an address, sometimes a whole line with name and phone, is typed here. */
export const PlacesQuestion = Type.Object(
  { text: Type.String({ minLength: 1, maxLength: 60 }), storeId: Type.Optional(StoreId) },
  { additionalProperties: false },
)
export const PlacesAnswer = Type.Object({
  places: Type.Array(Type.Object({ title: Type.String(), address: Type.String(), at: Gcj02Point })),
})
export type PlacesAnswer = Static<typeof PlacesAnswer>
