import { sql } from 'kysely'
import type { Fulfilment, OrderSource, OrderState } from '../../src/domain/order/order'
import type { Instant } from '../../src/domain/time'
import type { Db } from '../database/connection'
import type { Cursor } from '../database/cursor'
import { toDate, toInstant } from '../database/instants'

export type BoardRow = {
  readonly id: string
  readonly number: string
  readonly state: OrderState
  readonly source: OrderSource
  readonly fulfilment: Fulfilment
  readonly slot: { readonly opensAt: Instant; readonly closesAt: Instant } | null
  /** When it is worked on: the beginning of its slot; without one, when it was placed. */
  readonly due: Instant
  readonly placedAt: Instant
  readonly contact: { readonly name: string; readonly phone: string }
  readonly remark: string
  readonly picker: string | null
  readonly kinds: number
  readonly units: number
  readonly picked: number
  readonly question: boolean
  readonly weighs: boolean
  readonly total: number
  readonly refunded: number
  readonly address: string
  readonly at: { readonly lat: number; readonly lng: number } | null
}

/** The index order_on_board is made over exactly this. */
const due = sql<Date>`coalesce(o.slot_opens_at, o.placed_at)`

/** Lines count once they are part of the order: a substitute when it was agreed to. */
const rows = (db: Db) =>
  db
    .selectFrom('shop_order as o')
    .leftJoin('staff as s', 's.id', 'o.picker_id')
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('order_line as l')
          .select([
            sql<number>`(count(*) filter (where l.kind <> 'substitute' or l.consent = 'agreed'))::int`.as('kinds'),
            sql<number>`coalesce(sum(l.quantity) filter (where l.kind <> 'substitute' or l.consent = 'agreed'), 0)::int`.as(
              'units',
            ),
            sql<number>`count(l.picked_quantity)::int`.as('picked'),
            sql<boolean>`coalesce(bool_or(l.consent = 'asked'), false)`.as('question'),
            sql<boolean>`coalesce(bool_or(l.sold_by = 'weight'), false)`.as('weighs'),
          ])
          .whereRef('l.order_id', '=', 'o.id')
          .as('lines'),
      (join) => join.onTrue(),
    )
    .select(['o.id', 'o.number', 'o.state', 'o.source', 'o.fulfilment', 'o.slot_opens_at', 'o.slot_closes_at'])
    .select(['o.placed_at', 'o.contact_name', 'o.contact_phone', 'o.remark', 's.name as picker', due.as('due')])
    .select(['o.total_fen', 'o.refunded_fen', 'o.address', 'o.address_lat', 'o.address_lng'])
    .select(['lines.kinds', 'lines.units', 'lines.picked', 'lines.question', 'lines.weighs'])

type Row = Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number]
const homeOf = (row: Row): BoardRow => ({
  id: row.id,
  number: row.number,
  state: row.state,
  source: row.source,
  fulfilment: row.fulfilment,
  slot:
    row.slot_opens_at && row.slot_closes_at
      ? { opensAt: toInstant(row.slot_opens_at), closesAt: toInstant(row.slot_closes_at) }
      : null,
  due: toInstant(row.due),
  placedAt: toInstant(row.placed_at),
  contact: { name: row.contact_name, phone: row.contact_phone },
  remark: row.remark,
  picker: row.picker,
  kinds: row.kinds,
  units: row.units,
  picked: row.picked,
  question: row.question,
  weighs: row.weighs,
  total: row.total_fen,
  refunded: row.refunded_fen,
  address: row.address,
  at: row.address_lat === null || row.address_lng === null ? null : { lat: row.address_lat, lng: row.address_lng },
})

/** Orders of a store in one state, the earliest due first, after `after`. */
export async function page(
  db: Db,
  ask: { storeId: string; state: OrderState; after: Cursor | null; size: number },
): Promise<BoardRow[]> {
  const { after } = ask
  const found = await rows(db)
    .where('o.store_id', '=', ask.storeId)
    .where('o.state', '=', ask.state)
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(${due}, o.id) > (${toDate(after!.at)}::timestamptz, ${after!.id}::uuid)`),
    )
    .orderBy(due)
    .orderBy('o.id')
    .limit(ask.size)
    .execute()
  return found.map(homeOf)
}

/** One order of the store, paid or further on; `null` when there is none: an unpaid order is nobody's work. */
export async function find(db: Db, storeId: string, orderId: string): Promise<BoardRow | null> {
  const row = await rows(db)
    .where('o.id', '=', orderId)
    .where('o.store_id', '=', storeId)
    .where('o.paid_at', 'is not', null)
    .executeTakeFirst()
  return row ? homeOf(row) : null
}

/** How many orders of a store are in each of the states that staff work on. */
export async function counts(db: Db, storeId: string): Promise<Map<OrderState, number>> {
  const found = await db
    .selectFrom('shop_order')
    .select(['state', (eb) => eb.fn.countAll<number>().as('orders')])
    .where('store_id', '=', storeId)
    .where('state', 'in', ['paid', 'picking', 'ready', 'delivering'])
    .groupBy('state')
    .execute()
  return new Map(found.map(({ state, orders }) => [state, orders]))
}

/** Whose order it is; `null` when nobody of ours placed it. */
export async function residentOf(db: Db, orderId: string): Promise<string | null> {
  const row = await db.selectFrom('shop_order').select('resident_id').where('id', '=', orderId).executeTakeFirst()
  return row?.resident_id ?? null
}
