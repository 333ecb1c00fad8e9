import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import type { StockKind } from '../../src/domain/goods/stock'
import type { Instant } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import { toDate } from '../database/instants'

export type StockLine = { readonly goodsId: string; readonly units: number }
export type Counters = { readonly stock: number; readonly held: number }

// Every statement locks its rows of store_goods in the order of goods_id before it changes one: two baskets never wait in a circle.

/** What is asked for, as rows (goods_id, units, entry_id): each of the goods once, with the id its ledger row will have. */
const asked = (lines: readonly StockLine[]) => {
  const units = new Map<string, number>()
  for (const line of lines) units.set(line.goodsId, (units.get(line.goodsId) ?? 0) + line.units)
  return sql`unnest(${[...units.keys()]}::uuid[], ${[...units.values()]}::int[], ${[...units].map(() => uuid())}::uuid[])
    as asked(goods_id, units, entry_id)`
}

/**
 * Takes what is asked for out of what can be sold and holds it for an order; goods of which there is too little stay as they are.
 * @returns those, with what there is of them
 */
export async function hold(
  tx: Tx,
  ask: { storeId: string; orderId: string; lines: readonly StockLine[]; now: Instant },
): Promise<{ goodsId: string; has: number }[]> {
  const { rows } = await sql<{ goodsId: string; has: number }>`
    with asked as (select * from ${asked(ask.lines)}),
    locked as (
      select s.goods_id, s.available from store_goods s
      where s.store_id = ${ask.storeId} and s.goods_id in (select goods_id from asked)
      order by s.goods_id for no key update
    ), moved as (
      update store_goods s set available = s.available - a.units, held = s.held + a.units
      from asked a join locked l on l.goods_id = a.goods_id
      where s.store_id = ${ask.storeId} and s.goods_id = a.goods_id and s.available >= a.units
      returning s.goods_id, a.units, a.entry_id
    ), written as (
      insert into stock_entry (id, store_id, goods_id, kind, available_delta, held_delta, order_id, at)
      select entry_id, ${ask.storeId}, goods_id, 'held', -units, units, ${ask.orderId}::uuid, ${toDate(ask.now)}::timestamptz from moved
    )
    select a.goods_id as "goodsId", coalesce(l.available, 0) as has
    from asked a left join locked l on l.goods_id = a.goods_id
    where a.goods_id not in (select goods_id from moved)
    order by a.goods_id`.execute(tx)
  return rows
}

/** Locks these goods of a store until the transaction ends; what is read after it is of after whoever had them before. */
export async function lock(tx: Tx, storeId: string, goodsIds: readonly string[]): Promise<void> {
  await tx
    .selectFrom('store_goods')
    .select('goods_id')
    .where('store_id', '=', storeId)
    .where('goods_id', 'in', goodsIds)
    .orderBy('goods_id')
    .forNoKeyUpdate()
    .execute()
}

/**
 * Ends what an order holds of these goods, up to `units` of each: back on sale (`released`) or gone for good (`sold`). What the
 * order does not hold is not moved (KF-24). Call `lock` before: the ledger is read as it is when the statement begins.
 * @returns what was moved of each; goods of which nothing was are left out
 */
export async function unhold(
  tx: Tx,
  ask: { storeId: string; orderId: string; kind: 'released' | 'sold'; lines: readonly StockLine[]; now: Instant },
): Promise<StockLine[]> {
  const back = ask.kind === 'released' ? 1 : 0
  const { rows } = await sql<StockLine>`
    with asked as (select * from ${asked(ask.lines)}),
    ours as (
      select goods_id, sum(held_delta)::int as held from stock_entry
      where order_id = ${ask.orderId}::uuid and store_id = ${ask.storeId} group by goods_id
    ), due as (
      select a.goods_id, a.entry_id, least(a.units, o.held) as units from asked a join ours o on o.goods_id = a.goods_id
      where o.held > 0 and a.units > 0
    ), moved as (
      update store_goods s set available = s.available + ${back}::int * d.units, held = s.held - d.units
      from due d where s.store_id = ${ask.storeId} and s.goods_id = d.goods_id
      returning s.goods_id, d.units, d.entry_id
    ), written as (
      insert into stock_entry (id, store_id, goods_id, kind, available_delta, held_delta, order_id, at)
      select entry_id, ${ask.storeId}, goods_id, ${ask.kind}, ${back}::int * units, -units, ${ask.orderId}::uuid,
        ${toDate(ask.now)}::timestamptz
      from moved
    )
    select goods_id as "goodsId", units from moved order by goods_id`.execute(tx)
  return rows
}

export type Movement = {
  readonly storeId: string
  readonly goodsId: string
  readonly kind: Exclude<StockKind, 'held' | 'released' | 'sold'>
  /** By how much what can be sold changes. */
  readonly delta: number
  readonly staffId: string | null
  readonly reason: string
  readonly orderId: string | null
  readonly now: Instant
}

/** Moves what can be sold of one kind of goods; `null` when the store has too little of it, or none of the kind. */
export async function move(tx: Tx, ask: Movement): Promise<Counters | null> {
  const { rows } = await sql<Counters>`
    with moved as (
      update store_goods set available = available + ${ask.delta}::int
      where store_id = ${ask.storeId} and goods_id = ${ask.goodsId}::uuid and available + ${ask.delta}::int >= 0
      returning available, held
    ), written as (
      insert into stock_entry (id, store_id, goods_id, kind, available_delta, held_delta, order_id, staff_id, reason, at)
      select ${uuid()}::uuid, ${ask.storeId}, ${ask.goodsId}::uuid, ${ask.kind}, ${ask.delta}::int, 0, ${ask.orderId}::uuid,
        ${ask.staffId}::uuid, ${ask.reason}, ${toDate(ask.now)}::timestamptz
      from moved
    )
    select available as stock, held from moved`.execute(tx)
  return rows[0] ?? null
}

/** What a store has of some goods; `null` when it does not have the kind. */
export async function countersOf(db: Db, storeId: string, goodsId: string): Promise<Counters | null> {
  const row = await db
    .selectFrom('store_goods')
    .select(['available as stock', 'held'])
    .where('store_id', '=', storeId)
    .where('goods_id', '=', goodsId)
    .executeTakeFirst()
  return row ?? null
}
