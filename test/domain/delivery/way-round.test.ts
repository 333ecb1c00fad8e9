import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { metresRound, wayRound } from '../../../src/domain/delivery/way-round'
import { gcj02 } from '../../../src/domain/geo'

const STORE = gcj02(26.8566, 104.2786)
const stop = (name: string, north: number, east: number) => ({
  name,
  at: gcj02(STORE.lat + north / 1000, STORE.lng + east / 1000),
})
const names = (stops: readonly { name: string }[]) => stops.map(({ name }) => name)
const some = fc
  .array(fc.tuple(fc.integer({ min: -30, max: 30 }), fc.integer({ min: -30, max: 30 })), { maxLength: 14 })
  .map((places) => places.map(([north, east], i) => stop(String(i), north, east)))

describe('a short way round', () => {
  it('goes along the street and not to and fro', () => {
    const street = [stop('3', 3, 0), stop('1', 1, 0), stop('4', 4, 0), stop('2', 2, 0)]
    expect(names(wayRound(STORE, street))).toEqual(['1', '2', '3', '4'])
  })

  it('does not cross itself: the corners of a square are walked around', () => {
    const square = [stop('NE', 5, 5), stop('SW', -5, -5), stop('NW', 5, -5), stop('SE', -5, 5)]
    const way = wayRound(STORE, square)
    const SIDES = ['NE', 'SE', 'SW', 'NW']
    const turns = names(way).map((name) => SIDES.indexOf(name))
    for (let i = 1; i < 4; i++) expect([1, 3]).toContain((turns[i]! - turns[i - 1]! + 4) % 4)
  })

  it('is never longer than the order it was given, and goes to the same places', () => {
    fc.assert(
      fc.property(some, (stops) => {
        const way = wayRound(STORE, stops)
        expect(names(way).sort()).toEqual(names(stops).sort())
        expect(metresRound(STORE, way)).toBeLessThanOrEqual(metresRound(STORE, stops) + 0.01)
      }),
    )
  })

  it('is the shortest of all for the few stops of an ordinary run, or less than a tenth longer', () => {
    const permutations = <T>(of: readonly T[]): T[][] =>
      of.length < 2
        ? [[...of]]
        : of.flatMap((one, i) => permutations(of.filter((_, j) => j !== i)).map((rest) => [one, ...rest]))
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -30, max: 30 }), fc.integer({ min: -30, max: 30 })), { maxLength: 5 }),
        (places) => {
          const stops = places.map(([north, east], i) => stop(String(i), north, east))
          const shortest = Math.min(...permutations(stops).map((way) => metresRound(STORE, way)))
          expect(metresRound(STORE, wayRound(STORE, stops))).toBeLessThanOrEqual(shortest * 1.1 + 0.01)
        },
      ),
      { numRuns: 60, seed: 7 },
    )
  })

  it('a hundred stops are no work', () => {
    const many = Array.from({ length: 100 }, (_, i) => stop(String(i), ((i * 37) % 61) - 30, ((i * 53) % 67) - 33))
    expect(metresRound(STORE, wayRound(STORE, many))).toBeLessThan(metresRound(STORE, many) / 3)
  })
})
