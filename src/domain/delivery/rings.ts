import { closedRing, type Position, type Rings } from './fence'

/** Why rings cannot be saved as a zone. Touching itself (a corner on another side) is fine, crossing itself is not. */
export type RingFault =
  | 'no-border'
  | 'not-a-position'
  | 'too-few-corners'
  | 'too-many-corners'
  | 'no-area'
  | 'crosses-itself'
  | 'hole-outside'

const MOST_CORNERS = 2_000

/** `null` when the rings make a zone: a border with an area, holes within it, no side that crosses another. */
export function refuseRings(rings: Rings): RingFault | null {
  if (rings.length === 0) return 'no-border'
  let corners = 0
  for (const ring of rings) {
    const fault = refuseRing(ring)
    if (fault) return fault
    corners += ring.length
  }
  if (corners > MOST_CORNERS) return 'too-many-corners'
  const [border, ...holes] = rings.map(closedRing)
  for (const ring of [border!, ...holes]) if (crosses(ring, ring)) return 'crosses-itself'
  for (const hole of holes) {
    if (crosses(hole, border!) || !hole.every((corner) => sideOf(corner, border!) !== 'outside')) return 'hole-outside'
  }
  return null
}

function refuseRing(ring: readonly Position[]): RingFault | null {
  const fits = ([lng, lat]: Position): boolean => Math.abs(lng) <= 180 && Math.abs(lat) <= 90
  if (!ring.every(fits)) return 'not-a-position' // NaN does not fit either
  if (new Set(ring.map(String)).size < 3) return 'too-few-corners'
  return Math.abs(turn(ring)) < 1e-12 ? 'no-area' : null
}

/** Twice the signed area, in square degrees; a ring that goes there and back again has none. */
function turn(ring: readonly Position[]): number {
  const [oLng, oLat] = ring[0]!
  return ring.reduce((sum, [lng, lat], i) => {
    const [nextLng, nextLat] = ring[(i + 1) % ring.length]!
    return sum + (lng - oLng) * (nextLat - oLat) - (nextLng - oLng) * (lat - oLat)
  }, 0)
}

const orientation = (a: Position, b: Position, c: Position): number =>
  Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))

/** Whether a side of one ring passes through a side of the other, from one of its sides to the other. */
function crosses(one: readonly Position[], other: readonly Position[]): boolean {
  for (let i = 1; i < one.length; i++) {
    for (let j = one === other ? i + 1 : 1; j < other.length; j++) {
      const [a, b, c, d] = [one[i - 1]!, one[i]!, other[j - 1]!, other[j]!]
      const across = orientation(a, b, c) * orientation(a, b, d) < 0 && orientation(c, d, a) * orientation(c, d, b) < 0
      if (across) return true
    }
  }
  return false
}

/** Even-odd rule, the fence told apart. */
export function sideOf(at: Position, ring: readonly Position[]): 'inside' | 'fence' | 'outside' {
  const closed = closedRing(ring)
  let inside = false
  for (let i = 1; i < closed.length; i++) {
    const a = closed[i - 1]!
    const b = closed[i]!
    const between =
      Math.min(a[0], b[0]) <= at[0] &&
      at[0] <= Math.max(a[0], b[0]) &&
      Math.min(a[1], b[1]) <= at[1] &&
      at[1] <= Math.max(a[1], b[1])
    if (between && orientation(a, b, at) === 0) return 'fence'
    if (a[1] > at[1] !== b[1] > at[1] && at[0] < ((b[0] - a[0]) * (at[1] - a[1])) / (b[1] - a[1]) + a[0])
      inside = !inside
  }
  return inside ? 'inside' : 'outside'
}
