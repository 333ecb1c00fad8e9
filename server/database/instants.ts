import type { Instant } from '../../src/domain/time'

/** The driver's Date as an instant, and back. Nothing above a repository sees a Date. */
export const toInstant = (date: Date): Instant => date.getTime() as Instant
export const toDate = (at: Instant): Date => new Date(at)
