import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import type { Instant } from '../../src/domain/time'
import type { Tx } from '../database/connection'
import { toDate } from '../database/instants'
import * as stock from './stock.repository'

/**
 * A wrong handover is taken back: what was sold to an order, and did not come back since, is held for it again. The ledger says it in
 * two rows, `returned` to the shelf and `held` off it, so that what can be sold stays what it was.
 */
export async function unsellStock(
  tx: Tx,
  ask: { storeId: string; orderId: string; staffId: string | null; reason: string; now: Instant },
): Promise<void> {
  const sold = await soldTo(tx, ask.orderId)
  if (sold.length === 0) return
  const goods = sold.map(({ goodsId }) => goodsId)
  await stock.lock(tx, ask.storeId, goods)
  await sql`
    with back as (
      select * from unnest(${goods}::uuid[], ${sold.map(({ units }) => units)}::int[],
        ${goods.map(() => uuid())}::uuid[], ${goods.map(() => uuid())}::uuid[]) as b(goods_id, units, returned_id, held_id)
    ), moved as (
      update store_goods s set held = s.held + b.units
      from back b where s.store_id = ${ask.storeId} and s.goods_id = b.goods_id
      returning b.*
    )
    insert into stock_entry (id, store_id, goods_id, kind, available_delta, held_delta, order_id, staff_id, reason, at)
    select returned_id, ${ask.storeId}, goods_id, 'returned', units, 0, ${ask.orderId}::uuid, ${ask.staffId}::uuid,
      ${ask.reason}, ${toDate(ask.now)}::timestamptz from moved
    union all
    select held_id, ${ask.storeId}, goods_id, 'held', -units, units, ${ask.orderId}::uuid, ${ask.staffId}::uuid,
      ${ask.reason}, ${toDate(ask.now)}::timestamptz from moved`.execute(tx)
}

/** Units that were sold to an order and not brought back, by goods. The order is locked by whoever asks. */
async function soldTo(tx: Tx, orderId: string): Promise<stock.StockLine[]> {
  const { rows } = await sql<stock.StockLine>`
    select goods_id as "goodsId", units from (
      select goods_id, coalesce(-sum(held_delta) filter (where kind = 'sold'), 0)::int
        - coalesce(sum(available_delta) filter (where kind = 'returned'), 0)::int as units
      from stock_entry where order_id = ${orderId}::uuid group by goods_id
    ) sold where units > 0 order by goods_id`.execute(tx)
  return rows
}
