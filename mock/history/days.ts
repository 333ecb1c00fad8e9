import {
  DAY,
  HOUR,
  type Instant,
  MINUTE,
  minuteOfStoreDay,
  plus,
  startOfStoreDay,
  storeDay,
} from '../../src/domain/time'

const OPENS = 8 * HOUR
/** Staff still pack what is ordered now, for tomorrow's first slots. */
const LAST_ORDERS = 20 * HOUR + 20 * MINUTE
/** So long ago that what was ordered then can be half picked by now. */
const PICKING_TAKES = 50 * MINUTE

/** @returns an instant of the store's day `daysAgo` days before `now` */
export const timeOf = (now: Instant, daysAgo: number, hours: number, minutes: number): Instant =>
  plus(startOfStoreDay(storeDay(plus(now, -daysAgo * DAY))), hours * HOUR + minutes * MINUTE)

/** When people ordered last, with staff there to begin with it: just now by day, at night the evening before. */
export function lastOrders(now: Instant): Instant {
  const recent = plus(now, -PICKING_TAKES)
  const midnight = startOfStoreDay(storeDay(recent))
  if (minuteOfStoreDay(recent) * MINUTE < OPENS) return plus(midnight, LAST_ORDERS - DAY)
  const evening = plus(midnight, LAST_ORDERS)
  return recent < evening ? recent : evening
}
