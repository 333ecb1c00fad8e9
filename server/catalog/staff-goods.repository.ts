import { sql } from 'kysely'
import type { Instant } from '../../src/domain/time'
import type { Db } from '../database/connection'
import { cardColumns, type CardRow, specialsNow } from './goods.repository'
import { GOODS_OF_A_PAGE, type Place } from './place'
import { candidates, exactFit } from './search.repository'
import type { ReadQuery } from './search-text'
import { beyond } from './shelf.repository'

export type StaffRow = CardRow & Place & { readonly shelf: string; readonly held: number }

/** A page of what a store has and one more: in the order of its shelves, or of how well it fits what is asked for. */
export async function staffPage(
  db: Db,
  storeId: string,
  { query, after, now }: { query: ReadQuery | null; after: Place | null; now: Instant },
): Promise<StaffRow[]> {
  const fitting =
    query === null
      ? sql`select id, category_id, 0 as fit from goods`
      : sql`select id, category_id, case when barcode = ${query.text} then 0 else ${exactFit(query)} end as fit
          from goods g where ${candidates(query)} or barcode = ${query.text}`
  const { rows } = await sql<StaffRow>`
    with x as materialized (${specialsNow(storeId, now)}),
    fitting as (
      select g.id, g.fit::int8 * 1000000000000 + c.position::int8 * 1000000 + s.position as key
      from (${fitting}) g
      join store_goods s on s.store_id = ${storeId} and s.goods_id = g.id
      join category c on c.id = g.category_id
      where g.fit is not null
    ), page as (
      select id, key from fitting where ${beyond(after)} order by key, id limit ${GOODS_OF_A_PAGE + 1}
    )
    select ${cardColumns}, s.shelf, s.held, page.key
    from page
    join store_goods s on s.store_id = ${storeId} and s.goods_id = page.id
    join goods g on g.id = page.id
    left join x on x.goods_id = page.id
    order by page.key, page.id`.execute(db)
  return rows
}
