import { v7 as uuid } from 'uuid'
import type { ConflictsAnswer } from '../../src/contract/staff-order'
import type { Instant } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import { toDate, toInstant } from '../database/instants'

/** What a till told us that it handed over; together these name it, however often it is told. */
export type Told = {
  readonly storeId: string
  readonly staffId: string
  readonly till: string
  readonly code: string
  readonly at: Instant
}

const told = (db: Db, { storeId, staffId, till, code, at }: Told) =>
  db
    .selectFrom('handover_conflict')
    .where('store_id', '=', storeId)
    .where('staff_id', '=', staffId)
    .where('till', '=', till)
    .where('code', '=', code)
    .where('happened_at', '=', toDate(at))

/** Why a handover could not be settled when it was told before; `null` when it was not told or was settled. */
export async function whyBefore(db: Db, handover: Told): Promise<string | null> {
  return (await told(db, handover).select('why').executeTakeFirst())?.why ?? null
}

/** Keeps what could not be settled, once. @returns the id of the new row; `null` when it was kept before */
export async function keep(
  tx: Tx,
  handover: Told,
  what: { orderId: string | null; why: string; heardAt: Instant },
): Promise<string | null> {
  const row = await tx
    .insertInto('handover_conflict')
    .values({
      id: uuid({ msecs: what.heardAt }),
      store_id: handover.storeId,
      order_id: what.orderId,
      staff_id: handover.staffId,
      till: handover.till,
      code: handover.code,
      happened_at: toDate(handover.at),
      heard_at: toDate(what.heardAt),
      why: what.why,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

const MOST = 100

/** Those still to be looked into, and those resolved after `since`, latest first. */
export async function listOf(db: Db, storeId: string, since: Instant): Promise<ConflictsAnswer['conflicts']> {
  const rows = await db
    .selectFrom('handover_conflict as c')
    .innerJoin('staff as s', 's.id', 'c.staff_id')
    .leftJoin('shop_order as o', 'o.id', 'c.order_id')
    .select(['c.id', 'o.number as orderNumber', 'c.till', 's.name as clerk', 'c.why', 'c.resolution'])
    .select(['c.happened_at', 'c.heard_at', 'c.resolved_at'])
    .where('c.store_id', '=', storeId)
    .where(({ eb, or }) => or([eb('c.resolved_at', 'is', null), eb('c.resolved_at', '>', toDate(since))]))
    .orderBy('c.heard_at', 'desc')
    .orderBy('c.id', 'desc')
    .limit(MOST)
    .execute()
  return rows.map(({ happened_at, heard_at, resolved_at, ...row }) => ({
    ...row,
    happenedAt: toInstant(happened_at),
    heardAt: toInstant(heard_at),
    resolvedAt: resolved_at && toInstant(resolved_at),
  }))
}

/** Closes one of the store's, by one statement; `null` when nothing moved. */
export async function resolve(
  tx: Tx,
  ask: { conflictId: string; storeId: string; staffId: string; resolution: string; now: Instant },
): Promise<{ why: string } | null> {
  const row = await tx
    .updateTable('handover_conflict')
    .set({ resolved_at: toDate(ask.now), resolved_by: ask.staffId, resolution: ask.resolution })
    .where('id', '=', ask.conflictId)
    .where('store_id', '=', ask.storeId)
    .where('resolved_at', 'is', null)
    .returning('why')
    .executeTakeFirst()
  return row ?? null
}

export async function exists(db: Db, conflictId: string, storeId: string): Promise<boolean> {
  const row = await db
    .selectFrom('handover_conflict')
    .select('id')
    .where('id', '=', conflictId)
    .where('store_id', '=', storeId)
    .executeTakeFirst()
  return row !== undefined
}
