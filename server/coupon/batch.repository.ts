import { type Selectable, sql } from 'kysely'
import type { BatchCard } from '../../src/contract/coupon'
import { type Instant, storeDay } from '../../src/domain/time'
import type { Db } from '../database/connection'
import { toDate, toInstant } from '../database/instants'
import type { Database } from '../database/schema'

const maybe = (date: Date | null): Instant | null => date && toInstant(date)

/** The published batches of a store that are still to be had or still to come, in shelf order. */
export async function onShelf(db: Db, storeId: string, now: Instant): Promise<BatchCard[]> {
  const rows = await db
    .selectFrom('coupon_batch')
    .selectAll()
    .select(sql<string | null>`to_char(day, 'YYYY-MM-DD')`.as('day_text'))
    .where('store_id', '=', storeId)
    .where('withdrawn_at', 'is', null)
    .where('claim_closes_at', '>', toDate(now))
    .orderBy('position')
    .orderBy('id')
    .execute()
  return rows.map((row) => cardOf(row, now))
}

function cardOf(row: Selectable<Database['coupon_batch']> & { day_text: string | null }, now: Instant): BatchCard {
  const claimedToday = row.day_text === storeDay(now) ? row.day_claimed : 0
  return {
    id: row.id,
    title: row.title,
    note: row.note,
    value: row.value,
    benefit: row.benefit,
    usableOnline: row.usable_online,
    usableCounter: row.usable_counter,
    storeIds: row.store_ids,
    maxHops: row.max_hops,
    total: row.total,
    remaining: row.remaining,
    remainingToday: row.per_day === null ? null : Math.min(row.remaining, row.per_day - claimedToday),
    perPerson: row.per_person,
    claimOpensAt: toInstant(row.claim_opens_at),
    claimClosesAt: toInstant(row.claim_closes_at),
    withdrawn: row.withdrawn_at !== null,
    use: { opensAt: maybe(row.use_opens_at), closesAt: maybe(row.use_closes_at), days: row.use_days },
  }
}

export async function storeExists(db: Db, storeId: string): Promise<boolean> {
  const row = await db.selectFrom('store').select('id').where('id', '=', storeId).executeTakeFirst()
  return row !== undefined
}
