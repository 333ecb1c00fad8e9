import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bd09OfGcj02, gcj02OfBd09, gcj02OfWgs84, toGcj02, wgs84OfGcj02 } from '../../../server/delivery/datum'
import { type Bd09, gcj02, metresBetween, type Wgs84 } from '../../../src/domain/geo'

const inChina = fc
  .record({ lat: fc.double({ min: 20, max: 50, noNaN: true }), lng: fc.double({ min: 76, max: 130, noNaN: true }) })
  .map(({ lat, lng }) => gcj02(lat, lng))

describe('KF-33: datums meet in one place', () => {
  it('there and back again is within half a metre', () => {
    fc.assert(
      fc.property(inChina, (at) => {
        expect(metresBetween(at, gcj02OfWgs84(wgs84OfGcj02(at)))).toBeLessThan(0.5)
        expect(metresBetween(at, gcj02OfBd09(bd09OfGcj02(at)))).toBeLessThan(0.5)
      }),
      { numRuns: 500 },
    )
  })

  it('the shift that others forget is half a kilometre in Weining', () => {
    const door: Wgs84 = { lat: 26.8566, lng: 104.2786, datum: 'wgs84' }
    const shifted = metresBetween(gcj02(door.lat, door.lng), toGcj02(door))
    expect(shifted).toBeGreaterThan(300)
    expect(shifted).toBeLessThan(800)
  })

  it('GCJ-02 stays as it is, the others are moved once', () => {
    const at = gcj02(26.8566, 104.2786)
    expect(toGcj02(at)).toBe(at)
    const baidu: Bd09 = { lat: 26.8566, lng: 104.2786, datum: 'bd09' }
    expect(toGcj02(baidu)).toEqual(gcj02OfBd09(baidu))
    expect(toGcj02(toGcj02(baidu))).toEqual(toGcj02(baidu))
  })

  it('a second conversion does not compile', () => {
    const at = gcj02(26.8566, 104.2786)
    // @ts-expect-error a GCJ-02 point is no WGS-84 point
    gcj02OfWgs84(at)
    // @ts-expect-error nor a BD-09 point
    gcj02OfBd09(at)
    // @ts-expect-error and a point without a datum is none
    toGcj02({ lat: 1, lng: 2 })
  })

  it('outside of China there is nothing to shift', () => {
    expect(toGcj02({ lat: 48.2, lng: 16.37, datum: 'wgs84' })).toEqual(gcj02(48.2, 16.37))
  })

  it('at the rims of the world a point stays on it', () => {
    const { lat, lng } = gcj02OfBd09({ lat: -90, lng: -180, datum: 'bd09' })
    expect([lat, lng]).toEqual([-90, -180])
  })
})
