import { sql } from 'kysely'
import { type Instant, plus } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import type { Cursor } from '../database/cursor'
import { toDate, toInstant } from '../database/instants'

/** How goods went over the counter; `till` comes from a cash register, not from a clerk's phone. */
export type CounterMethod = 'qr' | 'digits' | 'offline' | 'till'
const AT_COUNTER: readonly CounterMethod[] = ['qr', 'digits', 'offline', 'till']

export type NewHandover = {
  readonly handoverId: string
  readonly orderId: string
  readonly storeId: string
  readonly staffId: string
  readonly till: string
  readonly method: 'qr' | 'digits' | 'offline'
  /** When it happened, and when we heard of it. */
  readonly at: Instant
  readonly settledAt: Instant
}

/** Writes down who handed an order over. The order has been moved before, so there is none in force. */
export async function write(tx: Tx, handover: NewHandover): Promise<void> {
  await tx
    .insertInto('handover')
    .values({
      id: handover.handoverId,
      order_id: handover.orderId,
      store_id: handover.storeId,
      staff_id: handover.staffId,
      till: handover.till,
      method: handover.method,
      at: toDate(handover.at),
      settled_at: toDate(handover.settledAt),
    })
    .execute()
}

export type InForce = {
  readonly at: Instant
  readonly till: string
  readonly staffId: string | null
  readonly storeId: string
  readonly storeName: string
}

/** Who handed an order over, where and when; `null` when nobody did, or it was taken back. */
export async function inForce(db: Db, orderId: string): Promise<InForce | null> {
  const row = await db
    .selectFrom('handover as h')
    .innerJoin('store as s', 's.id', 'h.store_id')
    .select(['h.at', 'h.till', 'h.staff_id as staffId', 'h.store_id as storeId', 's.name as storeName'])
    .where('h.order_id', '=', orderId)
    .where('h.reversed_at', 'is', null)
    .executeTakeFirst()
  return row ? { ...row, at: toInstant(row.at) } : null
}

/** A till that lost the answer of a handover tells it again without the network within this, ms. */
const LOST_ANSWER_MS = 2 * 60_000

/**
 * Whether this clerk's till has told this very handover before (told twice it is one, also when it was taken back since), or handed the
 * order over with the network at about the same instant and only lost the answer.
 */
export async function isKnown(
  tx: Tx,
  told: { orderId: string; staffId: string; till: string; at: Instant },
): Promise<boolean> {
  const row = await tx
    .selectFrom('handover')
    .select('id')
    .where('order_id', '=', told.orderId)
    .where('staff_id', '=', told.staffId)
    .where('till', '=', told.till)
    .where(({ eb, or, and, between }) =>
      or([
        and([eb('method', '=', 'offline'), or([eb('at', '=', toDate(told.at)), eb('reversed_at', 'is', null)])]),
        and([
          eb('reversed_at', 'is', null),
          between('at', toDate(plus(told.at, -LOST_ANSWER_MS)), toDate(plus(told.at, LOST_ANSWER_MS))),
        ]),
      ]),
    )
    .executeTakeFirst()
  return row !== undefined
}

export type ListedHandover = {
  readonly id: string
  readonly orderId: string
  readonly number: string
  readonly contactName: string
  readonly contactPhone: string
  readonly units: number
  readonly at: Instant
  readonly settledAt: Instant
  readonly till: string
  readonly clerk: string
  readonly method: CounterMethod
  readonly reversedAt: Instant | null
}

/** Orders that a store handed over at its counter since `since`, latest first, after `after`. */
export async function listOf(
  db: Db,
  storeId: string,
  page: { since: Instant; after: Cursor | null; size: number },
): Promise<ListedHandover[]> {
  const { after } = page
  const rows = await db
    .selectFrom('handover as h')
    .innerJoin('shop_order as o', 'o.id', 'h.order_id')
    .leftJoin('staff as s', 's.id', 'h.staff_id')
    .select([
      'h.id',
      'h.order_id as orderId',
      'o.number',
      'h.at',
      'h.settled_at',
      'h.till',
      'h.method',
      'h.reversed_at',
    ])
    .select(['o.contact_name as contactName', 'o.contact_phone as contactPhone'])
    .select(sql<string>`coalesce(s.name, '收银机')`.as('clerk'))
    .select(
      sql<number>`(select coalesce(sum(l.picked_quantity), 0)::int from order_line l where l.order_id = o.id)`.as(
        'units',
      ),
    )
    .where('h.store_id', '=', storeId)
    .where('h.method', 'in', [...AT_COUNTER])
    .where('h.at', '>=', toDate(page.since))
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(h.at, h.id) < (${toDate(after!.at)}::timestamptz, ${after!.id}::uuid)`),
    )
    .orderBy('h.at', 'desc')
    .orderBy('h.id', 'desc')
    .limit(page.size)
    .execute()
  return rows.map(({ settled_at, reversed_at, at, method, ...row }) => ({
    ...row,
    method: method as CounterMethod,
    at: toInstant(at),
    settledAt: toInstant(settled_at),
    reversedAt: reversed_at && toInstant(reversed_at),
  }))
}

export type HandoverReversal = {
  readonly handoverId: string
  readonly storeId: string
  readonly staffId: string
  readonly reason: string
  /** Only what was settled after this can still be taken back. */
  readonly settledAfter: Instant
}

/** Takes a handover at the counter back, by one statement; `null` when nothing moved. */
export async function reverse(
  tx: Tx,
  reversal: HandoverReversal,
  now: Instant,
): Promise<{ orderId: string; till: string; staffId: string | null } | null> {
  const row = await tx
    .updateTable('handover')
    .set({ reversed_at: toDate(now), reversed_by: reversal.staffId, reversal_reason: reversal.reason })
    .where('id', '=', reversal.handoverId)
    .where('store_id', '=', reversal.storeId)
    .where('method', 'in', [...AT_COUNTER])
    .where('reversed_at', 'is', null)
    .where('settled_at', '>', toDate(reversal.settledAfter))
    .returning(['order_id as orderId', 'till', 'staff_id as staffId'])
    .executeTakeFirst()
  return row ?? null
}

/** The order that a store's handover is of, and whether it was taken back already; `null` when the store has none by this id. */
export async function find(
  db: Db,
  handoverId: string,
  storeId: string,
): Promise<{ orderId: string; reversed: boolean } | null> {
  const row = await db
    .selectFrom('handover')
    .select(['order_id', 'reversed_at'])
    .where('id', '=', handoverId)
    .where('store_id', '=', storeId)
    .where('method', 'in', [...AT_COUNTER])
    .executeTakeFirst()
  return row ? { orderId: row.order_id, reversed: row.reversed_at !== null } : null
}

/** What WeChat has not been told yet it is not told: the order is still at the counter. */
export async function withdrawShippingReport(tx: Tx, orderId: string): Promise<void> {
  await tx.deleteFrom('shipping_report').where('order_id', '=', orderId).where('state', '=', 'waiting').execute()
}
