import { type RawBuilder, sql } from 'kysely'
import type { Category } from '../../src/contract/shop'
import type { Instant } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import { cardColumns, listedSql, priceNow, specialsNow } from './goods.repository'
import { GOODS_OF_A_PAGE, type Place } from './place'
import { SEARCH_VERSION, type SearchFields, type ReadQuery } from './search-text'
import { beyond, type Filters, passing, type PageRow } from './shelf.repository'

export type SearchOrder = 'fit' | 'popular' | 'cheap' | 'dear'

/** How well goods fit decides first; then what can be had, then what is popular, then the shorter name. */
const KEYS: Record<SearchOrder, RawBuilder<number>> = {
  fit: sql`g.fit::int8 * 10000000000000 + case s.available when 0 then 1000000000000 else 0 end
    + (1000000 - least(s.sold_30d, 1000000))::int8 * 100 + g.size`,
  popular: sql`-s.sold_30d::int8`,
  cheap: sql`${priceNow}::int8`,
  dear: sql`-${priceNow}::int8`,
}

const SIZE = sql`least(length(g.name), 99)`

/** Goods that can fit to the letter, by the index: all grams of one way of typing are in them. */
export function candidates({ grams }: ReadQuery): RawBuilder<boolean> {
  const ways = [grams.name, grams.sound, grams.initials].filter((way) => way !== null && way.length > 0)
  return sql`(${sql.join(
    ways.map((way) => sql`g.search_grams @> ${way}::text[]`),
    sql` or `,
  )})`
}

/**
 * How goods fit to the letter: called so, or also called so · their name begins so, or has it in it · the same of another name · sounds
 * exactly so · their name sounds so from its beginning, from a later syllable on · the same of another name · initials, likewise. Null: they do not.
 */
export const exactFit = ({ text, letters, typed }: ReadQuery): RawBuilder<number> => sql`case
  when starts_with(g.search_names, ${`^${text}^`}) then 0
  when strpos(g.search_names, ${`^${text}^`}) > 0 then 1
  when starts_with(g.search_names, ${`^${text}`}) then 2
  when strpos(split_part(g.search_names, '^', 2), ${text}) > 0 then 3
  when strpos(g.search_names, ${`^${text}`}) > 0 then 4
  when strpos(g.search_names, ${text}) > 0 then 5
  ${typed === 'name' ? sql`` : soundFit(letters)} end`

const soundFit = (letters: string): RawBuilder<number> => sql`
  when strpos(g.search_sounds, ${`^${letters}!`}) > 0 then 6
  when strpos(split_part(g.search_sounds, '/', 1), ${`^${letters}`}) > 0 then 7
  when strpos(split_part(g.search_sounds, '/', 1), ${`|${letters}`}) > 0 then 8
  when strpos(g.search_sounds, ${`^${letters}`}) > 0 then 9
  when strpos(g.search_sounds, ${`|${letters}`}) > 0 then 10
  when strpos(g.search_sounds, ${`!${letters}`}) > 0 then 11
  when strpos(g.search_sounds, ${`~${letters}`}) > 0 then 12`

/** `hits`: something fits, whatever the filters leave of it. */
export type Found = { readonly page: readonly PageRow[]; readonly categories: Category[]; readonly hits: boolean }
export type FindAsk = {
  readonly order: SearchOrder
  readonly filters: Filters
  readonly after: Place | null
  readonly now: Instant
}

/** A page of the listed goods that fit a query to the letter, and one more. */
export const find = async (db: Db, storeId: string, query: ReadQuery, ask: FindAsk): Promise<Found> =>
  (await findStatement(storeId, query, ask).execute(db)).rows[0]!

export const findStatement = (storeId: string, query: ReadQuery, ask: FindAsk): RawBuilder<Found> =>
  pageStatement(
    storeId,
    sql`select id, category_id, sold_by, unit_grams, ${SIZE} as size, ${exactFit(query)} as fit from goods g where ${candidates(query)} offset 0`,
    ask,
  )

export type Near = { readonly id: string; readonly fit: number }
/** The same of goods that were found to be near. */
export const findNear = async (db: Db, storeId: string, near: readonly Near[], ask: FindAsk): Promise<Found> => {
  const chosen = sql`
    select g.id, g.category_id, g.sold_by, g.unit_grams, ${SIZE} as size, n.fit
    from unnest(${near.map(({ id }) => id)}::uuid[], ${near.map(({ fit }) => fit)}::int[]) n(id, fit) join goods g on g.id = n.id`
  return (await pageStatement(storeId, chosen, ask).execute(db)).rows[0]!
}

/**
 * A page and one more of the goods in `fitting` that the store lists; `categories` counts what the other filters leave. What decides
 * on order and filters is carried along, so that goods are looked at once, and the store's by their key.
 */
const pageStatement = (storeId: string, fitting: RawBuilder<unknown>, ask: FindAsk): RawBuilder<Found> => {
  const { category, ...others } = ask.filters
  return sql<Found>`
    with x as materialized (${specialsNow(storeId, ask.now)}),
    hit as materialized (
      select g.id, g.category_id, ${KEYS[ask.order]} as key, ${passing(others)} as kept
      from (${fitting}) g
      cross join lateral (
        select * from store_goods where store_id = ${storeId} and goods_id = g.id offset 0
      ) s
      left join x on x.goods_id = g.id
      where g.fit is not null and ${listedSql}
    ), page as (
      select id, key from hit
      where kept and ${category === undefined ? sql`true` : sql`category_id = ${category}`} and ${beyond(ask.after)}
      order by key, id limit ${GOODS_OF_A_PAGE + 1}
    ), card as (
      select ${cardColumns}, page.key
      from page
      join store_goods s on s.store_id = ${storeId} and s.goods_id = page.id
      join goods g on g.id = page.id
      left join x on x.goods_id = page.id
    )
    select
      (select coalesce(json_agg(card order by card.key, card.id), '[]') from card) as page,
      (select coalesce(json_agg(json_build_object('id', c.id, 'name', c.name, 'picture', c.picture, 'count', n.count)
                                order by c.position, c.id), '[]')
       from (select category_id, count(*)::int as count from hit where kept group by category_id) n
       join category c on c.id = n.category_id) as categories,
      exists (select from hit) as hits`
}

/** Goods that have one of these grams, with their sounds; what has little more in its name than was typed stands first. */
export async function soundsWith(
  db: Db,
  storeId: string,
  grams: readonly string[],
  most: number,
): Promise<{ id: string; sounds: string }[]> {
  const { rows } = await sql<{ id: string; sounds: string }>`
    select g.id, g.search_sounds as sounds
    from goods g join store_goods s on s.goods_id = g.id
    where g.search_grams && ${grams}::text[] and s.store_id = ${storeId} and ${listedSql}
    order by length(g.search_sounds), g.id limit ${most}`.execute(db)
  return rows
}

export type Unsearchable = { readonly id: string; readonly name: string; readonly aliases: string[] }

/** Some goods whose search fields are of an older version, kept from others that look for them until the transaction ends. */
export async function takeUnsearchable(tx: Tx, most: number): Promise<Unsearchable[]> {
  return tx
    .selectFrom('goods')
    .select(['id', 'name', 'aliases'])
    .where('search_version', '<', SEARCH_VERSION)
    .orderBy('id')
    .limit(most)
    .forUpdate()
    .skipLocked()
    .execute()
}

export async function writeSearchFields(
  tx: Tx,
  goods: readonly (SearchFields & { readonly id: string })[],
): Promise<void> {
  await sql`
    update goods g
    set search_names = r.names, search_sounds = r.sounds, search_grams = r.grams, search_version = ${SEARCH_VERSION}
    from jsonb_to_recordset(${JSON.stringify(goods)}::jsonb) as r(id uuid, names text, sounds text, grams text[])
    where g.id = r.id`.execute(tx)
}
