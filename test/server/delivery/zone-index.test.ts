import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { indexZones, type Zone } from '../../../server/delivery/zone-index'
import type { Position, Rings } from '../../../src/domain/delivery/fence'
import { gcj02 } from '../../../src/domain/geo'
import { fen } from '../../../src/domain/money'

const hours = { opensMinute: 480, closesMinute: 1200, slotMinutes: 30, leadMinutes: 30 }
const zone = (rings: Rings, over: Partial<Zone> = {}): Zone => ({
  id: 'z',
  storeId: 's',
  name: '片区',
  rings,
  fee: fen(300),
  minimum: fen(1900),
  freeFrom: null,
  hours,
  ...over,
})
const store = { id: 's', at: gcj02(26, 104) }
const inside = (rings: Rings, [lng, lat]: Position) =>
  indexZones([zone(rings)], [store]).holding(gcj02(lat, lng)).length > 0

const stars = fc
  .array(fc.double({ min: 0.004, max: 0.03, noNaN: true }), { minLength: 5, maxLength: 60 })
  .map((radii) =>
    radii.map((radius, i): Position => {
      const angle = (i / radii.length) * 2 * Math.PI
      return [104 + radius * Math.cos(angle), 26 + radius * Math.sin(angle)]
    }),
  )

describe('a point on the border is inside', () => {
  it('on every corner and every side, ring open or closed', () => {
    fc.assert(
      fc.property(stars, fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (star, n, share) => {
        const [a, b] = [star[n % star.length]!, star[(n + 1) % star.length]!]
        const on: Position = [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share]
        for (const ring of [star, [...star, star[0]!]]) {
          expect(inside([ring], a)).toBe(true)
          expect(inside([ring], on)).toBe(true)
        }
      }),
    )
  })

  it('and on the fence of a hole; within the hole it is outside', () => {
    fc.assert(
      fc.property(stars, fc.nat(), fc.double({ min: 0.05, max: 0.95, noNaN: true }), (star, n, share) => {
        const hole = star.map(([lng, lat]): Position => [104 + (lng - 104) / 2, 26 + (lat - 26) / 2])
        const corner = hole[n % hole.length]!
        expect(inside([star, hole], corner)).toBe(true)
        expect(inside([star, hole], [104 + (corner[0] - 104) * share, 26 + (corner[1] - 26) * share])).toBe(false)
        expect(inside([star, hole], [104 + (corner[0] - 104) * 1.5, 26 + (corner[1] - 26) * 1.5])).toBe(true)
      }),
    )
  })

  it('a ring that touches itself holds both its halves and the point between', () => {
    const bowTie: Position[] = [
      [104, 26],
      [104.01, 26.01],
      [104, 26.02],
      [104.02, 26.02],
      [104.01, 26.01],
      [104.02, 26],
    ]
    expect(inside([bowTie], [104.01, 26.015])).toBe(true)
    expect(inside([bowTie], [104.01, 26.005])).toBe(true)
    expect(inside([bowTie], [104.01, 26.01])).toBe(true)
    expect(inside([bowTie], [104.002, 26.01])).toBe(false)
  })
})

describe('several zones and stores', () => {
  const ring: Position[] = [
    [104, 26],
    [104.1, 26],
    [104.1, 26.1],
    [104, 26.1],
  ]
  const near = { id: 'near', at: gcj02(26.05, 104.05) }
  const far = { id: 'far', at: gcj02(26.01, 104.01) }
  const index = indexZones(
    [zone([ring], { id: 'a', storeId: 'far' }), zone([ring], { id: 'b', storeId: 'near' })],
    [far, near],
  )

  it('the nearest store comes first', () => {
    expect(index.holding(gcj02(26.06, 104.06)).map((hit) => hit.zone.storeId)).toEqual(['near', 'far'])
    expect(index.nearestStore(gcj02(26.06, 104.06))?.id).toBe('near')
  })

  it('the nearest fence of all is found, however the boxes lie', () => {
    fc.assert(
      fc.property(fc.array(stars, { minLength: 1, maxLength: 6 }), fc.nat(20), (all, step) => {
        const zones = all.map((star, i) =>
          zone([star.map(([lng, lat]): Position => [lng + i * 0.05, lat])], { id: `${i}` }),
        )
        const at = gcj02(26.04, 104 + step * 0.02)
        const each = zones.map((one) => indexZones([one], [store]).toNearestFence(at)!)
        expect(indexZones(zones, [store]).toNearestFence(at)).toBe(Math.min(...each))
      }),
    )
  })

  it('no zone and no store is an answer too', () => {
    const empty = indexZones([], [])
    expect([
      empty.holding(gcj02(26, 104)),
      empty.toNearestFence(gcj02(26, 104)),
      empty.nearestStore(gcj02(26, 104)),
    ]).toEqual([[], null, null])
  })
})
