import { sql } from 'kysely'
import type { Instant } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import { toDate, toInstant } from '../database/instants'

export type Opening = {
  readonly storeId: string
  readonly name: string
  readonly address: string
  readonly opensAt: Instant
}

/** Trials that open after `now` and before `until`. */
export async function openingsBefore(db: Db, now: Instant, until: Instant): Promise<string[]> {
  const rows = await db
    .selectFrom('launch')
    .select('store_id')
    .where('trial_opens_at', '>', toDate(now))
    .where('trial_opens_at', '<', toDate(until))
    .orderBy('trial_opens_at')
    .execute()
  return rows.map((row) => row.store_id)
}

/** The opening, held as it is until the transaction ends; nothing when another process is telling it or it was moved. */
export async function hold(tx: Tx, storeId: string, now: Instant, until: Instant): Promise<Opening | null> {
  const { rows } = await sql<{ name: string; address: string; trial_opens_at: Date }>`
    select s.name, s.address, l.trial_opens_at from launch l join store s on s.id = l.store_id
    where l.store_id = ${storeId} and l.trial_opens_at > ${toDate(now)} and l.trial_opens_at < ${toDate(until)}
    for no key update of l skip locked`.execute(tx)
  const [row] = rows
  return row ? { storeId, name: row.name, address: row.address, opensAt: toInstant(row.trial_opens_at) } : null
}

/** Residents who asked to be told about the store's opening and were not told `oncePrefix` + their id. */
export async function notTold(tx: Tx, storeId: string, oncePrefix: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ resident_id: string }>`
    select distinct asked.resident_id from subscribe_consent asked
    where asked.store_id = ${storeId} and asked.purpose = 'opening' and asked.result = 'accept'
      and not exists (select from inbox_message m where m.once = ${oncePrefix}::text || asked.resident_id)
    order by asked.resident_id limit ${limit}`.execute(tx)
  return rows.map((row) => row.resident_id)
}
