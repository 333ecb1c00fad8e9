import { sql } from 'kysely'
import type { GoodsCard } from '../../src/contract/shop'
import type { ShelfZone, SoldBy } from '../../src/domain/goods/goods'
import { per500gOf, unitPriceOf } from '../../src/domain/goods/price'
import { type Fen, fen } from '../../src/domain/money'
import { type Instant, startOfStoreDay, storeDay } from '../../src/domain/time'
import type { Db } from '../database/connection'
import { toDate } from '../database/instants'

/** Goods as a basket needs them. `price`: of one unit in this store now; `available`: what could be sold, also of unlisted goods. */
export type BasketGoods = {
  readonly id: string
  readonly categoryId: string
  readonly name: string
  readonly picture: string
  readonly unit: string
  readonly unitGrams: number | null
  readonly soldBy: SoldBy
  readonly price: Fen
  readonly per500g: Fen | null
  readonly available: number
  readonly listed: boolean
  readonly perOrder: number | null
  readonly perPersonDay: number | null
  readonly shelf: string
  readonly shelfZone: ShelfZone
}

/** Those of these goods that the store has, whether they are listed or not. */
export async function basketGoods(
  db: Db,
  storeId: string,
  goodsIds: readonly string[],
): Promise<Map<string, BasketGoods>> {
  if (goodsIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('store_goods as s')
    .innerJoin('goods as g', 'g.id', 's.goods_id')
    .select([
      ...([
        'g.id',
        'g.category_id',
        'g.name',
        'g.picture',
        'g.unit',
        'g.unit_grams',
        'g.sold_by',
        'g.shelf_zone',
      ] as const),
      ...(['s.price_fen', 's.available', 's.per_order', 's.per_person_day', 's.shelf'] as const),
      sql<boolean>`s.listed_at is not null and s.unlisted_at is null`.as('listed'),
    ])
    .where('s.store_id', '=', storeId)
    .where('s.goods_id', '=', sql<string>`any(${goodsIds}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [row.id, basketGoodsOf(row)]))
}

type BasketRow = {
  id: string
  category_id: string
  name: string
  picture: string
  unit: string
  unit_grams: number | null
  sold_by: SoldBy
  shelf_zone: ShelfZone
  price_fen: number
  available: number
  per_order: number | null
  per_person_day: number | null
  shelf: string
  listed: boolean
}
function basketGoodsOf(row: BasketRow): BasketGoods {
  const priced = { soldBy: row.sold_by, unitGrams: row.unit_grams, price: fen(row.price_fen) }
  return {
    id: row.id,
    categoryId: row.category_id,
    name: row.name,
    picture: row.picture,
    unit: row.unit,
    unitGrams: row.unit_grams,
    soldBy: row.sold_by,
    price: unitPriceOf(priced),
    per500g: per500gOf(priced),
    available: row.available,
    listed: row.listed,
    perOrder: row.per_order,
    perPersonDay: row.per_person_day,
    shelf: row.shelf,
    shelfZone: row.shelf_zone,
  }
}

/** The best special price in force of each of a store's goods, the same for everybody; what it still has, it has. */
export const specialsNow = (storeId: string, now: Instant) => sql`
  select distinct on (goods_id) goods_id, id as offer_id, title as offer_title, (terms ->> 'price')::int as special_fen,
    (extract(epoch from closes_at) * 1000)::int8 as special_until, per_person, remaining
  from offer
  where store_id = ${storeId} and kind = 'special' and withdrawn_at is null
    and opens_at <= ${toDate(now)} and closes_at > ${toDate(now)} and (remaining is null or remaining > 0)
  order by goods_id, (terms ->> 'price')::int, closes_at desc, id`

/** What one unit of `s` (store_goods) of `g` (goods) costs, as `unitPriceOf` says; now: or its special price `x`. */
export const usualPrice = sql<number>`
  (case g.sold_by when 'piece' then s.price_fen else ((2 * s.price_fen::int8 * g.unit_grams + 500) / 1000)::int end)`
export const priceNow = sql<number>`least(${usualPrice}, x.special_fen)`
export const listedSql = sql<boolean>`(s.listed_at is not null and s.unlisted_at is null)`

/** A row of `cardColumns`, from store_goods s, goods g and the special prices x. */
export type CardRow = {
  id: string
  category_id: string
  name: string
  note: string
  picture: string
  sold_by: SoldBy
  unit: string
  unit_grams: number | null
  price_fen: number
  available: number
  per_order: number | null
  sold_30d: number
  listed: boolean
  offer_id: string | null
  offer_title: string | null
  special_fen: number | null
  special_until: number | null
  per_person: number | null
  remaining: number | null
}
export const cardColumns = sql`
  g.id, g.category_id, g.name, g.note, g.picture, g.sold_by, g.unit, g.unit_grams, s.price_fen, s.available, s.per_order, s.sold_30d,
  ${listedSql} as listed, x.offer_id, x.offer_title, x.special_fen, x.special_until, x.per_person, x.remaining`

/** How many there are is nobody's business beyond this. */
const MOST_SAID = 99

export function cardOf(row: CardRow): GoodsCard {
  const priced = { soldBy: row.sold_by, unitGrams: row.unit_grams, price: fen(row.price_fen) }
  const price = unitPriceOf(priced)
  return {
    id: row.id,
    categoryId: row.category_id,
    name: row.name,
    note: row.note,
    picture: row.picture,
    soldBy: row.sold_by,
    unit: row.unit,
    unitGrams: row.unit_grams,
    price,
    per500g: per500gOf(priced),
    available: row.listed ? Math.min(row.available, MOST_SAID) : 0,
    perOrder: row.per_order,
    sold: row.sold_30d,
    special: specialOf(row, price),
  }
}

function specialOf(row: CardRow, price: Fen): GoodsCard['special'] {
  if (row.offer_id === null || row.special_fen === null || row.special_until === null || row.special_fen >= price)
    return null
  return {
    offerId: row.offer_id,
    title: row.offer_title ?? '',
    price: row.special_fen,
    closesAt: row.special_until,
    perPerson: row.per_person,
    left: row.remaining,
  }
}

/** Cards of these goods of a store in the order of their ids as given; goods that the store does not have are left out. */
export async function cardsOf(
  db: Db,
  storeId: string,
  goodsIds: readonly string[],
  now: Instant,
): Promise<GoodsCard[]> {
  if (goodsIds.length === 0) return []
  const { rows } = await sql<CardRow>`
    with x as (${specialsNow(storeId, now)})
    select ${cardColumns}
    from unnest(${goodsIds}::uuid[]) with ordinality as wanted(id, place)
    join store_goods s on s.store_id = ${storeId} and s.goods_id = wanted.id
    join goods g on g.id = s.goods_id
    left join x on x.goods_id = s.goods_id
    order by wanted.place`.execute(db)
  return rows.map(cardOf)
}

/** Units of these goods in a resident's orders of the store day of `now`, orders that came to nothing not counted (KF-8). */
export async function boughtToday(
  db: Db,
  residentId: string,
  storeId: string,
  goodsIds: readonly string[],
  now: Instant,
): Promise<Map<string, number>> {
  if (goodsIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('shop_order as o')
    .innerJoin('order_line as l', 'l.order_id', 'o.id')
    .select(['l.goods_id', sql<number>`sum(coalesce(l.picked_quantity, l.quantity))::int`.as('units')])
    .where('o.resident_id', '=', residentId)
    .where('o.store_id', '=', storeId)
    // ids carry their instant (UUIDv7): the index over a resident's orders begins at today
    .where('o.id', '>=', sql<string>`uuid7_floor(${toDate(startOfStoreDay(storeDay(now)))})`)
    .where('o.placed_at', '>=', toDate(startOfStoreDay(storeDay(now))))
    .where('o.state', 'not in', ['cancelled', 'closed'])
    .where('l.kind', '=', 'goods')
    .where('l.goods_id', '=', sql<string>`any(${goodsIds}::uuid[])`)
    .groupBy('l.goods_id')
    .execute()
  return new Map(rows.map((row) => [row.goods_id, row.units]))
}
