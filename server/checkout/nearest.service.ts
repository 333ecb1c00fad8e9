import type { NearestAnswer } from '../../src/contract/checkout'
import { type Gcj02, gcj02, metresBetween } from '../../src/domain/geo'
import type { Instant } from '../../src/domain/time'
import type { Db } from '../database/connection'
import type { ZoneFinder } from '../delivery/zone-finder'
import { allStores } from '../launch/launch.service'
import { merged, type WantedLine } from './basket.service'
import { namesOf, stockOf } from './nearest.repository'

/** Nobody goes farther for vegetables than past this many stores. */
const MOST_TO_COLLECT_FROM = 30

/**
 * The store that can do it (KF-50): whose zone holds the door and whose stock holds the whole basket; else the nearest that has the whole
 * basket for who comes and collects it. Stores that have not opened yet can do nothing. For every store: what of the basket it lacks.
 */
export async function nearest(
  db: Db,
  zones: ZoneFinder,
  ask: { lines: readonly WantedLine[]; at: Gcj02; now: Instant },
): Promise<NearestAnswer> {
  const wanted = merged(ask.lines)
  const ids = wanted.map((line) => line.goodsId)
  const [candidates, names] = await Promise.all([inOrder(db, zones, ask.at, ask.now), namesOf(db, ids)])
  const has = await stockOf(
    db,
    candidates.map(({ store }) => store.id),
    ids,
  )
  const stores = candidates.map((candidate) => {
    const missing = wanted.flatMap(({ goodsId, quantity }) => {
      const units = has(candidate.store.id, goodsId)
      if (units >= quantity) return []
      return [{ goodsId, name: names.get(goodsId) ?? '已下架的商品', wanted: quantity, has: units }]
    })
    return { ...candidate, whole: missing.length === 0, missing }
  })
  const best = stores.find((one) => one.whole) // those that deliver come first
  return { stores, best: best ? { storeId: best.store.id, delivers: best.delivers } : null }
}

/** Open stores: those that deliver to the door first, then those to collect from; the nearest first. */
async function inOrder(db: Db, zones: ZoneFinder, at: Gcj02, now: Instant) {
  const [stores, hits] = await Promise.all([allStores(db), zones.zonesAt(db, at)])
  const delivering = new Set(hits.map(({ zone }) => zone.storeId))
  const open = stores
    .filter((store) => store.trialOpensAt <= now)
    .map((store) => ({
      store,
      metres: Math.round(metresBetween(at, gcj02(store.at.lat, store.at.lng))),
      delivers: delivering.has(store.id),
    }))
    .sort((a, b) => a.metres - b.metres || (a.store.id < b.store.id ? -1 : 1))
  const toCollectFrom = open.filter((one) => !one.delivers).slice(0, MOST_TO_COLLECT_FROM)
  return [...open.filter((one) => one.delivers), ...toCollectFrom]
}
