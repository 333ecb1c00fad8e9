import { sql } from 'kysely'
import type { Instant } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import { toDate } from '../database/instants'
import { listedSql } from './goods.repository'

/** Whether this caller may be shown what neighbours buy: everybody but who opted out. */
export async function recommendsTo(db: Db, residentId: string | null): Promise<boolean> {
  if (residentId === null) return true
  const row = await db.selectFrom('resident').select('recommend').where('id', '=', residentId).executeTakeFirst()
  return row?.recommend ?? true
}

/** How many of a resident's last orders in a store say what they usually buy. */
const LAST_ORDERS = 60

/** Goods that a resident buys again and again in a store and could buy now: the most often first, of equals the latest. */
export async function boughtAgain(db: Db, residentId: string, storeId: string, most: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with last as (
      select id from shop_order
      where resident_id = ${residentId}::uuid and store_id = ${storeId} and state not in ('pending_payment', 'cancelled', 'closed')
      order by id desc limit ${LAST_ORDERS}
    )
    select l.goods_id as id
    from last join order_line l on l.order_id = last.id
    join store_goods s on s.store_id = ${storeId} and s.goods_id = l.goods_id
    where l.kind = 'goods' and ${listedSql} and s.available > 0
    group by l.goods_id
    order by count(distinct last.id) desc, max(last.id::text) desc, l.goods_id limit ${most}`.execute(db)
  return rows.map(({ id }) => id)
}

/** Goods that neighbours bought together with any of these and that can be had now, not these themselves. */
export async function neighboursTake(
  db: Db,
  storeId: string,
  goodsIds: readonly string[],
  most: number,
): Promise<string[]> {
  if (goodsIds.length === 0) return []
  const { rows } = await sql<{ id: string }>`
    select b.other_id as id
    from bought_together b join store_goods s on s.store_id = b.store_id and s.goods_id = b.other_id
    where b.store_id = ${storeId} and b.goods_id = any(${goodsIds}::uuid[]) and b.other_id <> all(${goodsIds}::uuid[])
      and ${listedSql} and s.available > 0
    group by b.other_id order by sum(b.orders) desc, b.other_id limit ${most}`.execute(db)
  return rows.map(({ id }) => id)
}

/** The same for somebody of whom nothing is known: what stands in most of neighbours' baskets. */
export async function neighboursLike(db: Db, storeId: string, most: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select best.goods_id as id
    from (
      select goods_id, max(orders) as orders
      from (select goods_id, orders from bought_together where store_id = ${storeId} order by orders desc limit 200) top
      group by goods_id
    ) best join store_goods s on s.store_id = ${storeId} and s.goods_id = best.goods_id
    where ${listedSql} and s.available > 0
    order by best.orders desc, best.goods_id limit ${most}`.execute(db)
  return rows.map(({ id }) => id)
}

/**
 * Counts anew which goods of a store were bought in one order since `since`, for each the `most` best others; pairs of fewer than
 * `least` orders say nothing (and might tell on somebody). Who opted out is not counted.
 * @returns how many pairs
 */
export async function rollUpTogether(
  tx: Tx,
  storeId: string,
  { since, most, least }: { since: Instant; most: number; least: number },
): Promise<number> {
  await sql`delete from bought_together where store_id = ${storeId}`.execute(tx)
  const { numAffectedRows } = await sql`
    insert into bought_together (store_id, goods_id, other_id, orders)
    with bought as (
      select distinct o.id, l.goods_id
      from shop_order o join order_line l on l.order_id = o.id join resident r on r.id = o.resident_id
      where o.store_id = ${storeId} and o.state in ('collected', 'delivered') and o.ended_at >= ${toDate(since)}
        and l.kind = 'goods' and coalesce(l.picked_quantity, l.quantity) > 0 and r.recommend
    ), pairs as (
      select a.goods_id, b.goods_id as other_id, count(*)::int as orders
      from bought a join bought b on b.id = a.id and b.goods_id <> a.goods_id
      group by a.goods_id, b.goods_id having count(*) >= ${least}
    ), best as (
      select *, row_number() over (partition by goods_id order by orders desc, other_id) as place from pairs
    )
    select ${storeId}, goods_id, other_id, orders from best where place <= ${most}`.execute(tx)
  return Number(numAffectedRows ?? 0)
}

/** Counts anew what a store handed over since `since`, in units; writes only what has changed. @returns how many goods changed */
export async function rollUpSold(tx: Tx, storeId: string, since: Instant): Promise<number> {
  const { numAffectedRows } = await sql`
    with sold as (
      select l.goods_id, sum(coalesce(l.picked_quantity, l.quantity))::int as units
      from shop_order o join order_line l on l.order_id = o.id
      where o.store_id = ${storeId} and o.state in ('collected', 'delivered') and o.ended_at >= ${toDate(since)} and l.kind <> 'gift'
      group by l.goods_id
    ), counted as (
      select s.goods_id, coalesce(sold.units, 0) as units
      from store_goods s left join sold on sold.goods_id = s.goods_id where s.store_id = ${storeId}
    )
    update store_goods s set sold_30d = c.units
    from (
      select s.goods_id, c.units from store_goods s join counted c on c.goods_id = s.goods_id
      where s.store_id = ${storeId} and s.sold_30d <> c.units order by s.goods_id for no key update of s
    ) c
    where s.store_id = ${storeId} and s.goods_id = c.goods_id`.execute(tx)
  return Number(numAffectedRows ?? 0)
}

export async function storeIds(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('store').select('id').orderBy('id').execute()
  return rows.map(({ id }) => id)
}

/** Any number: who rolls up a store holds this lock of it, so that no two do at once. */
const ROLL_UP_LOCK = 7_201_807
export async function alone(tx: Tx, storeId: string): Promise<boolean> {
  const { rows } = await sql<{ mine: boolean }>`
    select pg_try_advisory_xact_lock(${ROLL_UP_LOCK}::int, hashtext(${storeId})) as mine`.execute(tx)
  return rows[0]!.mine
}
