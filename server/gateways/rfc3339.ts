import { HOUR, type Instant } from '../../src/domain/time'

const OFFSET = 8 * HOUR

/** `2026-06-01T12:00:00.000+08:00`: WeChat writes the store's wall clock, with its offset. */
export const rfc3339 = (at: Instant): string => new Date(at + OFFSET).toISOString().replace('Z', '+08:00')

/** `2026-06-01T12:00:00+08:00`; a part of a second is dropped. */
export const rfc3339Seconds = (at: Instant): string => rfc3339(at).replace(/\.\d{3}/, '')

/** The instant a text of either form means; `null` when it is not one. */
export function readRfc3339(text: unknown): Instant | null {
  if (typeof text !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text)) return null
  const at = Date.parse(text)
  return Number.isNaN(at) ? null : (at as Instant)
}
