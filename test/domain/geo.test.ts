import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gcj02, metresBetween } from '../../src/domain/geo'

const points = fc
  .record({
    lat: fc.double({ min: 18, max: 53, noNaN: true }),
    lng: fc.double({ min: 74, max: 134, noNaN: true }),
  })
  .map(({ lat, lng }) => gcj02(lat, lng))

describe('metres between two points', () => {
  it('are 0 to oneself, the same both ways, and never longer than by a third', () => {
    fc.assert(
      fc.property(points, points, points, (a, b, c) => {
        expect(metresBetween(a, a)).toBe(0)
        expect(metresBetween(a, b)).toBeCloseTo(metresBetween(b, a), 6)
        expect(metresBetween(a, b)).toBeLessThanOrEqual(metresBetween(a, c) + metresBetween(c, b) + 1e-3)
      }),
    )
  })

  it('a degree of latitude is 111.195 km', () => {
    expect(metresBetween(gcj02(26, 104), gcj02(27, 104))).toBeCloseTo(111_195, 0)
  })

  it('half around the earth is still a number', () => {
    expect(metresBetween(gcj02(0, 0), gcj02(0, 180))).toBeCloseTo(20_015_114, 0)
  })
})
