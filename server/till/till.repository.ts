import { sql } from 'kysely'
import type { Instant } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import { toDate, toInstant } from '../database/instants'
import type { TillCaller } from '../http/route'

export type TillKey = {
  readonly id: string
  readonly name: string
  readonly source: TillCaller['source']
  readonly createdAt: Instant
  readonly revokedAt: Instant | null
}

/** The keys of a store, those in force first, then the latest. */
export async function keysOf(db: Db, storeId: string): Promise<TillKey[]> {
  const rows = await db
    .selectFrom('till_key')
    .select(['id', 'name', 'source', 'created_at', 'revoked_at'])
    .where('store_id', '=', storeId)
    .orderBy(sql`revoked_at is not null`)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute()
  return rows.map(({ created_at, revoked_at, ...row }) => ({
    ...row,
    createdAt: toInstant(created_at),
    revokedAt: revoked_at && toInstant(revoked_at),
  }))
}

export async function insertKey(
  tx: Tx,
  key: { id: string; storeId: string; name: string; source: TillCaller['source']; by: string; now: Instant },
): Promise<void> {
  await tx
    .insertInto('till_key')
    .values({
      id: key.id,
      store_id: key.storeId,
      name: key.name,
      source: key.source,
      created_at: toDate(key.now),
      created_by: key.by,
    })
    .execute()
}

/** Ends a key of this store; `null` when it has none by this id that is in force. */
export async function revokeKey(
  tx: Tx,
  ask: { id: string; storeId: string; now: Instant },
): Promise<{ name: string; source: TillCaller['source'] } | null> {
  const row = await tx
    .updateTable('till_key')
    .set({ revoked_at: toDate(ask.now) })
    .where('id', '=', ask.id)
    .where('store_id', '=', ask.storeId)
    .where('revoked_at', 'is', null)
    .returning(['name', 'source'])
    .executeTakeFirst()
  return row ?? null
}

/** Uses a nonce of a key in force up; `null` when the key is not in force, or the nonce was used before. One statement. */
export async function useNonce(db: Db, keyId: string, nonce: string, now: Instant): Promise<TillCaller | null> {
  const { rows } = await sql<TillCaller>`
    with key as (
      select id, store_id, source, name from till_key where id = ${keyId}::uuid and revoked_at is null
    ), used as (
      insert into till_nonce (key_id, nonce, at) select id, ${nonce}, ${toDate(now)}::timestamptz from key
      on conflict do nothing
      returning key_id
    )
    select k.id as "keyId", k.store_id as "storeId", k.source, k.name from key k join used u on u.key_id = k.id`.execute(
    db,
  )
  return rows[0] ?? null
}

const FORGOTTEN_AT_ONCE = 5_000

/** Deletes nonces that were used before `before`, some at a time. @returns how many */
export async function deleteNonces(db: Db, before: Instant): Promise<number> {
  for (let forgotten = 0; ; ) {
    const { numAffectedRows } = await sql`
      delete from till_nonce where ctid = any (array(
        select ctid from till_nonce where at < ${toDate(before)} limit ${FORGOTTEN_AT_ONCE}))`.execute(db)
    forgotten += Number(numAffectedRows ?? 0)
    if (Number(numAffectedRows ?? 0) < FORGOTTEN_AT_ONCE) return forgotten
  }
}

/** From now on nobody else enters this receipt until the transaction ends. */
export async function lockReceipt(tx: Tx, ref: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('till receipt ' || ${ref}, 0))`.execute(tx)
}

/** The order that a receipt was entered as, and the fingerprint of what was said then; `null` when it was not. */
export async function findReceipt(
  db: Db,
  source: TillCaller['source'],
  ref: string,
): Promise<{ orderId: string; number: string; storeId: string; request: string } | null> {
  const row = await db
    .selectFrom('shop_order as o')
    .innerJoin('order_event as e', (join) => join.onRef('e.order_id', '=', 'o.id').on('e.kind', '=', 'placed'))
    .select(['o.id as orderId', 'o.number', 'o.store_id as storeId', sql<string>`e.facts ->> 'request'`.as('request')])
    .where('o.source', '=', source)
    .where('o.source_ref', '=', ref)
    .executeTakeFirst()
  return row ?? null
}

/** Which goods these barcodes are of. */
export async function goodsByBarcode(db: Db, barcodes: readonly string[]): Promise<Map<string, string>> {
  if (barcodes.length === 0) return new Map()
  const rows = await db
    .selectFrom('goods')
    .select(['id', 'barcode'])
    .where('barcode', 'in', [...barcodes])
    .execute()
  return new Map(rows.map(({ id, barcode }) => [barcode!, id]))
}
