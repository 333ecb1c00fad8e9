import { type Instant, MINUTE, plus, plusDays, startOfStoreDay, type StoreDay, storeDay, type Window } from '../time'

/** When a zone is served: slots of `slotMinutes` from `opensMinute`, the last one ending by `closesMinute` (minutes of the store's day). */
export type ServiceHours = {
  readonly opensMinute: number
  readonly closesMinute: number
  readonly slotMinutes: number
  /** Between ordering and the start of the slot. */
  readonly leadMinutes: number
}

/**
 * The earliest slot that can still be had: it begins no earlier than `now` and the lead time, nor before the store opens
 * (`opensAt`, the launch's trial opening), on the store's own days. A slot that begins exactly then can be had.
 * @throws RangeError when not even one slot fits between opening and closing.
 */
export function earliestSlot(hours: ServiceHours, opensAt: Instant, now: Instant): Window {
  const slots = slotsADay(hours)
  if (slots < 1) throw new RangeError('A zone must be open for at least one slot')
  const from = later(opensAt, plus(now, hours.leadMinutes * MINUTE))
  const today = storeDay(from)
  const passed = Math.ceil((from - nthSlot(hours, today, 0).opensAt) / (hours.slotMinutes * MINUTE))
  return passed < slots ? nthSlot(hours, today, Math.max(0, passed)) : nthSlot(hours, plusDays(today, 1), 0)
}

/**
 * The slots that can still be had on `days` days of the store, today or the day it opens (`opensAt`) being the first; in order. When
 * the lead time is longer than these days they go on to the first day that has one, so the first is always `earliestSlot`.
 * None when not even one slot fits between opening and closing.
 */
export function slotsFrom(hours: ServiceHours, opensAt: Instant, now: Instant, days: number): readonly Window[] {
  const slots = slotsADay(hours)
  if (slots < 1) return []
  const earliest = earliestSlot(hours, opensAt, now)
  const found: Window[] = []
  const lastDay = plusDays(storeDay(later(opensAt, now)), days - 1)
  let day = storeDay(earliest.opensAt)
  do {
    for (let n = 0; n < slots; n++) {
      const slot = nthSlot(hours, day, n)
      if (slot.opensAt >= earliest.opensAt) found.push(slot)
    }
    day = plusDays(day, 1)
  } while (day <= lastDay)
  return found
}

const slotsADay = (hours: ServiceHours): number =>
  Math.floor((hours.closesMinute - hours.opensMinute) / hours.slotMinutes)

const later = (a: Instant, b: Instant): Instant => (a > b ? a : b)

function nthSlot(hours: ServiceHours, day: StoreDay, n: number): Window {
  const opensAt = plus(startOfStoreDay(day), (hours.opensMinute + n * hours.slotMinutes) * MINUTE)
  return { opensAt, closesAt: plus(opensAt, hours.slotMinutes * MINUTE) }
}
