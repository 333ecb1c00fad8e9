import { type RawBuilder, sql } from 'kysely'
import type { Category, GOODS_ORDERS } from '../../src/contract/shop'
import type { Instant } from '../../src/domain/time'
import type { Db } from '../database/connection'
import { cardColumns, type CardRow, listedSql, priceNow, specialsNow, usualPrice } from './goods.repository'
import { GOODS_OF_A_PAGE, type Place } from './place'

export type GoodsOrder = (typeof GOODS_ORDERS)[number]
export type Filters = { readonly category?: string; readonly special: boolean; readonly available: boolean }
export type PageRow = CardRow & Place

const SOLD_OUT = 1_000_000_000_000
/** What goods are ordered by, of store_goods s, goods g, category c and special prices x. What is sold out stands last on the shelf. */
const KEYS: Record<GoodsOrder, RawBuilder<number>> = {
  shelf: sql`case s.available when 0 then ${SOLD_OUT}::int8 else 0 end + c.position::int8 * 1000000 + s.position`,
  popular: sql`-s.sold_30d::int8`,
  cheap: sql`${priceNow}::int8`,
  dear: sql`-${priceNow}::int8`,
}

/** What the filters leave of goods g, store_goods s and special prices x. */
export const passing = ({ category, special, available }: Filters): RawBuilder<boolean> =>
  sql`(${category === undefined ? sql`true` : sql`g.category_id = ${category}`}
    and ${special ? sql`x.special_fen < ${usualPrice}` : sql`true`}
    and ${available ? sql`s.available > 0` : sql`true`})`

export const beyond = (after: Place | null): RawBuilder<boolean> =>
  after === null ? sql`true` : sql`(key, id) > (${after.key}::int8, ${after.id}::uuid)`

/** A page of a store's listed goods and one more, after `after`. */
export async function pageOf(
  db: Db,
  storeId: string,
  ask: { order: GoodsOrder; filters: Filters; after: Place | null; now: Instant },
): Promise<PageRow[]> {
  const { rows } = await sql<PageRow>`
    with x as materialized (${specialsNow(storeId, ask.now)}),
    shelf as (
      select g.id, ${KEYS[ask.order]} as key
      from store_goods s
      join goods g on g.id = s.goods_id
      join category c on c.id = g.category_id
      left join x on x.goods_id = s.goods_id
      where s.store_id = ${storeId} and ${listedSql} and ${passing(ask.filters)}
    ), page as (
      select id, key from shelf where ${beyond(ask.after)} order by key, id limit ${GOODS_OF_A_PAGE + 1}
    )
    select ${cardColumns}, page.key
    from page
    join store_goods s on s.store_id = ${storeId} and s.goods_id = page.id
    join goods g on g.id = page.id
    left join x on x.goods_id = page.id
    order by page.key, page.id`.execute(db)
  return rows
}

/** The categories in which a store lists anything, with how much it is, in their order. */
export async function categoriesOf(db: Db, storeId: string): Promise<Category[]> {
  const { rows } = await sql<Category>`
    select c.id, c.name, c.picture, count(*)::int as count
    from store_goods s join goods g on g.id = s.goods_id join category c on c.id = g.category_id
    where s.store_id = ${storeId} and ${listedSql}
    group by c.id order by c.position, c.id`.execute(db)
  return rows
}

/** Goods at a special price now that can still be had; those whose offer ends first stand first. */
export async function specialsOf(db: Db, storeId: string, now: Instant, most: number): Promise<CardRow[]> {
  const { rows } = await sql<CardRow>`
    with x as materialized (${specialsNow(storeId, now)})
    select ${cardColumns}
    from x
    join store_goods s on s.store_id = ${storeId} and s.goods_id = x.goods_id
    join goods g on g.id = x.goods_id
    where ${listedSql} and s.available > 0 and x.special_fen < ${usualPrice}
    order by x.special_until, s.sold_30d desc, g.id limit ${most}`.execute(db)
  return rows
}

export async function storeExists(db: Db, storeId: string): Promise<boolean> {
  return (await db.selectFrom('store').select('id').where('id', '=', storeId).executeTakeFirst()) !== undefined
}

/** What is said of goods beside their card: the name of their category. */
export async function aboutGoods(db: Db, goodsId: string): Promise<{ category: string }> {
  return db
    .selectFrom('goods as g')
    .innerJoin('category as c', 'c.id', 'g.category_id')
    .select('c.name as category')
    .where('g.id', '=', goodsId)
    .executeTakeFirstOrThrow()
}

export async function isListed(db: Db, storeId: string, goodsId: string): Promise<boolean> {
  const row = await db
    .selectFrom('store_goods as s')
    .select('s.goods_id')
    .where('s.store_id', '=', storeId)
    .where('s.goods_id', '=', goodsId)
    .where(listedSql)
    .executeTakeFirst()
  return row !== undefined
}
