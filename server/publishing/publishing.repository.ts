import { type Selectable, sql } from 'kysely'
import type { PublishBatchBody } from '../../src/contract/coupon'
import type { StaffBatchesAnswer } from '../../src/contract/staff'
import { type Instant, storeDay } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import { toDate, toInstant } from '../database/instants'
import type { Database } from '../database/schema'

export type StaffBatch = StaffBatchesAnswer['batches'][number]

const maybeInstant = (date: Date | null): Instant | null => date && toInstant(date)
const maybeDate = (at: number | null): Date | null => (at === null ? null : toDate(at as Instant))

/** Every batch a store has ever published, the newest first. */
export async function batchesOf(db: Db, storeId: string, now: Instant): Promise<StaffBatch[]> {
  const rows = await db
    .selectFrom('coupon_batch')
    .selectAll()
    .select(sql<string | null>`to_char(day, 'YYYY-MM-DD')`.as('day_text'))
    .where('store_id', '=', storeId)
    .orderBy('published_at', 'desc')
    .orderBy('position', 'desc')
    .orderBy('id')
    .execute()
  return rows.map((row) => batchOf(row, now))
}

function batchOf(row: Selectable<Database['coupon_batch']> & { day_text: string | null }, now: Instant): StaffBatch {
  const claimedToday = row.day_text === storeDay(now) ? row.day_claimed : 0
  return {
    id: row.id,
    title: row.title,
    note: row.note,
    value: row.value,
    usableOnline: row.usable_online,
    usableCounter: row.usable_counter,
    storeIds: row.store_ids,
    maxHops: row.max_hops,
    benefit: row.benefit,
    total: row.total,
    remaining: row.remaining,
    remainingToday: row.per_day === null ? null : Math.min(row.remaining, row.per_day - claimedToday),
    perPerson: row.per_person,
    claimOpensAt: toInstant(row.claim_opens_at),
    claimClosesAt: toInstant(row.claim_closes_at),
    withdrawn: row.withdrawn_at !== null,
    use: { opensAt: maybeInstant(row.use_opens_at), closesAt: maybeInstant(row.use_closes_at), days: row.use_days },
    perDay: row.per_day,
    remindHours: row.remind_hours,
    channelIds: row.channel_ids,
    publishedAt: toInstant(row.published_at),
    withdrawnAt: maybeInstant(row.withdrawn_at),
  }
}

/** Those of `ids` that are no channel of this store or of the whole chain. */
export async function unknownChannels(db: Db, storeId: string, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select t.id from unnest(${ids}::text[]) t(id)
    where not exists (
      select 1 from channel c where c.id = t.id and (c.store_id is null or c.store_id = ${storeId}))`.execute(db)
  return rows.map((row) => row.id)
}

/** Inserts a batch at the end of its store's shelf. */
export async function insert(
  tx: Tx,
  batch: { id: string; storeId: string; terms: PublishBatchBody; now: Instant },
): Promise<void> {
  const { id, storeId, terms, now } = batch
  await tx
    .insertInto('coupon_batch')
    .values({
      id,
      store_id: storeId,
      title: terms.title,
      note: terms.note,
      value: JSON.stringify(terms.value),
      benefit: terms.benefit,
      usable_online: terms.usableOnline,
      usable_counter: terms.usableCounter,
      store_ids: [storeId],
      max_hops: terms.maxHops,
      total: terms.total,
      remaining: terms.total,
      per_person: terms.perPerson,
      per_day: terms.perDay,
      channel_ids: terms.channelIds,
      claim_opens_at: toDate(terms.claimOpensAt as Instant),
      claim_closes_at: toDate(terms.claimClosesAt as Instant),
      use_opens_at: maybeDate(terms.useOpensAt),
      use_closes_at: maybeDate(terms.useClosesAt),
      use_days: terms.useDays,
      remind_hours: terms.remindHours,
      published_at: toDate(now),
      position: sql<number>`(select coalesce(max(position), 0) + 1 from coupon_batch where store_id = ${storeId})`,
    })
    .execute()
}

/** Withdraws for good; `false` when there was nothing to withdraw. Waits for a claim that is being decided, ends the next. */
export async function withdraw(tx: Tx, batch: { id: string; storeId: string; now: Instant }): Promise<boolean> {
  const row = await tx
    .updateTable('coupon_batch')
    .set({ withdrawn_at: toDate(batch.now) })
    .where('id', '=', batch.id)
    .where('store_id', '=', batch.storeId)
    .where('withdrawn_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function exists(db: Db, id: string, storeId: string): Promise<boolean> {
  const row = await db
    .selectFrom('coupon_batch')
    .select('id')
    .where('id', '=', id)
    .where('store_id', '=', storeId)
    .executeTakeFirst()
  return row !== undefined
}
