import { sql } from 'kysely'
import type { Db } from '../database/connection'

const NOTHING_YET = '00000000-0000-0000-0000-000000000000'
/**
 * Coupons younger than this are counted live: by then every claim of the time before has committed (a request ends
 * within 30 s), and processes whose clocks differ by less than it agree on what is old.
 */
const SETTLED = '60 seconds'
/** Below this age of the roll-up another one is not worth its write. */
const WORTH_IT = '120 seconds'

/** How many residents have claimed at least one coupon of this store's batches: the roll-up and the young rest, exact. */
export async function count(db: Db, storeId: string): Promise<number> {
  const { rows } = await sql<{ claimants: number }>`
    with rolled as (
      select coalesce(max(claimants), 0) as claimants, coalesce(max(counted_below::text)::uuid, ${NOTHING_YET}::uuid) as below
      from claimant_count where store_id = ${storeId}
    )
    select rolled.claimants + (
      select count(distinct c.claimer_id) from coupon c
      where c.id >= rolled.below
        and c.batch_id in (select b.id from coupon_batch b where b.store_id = ${storeId})
        and not exists (select 1 from claimant m where m.store_id = ${storeId} and m.resident_id = c.claimer_id)
    ) as claimants
    from rolled`.execute(db)
  return rows[0]?.claimants ?? 0
}

/** Takes what has settled into the roll-up, once, whoever else tries at the same time. A job runs it each minute. */
export async function rollUp(db: Db, storeId: string): Promise<void> {
  await sql`
    insert into claimant_count (store_id, claimants, counted_below) values (${storeId}, 0, ${NOTHING_YET})
    on conflict do nothing`.execute(db)
  await sql`
    with old as (
      select counted_below as below from claimant_count
      where store_id = ${storeId} and counted_below < uuid7_floor(clock_timestamp() - ${WORTH_IT}::interval)
      for update skip locked
    ), settled as materialized (
      select uuid7_floor(clock_timestamp() - ${SETTLED}::interval) as below
    ), newcomers as (
      insert into claimant (store_id, resident_id)
      select distinct ${storeId}, c.claimer_id
      from old, settled, coupon c
      where c.id >= old.below and c.id < settled.below
        and c.batch_id in (select b.id from coupon_batch b where b.store_id = ${storeId})
      on conflict do nothing
      returning 1
    )
    update claimant_count set
      claimants = claimants + (select count(*) from newcomers),
      counted_below = (select below from settled)
    where store_id = ${storeId} and exists (select 1 from old)`.execute(db)
}

export async function storesWithBatches(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('coupon_batch').select('store_id').distinct().execute()
  return rows.map((row) => row.store_id)
}
