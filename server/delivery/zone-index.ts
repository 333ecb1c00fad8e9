import booleanPointInPolygon from '@turf/boolean-point-in-polygon'
import { type Box, boxOf, closedRing, metresToBox, metresToFence, type Rings } from '../../src/domain/delivery/fence'
import type { ServiceHours } from '../../src/domain/delivery/slot'
import { type Gcj02, metresBetween } from '../../src/domain/geo'
import type { Fen } from '../../src/domain/money'

export type Zone = {
  readonly id: string
  readonly storeId: string
  readonly name: string
  readonly rings: Rings
  readonly fee: Fen
  readonly minimum: Fen
  readonly freeFrom: Fen | null
  readonly hours: ServiceHours
}

/** What of a store answers "where do I collect instead". */
export type StoreAt = { readonly id: string; readonly at: Gcj02 }

export type Hit = {
  readonly zone: Zone
  /** From the door to the store, metres. */
  readonly metres: number
  /** From the door to this zone's fence, metres. */
  readonly toFence: number
}

export type ZoneIndex = {
  /** Zones that hold the point, a point on the fence included; the nearest store first. */
  holding(at: Gcj02): Hit[]
  /** Metres to the nearest fence of all; `null` when there is no zone. */
  toNearestFence(at: Gcj02): number | null
  nearestStore(at: Gcj02): { readonly id: string; readonly metres: number } | null
}

type Indexed = { zone: Zone; store: StoreAt; box: Box; polygon: { type: 'Polygon'; coordinates: number[][][] } }

/** On a fence that a float cannot express exactly a point counts as on it within this. */
const ON_THE_FENCE_METRES = 0.05
/** Degrees that are more than that everywhere in China. */
const PAD = 1e-6

/** All zones in memory: boxes first, then the kept ray cast; a zone is looked at only when its box holds the point. */
export function indexZones(zones: readonly Zone[], stores: readonly StoreAt[]): ZoneIndex {
  const byId = new Map(stores.map((store) => [store.id, store]))
  const indexed = zones.flatMap((zone): Indexed[] => {
    const store = byId.get(zone.storeId)
    if (!store || zone.rings.length === 0) return []
    const rings = zone.rings.map(closedRing)
    const polygon = { type: 'Polygon' as const, coordinates: rings.map((ring) => ring.map(([lng, lat]) => [lng, lat])) }
    return [{ zone: { ...zone, rings }, store, box: boxOf(rings), polygon }]
  })

  // Four numbers in a row per zone: a thousand zones are passed over in microseconds.
  const bounds = Float64Array.from(
    indexed.flatMap(({ box: { west, south, east, north } }) => [west, south, east, north]),
  )
  const boxesHolding = ({ lng, lat }: Gcj02): Indexed[] => {
    const found: Indexed[] = []
    for (let i = 0; i < indexed.length; i++) {
      const west = bounds[4 * i]!
      const south = bounds[4 * i + 1]!
      const east = bounds[4 * i + 2]!
      const north = bounds[4 * i + 3]!
      if (lng >= west - PAD && lng <= east + PAD && lat >= south - PAD && lat <= north + PAD) found.push(indexed[i]!)
    }
    return found
  }
  const holds = ({ polygon, zone }: Indexed, at: Gcj02): boolean =>
    booleanPointInPolygon([at.lng, at.lat], polygon) || metresToFence(at, zone.rings) <= ON_THE_FENCE_METRES

  return {
    holding: (at) =>
      boxesHolding(at)
        .filter((one) => holds(one, at))
        .map(({ zone, store }) => ({
          zone,
          metres: metresBetween(at, store.at),
          toFence: metresToFence(at, zone.rings),
        }))
        .sort((a, b) => a.metres - b.metres || a.zone.fee - b.zone.fee || (a.zone.id < b.zone.id ? -1 : 1)),
    toNearestFence: (at) => {
      let nearest = Number.POSITIVE_INFINITY
      for (const { zone, box } of indexed) {
        if (metresToBox(at, box) < nearest) nearest = Math.min(nearest, metresToFence(at, zone.rings))
      }
      return Number.isFinite(nearest) ? nearest : null
    },
    nearestStore: (at) => {
      let nearest: { id: string; metres: number } | null = null
      for (const store of stores) {
        const metres = metresBetween(at, store.at)
        if (!nearest || metres < nearest.metres) nearest = { id: store.id, metres }
      }
      return nearest
    },
  }
}
