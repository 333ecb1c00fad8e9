import { sql } from 'kysely'
import { endOfStoreDay, type Instant, plusDays, startOfStoreDay, type StoreDay, storeDay } from '../../src/domain/time'
import type { Db } from '../database/connection'
import { toDate } from '../database/instants'

/** Tables that grow for ever and are cut by month, with the partition that takes what nobody made room for. */
const TABLES = ['visit', 'audit_log'] as const
const MONTHS_AHEAD = 2

/** The first days of the month of `now` and of the months after it. */
function monthsFrom(now: Instant): StoreDay[] {
  const months: StoreDay[] = [`${storeDay(now).slice(0, 7)}-01` as StoreDay]
  while (months.length <= MONTHS_AHEAD) months.push(nextMonth(months.at(-1)!))
  return months
}

const nextMonth = (first: StoreDay): StoreDay => `${plusDays(first, 31).slice(0, 7)}-01` as StoreDay

/**
 * Makes the partitions of this month and the two after it. A month of which the rest partition holds rows already stays there
 * for good (the first month of a deployment): rows of the audit log cannot be moved. Waits at most two seconds for the
 * table, so that no write queues behind it; what could not be made is made by the next run, weeks before it is needed.
 * @returns the partitions made
 */
export async function makeMonthPartitions(db: Db, now: Instant): Promise<string[]> {
  const made: string[] = []
  for (const table of TABLES) {
    for (const month of monthsFrom(now)) if (await makePartition(db, table, month)) made.push(`${table} ${month}`)
  }
  return made
}

async function makePartition(db: Db, table: (typeof TABLES)[number], month: StoreDay): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    await sql`set local lock_timeout = '2s'`.execute(tx)
    // Two processes would both find it missing.
    await sql`select pg_advisory_xact_lock(hashtextextended('month partitions', 0))`.execute(tx)
    const from = toDate(startOfStoreDay(month))
    const until = toDate(endOfStoreDay(plusDays(nextMonth(month), -1)))
    const { rows } = await sql<{ needed: boolean }>`
      select to_regclass(${`${table}_${month.slice(0, 7).replace('-', '_')}`}) is null
        and not exists (select from ${sql.table(`${table}_rest`)} where at >= ${from} and at < ${until}) as needed`.execute(
      tx,
    )
    if (!rows[0]?.needed) return false
    await sql`select make_month_partition(${table}, ${month}::date)`.execute(tx)
    return true
  })
}
