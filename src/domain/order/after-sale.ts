import { HOUR, type Instant, plus } from '../time'

/** How long after it came into their hands a resident may ask money back from the phone. */
export const REFUND_HOURS = 24

/** The first instant at which a refund can no longer be asked for. */
export const refundEndsAt = (endedAt: Instant): Instant => plus(endedAt, REFUND_HOURS * HOUR)
