import { sql } from 'kysely'
import type { CouponValue } from '../../src/domain/coupon/coupon'
import type { Fulfilment, OrderState } from '../../src/domain/order/order'
import { amountOf, maskedCustomer } from '../../src/domain/order/shown'
import type { Instant, Window } from '../../src/domain/time'
import type { Db } from '../database/connection'
import { toDate, toInstant } from '../database/instants'

export type LineAtCounter = {
  readonly orderId: string
  readonly goodsId: string
  readonly name: string
  readonly picture: string
  readonly amount: string
  readonly gift: boolean
  readonly units: number
}
/** An order as the counter judges it and shows it. */
export type OrderAtCounter = {
  readonly orderId: string
  readonly number: string
  readonly state: OrderState
  readonly fulfilment: Fulfilment
  readonly storeId: string
  readonly storeName: string
  readonly residentId: string | null
  readonly customer: string
  readonly slot: Window | null
  readonly remark: string
}

const ordersAtCounter = (db: Db) =>
  db
    .selectFrom('shop_order as o')
    .innerJoin('store as s', 's.id', 'o.store_id')
    .select(['o.id', 'o.number', 'o.state', 'o.fulfilment', 'o.store_id', 'o.resident_id', 'o.remark'])
    .select(['o.contact_name', 'o.contact_phone', 'o.slot_opens_at', 'o.slot_closes_at', 's.name as store_name'])
type Row = Awaited<ReturnType<ReturnType<typeof ordersAtCounter>['execute']>>[number]

const orderOf = (row: Row): OrderAtCounter => ({
  orderId: row.id,
  number: row.number,
  state: row.state,
  fulfilment: row.fulfilment,
  storeId: row.store_id,
  storeName: row.store_name,
  residentId: row.resident_id,
  customer: maskedCustomer(row.contact_name, row.contact_phone),
  slot:
    row.slot_opens_at && row.slot_closes_at
      ? { opensAt: toInstant(row.slot_opens_at), closesAt: toInstant(row.slot_closes_at) }
      : null,
  remark: row.remark,
})

export async function findOrder(db: Db, orderId: string): Promise<OrderAtCounter | null> {
  const row = await ordersAtCounter(db).where('o.id', '=', orderId).executeTakeFirst()
  return row ? orderOf(row) : null
}

/** Orders of a store that wait at its counter, by the time for which they were placed. */
export async function waitingAt(db: Db, storeId: string, most: number): Promise<OrderAtCounter[]> {
  const rows = await ordersAtCounter(db)
    .where('o.store_id', '=', storeId)
    .where('o.state', '=', 'ready')
    .where('o.fulfilment', '=', 'pickup')
    .orderBy('o.slot_opens_at')
    .orderBy('o.id')
    .limit(most)
    .execute()
  return rows.map(orderOf)
}

/** What is packed for these orders, line by line: what was picked and, of substitutes, what the resident agreed to. */
export async function packedLines(db: Db, orderIds: readonly string[]): Promise<LineAtCounter[]> {
  if (orderIds.length === 0) return []
  const rows = await db
    .selectFrom('order_line')
    .select(['order_id', 'goods_id', 'kind', 'name', 'picture', 'unit', 'sold_by', 'picked_quantity', 'picked_grams'])
    .where('order_id', 'in', [...orderIds])
    .where('picked_quantity', '>', 0)
    .where(({ eb, or }) => or([eb('kind', '<>', 'substitute'), eb('consent', '=', 'agreed')]))
    .orderBy('order_id')
    .orderBy('position')
    .execute()
  return rows.map((row) => ({
    orderId: row.order_id,
    goodsId: row.goods_id,
    name: row.name,
    picture: row.picture,
    amount: amountOf({
      soldBy: row.sold_by,
      unit: row.unit,
      quantity: row.picked_quantity!,
      grams: row.picked_grams,
    }),
    gift: row.kind === 'gift',
    units: row.picked_quantity!,
  }))
}

/** What was given back of an order when it was packed, as it was said then. */
export async function weighingRefunds(db: Db, orderId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('refund')
    .select('words')
    .where('order_id', '=', orderId)
    .where('reason', 'in', ['weighed', 'short'])
    .where('words', '<>', '')
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map(({ words }) => words)
}

export type CouponAlong = {
  readonly couponId: string
  readonly title: string
  readonly value: CouponValue
  readonly benefit: boolean
  readonly usableUntil: Instant
}
const MOST_ALONG = 20

/** A resident's coupons that this store's counter takes now, benefits first (see `refuseAtCounter`). */
export async function couponsAlong(
  db: Db,
  residentId: string,
  at: { storeId: string; now: Instant },
): Promise<CouponAlong[]> {
  const now = toDate(at.now)
  const rows = await db
    .selectFrom('coupon as c')
    .innerJoin('coupon_batch as b', 'b.id', 'c.batch_id')
    .select(['c.id as couponId', 'b.title', 'b.value', 'b.benefit', 'c.usable_until'])
    .where('c.holder_id', '=', residentId)
    .where(sql<boolean>`(c.state = 'held' or (c.state = 'gifting' and c.gifting_until <= ${now}))`)
    .where('b.usable_counter', '=', true)
    .where(sql<boolean>`b.store_ids @> array[${at.storeId}]`)
    .where('c.usable_from', '<=', now)
    .where('c.usable_until', '>', now)
    .orderBy('b.benefit', 'desc')
    .orderBy('c.usable_until')
    .orderBy('c.id')
    .limit(MOST_ALONG)
    .execute()
  return rows.map(({ usable_until, ...row }) => ({ ...row, usableUntil: toInstant(usable_until) }))
}
