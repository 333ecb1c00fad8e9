import type { Gcj02 } from '../../src/domain/geo'
import type { Db } from '../database/connection'
import * as delivery from './delivery.repository'
import { type Hit, indexZones, type ZoneIndex } from './zone-index'

/**
 * The index of the zones as they are now: rebuilt when their version has changed, so that processes never disagree. The connection
 * is the asker's, so that whoever is inside a transaction needs no second one.
 */
export function freshIndex(): (db: Db) => Promise<ZoneIndex> {
  let kept: { version: number; index: Promise<ZoneIndex> } | undefined
  const build = async (db: Db): Promise<ZoneIndex> => indexZones(await delivery.zones(db), await delivery.storesAt(db))
  return async (db) => {
    // read before the zones: a change in between is newer than `version` says and is seen by the next question
    const version = await delivery.version(db)
    if (kept && kept.version >= version) return kept.index
    const index = build(db)
    const mine = { version, index }
    kept = mine
    index.catch(() => {
      if (kept === mine) kept = undefined
    })
    return index
  }
}

export type ZoneFinder = ReturnType<typeof zoneFinder>

/** Which zones hold a door, from memory that is never older than the database. Works on the pool and inside a transaction. */
export function zoneFinder() {
  const index = freshIndex()
  const zonesAt = async (db: Db, door: Gcj02): Promise<Hit[]> => (await index(db)).holding(door)
  return {
    /** All zones that hold the door, of every store; the nearest store first, among its zones the cheapest. */
    zonesAt,
    /** The zone in which this store delivers to the door; `null` when the door lies outside of all its zones (KF-30). */
    zoneAt: async (db: Db, storeId: string, door: Gcj02): Promise<Hit | null> =>
      (await zonesAt(db, door)).find(({ zone }) => zone.storeId === storeId) ?? null,
  }
}
