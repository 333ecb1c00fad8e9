import { sql } from 'kysely'
import { type Refusal, refuse } from '../../src/contract/errors'
import type { Instant } from '../../src/domain/time'
import type { Tx } from '../database/connection'
import { toDate } from '../database/instants'

/** What an order takes of an offer: units of a special price, one use of 满减 and 满送. */
export type OfferUse = { readonly offerId: string; readonly title: string; readonly units: number }

/**
 * Takes offers for an order. Those with a number left give it by one conditional statement; the limit per person was judged under the
 * resident's own lock (server/checkout/submit). OFFER_GONE names the first that is used up (KF-10).
 */
export async function takeOffers(
  tx: Tx,
  ask: { orderId: string; residentId: string; uses: readonly OfferUse[]; now: Instant },
): Promise<null | Refusal> {
  // always in the same order: two baskets with the same offers wait for each other and never in a circle
  const uses = [...ask.uses].sort((a, b) => (a.offerId < b.offerId ? -1 : 1))
  if (uses.length === 0) return null
  const limited = await tx
    .selectFrom('offer')
    .select('id')
    .where(
      'id',
      'in',
      uses.map((use) => use.offerId),
    )
    .where('remaining', 'is not', null)
    .execute()
  for (const use of uses.filter(({ offerId }) => limited.some(({ id }) => id === offerId))) {
    const { numUpdatedRows } = await tx
      .updateTable('offer')
      .set((eb) => ({ remaining: eb('remaining', '-', use.units) }))
      .where('id', '=', use.offerId)
      .where('remaining', '>=', use.units)
      .executeTakeFirst()
    if (numUpdatedRows !== 1n) return refuse('OFFER_GONE', { offerId: use.offerId }, { detail: use.title })
  }
  await tx
    .insertInto('offer_take')
    .values(
      uses.map((use) => ({
        order_id: ask.orderId,
        offer_id: use.offerId,
        resident_id: ask.residentId,
        units: use.units,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['order_id', 'offer_id'])
        .doUpdateSet({ released_at: null })
        .where('offer_take.released_at', 'is not', null),
    )
    .execute()
  return null
}

/**
 * The order is cancelled or closed: what it took of offers is free again, for everybody and for the person (KF-8). Once.
 * @param only these offers; all of them without it
 */
export async function releaseOffers(
  tx: Tx,
  orderId: string,
  now: Instant,
  only: readonly string[] | null = null,
): Promise<void> {
  await sql`
    with released as (
      update offer_take set released_at = ${toDate(now)}::timestamptz
      where order_id = ${orderId}::uuid and released_at is null
        and (${only === null} or offer_id = any (${only ?? []}::uuid[]))
      returning offer_id, units
    )
    update offer o set remaining = o.remaining + r.units
    from released r where o.id = r.offer_id and o.remaining is not null`.execute(tx)
}
