import { sql } from 'kysely'
import type { OrderLine, OrderSummary } from '../../src/contract/order'

import type { OrderEvent } from '../../src/domain/order/timeline'
import type { Instant } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import { toInstant } from '../database/instants'

export type OrderShelf = 'all' | 'unpaid' | 'active' | 'ready' | 'done'

const SHELF = {
  all: sql<boolean>`true`,
  unpaid: sql<boolean>`o.ended_at is null and o.state = 'pending_payment'`,
  active: sql<boolean>`o.ended_at is null and o.state in ('paid', 'picking', 'ready', 'delivering')`,
  ready: sql<boolean>`o.ended_at is null and o.state = 'ready' and o.fulfilment = 'pickup'`,
  done: sql<boolean>`o.ended_at is not null`,
} as const satisfies Record<OrderShelf, unknown>

/** How many goods of an order its card shows. */
const SHOWN = 4

function summaries(db: Db) {
  return db
    .selectFrom('shop_order as o')
    .innerJoin('store as s', 's.id', 'o.store_id')
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('order_line as l')
          .select([
            sql<number>`count(*)::int`.as('kinds'),
            sql<number>`coalesce(sum(l.quantity), 0)::int`.as('units'),
            sql<{ picture: string; name: string }[]>`
              coalesce((jsonb_agg(jsonb_build_object('picture', l.picture, 'name', l.name) order by l.position)), '[]')`.as(
              'pictures',
            ),
            sql<boolean>`coalesce(bool_or(l.consent = 'asked'), false)`.as('question'),
          ])
          .whereRef('l.order_id', '=', 'o.id')
          .where(sql<boolean>`(l.kind <> 'substitute' or l.consent is distinct from 'declined')`)
          .as('lines'),
      (join) => join.onTrue(),
    )
    .select([
      'o.id',
      'o.number',
      'o.store_id',
      's.name as store_name',
      'o.state',
      'o.fulfilment',
      'o.placed_at',
      'o.pay_until',
    ])
    .select(['o.slot_opens_at', 'o.slot_closes_at', 'o.total_fen', 'o.refunded_fen'])
    .select(['lines.kinds', 'lines.units', 'lines.pictures', 'lines.question'])
    .select(sql<boolean>`exists (select from review r where r.order_id = o.id)`.as('reviewed'))
}
type Row = Awaited<ReturnType<ReturnType<typeof summaries>['execute']>>[number]

function summaryOf(row: Row): OrderSummary {
  return {
    id: row.id,
    number: row.number,
    storeId: row.store_id,
    storeName: row.store_name,
    state: row.state,
    fulfilment: row.fulfilment,
    placedAt: toInstant(row.placed_at),
    payUntil: row.state === 'pending_payment' ? toInstant(row.pay_until) : null,
    slot: windowOf(row.slot_opens_at, row.slot_closes_at),
    pictures: row.pictures.slice(0, SHOWN),
    kinds: row.kinds,
    units: row.units,
    total: row.total_fen,
    refunded: row.refunded_fen,
    question: row.question,
    reviewable: (row.state === 'collected' || row.state === 'delivered') && !row.reviewed,
  }
}

const windowOf = (opensAt: Date | null, closesAt: Date | null) =>
  opensAt && closesAt ? { opensAt: toInstant(opensAt), closesAt: toInstant(closesAt) } : null

/** A resident's orders of a shelf, latest first, after an order. */
export async function page(
  db: Db,
  residentId: string,
  shelf: OrderShelf,
  after: string | null,
  limit: number,
): Promise<OrderSummary[]> {
  const rows = await summaries(db)
    .where('o.resident_id', '=', residentId)
    .where(SHELF[shelf])
    .$if(after !== null, (query) => query.where('o.id', '<', after!))
    .orderBy('o.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(summaryOf)
}

/** One order of this resident; `null` for anybody else's. */
export async function findSummary(db: Db, orderId: string, residentId: string): Promise<OrderSummary | null> {
  const row = await summaries(db).where('o.id', '=', orderId).where('o.resident_id', '=', residentId).executeTakeFirst()
  return row ? summaryOf(row) : null
}

export async function counts(db: Db, residentId: string): Promise<{ unpaid: number; active: number; ready: number }> {
  const count = (shelf: OrderShelf) => sql<number>`count(*) filter (where ${SHELF[shelf]})`.as(shelf)
  const row = await db
    .selectFrom('shop_order as o')
    .select([count('unpaid'), count('active'), count('ready')])
    .where('o.resident_id', '=', residentId)
    .where('o.ended_at', 'is', null)
    .executeTakeFirstOrThrow()
  return row as { unpaid: number; active: number; ready: number }
}

export type OrderRow = NonNullable<Awaited<ReturnType<typeof find>>>
/** The order itself, of this resident. */
export function find(db: Db, orderId: string, residentId: string) {
  return db
    .selectFrom('shop_order')
    .selectAll()
    .where('id', '=', orderId)
    .where('resident_id', '=', residentId)
    .executeTakeFirst()
}

/** Lines as they were ordered and picked; substitutes stand behind the line they stand in for. */
export async function lines(db: Db, orderId: string): Promise<OrderLine[]> {
  const rows = await db
    .selectFrom('order_line')
    .selectAll()
    .where('order_id', '=', orderId)
    .orderBy('position')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    goodsId: row.goods_id,
    name: row.name,
    picture: row.picture,
    unit: row.unit,
    soldBy: row.sold_by,
    quantity: row.quantity,
    orderedGrams: row.sold_by === 'weight' && row.unit_grams !== null ? row.quantity * row.unit_grams : null,
    pickedQuantity: row.picked_quantity,
    pickedGrams: row.picked_grams,
    list: row.list_fen,
    paid: row.paid_fen,
    kept: row.kept_fen,
    refunded: row.refunded_fen,
    refundedQuantity: row.refunded_quantity,
    insteadOf: row.instead_of,
    consent: row.consent,
  }))
}

/** What happened, latest first. */
export async function events(db: Db, orderId: string): Promise<(OrderEvent & { at: Instant })[]> {
  const rows = await db
    .selectFrom('order_event')
    .select(['at', 'kind', 'by_whom', 'facts'])
    .where('order_id', '=', orderId)
    .orderBy('at', 'desc')
    .orderBy('seq', 'desc')
    .execute()
  return rows.map((row) => ({
    at: toInstant(row.at),
    kind: row.kind,
    by: row.by_whom,
    facts: row.facts as Record<string, unknown>,
  }))
}

export function refunds(db: Db, orderId: string) {
  return db
    .selectFrom('refund')
    .select(['id', 'wechat_fen', 'balance_fen', 'state', 'words', 'created_at'])
    .where('order_id', '=', orderId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
}

export type Costs = { readonly lineId: string | null; readonly left: number }[]
/** What may still be given back, per line and for delivery: kept after picking, less what went back already. */
export async function leftToRefund(tx: Tx, orderId: string): Promise<Costs> {
  const { rows } = await sql<{ line_id: string | null; left: number }>`
    select id as line_id, paid_fen - refunded_fen as left from order_line
    where order_id = ${orderId}::uuid and (kind <> 'substitute' or consent = 'agreed') and paid_fen > refunded_fen
    union all
    select null, delivery_fen - delivery_refunded_fen from shop_order
    where id = ${orderId}::uuid and delivery_fen > delivery_refunded_fen`.execute(tx)
  return rows.map((row) => ({ lineId: row.line_id, left: row.left }))
}

/** How many orders of a resident wait for their payment. */
export async function countUnpaid(db: Db, residentId: string): Promise<number> {
  const { count } = await db
    .selectFrom('shop_order')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('resident_id', '=', residentId)
    .where('ended_at', 'is', null)
    .where('state', '=', 'pending_payment')
    .executeTakeFirstOrThrow()
  return count
}
