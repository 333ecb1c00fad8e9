import { type Selectable, sql } from 'kysely'
import type { BatchCard } from '../../src/contract/coupon'
import type { Scope } from '../../src/domain/pricing/basket'
import { type Instant, storeDay } from '../../src/domain/time'
import { toInstant } from '../database/instants'
import type { Database } from '../database/schema'

export type BatchRow = Selectable<Database['coupon_batch']> & { readonly day_text: string | null }

/** The store day that `day_claimed` counts, as text: the driver would make it a Date of the machine's time zone. */
export const dayText = sql<string | null>`to_char(day, 'YYYY-MM-DD')`.as('day_text')

export const maybeInstant = (date: Date | null): Instant | null => date && toInstant(date)

/** A scope as it travels: contracts have no read-only lists. */
export const scopeOut = (scope: Scope): BatchCard['scope'] =>
  scope.kind === 'all' ? scope : { ...scope, ids: [...scope.ids] }

/** A row as everybody sees it; `dayText` must have been selected with it. */
export function cardOf(row: BatchRow, now: Instant): BatchCard {
  const claimedToday = row.day_text === storeDay(now) ? row.day_claimed : 0
  return {
    id: row.id,
    title: row.title,
    note: row.note,
    value: row.value,
    scope: scopeOut(row.scope),
    benefit: row.benefit,
    usableOnline: row.usable_online,
    usableCounter: row.usable_counter,
    storeIds: row.store_ids,
    maxHops: row.max_hops,
    total: row.total,
    remaining: row.remaining,
    remainingToday: row.per_day === null ? null : Math.min(row.remaining, row.per_day - claimedToday),
    perPerson: row.per_person,
    claimOpensAt: toInstant(row.claim_opens_at),
    claimClosesAt: toInstant(row.claim_closes_at),
    withdrawn: row.withdrawn_at !== null,
    use: { opensAt: maybeInstant(row.use_opens_at), closesAt: maybeInstant(row.use_closes_at), days: row.use_days },
  }
}
