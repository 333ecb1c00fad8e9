import { sql } from 'kysely'
import type { Instant } from '../../src/domain/time'
import type { Tx } from '../database/connection'
import { toDate, toInstant } from '../database/instants'

/** Who is typing, in which store. */
export type Counter = { readonly staffId: string; readonly storeId: string }
export type Misses = { readonly clerk: readonly Instant[]; readonly store: readonly Instant[] }

const clerkOf = (counter: Counter): string => `staff:${counter.staffId}`
const storeOf = (counter: Counter): string => `store:${counter.storeId}`

/**
 * The misses of this clerk and this store after `since`, older ones forgotten. Until the transaction ends nobody else at
 * this counter looks up typed digits, in any process: so many guesses at once are still counted one by one.
 * Always the clerk's row before the store's: two clerks cannot wait for each other.
 */
export async function lockMisses(tx: Tx, counter: Counter, since: Instant): Promise<Misses> {
  const { rows } = await sql<{ who: string; missed_at: Date[] }>`
    insert into code_guess as g (who, missed_at)
    values (${clerkOf(counter)}, '{}'), (${storeOf(counter)}, '{}')
    on conflict (who) do update
      set missed_at = array(select at from unnest(g.missed_at) at where at > ${toDate(since)}::timestamptz order by at)
    returning who, missed_at`.execute(tx)
  const of = (who: string) => rows.find((row) => row.who === who)?.missed_at.map(toInstant) ?? []
  return { clerk: of(clerkOf(counter)), store: of(storeOf(counter)) }
}

/** One more miss of this clerk in this store. */
export async function addMiss(tx: Tx, counter: Counter, at: Instant): Promise<void> {
  await sql`
    update code_guess set missed_at = missed_at || ${toDate(at)}::timestamptz
    where who in (${clerkOf(counter)}, ${storeOf(counter)})`.execute(tx)
}
