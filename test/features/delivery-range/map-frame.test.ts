import { describe, expect, it } from 'vitest'
import { gcj02, metresBetween } from '../../../src/domain/geo'
import {
  closer,
  frameAround,
  holds,
  moved,
  roundLength,
  tagSide,
  toPoint,
  toPx,
  zoomLevel,
} from '../../../src/features/delivery-range/map-frame'
import { streets } from '../../../src/features/delivery-range/streets'

const SIZE = { width: 390, height: 300, margin: 24 }
const SHOP = gcj02(26.857, 104.279)
const corners = [moved(SHOP, -2000, -1700), moved(SHOP, 2000, 1900)]

describe('a frame', () => {
  it('holds all its points within the margin', () => {
    const frame = frameAround(corners, SIZE)
    for (const corner of corners) expect(holds(frame, corner, SIZE.margin - 0.01)).toBe(true)
    expect(holds(frame, moved(SHOP, 6000, 0), 0)).toBe(false)
    expect(() => frameAround([], SIZE)).toThrow(RangeError)
  })

  it('goes from the place to the px and back; north is up, east is right', () => {
    const frame = closer(frameAround(corners, SIZE), SHOP, 4)
    const back = toPoint(frame, toPx(frame, corners[1]!))
    expect(metresBetween(back, corners[1]!)).toBeLessThan(0.01)
    expect(toPx(frame, SHOP)).toEqual({ x: 195, y: 150 })
    expect(toPx(frame, moved(SHOP, 0, 100)).y).toBeLessThan(150)
    expect(toPx(frame, moved(SHOP, 100, 0)).x).toBeGreaterThan(195)
  })

  it('a step of the pin is as long as it says', () => {
    expect(metresBetween(SHOP, moved(SHOP, 30, 40))).toBeCloseTo(50, 1)
  })

  it('around a single point shows the streets next to it', () => {
    expect(frameAround([SHOP], SIZE).metresPerPx).toBe(3)
  })
})

describe("a store's name", () => {
  it('gives way to the pin, whichever side it comes from', () => {
    const at = { x: 100, y: 100 }
    expect(tagSide(at, { x: 300, y: 100 })).toBe('above')
    expect(tagSide(at, { x: 110, y: 90 })).toBe('below')
    expect(tagSide(at, { x: 110, y: 150 })).toBe('above')
    expect(tagSide(at, { x: 110, y: 120 })).toBe('left')
    expect(tagSide(at, { x: 90, y: 120 })).toBe('right')
  })
})

describe('what depends on the scale', () => {
  it('a scale bar has a round length that fits', () => {
    expect(roundLength(11, 90)).toBe(500)
    expect(roundLength(3, 90)).toBe(200)
    expect(roundLength(700, 90)).toBe(50_000)
  })

  it('the native map shows at least as much as the frame', () => {
    const frame = frameAround(corners, SIZE)
    const level = zoomLevel(frame)
    const shown = (40_075_017 * Math.cos((26.857 * Math.PI) / 180)) / 256 / 2 ** level
    expect(shown).toBeGreaterThanOrEqual(frame.metresPerPx)
    expect(shown).toBeLessThan(frame.metresPerPx * 2)
  })

  it('the ground has a bounded number of lanes at every scale, also far from where they begin', () => {
    for (const [times, east] of [
      [1, 0],
      [8, 3000],
      [0.01, 200_000],
    ] as const) {
      const frame = closer(frameAround(corners, SIZE), moved(SHOP, east, east), times)
      const { lanes, roads } = streets(frame, SHOP)
      const drawn = (lanes + roads).split('M').length - 1
      expect(drawn).toBeGreaterThan(4)
      expect(drawn).toBeLessThan(40)
    }
  })
})
