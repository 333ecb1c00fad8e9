import { sql } from 'kysely'
import type { Instant } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import { toDate } from '../database/instants'
import type { Picture } from './picture'

export type Use = 'refund' | 'review' | 'proof'

/** Keeps a photograph unless its owner has `most` since `since` that show nothing yet; `false` then. One at a time per owner. */
export async function insert(
  tx: Tx,
  photo: Picture & { readonly id: string; readonly ownerId: string; readonly since: Instant; readonly most: number },
  now: Instant,
): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended('photos of ' || ${photo.ownerId}::text, 0))`.execute(tx)
  const { rows } = await sql`
    insert into photo (id, owner_id, type, bytes, at)
    select ${photo.id}::uuid, ${photo.ownerId}::uuid, ${photo.type}, ${photo.bytes}, ${toDate(now)}::timestamptz
    where (select count(*) from photo
           where owner_id = ${photo.ownerId}::uuid and used_for is null and at > ${toDate(photo.since)}) < ${photo.most}
    returning id`.execute(tx)
  return rows.length === 1
}

export async function find(db: Db, id: string): Promise<Picture | null> {
  const row = await db.selectFrom('photo').select(['type', 'bytes']).where('id', '=', id).executeTakeFirst()
  return row ?? null
}

/** Unused photographs of this owner become those of an order. @returns how many they were */
export async function use(
  tx: Tx,
  ask: { ids: readonly string[]; ownerId: string; orderId: string; for: Use },
): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('photo')
    .set({ used_for: ask.for, order_id: ask.orderId })
    .where('id', 'in', [...ask.ids])
    .where('owner_id', '=', ask.ownerId)
    .where('used_for', 'is', null)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

export async function deleteUnused(db: Db, before: Instant, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from photo where ctid = any (array(
      select ctid from photo where used_for is null and at < ${toDate(before)} order by at limit ${limit}
      for update skip locked))`.execute(db)
  return Number(numAffectedRows ?? 0)
}
