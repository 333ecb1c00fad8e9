import type { BatchCard } from '../../src/contract/coupon'
import type { Instant } from '../../src/domain/time'
import type { Db } from '../database/connection'
import { toDate } from '../database/instants'
import { cardOf, dayText } from './batch-card'

/** The published batches of a store that are still to be had or still to come, in shelf order. */
export async function onShelf(db: Db, storeId: string, now: Instant): Promise<BatchCard[]> {
  const rows = await db
    .selectFrom('coupon_batch')
    .selectAll()
    .select(dayText)
    .where('store_id', '=', storeId)
    .where('withdrawn_at', 'is', null)
    .where('claim_closes_at', '>', toDate(now))
    .orderBy('position')
    .orderBy('id')
    .execute()
  return rows.map((row) => cardOf(row, now))
}

export async function storeExists(db: Db, storeId: string): Promise<boolean> {
  const row = await db.selectFrom('store').select('id').where('id', '=', storeId).executeTakeFirst()
  return row !== undefined
}
