import type { StaffGoodsAnswer } from '../../src/contract/staff-order'
import type { Instant } from '../../src/domain/time'
import type { Db } from '../database/connection'
import { cardOf } from './goods.repository'
import { paged, readPlace } from './place'
import { readQuery } from './search-text'
import { type StaffRow, staffPage } from './staff-goods.repository'

/** A page of what a store has, listed or not; by name, pinyin, initials or barcode when something is asked for. */
export async function staffGoods(
  db: Db,
  storeId: string,
  ask: { readonly q?: string; readonly after?: string },
  now: Instant,
): Promise<StaffGoodsAnswer> {
  const asked = ask.q !== undefined && ask.q.trim() !== ''
  const query = asked ? readQuery(ask.q!) : null
  if (asked && !query) return { goods: [], next: null }
  const { rows, next } = paged(await staffPage(db, storeId, { query, after: readPlace(ask.after), now }))
  return { goods: rows.map(staffGoodsOf), next }
}

const staffGoodsOf = (row: StaffRow): StaffGoodsAnswer['goods'][number] => ({
  ...cardOf(row),
  shelf: row.shelf,
  stock: row.available,
  held: row.held,
  listed: row.listed,
})
