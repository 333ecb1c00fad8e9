import { type Instant, MINUTE, plus, plusDays, startOfStoreDay, storeDay, type Window } from '../time'

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
  const slots = Math.floor((hours.closesMinute - hours.opensMinute) / hours.slotMinutes)
  if (!(slots >= 1)) throw new RangeError('A zone must be open for at least one slot')
  const ready = plus(now, hours.leadMinutes * MINUTE)
  const from = opensAt > ready ? opensAt : ready
  const length = hours.slotMinutes * MINUTE
  const firstOf = (day: ReturnType<typeof storeDay>): Instant => plus(startOfStoreDay(day), hours.opensMinute * MINUTE)

  const first = firstOf(storeDay(from))
  const nth = Math.max(0, Math.ceil((from - first) / length))
  const begins = nth < slots ? plus(first, nth * length) : firstOf(plusDays(storeDay(from), 1))
  return { opensAt: begins, closesAt: plus(begins, length) }
}
