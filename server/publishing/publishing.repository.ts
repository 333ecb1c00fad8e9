import { sql } from 'kysely'
import type { PublishBatchBody } from '../../src/contract/coupon'
import type { StaffBatchesAnswer } from '../../src/contract/staff'
import type { Instant } from '../../src/domain/time'
import { type BatchRow, cardOf, dayText, maybeInstant } from '../coupon/batch-card'
import type { Db, Tx } from '../database/connection'
import { toDate, toInstant } from '../database/instants'

export type StaffBatch = StaffBatchesAnswer['batches'][number]

const maybeDate = (at: number | null): Date | null => (at === null ? null : toDate(at as Instant))

/** Every batch a store has ever published, the newest first. */
export async function batchesOf(db: Db, storeId: string, now: Instant): Promise<StaffBatch[]> {
  const rows = await db
    .selectFrom('coupon_batch')
    .selectAll()
    .select(dayText)
    .where('store_id', '=', storeId)
    .orderBy('published_at', 'desc')
    .orderBy('position', 'desc')
    .orderBy('id')
    .execute()
  return rows.map((row) => batchOf(row, now))
}

const batchOf = (row: BatchRow, now: Instant): StaffBatch => ({
  ...cardOf(row, now),
  perDay: row.per_day,
  remindHours: row.remind_hours,
  channelIds: row.channel_ids,
  publishedAt: toInstant(row.published_at),
  withdrawnAt: maybeInstant(row.withdrawn_at),
})

/** Those of `ids` that are no channel of this store or of the whole chain. */
export async function unknownChannels(db: Db, storeId: string, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select t.id from unnest(${ids}::text[]) t(id)
    where not exists (
      select 1 from channel c where c.id = t.id and (c.store_id is null or c.store_id = ${storeId}))`.execute(db)
  return rows.map((row) => row.id)
}

/** Those categories and goods of a scope that there are none of. */
export async function unknownInScope(db: Db, scope: PublishBatchBody['scope']): Promise<string[]> {
  if (scope === undefined || scope.kind === 'all') return []
  const known =
    scope.kind === 'categories'
      ? sql`select 1 from category c where c.id = t.id`
      : sql`select 1 from goods g where g.id = t.id::uuid`
  const { rows } = await sql<{ id: string }>`
    select t.id from unnest(${scope.ids}::text[]) t(id) where not exists (${known})`.execute(db)
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
      scope: JSON.stringify(terms.scope ?? { kind: 'all' }),
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
