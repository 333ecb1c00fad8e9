import type { Insertable } from 'kysely'
import type { Database } from '../../server/database/schema'
import { refuseRings } from '../../src/domain/delivery/rings'
import type { Instant } from '../../src/domain/time'
import type { Chance } from './random'
import { FARTHER, LAUNCHING, NEIGHBOUR, stores } from './stores'

type Offset = readonly [east: number, north: number]
const METRES_PER_DEGREE = 111_195

/** A closed GeoJSON ring from corners in metres around a store. */
function ring(storeId: string, corners: readonly Offset[]): [number, number][] {
  const home = stores.find((store) => store.id === storeId)!
  const rounded = (degrees: number): number => Math.round(degrees * 1e6) / 1e6
  const points = corners.map(([east, north]): [number, number] => [
    rounded(home.lng + east / (METRES_PER_DEGREE * Math.cos((home.lat * Math.PI) / 180))),
    rounded(home.lat + north / METRES_PER_DEGREE),
  ])
  return [...points, points[0]!]
}

const square: Offset[] = [
  [-1900, 820],
  [-1150, 1560],
  [120, 1880],
  [1240, 1700],
  [1980, 760],
  [1860, -540],
  [1020, -1450],
  [-260, -1720],
  [-1380, -1180],
  [-2040, -210],
]
/** The freight yard behind the station: no door, no courier. */
const freightYard: Offset[] = [
  [760, 420],
  [1010, 610],
  [1290, 560],
  [1370, 300],
  [1120, 130],
  [840, 190],
]
const south: Offset[] = [
  [-260, -1720],
  [1020, -1450],
  [1860, -540],
  [2700, -1100],
  [2450, -2300],
  [1300, -3050],
  [-200, -3100],
  [-1100, -2450],
]
const lakeside: Offset[] = [
  [-1500, 900],
  [-600, 1800],
  [700, 1950],
  [1700, 1200],
  [2150, 150],
  [1500, -900],
  [250, -1300],
  [-900, -1000],
  [-1650, -150],
]
const cityCore: Offset[] = [
  [-2100, 700],
  [-1300, 1900],
  [300, 2200],
  [1800, 1500],
  [2300, 200],
  [1700, -1300],
  [200, -2000],
  [-1500, -1400],
]

function sound(rings: [number, number][][]): [number, number][][] {
  const fault = refuseRings(rings)
  if (fault) throw new Error(`A zone of the believable launch is no zone: ${fault}`)
  return rings
}

type Terms = { fee: number; minimum: number; freeFrom: number | null; lead: number }

export function zones(chance: Chance, now: Instant): Insertable<Database['delivery_zone']>[] {
  const zone = (storeId: string, name: string, shape: readonly Offset[][], terms: Terms) => ({
    id: chance.id(now),
    store_id: storeId,
    name,
    rings: JSON.stringify(sound(shape.map((corners) => ring(storeId, corners)))),
    fee_fen: terms.fee,
    minimum_fen: terms.minimum,
    free_from_fen: terms.freeFrom,
    opens_minute: 8 * 60,
    closes_minute: 20 * 60 + 30,
    slot_minutes: 30,
    lead_minutes: terms.lead,
  })
  return [
    zone(LAUNCHING, '人民广场片区', [square, freightYard], { fee: 300, minimum: 1900, freeFrom: 3900, lead: 30 }),
    zone(LAUNCHING, '五里岗片区', [south], { fee: 600, minimum: 3900, freeFrom: 6900, lead: 60 }),
    zone(NEIGHBOUR, '草海片区', [lakeside], { fee: 300, minimum: 1900, freeFrom: 3900, lead: 30 }),
    zone(FARTHER, '桂花路片区', [cityCore], { fee: 400, minimum: 2900, freeFrom: 5900, lead: 45 }),
  ]
}
