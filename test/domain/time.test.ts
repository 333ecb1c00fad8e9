import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  DAY,
  endOfStoreDay,
  type Instant,
  instant,
  MINUTE,
  minuteOfStoreDay,
  phaseOf,
  plus,
  plusDays,
  startOfStoreDay,
  storeDay,
} from '../../src/domain/time'

const instants = fc
  .integer({ min: instant('1992-01-01T00:00:00Z'), max: instant('2099-12-31T00:00:00Z') })
  .map((at) => at as Instant)

describe('a window', () => {
  const window = { opensAt: instant('2026-06-01T08:00:00+08:00'), closesAt: instant('2026-06-02T00:00:00+08:00') }

  it('is open at its first instant and closed at its last', () => {
    expect(phaseOf(window, plus(window.opensAt, -1))).toBe('upcoming')
    expect(phaseOf(window, window.opensAt)).toBe('open')
    expect(phaseOf(window, plus(window.closesAt, -1))).toBe('open')
    expect(phaseOf(window, window.closesAt)).toBe('closed')
  })

  it('neighbouring windows leave no gap and never overlap', () => {
    fc.assert(
      fc.property(instants, instants, instants, instants, (a, b, c, now) => {
        const [first, second, third] = [a, b, c].sort((x, y) => x - y) as [Instant, Instant, Instant]
        const open = [
          { opensAt: first, closesAt: second },
          { opensAt: second, closesAt: third },
        ].filter((one) => phaseOf(one, now) === 'open')
        expect(open).toHaveLength(now >= first && now < third ? 1 : 0)
      }),
    )
  })
})

describe("the store's day (KF-22)", () => {
  it('changes at midnight in Shanghai, not in UTC and not where the machine stands', () => {
    expect(storeDay(instant('2026-08-31T15:59:59.999Z'))).toBe('2026-08-31')
    expect(storeDay(instant('2026-08-31T16:00:00Z'))).toBe('2026-09-01')
    expect(endOfStoreDay(storeDay(instant('2026-08-31T10:00:00+08:00')))).toBe(instant('2026-09-01T00:00:00+08:00'))
  })

  it('holds every one of its instants and no other', () => {
    fc.assert(
      fc.property(instants, (at) => {
        const day = storeDay(at)
        expect(startOfStoreDay(day)).toBeLessThanOrEqual(at)
        expect(endOfStoreDay(day)).toBeGreaterThan(at)
        expect(endOfStoreDay(day) - startOfStoreDay(day)).toBe(DAY)
        expect(startOfStoreDay(plusDays(day, 1))).toBe(endOfStoreDay(day))
        expect(plusDays(plusDays(day, 40), -40)).toBe(day)
        expect(minuteOfStoreDay(at)).toBe(Math.floor((at - startOfStoreDay(day)) / MINUTE))
      }),
    )
  })

  it('refuses a text that is no instant', () => {
    expect(() => instant('gestern')).toThrow(RangeError)
  })
})
