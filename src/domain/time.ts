/** Milliseconds since 1970-01-01T00:00Z. */
export type Instant = number & { readonly unit: 'instant' }

export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** China keeps UTC+8 all year (no daylight saving since 1991), so the store's calendar is plain arithmetic. */
const SHANGHAI_OFFSET = 8 * HOUR

/** Reads an ISO 8601 text with its offset. @throws RangeError when it is not one. */
export function instant(iso: string): Instant {
  const ms = Date.parse(iso)
  if (Number.isNaN(ms)) throw new RangeError(`Not an instant: ${iso}`)
  return ms as Instant
}

/** `at` moved by `ms` milliseconds. */
export const plus = (at: Instant, ms: number): Instant => (at + ms) as Instant

/** From `opensAt` up to, but not including, `closesAt`. */
export type Window = { readonly opensAt: Instant; readonly closesAt: Instant }

export type WindowPhase = 'upcoming' | 'open' | 'closed'

export function phaseOf(window: Window, now: Instant): WindowPhase {
  if (now < window.opensAt) return 'upcoming'
  return now < window.closesAt ? 'open' : 'closed'
}

/** A calendar day of the store, `2026-08-16`. */
export type StoreDay = string & { readonly unit: 'store-day' }

/** The day in Asia/Shanghai that holds `at`. */
export function storeDay(at: Instant): StoreDay {
  return new Date(at + SHANGHAI_OFFSET).toISOString().slice(0, 10) as StoreDay
}

/** The first instant of a day in Asia/Shanghai. */
export function startOfStoreDay(day: StoreDay): Instant {
  return instant(`${day}T00:00:00+08:00`)
}

/** The first instant after a day in Asia/Shanghai: what "until 31 August" means as the end of a half-open window. */
export function endOfStoreDay(day: StoreDay): Instant {
  return plus(startOfStoreDay(day), DAY)
}

/** `day` moved by whole days. */
export const plusDays = (day: StoreDay, days: number): StoreDay => storeDay(plus(startOfStoreDay(day), days * DAY))

/** Whole minutes since the store's midnight, 0 to 1439. */
export function minuteOfStoreDay(at: Instant): number {
  return Math.floor((at - startOfStoreDay(storeDay(at))) / MINUTE)
}

const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'] as const

/** An instant as a neighbour says it, store time: `8月16日 周日 8:00`. */
export function inWords(at: Instant): string {
  const local = new Date(at + SHANGHAI_OFFSET)
  return `${local.getUTCMonth() + 1}月${local.getUTCDate()}日 ${WEEKDAYS[local.getUTCDay()]} ${clockWords(at)}`
}

/** The store's wall clock, `8:05` or `21:30`. */
export function clockWords(at: Instant): string {
  const local = new Date(at + SHANGHAI_OFFSET)
  return `${local.getUTCHours()}:${String(local.getUTCMinutes()).padStart(2, '0')}`
}
