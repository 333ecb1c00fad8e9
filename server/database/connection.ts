import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import type { Database } from './schema'

export type Db = Kysely<Database>
/** A connection inside an open transaction. */
export type Tx = Transaction<Database>

const INT8 = 20
const NUMERIC = 1700
/** Counts and fen stay far below 2^53; a bigint that does not is a bug and must not be rounded in silence. */
function wholeNumber(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`Too large for a number: ${text}`)
  return value
}

const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === INT8) return wholeNumber
    if (oid === NUMERIC) return Number
    return pg.types.getTypeParser(oid, format as 'text')
  }) as typeof pg.types.getTypeParser,
}

export type OpenDatabase = { db: Db; pool: pg.Pool; close(): Promise<void> }

/**
 * Opens a pool on a PostgreSQL (15 or later).
 * @param url `postgres://…`
 * @param options.max connections of this process (10)
 */
export function openDatabase(url: string, options: { max?: number } = {}): OpenDatabase {
  const pool = new pg.Pool({ connectionString: url, max: options.max ?? 10, types, connectionTimeoutMillis: 10_000 })
  // A connection that breaks while idle is replaced by the pool; without a listener Node would end the process.
  pool.on('error', () => undefined)
  // The same for one that breaks while it is out: whoever has it learns it from their query.
  pool.on('connect', (client) => client.on('error', () => undefined))
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
  return { db, pool, close: () => db.destroy() }
}
