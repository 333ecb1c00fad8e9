import type { ColumnType, JSONColumnType } from 'kysely'

/** Instants are `timestamptz`; the driver speaks Date, repositories hand out `Instant`s (see instants.ts). */
export type At = ColumnType<Date, Date, Date>
export type MaybeAt = ColumnType<Date | null, Date | null | undefined, Date | null>
export type Maybe<T> = ColumnType<T | null, T | null | undefined, T | null>
export type Default<T> = ColumnType<T, T | undefined, T>
export type Json<T extends object> = JSONColumnType<T, string, string>
