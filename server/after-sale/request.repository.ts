import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { type Fen, fen } from '../../src/domain/money'
import type { HandedLine } from '../../src/domain/order/after-sale'
import type { OrderSource, OrderState } from '../../src/domain/order/order'
import type { Instant } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import type { Cursor } from '../database/cursor'
import { toDate, toInstant } from '../database/instants'
import type { Database } from '../database/schema'

export type RequestState = 'asked' | 'agreed' | 'declined' | 'withdrawn'
export type Reason = Database['refund_request']['reason']
/** A line of a request: units, and what they were worth when they were asked for. */
export type AskedLine = { readonly lineId: string; readonly quantity: number; readonly fen: number }

export type AskedOrder = {
  readonly state: OrderState
  readonly storeId: string
  readonly source: OrderSource
  readonly endedAt: Instant | null
}

/** The order of this resident, locked until the transaction ends: its lines, its money and its requests wait for us. */
export async function lockOrderOf(tx: Tx, orderId: string, residentId: string): Promise<AskedOrder | null> {
  const row = await tx
    .selectFrom('shop_order')
    .select(['state', 'store_id', 'source', 'ended_at'])
    .where('id', '=', orderId)
    .where('resident_id', '=', residentId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return null
  return {
    state: row.state,
    storeId: row.store_id,
    source: row.source,
    endedAt: row.ended_at && toInstant(row.ended_at),
  }
}

/** The lines of an order by id; substitutes that nobody agreed to are none. */
export async function linesOf(db: Db, orderId: string): Promise<Map<string, HandedLine & { readonly name: string }>> {
  const rows = await db
    .selectFrom('order_line')
    .select(['id', 'name', 'quantity', 'picked_quantity', 'refunded_quantity', 'paid_fen', 'kept_fen', 'refunded_fen'])
    .where('order_id', '=', orderId)
    .where(sql<boolean>`(kind <> 'substitute' or consent = 'agreed')`)
    .execute()
  return new Map(
    rows.map((row) => [
      row.id,
      {
        name: row.name,
        quantity: row.quantity,
        pickedQuantity: row.picked_quantity,
        refundedQuantity: row.refunded_quantity,
        paid: fen(row.paid_fen),
        kept: row.kept_fen === null ? null : fen(row.kept_fen),
        refunded: fen(row.refunded_fen),
      },
    ]),
  )
}

export type NewRequest = {
  readonly orderId: string
  readonly storeId: string
  readonly residentId: string
  readonly reason: Reason
  readonly words: string
  readonly photoIds: readonly string[]
  readonly lines: readonly AskedLine[]
  readonly fen: Fen
}

/** `null` when the order has a request already that nobody has decided. @returns the new one's id */
export async function insert(tx: Tx, request: NewRequest, now: Instant): Promise<string | null> {
  const row = await tx
    .insertInto('refund_request')
    .values({
      id: uuid({ msecs: now }),
      order_id: request.orderId,
      store_id: request.storeId,
      resident_id: request.residentId,
      reason: request.reason,
      words: request.words,
      photo_ids: [...request.photoIds],
      lines: JSON.stringify(request.lines),
      fen: request.fen,
      created_at: toDate(now),
    })
    .onConflict((conflict) => conflict.column('order_id').where('state', '=', 'asked').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

export type Decision = {
  readonly requestId: string
  readonly to: Exclude<RequestState, 'asked'>
  /** `null`: the resident's own. */
  readonly staffId: string | null
  readonly answer: string | null
}

/** asked → an end, by whoever is first; `false` when it had ended. */
export async function end(tx: Tx, { requestId, to, staffId, answer }: Decision, now: Instant): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('refund_request')
    .set({ state: to, decided_at: toDate(now), decided_by: staffId, answer })
    .where('id', '=', requestId)
    .where('state', '=', 'asked')
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** What an agreed request led to. */
export async function attachRefund(tx: Tx, requestId: string, refundId: string): Promise<void> {
  await tx.updateTable('refund_request').set({ refund_id: refundId }).where('id', '=', requestId).execute()
}

/** Units of lines that nothing more is given back for. */
export async function countRefunded(tx: Tx, lines: readonly AskedLine[]): Promise<void> {
  for (const { lineId, quantity } of lines)
    await tx
      .updateTable('order_line')
      .set((eb) => ({ refunded_quantity: eb('refunded_quantity', '+', quantity) }))
      .where('id', '=', lineId)
      .execute()
}

/** What an order was given back after the sale until now. */
export async function givenAfterSale(tx: Tx, orderId: string): Promise<Fen> {
  const { given } = await tx
    .selectFrom('refund')
    .select(sql<number>`coalesce(sum(wechat_fen + balance_fen), 0)::int`.as('given'))
    .where('order_id', '=', orderId)
    .where('reason', '=', 'after-sale')
    .executeTakeFirstOrThrow()
  return fen(given)
}

/** Whether nothing of a refund has to come from WeChat: it is there already. */
export async function isThere(tx: Tx, refundId: string): Promise<boolean> {
  const { state } = await tx.selectFrom('refund').select('state').where('id', '=', refundId).executeTakeFirstOrThrow()
  return state === 'done'
}

function requests(db: Db) {
  return db
    .selectFrom('refund_request as q')
    .leftJoin('refund as r', 'r.id', 'q.refund_id')
    .select([
      'q.id',
      'q.order_id',
      'q.resident_id',
      'q.state',
      'q.reason',
      'q.words',
      'q.photo_ids',
      'q.lines',
      'q.fen',
    ])
    .select(['q.answer', 'q.created_at', 'q.decided_at', 'r.wechat_fen', 'r.balance_fen'])
}
type Row = Awaited<ReturnType<ReturnType<typeof requests>['execute']>>[number]

const requestOf = (row: Row) => ({
  id: row.id,
  orderId: row.order_id,
  residentId: row.resident_id,
  state: row.state,
  reason: row.reason,
  words: row.words,
  photoIds: row.photo_ids,
  lines: row.lines as readonly AskedLine[],
  fen: fen(row.fen),
  given: row.wechat_fen === null || row.balance_fen === null ? null : fen(row.wechat_fen + row.balance_fen),
  answer: row.answer,
  createdAt: toInstant(row.created_at),
  decidedAt: row.decided_at && toInstant(row.decided_at),
})
export type RefundRequest = ReturnType<typeof requestOf>

export async function find(
  db: Db,
  requestId: string,
  of: { storeId: string } | { orderId: string; residentId: string },
) {
  const row = await requests(db)
    .where('q.id', '=', requestId)
    .$if('storeId' in of, (query) => query.where('q.store_id', '=', (of as { storeId: string }).storeId))
    .$if('orderId' in of, (query) => {
      const { orderId, residentId } = of as { orderId: string; residentId: string }
      return query.where('q.order_id', '=', orderId).where('q.resident_id', '=', residentId)
    })
    .executeTakeFirst()
  return row ? requestOf(row) : null
}

/** All of an order, latest first. */
export async function ofOrder(db: Db, orderId: string): Promise<RefundRequest[]> {
  const rows = await requests(db)
    .where('q.order_id', '=', orderId)
    .orderBy('q.created_at', 'desc')
    .orderBy('q.id', 'desc')
    .execute()
  return rows.map(requestOf)
}

export type ListedRequest = RefundRequest & {
  readonly orderNumber: string
  readonly contactName: string
  readonly contactPhone: string
  readonly names: Readonly<Record<string, string>>
  /** Who of the staff decided. */
  readonly decidedBy: string | null
}

/** Those of a store: what waits, longest first; what was decided, latest first. */
export async function ofStore(
  db: Db,
  storeId: string,
  shelf: 'asked' | 'decided',
  page: { after: Cursor | null; size: number },
): Promise<ListedRequest[]> {
  const { after, size } = page
  const [at, way] = shelf === 'asked' ? (['q.created_at', 'asc'] as const) : (['q.decided_at', 'desc'] as const)
  const rows = await requests(db)
    .innerJoin('shop_order as o', 'o.id', 'q.order_id')
    .leftJoin('staff as s', 's.id', 'q.decided_by')
    .select(['o.number', 'o.contact_name', 'o.contact_phone', 's.name as decided_by_name'])
    .select(
      sql<
        Record<string, string>
      >`(select jsonb_object_agg(l.id, l.name) from order_line l where l.order_id = q.order_id)`.as('names'),
    )
    .where('q.store_id', '=', storeId)
    .$if(shelf === 'asked', (query) => query.where('q.state', '=', 'asked'))
    .$if(shelf === 'decided', (query) => query.where('q.state', 'in', ['agreed', 'declined']))
    .$if(after !== null, (query) => {
      const place = sql`(${toDate(after!.at)}::timestamptz, ${after!.id}::uuid)`
      return query.where(sql<boolean>`(${sql.ref(at)}, q.id) ${sql.raw(way === 'asc' ? '>' : '<')} ${place}`)
    })
    .orderBy(at, way)
    .orderBy('q.id', way)
    .limit(size)
    .execute()
  return rows.map((row) => ({
    ...requestOf(row),
    orderNumber: row.number,
    contactName: row.contact_name,
    contactPhone: row.contact_phone,
    names: row.names,
    decidedBy: row.decided_by_name,
  }))
}

/** How many requests an order ever had. */
export async function countOf(db: Db, orderId: string): Promise<number> {
  const { count } = await db
    .selectFrom('refund_request')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('order_id', '=', orderId)
    .executeTakeFirstOrThrow()
  return count
}
