import { sql } from 'kysely'
import type { OfferGift, Offer, Scope } from '../../src/domain/pricing/basket'
import { type Fen, fen } from '../../src/domain/money'
import type { Instant } from '../../src/domain/time'
import type { Db } from '../database/connection'
import { toDate, toInstant } from '../database/instants'
import { basketGoods } from './goods.repository'

/** `offer.terms` by kind. A special's price is of one unit; a gift names goods, what it is worth is asked of the store. */
export type SpecialTerms = { readonly price: Fen }
export type SpendSaveTerms = {
  readonly scope: Scope
  readonly tiers: readonly { readonly threshold: Fen; readonly off: Fen }[]
}
export type SpendGiftTerms = {
  readonly scope: Scope
  readonly tiers: readonly {
    readonly threshold: Fen
    readonly gift: { readonly goodsId: string; readonly quantity: number }
  }[]
}

/** A store's offers whose window holds `now`, in the order of their positions. */
async function rowsInForce(db: Db, storeId: string, residentId: string | null, now: Instant) {
  return db
    .selectFrom('offer as o')
    .select((eb) => [
      ...(['o.id', 'o.kind', 'o.title', 'o.terms', 'o.goods_id', 'o.per_person', 'o.remaining'] as const),
      ...(['o.opens_at', 'o.closes_at'] as const),
      eb
        .selectFrom('offer_take as t')
        .select(sql<number>`coalesce(sum(t.units), 0)::int`.as('units'))
        .whereRef('t.offer_id', '=', 'o.id')
        .where('t.resident_id', '=', residentId)
        .where('t.released_at', 'is', null)
        .as('taken'),
    ])
    .where('o.store_id', '=', storeId)
    .where('o.withdrawn_at', 'is', null)
    .where('o.opens_at', '<=', toDate(now))
    .where('o.closes_at', '>', toDate(now))
    .orderBy('o.position')
    .orderBy('o.id')
    .execute()
}
type Row = Awaited<ReturnType<typeof rowsInForce>>[number]

/**
 * A store's offers in force as the pricing engine takes them. `taken`: what this resident has had of each, orders that were cancelled
 * not counted (KF-8); nothing for nobody.
 */
export async function offersInForce(
  db: Db,
  storeId: string,
  residentId: string | null,
  now: Instant,
): Promise<Offer[]> {
  const rows = await rowsInForce(db, storeId, residentId, now)
  const giftIds = rows.flatMap((row) =>
    row.kind === 'spend-gift' ? (row.terms as SpendGiftTerms).tiers.map(({ gift }) => gift.goodsId) : [],
  )
  const gifts = await basketGoods(db, storeId, [...new Set(giftIds)])
  const giftOf = ({ goodsId, quantity }: { goodsId: string; quantity: number }): OfferGift => {
    const goods = gifts.get(goodsId)
    return {
      goodsId,
      quantity,
      name: goods?.name ?? '',
      worth: goods?.price ?? fen(0),
      available: goods?.available ?? 0,
    }
  }
  return rows.map((row) => offerOf(row, giftOf))
}

function offerOf(row: Row, giftOf: (gift: { goodsId: string; quantity: number }) => OfferGift): Offer {
  const base = {
    id: row.id,
    title: row.title,
    window: { opensAt: toInstant(row.opens_at), closesAt: toInstant(row.closes_at) },
    perPerson: row.per_person,
    taken: row.taken ?? 0,
  }
  switch (row.kind) {
    case 'special': {
      const { price } = row.terms as SpecialTerms
      return { ...base, kind: row.kind, goodsId: row.goods_id!, price, left: row.remaining }
    }
    case 'spend-save':
      return { ...base, kind: row.kind, ...(row.terms as SpendSaveTerms) }
    case 'spend-gift': {
      const { scope, tiers } = row.terms as SpendGiftTerms
      return {
        ...base,
        kind: row.kind,
        scope,
        tiers: tiers.map(({ threshold, gift }) => ({ threshold, gift: giftOf(gift) })),
      }
    }
  }
}
