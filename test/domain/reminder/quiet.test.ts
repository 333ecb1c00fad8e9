import { describe, expect, it } from 'vitest'
import { nightAhead, openingsToldUntil, retryIn, ringsAt, ringsBefore } from '../../../src/domain/reminder/quiet'
import { HOUR, instant, MINUTE } from '../../../src/domain/time'

const at = (clock: string, day = '2026-08-10') => instant(`${day}T${clock}+08:00`)

describe('phones stay silent from 22:00 to 8:00', () => {
  it.each([
    ['21:59:59.999', at('21:59:59.999')],
    ['22:00:00', at('08:00:00', '2026-08-11')],
    ['23:59:59', at('08:00:00', '2026-08-11')],
    ['00:00:00', at('08:00:00')],
    ['07:59:59.999', at('08:00:00')],
    ['08:00:00', at('08:00:00')],
  ])('%s', (clock, rings) => {
    expect(ringsAt(at(clock))).toBe(rings)
  })

  it('nothing rings about what has happened by then', () => {
    expect(ringsBefore(at('08:00', '2026-08-11'), at('23:00'))).toBeNull()
    expect(ringsBefore(at('08:01', '2026-08-11'), at('23:00'))).toBe(at('08:00', '2026-08-11'))
    expect(ringsBefore(at('12:00'), at('12:00'))).toBeNull()
  })

  it('the last half hour before the night looks ahead to its end', () => {
    expect(nightAhead(at('21:29:59'))).toBeNull()
    expect(nightAhead(at('21:30:00'))).toBe(at('08:00', '2026-08-11'))
    expect(nightAhead(at('21:59:59'))).toBe(at('08:00', '2026-08-11'))
    expect(nightAhead(at('22:00:00'))).toBeNull()
  })
})

describe('an opening', () => {
  it('is told from 19:00 of the evening before', () => {
    expect(openingsToldUntil(at('18:59:59'))).toBe(at('00:00', '2026-08-11'))
    expect(openingsToldUntil(at('19:00:00'))).toBe(at('00:00', '2026-08-12'))
  })
})

describe('back-off', () => {
  it('grows from half a minute to two hours', () => {
    expect([1, 2, 3, 4, 5, 9].map(retryIn)).toEqual([30_000, 2 * MINUTE, 8 * MINUTE, 32 * MINUTE, 2 * HOUR, 2 * HOUR])
  })
})
