import { sql } from 'kysely'
import type { Db } from '../database/connection'

/** Units that can be sold now, by store and goods; what a store does not list it does not have. */
export async function stockOf(
  db: Db,
  storeIds: readonly string[],
  goodsIds: readonly string[],
): Promise<(storeId: string, goodsId: string) => number> {
  const rows = await db
    .selectFrom('store_goods')
    .select(['store_id', 'goods_id', 'available'])
    .where('store_id', '=', sql<string>`any(${storeIds}::text[])`)
    .where('goods_id', '=', sql<string>`any(${goodsIds}::uuid[])`)
    .where('listed_at', 'is not', null)
    .where('unlisted_at', 'is', null)
    .execute()
  const found = new Map(rows.map((row) => [`${row.store_id} ${row.goods_id}`, row.available]))
  return (storeId, goodsId) => found.get(`${storeId} ${goodsId}`) ?? 0
}

/** What goods are called, by id. */
export async function namesOf(db: Db, goodsIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('goods')
    .select(['id', 'name'])
    .where('id', '=', sql<string>`any(${goodsIds}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}
