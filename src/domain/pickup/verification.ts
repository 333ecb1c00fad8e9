import { HOUR, type Instant, plus } from '../time'

/** How long after it a wrong verification may be reversed. */
export const REVERSAL_HOURS = 2

/** The first instant at which a verification stands for good. */
export const reversalEndsAt = (verifiedAt: Instant): Instant => plus(verifiedAt, REVERSAL_HOURS * HOUR)
