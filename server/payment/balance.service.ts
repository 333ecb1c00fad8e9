import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { type Refusal, refuse } from '../../src/contract/errors'
import type { BalanceAnswer } from '../../src/contract/checkout'
import type { Fen } from '../../src/domain/money'
import type { Instant } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import { readCursor, writeCursor } from '../database/cursor'
import { toDate, toInstant } from '../database/instants'
import type { Database } from '../database/schema'

type Entry = {
  readonly residentId: string
  /** More than 0. */
  readonly fen: Fen
  /** What it is for: booked once, however often somebody tries. */
  readonly once: string
  readonly orderId: string
  readonly now: Instant
}

/** Takes from the member balance by one conditional statement, with its line in the ledger (KF-43). BALANCE_SHORT when it is not there. */
export async function debit(tx: Tx, entry: Entry): Promise<null | Refusal> {
  const { numUpdatedRows } = await tx
    .updateTable('balance')
    .set((eb) => ({ fen: eb('fen', '-', entry.fen) }))
    .where('resident_id', '=', entry.residentId)
    .where('fen', '>=', entry.fen)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) return refuse('BALANCE_SHORT')
  await book(tx, { ...entry, kind: 'paid', delta: -entry.fen, refundId: null })
  return null
}

/** Gives back to the member balance; what was given back for the same `once` before is not given twice. */
export async function credit(tx: Tx, entry: Entry & { readonly refundId: string | null }): Promise<void> {
  await sql`insert into balance (resident_id, fen) values (${entry.residentId}::uuid, 0) on conflict do nothing`.execute(
    tx,
  )
  // the row is locked before the ledger is looked at: two who give back the same wait for each other
  await sql`select from balance where resident_id = ${entry.residentId}::uuid for update`.execute(tx)
  const fresh = await book(tx, { ...entry, kind: 'refunded', delta: entry.fen })
  if (!fresh) return
  await tx
    .updateTable('balance')
    .set((eb) => ({ fen: eb('fen', '+', entry.fen) }))
    .where('resident_id', '=', entry.residentId)
    .execute()
}

async function book(
  tx: Tx,
  entry: Entry & { kind: Database['balance_entry']['kind']; delta: number; refundId: string | null },
): Promise<boolean> {
  const row = await tx
    .insertInto('balance_entry')
    .values({
      id: uuid({ msecs: entry.now }),
      resident_id: entry.residentId,
      kind: entry.kind,
      delta_fen: entry.delta,
      order_id: entry.orderId,
      refund_id: entry.refundId,
      once: entry.once,
      at: toDate(entry.now),
    })
    .onConflict((conflict) => conflict.column('once').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** What a resident has, 0 when nothing was ever booked. */
export async function balanceOf(db: Db, residentId: string): Promise<Fen> {
  const row = await db.selectFrom('balance').select('fen').where('resident_id', '=', residentId).executeTakeFirst()
  return (row?.fen ?? 0) as Fen
}

const PAGE = 30

/** The balance and its latest entries, 30 a page. */
export async function statement(db: Db, residentId: string, after?: string): Promise<BalanceAnswer> {
  const from = readCursor(after)
  const [fen, rows] = await Promise.all([
    balanceOf(db, residentId),
    db
      .selectFrom('balance_entry')
      .select(['id', 'kind', 'delta_fen as delta', 'order_id as orderId', 'at'])
      .where('resident_id', '=', residentId)
      .$if(from !== null, (query) => query.where('id', '<', from!.id))
      .orderBy('id', 'desc')
      .limit(PAGE + 1)
      .execute(),
  ])
  const shown = rows.slice(0, PAGE).map((row) => ({ ...row, at: toInstant(row.at) }))
  const last = shown.at(-1)
  return { fen, entries: shown, next: rows.length > PAGE && last ? writeCursor(last) : null }
}
