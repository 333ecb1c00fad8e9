import { Type } from 'typebox'

/** Milliseconds since 1970 as the API writes instants everywhere. */
export const InstantMs = Type.Integer({ description: 'Instant: milliseconds since 1970-01-01T00:00Z' })
/** Money travels in whole fen. */
export const FenAmount = Type.Integer({ description: 'Fen: 1 yuan = 100 fen' })
export const Count = Type.Integer({ minimum: 0 })
/** As PostgreSQL writes it; the format alone would let `urn:uuid:` in. */
export const Uuid = Type.String({ format: 'uuid', pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' })
export const StoreId = Type.String({ pattern: '^[a-z0-9-]{1,32}$' })
export const StoreDayText = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}$',
  description: 'A calendar day in Asia/Shanghai',
})
export const Latitude = Type.Number({ minimum: -90, maximum: 90 })
export const Longitude = Type.Number({ minimum: -180, maximum: 180 })
export const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()])
export const Done = Type.Object({ done: Type.Literal(true) })
export const OneOf = <const T extends readonly string[]>(values: T) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...values] })

/** The datum is part of the point; the server converts to GCJ-02 at its edge. */
export const PointIn = Type.Object(
  { lat: Latitude, lng: Longitude, datum: OneOf(['gcj02', 'wgs84', 'bd09'] as const) },
  { additionalProperties: false },
)
export const Gcj02Point = Type.Object({ lat: Latitude, lng: Longitude, datum: Type.Literal('gcj02') })
