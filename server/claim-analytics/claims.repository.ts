import { sql } from 'kysely'
import { MACHINE_SCENES } from '../../src/domain/channel/scene'
import { endOfStoreDay, startOfStoreDay, type StoreDay } from '../../src/domain/time'
import type { Db } from '../database/connection'
import { toDate } from '../database/instants'

/** A store and the days to count, ascending and without a gap. */
export type Period = { readonly storeId: string; readonly days: readonly StoreDay[] }

export type Deed = 'claimed' | 'given' | 'received' | 'used'
/** So many of one thing, on one day, of one batch, from one channel (the last touch, frozen at the claim). */
export type Counted = {
  readonly deed: Deed
  readonly day: StoreDay
  readonly batchId: string
  readonly channelId: string | null
  readonly count: number
}

const MACHINE_LIST = sql.join(MACHINE_SCENES.map((scene) => sql.lit(scene)))
const MACHINES = sql`(select id from resident where first_scene in (${MACHINE_LIST}))`
/** Each day with its first instant and the first after it: rows are found by index range, not by making days of their instants. */
const daysOf = (days: readonly StoreDay[]) => sql`(
  select * from unnest(
    ${days}::text[],
    ${days.map((day) => toDate(startOfStoreDay(day)))}::timestamptz[],
    ${days.map((day) => toDate(endOfStoreDay(day)))}::timestamptz[]) d(day, since, until))`

/**
 * Claims, gifts made, gifts received and uses of a store's batches, each on the day it happened, without those of machines.
 * A reversed use is none. A million claims are counted per batch and day from one index, without touching the table
 * (`coupon_by_claim`; numbers in test/server/claim-analytics/cost.test.ts).
 */
export async function deedsOf(db: Db, { storeId, days }: Period): Promise<Counted[]> {
  const { rows } = await sql<{ deed: Deed; day: StoreDay; batch_id: string; channel_id: string | null; n: number }>`
    with mine as materialized (select id from coupon_batch where store_id = ${storeId}),
    days as materialized ${daysOf(days)}
    select 'claimed' as deed, d.day, mine.id as batch_id, c.channel_id, c.n
    from days d cross join mine cross join lateral (
      select channel_id, count(*) as n from coupon
      where batch_id = mine.id and claimed_at >= d.since and claimed_at < d.until and claimer_id not in ${MACHINES}
      group by channel_id) c
    union all
    select 'used', d.day, mine.id, c.channel_id, c.n
    from days d cross join mine cross join lateral (
      select channel_id, count(*) as n from coupon
      where batch_id = mine.id and used_at >= d.since and used_at < d.until and claimer_id not in ${MACHINES}
      group by channel_id) c
    union all
    select 'given', d.day, c.batch_id, c.channel_id, count(*)
    from days d join gift g on g.created_at >= d.since and g.created_at < d.until
    join coupon c on c.id = g.coupon_id join mine on mine.id = c.batch_id
    where c.claimer_id not in ${MACHINES}
    group by 2, 3, 4
    union all
    select 'received', d.day, c.batch_id, c.channel_id, count(*)
    from days d join gift g on g.ended_at >= d.since and g.ended_at < d.until and g.state = 'accepted'
    join coupon c on c.id = g.coupon_id join mine on mine.id = c.batch_id
    where c.claimer_id not in ${MACHINES}
    group by 2, 3, 4`.execute(db)
  return rows.map((row) => ({
    deed: row.deed,
    day: row.day,
    batchId: row.batch_id,
    channelId: row.channel_id,
    count: row.n,
  }))
}

/** How often the store was opened, per day and channel of the visit, without machines. */
export async function opensOf(
  db: Db,
  { storeId, days }: Period,
): Promise<{ day: StoreDay; channelId: string | null; count: number }[]> {
  const { rows } = await sql<{ day: StoreDay; channel_id: string | null; n: number }>`
    select d.day, v.channel_id, v.n
    from ${daysOf(days)} d cross join lateral (
      select channel_id, count(*) as n from visit
      where store_id = ${storeId} and at >= d.since and at < d.until
        and (scene is null or scene not in (${MACHINE_LIST}))
      group by channel_id) v`.execute(db)
  return rows.map((row) => ({ day: row.day, channelId: row.channel_id, count: row.n }))
}

/** What batches and channels are called, in the order they are shown. */
export async function names(
  db: Db,
  storeId: string,
): Promise<{ batches: ReadonlyMap<string, string>; channels: ReadonlyMap<string, string> }> {
  const batches = await db
    .selectFrom('coupon_batch')
    .select(['id', 'title'])
    .where('store_id', '=', storeId)
    .orderBy('position')
    .orderBy('id')
    .execute()
  const channels = await db.selectFrom('channel').select(['id', 'name']).orderBy('name').execute()
  return {
    batches: new Map(batches.map(({ id, title }) => [id, title])),
    channels: new Map(channels.map(({ id, name }) => [id, name])),
  }
}
