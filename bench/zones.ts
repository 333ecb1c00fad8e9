import { indexZones, type Zone } from '../server/delivery/zone-index'
import { gcj02 } from '../src/domain/geo'
import { fen } from '../src/domain/money'

const STORES = 1_000
const VERTICES = 200
const LOOKUPS = 200_000

/** A wavy fence around a store, some 2 km across. */
function zoneOf(store: number, lng: number, lat: number): Zone {
  const ring = Array.from({ length: VERTICES }, (_, i): [number, number] => {
    const angle = (2 * Math.PI * i) / VERTICES
    const radius = 0.01 * (1 + 0.2 * Math.sin(7 * angle + store))
    return [lng + radius * Math.cos(angle), lat + radius * Math.sin(angle)]
  })
  return {
    id: `z${store}`,
    storeId: `s${store}`,
    name: 'zone',
    rings: [ring],
    fee: fen(300),
    minimum: fen(1900),
    freeFrom: null,
    hours: { opensMinute: 420, closesMinute: 1260, slotMinutes: 60, leadMinutes: 30 },
  }
}

/** "Which zones hold this door?" a second, over 1,000 stores of 200 vertices; half the doors are inside some zone. */
export function measureZones(): number {
  const places = Array.from({ length: STORES }, (_, i) => ({
    lng: 104 + (i % 40) * 0.025,
    lat: 26 + Math.floor(i / 40) * 0.025,
  }))
  const index = indexZones(
    places.map(({ lng, lat }, i) => zoneOf(i, lng, lat)),
    places.map(({ lng, lat }, i) => ({ id: `s${i}`, at: gcj02(lat, lng) })),
  )
  let held = 0
  const door = (i: number) => gcj02(26 + ((i * 7919) % 62_500) / 100_000, 104 + ((i * 104_729) % 100_000) / 100_000)
  for (let i = 0; i < 20_000; i++) held += index.holding(door(i)).length
  const startedAt = performance.now()
  for (let i = 0; i < LOOKUPS; i++) held += index.holding(door(i)).length
  const seconds = (performance.now() - startedAt) / 1000
  if (held === 0) throw new Error('No door was in any zone: the bench measures nothing')
  return LOOKUPS / seconds
}
