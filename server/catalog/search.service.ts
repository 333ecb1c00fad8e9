import type { SearchAnswer } from '../../src/contract/shop'
import { type Refusal, refuse } from '../../src/contract/errors'
import type { Instant } from '../../src/domain/time'
import type { Db } from '../database/connection'
import { cardOf } from './goods.repository'
import { paged, readPlace } from './place'
import { nearness } from './nearness'
import { readQuery, type ReadQuery, searchFields } from './search-text'
import * as searching from './search.repository'
import { storeExists } from './shelf.repository'

export type SearchAsk = {
  readonly q: string
  readonly category?: string
  readonly order?: searching.SearchOrder
  readonly special?: 'yes'
  readonly available?: 'yes'
  readonly after?: string
}

/** What fits to the letter; when nothing does, what is near it: one page. What says nothing (only signs) finds nothing. */
export async function search(db: Db, storeId: string, ask: SearchAsk, now: Instant): Promise<SearchAnswer | Refusal> {
  const query = readQuery(ask.q)
  if (!query) return { goods: [], next: null, categories: [], near: false }
  const filters = {
    ...(ask.category !== undefined && { category: ask.category }),
    special: ask.special === 'yes',
    available: ask.available === 'yes',
  }
  const how = { order: ask.order ?? 'fit', filters, after: readPlace(ask.after), now }
  let found = await searching.find(db, storeId, query, how)
  const { grams } = query
  if (!found.hits && grams.further)
    found = await searching.find(db, storeId, { ...query, grams: { ...grams, sound: grams.further } }, how)
  if (found.hits) {
    const { rows, next } = paged(found.page)
    return { goods: rows.map(cardOf), next, categories: found.categories, near: false }
  }
  const near = await nearTo(db, storeId, query)
  if (near.length > 0) {
    const { page, categories } = await searching.findNear(db, storeId, near, how)
    return { goods: paged(page).rows.map(cardOf), next: null, categories, near: true }
  }
  return (await storeExists(db, storeId))
    ? { goods: [], next: null, categories: [], near: false }
    : refuse('STORE_NOT_FOUND')
}

const CANDIDATES = 400

/** Most slips are not in the first letters: goods that begin as was typed are looked at first, the others when none of them is near. */
async function nearTo(db: Db, storeId: string, query: ReadQuery): Promise<searching.Near[]> {
  const [beginning, ...later] = query.grams.near
  for (const grams of [beginning === undefined ? [] : [beginning], later]) {
    if (grams.length === 0) continue
    const candidates = await searching.soundsWith(db, storeId, grams, CANDIDATES)
    const near = candidates.flatMap(({ id, sounds }) => {
      const fit = nearness(query, sounds)
      return fit === null ? [] : [{ id, fit }]
    })
    if (near.length > 0) return near
  }
  return []
}

const AT_ONCE = 500

/**
 * Makes goods searchable that were written since, or by a version that did it otherwise. Several processes share the work.
 * @returns how many
 */
export async function makeGoodsSearchable(db: Db): Promise<number> {
  for (let made = 0; ; ) {
    const done = await db.transaction().execute(async (tx) => {
      const goods = await searching.takeUnsearchable(tx, AT_ONCE)
      if (goods.length === 0) return 0
      await searching.writeSearchFields(
        tx,
        goods.map(({ id, name, aliases }) => ({ id, ...searchFields(name, aliases) })),
      )
      return goods.length
    })
    made += done
    if (done < AT_ONCE) return made
  }
}
