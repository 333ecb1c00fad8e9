import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { earliestSlot, type ServiceHours, slotsFrom } from '../../src/domain/delivery/slot'
import { clockWords, instant, MINUTE, plus, storeDay } from '../../src/domain/time'

const at = (clock: string, day = '2026-08-20') => instant(`${day}T${clock}:00+08:00`)
const hours: ServiceHours = { opensMinute: 8 * 60, closesMinute: 20 * 60 + 30, slotMinutes: 60, leadMinutes: 30 }
const longAgo = instant('2026-01-01T08:00:00+08:00')
const said = (now = at('12:00'), opensAt = longAgo, over: Partial<ServiceHours> = {}, days = 2): string[] =>
  slotsFrom({ ...hours, ...over }, opensAt, now, days).map(
    (slot) => `${storeDay(slot.opensAt).slice(8)}日 ${clockWords(slot.opensAt)}`,
  )

describe('KF-31: the slots that can still be had, in store time', () => {
  it('the rest of today and all of tomorrow', () => {
    const slots = said(at('17:40'))
    expect(slots.slice(0, 2)).toEqual(['20日 19:00', '21日 8:00'])
    expect(slots).toHaveLength(1 + 12)
  })

  it('exactly the lead time before it begins a slot can be had; a millisecond later no more', () => {
    expect(said(at('18:30'))[0]).toBe('20日 19:00')
    expect(said(plus(at('18:30'), 1))[0]).toBe('21日 8:00')
  })

  it('the last slot ends by closing: what would end after it is none', () => {
    expect(said(at('05:00'), longAgo, {}, 1).at(-1)).toBe('20日 19:00') // 20:00–21:00 would end after 20:30
    expect(said(at('05:00'), longAgo, { closesMinute: 21 * 60 }, 1).at(-1)).toBe('20日 20:00')
  })

  it('the day turns at midnight in Shanghai, not in London', () => {
    expect(said(plus(at('00:00', '2026-08-21'), -1)).at(-1)).toBe('21日 19:00')
    expect(said(at('00:00', '2026-08-21')).at(-1)).toBe('22日 19:00')
    expect(said(at('07:59', '2026-08-21')).at(-1)).toBe('22日 19:00') // still the 20th in London
  })

  it('before the store opens they are those of its first two days, none before the opening', () => {
    const slots = said(at('12:00'), at('09:10', '2026-08-23'))
    expect([slots[0], slots.at(-1)]).toEqual(['23日 10:00', '24日 19:00'])
    expect(said(at('12:00'), at('19:30', '2026-08-23'))[0]).toBe('24日 8:00')
  })

  it('a lead time over all these days goes on to the first day that has a slot', () => {
    const slots = said(at('12:00'), longAgo, { leadMinutes: 3 * 24 * 60 })
    expect([slots[0], slots.at(-1)]).toEqual(['23日 12:00', '23日 19:00'])
  })

  it('hours in which no slot fits have none', () => {
    expect(said(at('12:00'), longAgo, { closesMinute: 8 * 60 + 59 })).toEqual([])
  })

  it('they follow one another without gap or overlap within a day, and the first is the earliest slot', () => {
    const zones = fc.record({
      opensMinute: fc.integer({ min: 0, max: 1000 }),
      open: fc.integer({ min: 60, max: 440 }),
      slotMinutes: fc.integer({ min: 10, max: 60 }),
      leadMinutes: fc.integer({ min: 0, max: 4000 }),
    })
    const instants = fc.integer({ min: longAgo, max: at('00:00') }).map((ms) => ms as typeof longAgo)
    fc.assert(
      fc.property(
        zones,
        instants,
        instants,
        fc.integer({ min: 1, max: 4 }),
        ({ open, ...zone }, now, opensAt, days) => {
          const terms = { ...zone, closesMinute: zone.opensMinute + open }
          const slots = slotsFrom(terms, opensAt, now, days)
          expect(slots[0]).toEqual(earliestSlot(terms, opensAt, now))
          for (const [i, slot] of slots.entries()) {
            expect(slot.closesAt - slot.opensAt).toBe(terms.slotMinutes * MINUTE)
            expect(slot.opensAt).toBeGreaterThanOrEqual(Math.max(opensAt, now + terms.leadMinutes * MINUTE))
            const before = slots[i - 1]
            if (!before) continue
            if (storeDay(before.opensAt) === storeDay(slot.opensAt)) expect(slot.opensAt).toBe(before.closesAt)
            else expect(slot.opensAt).toBeGreaterThan(before.closesAt)
          }
        },
      ),
    )
  })
})
