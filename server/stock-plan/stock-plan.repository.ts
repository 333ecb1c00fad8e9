import { sql } from 'kysely'
import type { ExchangeGoods } from '../../src/domain/coupon/coupon'
import type { Instant, StoreDay } from '../../src/domain/time'
import type { Db } from '../database/connection'
import { toDate } from '../database/instants'

export type PlannedGoods = { readonly batchId: string; readonly goods: ExchangeGoods; readonly price: number }

/** The goods a store has promised on exchange coupons that can still be used, in shelf order. */
export async function goodsOf(db: Db, storeId: string, now: Instant): Promise<PlannedGoods[]> {
  const { rows } = await sql<{ id: string; goods: ExchangeGoods; price: number }>`
    select b.id, b.value->'goods' as goods, (b.value->>'price')::int as price
    from coupon_batch b
    where b.store_id = ${storeId} and b.benefit and b.value->>'kind' = 'exchange'
      and (b.use_closes_at > ${toDate(now)}
        or b.use_closes_at is null and (b.withdrawn_at is null and b.claim_closes_at > ${toDate(now)}
          or exists (select 1 from coupon c where c.batch_id = b.id and c.usable_until > ${toDate(now)})))
    order by b.position, b.id`.execute(db)
  return rows.map(({ id, goods, price }) => ({ batchId: id, goods, price }))
}

export type CouponGroup = {
  readonly batchId: string
  readonly firstDay: StoreDay
  readonly lastDay: StoreDay
  /** The day they were used on; `null` for those that are out. */
  readonly usedOn: StoreDay | null
  readonly count: number
}

/**
 * The coupons of these batches by the days on which they can be used and the day they were. A coupon claimed after its window
 * had opened has it from that day on. One pass over the batches' coupons.
 */
export async function couponGroups(db: Db, batchIds: readonly string[]): Promise<CouponGroup[]> {
  const { rows } = await sql<{
    batch_id: string
    first_day: StoreDay
    last_day: StoreDay
    used_on: StoreDay | null
    n: number
  }>`
    select batch_id, to_char(first_day, 'YYYY-MM-DD') as first_day, to_char(last_day, 'YYYY-MM-DD') as last_day,
      to_char(used_on, 'YYYY-MM-DD') as used_on, n
    from (
      select c.batch_id,
        (greatest(c.usable_from, c.claimed_at) at time zone 'Asia/Shanghai')::date as first_day,
        ((c.usable_until - interval '1 millisecond') at time zone 'Asia/Shanghai')::date as last_day,
        (c.used_at at time zone 'Asia/Shanghai')::date as used_on,
        count(*) as n
      from coupon c
      where c.batch_id = any (${batchIds}::uuid[])
      group by 1, 2, 3, 4
    ) grouped`.execute(db)
  return rows.map((row) => ({
    batchId: row.batch_id,
    firstDay: row.first_day,
    lastDay: row.last_day,
    usedOn: row.used_on,
    count: row.n,
  }))
}

/** When a store sells, in minutes since midnight. */
export async function hoursOf(db: Db, storeId: string): Promise<{ opensMinute: number; closesMinute: number }> {
  return db
    .selectFrom('store')
    .select(['opens_minute as opensMinute', 'closes_minute as closesMinute'])
    .where('id', '=', storeId)
    .executeTakeFirstOrThrow()
}
