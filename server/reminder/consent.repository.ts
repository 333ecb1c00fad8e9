import { sql } from 'kysely'
import type { Instant } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import { toDate } from '../database/instants'
import type { Database } from '../database/schema'

export type Purpose = Database['subscribe_consent']['purpose']
export type Answer = { readonly purpose: Purpose; readonly result: Database['subscribe_consent']['result'] }

/** Whose credit a push may take: a reminder of an opening only one that was given for that store. */
type CreditOf = { readonly residentId: string; readonly purpose: Purpose; readonly storeId: string | null }

/** Writes the answers down; nothing, and `false`, when there is no such store. */
export async function record(
  tx: Tx,
  residentId: string,
  storeId: string | null,
  answers: readonly Answer[],
  now: Instant,
): Promise<boolean> {
  const purposes = answers.map(({ purpose }) => purpose)
  const results = answers.map(({ result }) => result)
  const { rows } = await sql`
    insert into subscribe_consent (resident_id, purpose, store_id, result, at)
    select ${residentId}::uuid, answer.purpose, ${storeId}::text, answer.result, ${toDate(now)}::timestamptz
    from unnest(${purposes}::text[], ${results}::text[]) with ordinality as answer(purpose, result, nth)
    where ${storeId}::text is null or exists (select from store where id = ${storeId})
    order by answer.nth
    returning id`.execute(tx)
  return rows.length > 0
}

const unspent = sql<boolean>`result = 'accept' and spent_at is null and void_at is null`

/** How many sends are left per purpose. */
export async function countLeft(db: Db, residentId: string): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('subscribe_consent')
    .select(['purpose', (eb) => eb.fn.countAll<number>().as('left')])
    .where('resident_id', '=', residentId)
    .where(unspent)
    .groupBy('purpose')
    .execute()
  return new Map(rows.map(({ purpose, left }) => [purpose, left]))
}

/** Those of `residentIds` who have a credit left. */
export async function withCredit(
  db: Db,
  residentIds: readonly string[],
  purpose: Purpose,
  storeId: string | null,
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select asked.id from unnest(${residentIds}::uuid[]) as asked(id)
    where exists (
      select from subscribe_consent
      where resident_id = asked.id and purpose = ${purpose} and ${unspent}
        and (${storeId}::text is null or store_id = ${storeId}))`.execute(db)
  return new Set(rows.map(({ id }) => id))
}

/**
 * Binds one credit to a push, the oldest that nobody else is taking right now; one that is bound already stays (a retry).
 * `false` when there is none left (KF-37).
 */
export async function take(tx: Tx, push: CreditOf & { id: string }, now: Instant): Promise<boolean> {
  const bound = await tx
    .selectFrom('subscribe_consent')
    .select('id')
    .where('spent_on', '=', push.id)
    .where('void_at', 'is', null)
    .executeTakeFirst()
  if (bound) return true
  const { rows } = await sql`
    update subscribe_consent set spent_at = ${toDate(now)}, spent_on = ${push.id}
    where id = (
      select id from subscribe_consent
      where resident_id = ${push.residentId} and purpose = ${push.purpose} and ${unspent}
        and (${push.storeId}::text is null or store_id = ${push.storeId})
      order by at, id limit 1 for update skip locked)
    returning id`.execute(tx)
  return rows.length === 1
}

/** The push was not sent and will not be: its credit is whole again. */
export async function release(tx: Tx, pushId: string): Promise<void> {
  await tx
    .updateTable('subscribe_consent')
    .set({ spent_at: null, spent_on: null })
    .where('spent_on', '=', pushId)
    .where('void_at', 'is', null)
    .execute()
}

/**
 * WeChat counts none left (43101). WeChat's count is per template, ours must not claim more: the credit that was bound and
 * every other of that purpose given up to `until` are void.
 */
export async function voidAll(
  tx: Tx,
  push: { id: string; residentId: string; purpose: Purpose },
  until: Instant,
  now: Instant,
): Promise<void> {
  await sql`
    update subscribe_consent set void_at = ${toDate(now)}
    where resident_id = ${push.residentId} and purpose = ${push.purpose} and void_at is null
      and (spent_on = ${push.id} or (${unspent} and at <= ${toDate(until)}))`.execute(tx)
}
