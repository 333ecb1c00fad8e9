import { pointToPolygonDistance } from '@turf/point-to-polygon-distance'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boxOf, closedRing, metresToBox, metresToFence, type Position } from '../../src/domain/delivery/fence'
import { refuseRings, sideOf } from '../../src/domain/delivery/rings'
import { earliestSlot, type ServiceHours } from '../../src/domain/delivery/slot'
import { gcj02 } from '../../src/domain/geo'
import { instant, MINUTE, minuteOfStoreDay, plus } from '../../src/domain/time'

const at = (clock: string, day = '2026-08-20') => instant(`${day}T${clock}:00+08:00`)
const hours: ServiceHours = { opensMinute: 8 * 60, closesMinute: 20 * 60 + 30, slotMinutes: 30, leadMinutes: 30 }
const longAgo = instant('2026-01-01T08:00:00+08:00')

describe('KF-31: the earliest slot, in store time', () => {
  it.each([
    ['in the middle of a slot, the one that leaves the lead time', at('10:10'), at('11:00')],
    ['exactly the lead time before a slot, that one', at('10:00'), at('10:30')],
    ['a millisecond later, the next', plus(at('10:00'), 1), at('11:00')],
    ['before the day begins, the first', at('05:00'), at('08:00')],
    ['early enough for the last slot, the last', at('19:30'), at('20:00')],
    ["a moment too late for the last, tomorrow's first", plus(at('19:30'), 1), at('08:00', '2026-08-21')],
    ["after closing, tomorrow's first", at('23:50'), at('08:00', '2026-08-21')],
  ])('%s', (_, now, begins) => {
    expect(earliestSlot(hours, longAgo, now)).toEqual({ opensAt: begins, closesAt: plus(begins, 30 * MINUTE) })
  })

  it('before trial opening it is the first slot of the opening day', () => {
    expect(earliestSlot(hours, at('08:00', '2026-08-23'), at('10:00')).opensAt).toBe(at('08:00', '2026-08-23'))
    expect(earliestSlot(hours, at('09:10', '2026-08-23'), at('10:00')).opensAt).toBe(at('09:30', '2026-08-23'))
    expect(earliestSlot(hours, at('21:00', '2026-08-23'), at('10:00')).opensAt).toBe(at('08:00', '2026-08-24'))
  })

  it('a lead time over the end of the day moves on', () => {
    expect(earliestSlot({ ...hours, leadMinutes: 14 * 60 }, longAgo, at('12:00')).opensAt).toBe(
      at('08:00', '2026-08-21'),
    )
  })

  it('a zone that is never open for a slot is a mistake that is told', () => {
    expect(() => earliestSlot({ ...hours, closesMinute: 8 * 60 + 29 }, longAgo, at('12:00'))).toThrow(RangeError)
    expect(() => earliestSlot({ ...hours, closesMinute: 7 * 60 }, longAgo, at('12:00'))).toThrow(RangeError)
  })

  it('is always within the hours, after the lead time, and the first of its kind', () => {
    const zones = fc.record({
      opensMinute: fc.integer({ min: 0, max: 1000 }),
      open: fc.integer({ min: 60, max: 440 }),
      slotMinutes: fc.integer({ min: 10, max: 60 }),
      leadMinutes: fc.integer({ min: 0, max: 2000 }),
    })
    const instants = fc.integer({ min: longAgo, max: at('00:00') }).map((ms) => ms as typeof longAgo)
    fc.assert(
      fc.property(zones, instants, instants, ({ open, ...zone }, now, opensAt) => {
        const terms = { ...zone, closesMinute: zone.opensMinute + open }
        const slot = earliestSlot(terms, opensAt, now)
        const from = Math.max(opensAt, now + terms.leadMinutes * MINUTE)
        const begins = minuteOfStoreDay(slot.opensAt)
        expect(slot.opensAt).toBeGreaterThanOrEqual(from)
        expect((begins - terms.opensMinute) % terms.slotMinutes).toBe(0)
        expect(begins).toBeGreaterThanOrEqual(terms.opensMinute)
        expect(begins + terms.slotMinutes).toBeLessThanOrEqual(terms.closesMinute)
        const before = begins - terms.slotMinutes
        if (before >= terms.opensMinute) expect(slot.opensAt - terms.slotMinutes * MINUTE).toBeLessThan(from)
      }),
    )
  })
})

const square: Position[] = [
  [104, 26],
  [104.02, 26],
  [104.02, 26.02],
  [104, 26.02],
]
const hole: Position[] = [
  [104.008, 26.008],
  [104.012, 26.008],
  [104.012, 26.012],
  [104.008, 26.012],
]

describe('what makes a zone', () => {
  it('a border, open or closed, with or without holes, touching itself or not', () => {
    expect(refuseRings([square])).toBeNull()
    expect(refuseRings([closedRing(square), closedRing(hole)])).toBeNull()
    const bowTie: Position[] = [
      [104, 26],
      [104.01, 26.01],
      [104, 26.02],
      [104.02, 26.02],
      [104.01, 26.01],
      [104.02, 26],
    ]
    expect(refuseRings([bowTie])).toBeNull()
  })

  it.each([
    ['no-border', []],
    ['too-few-corners', [square.slice(0, 2)]],
    ['too-few-corners', [[square[0]!, square[1]!, square[0]!, square[1]!]]],
    ['no-area', [[square[0]!, [104.01, 26], square[1]!]]],
    ['not-a-position', [[...square, [Number.NaN, 26]]]],
    ['not-a-position', [[...square, [26, 104]]]],
    ['crosses-itself', [[square[0]!, square[2]!, [104.02, 26.005], square[3]!]]],
    ['hole-outside', [square, hole.map(([lng, lat]): Position => [lng + 1, lat])]],
    ['hole-outside', [square, hole.map(([lng, lat]): Position => [lng + 0.01, lat])]],
  ] as const)('is refused: %s', (fault, rings) => {
    expect(refuseRings(rings as unknown as Position[][])).toBe(fault)
  })

  it('is refused with more corners than anybody draws', () => {
    const circle = Array.from({ length: 2_001 }, (_, i): Position => {
      const angle = (i / 2_001) * 2 * Math.PI
      return [104 + Math.cos(angle) / 100, 26 + Math.sin(angle) / 100]
    })
    expect(refuseRings([circle])).toBe('too-many-corners')
  })
})

/** A ring around [104, 26] whose corners lie at any distance in order of their angle: simple, rarely convex. */
const stars = fc
  .array(fc.double({ min: 0.004, max: 0.03, noNaN: true }), { minLength: 5, maxLength: 60 })
  .map((radii) =>
    radii.map((radius, i): Position => {
      const angle = (i / radii.length) * 2 * Math.PI
      return [104 + radius * Math.cos(angle), 26 + radius * Math.sin(angle)]
    }),
  )
const near = fc.record({
  lng: fc.double({ min: 103.95, max: 104.05, noNaN: true }),
  lat: fc.double({ min: 25.95, max: 26.05, noNaN: true }),
})

describe('metres to the fence', () => {
  it('agree with turf to a metre', () => {
    fc.assert(
      fc.property(stars, near, (star, { lng, lat }) => {
        const theirs = pointToPolygonDistance(
          [lng, lat],
          { type: 'Polygon', coordinates: [closedRing(star).map((corner) => [...corner])] },
          { units: 'meters' },
        )
        expect(Math.abs(metresToFence(gcj02(lat, lng), [star]) - Math.abs(theirs))).toBeLessThan(1)
      }),
      { numRuns: 60 },
    )
  })

  it('are 0 on a corner and next to nothing on a side', () => {
    fc.assert(
      fc.property(stars, fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (star, n, share) => {
        const [a, b] = [star[n % star.length]!, star[(n + 1) % star.length]!]
        expect(metresToFence(gcj02(a[1], a[0]), [star])).toBe(0)
        const on = gcj02(a[1] + (b[1] - a[1]) * share, a[0] + (b[0] - a[0]) * share)
        expect(metresToFence(on, [star])).toBeLessThan(1e-6)
      }),
    )
  })

  it('are never less than those to its box', () => {
    fc.assert(
      fc.property(stars, near, (star, { lng, lat }) => {
        const point = gcj02(lat, lng)
        if (sideOf([lng, lat], star) === 'inside') return
        expect(metresToBox(point, boxOf([star]))).toBeLessThanOrEqual(metresToFence(point, [star]) + 1e-6)
      }),
    )
  })
})
