import { DAY, HOUR, type Instant, minuteOfStoreDay, plus, storeDay } from '../domain/time'

const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'] as const
const SHANGHAI_OFFSET = 8 * HOUR

const shanghai = (at: Instant): Date => new Date(at + SHANGHAI_OFFSET)

/** 早上 · 上午 · 中午 · 下午 · 晚上 · 凌晨, as neighbours say it. */
function partOfDay(hour: number): string {
  if (hour < 5) return '凌晨'
  if (hour < 9) return '早上'
  if (hour < 12) return '上午'
  if (hour < 13) return '中午'
  return hour < 18 ? '下午' : '晚上'
}

/** 8月16日, in the store's time. */
export function day(at: Instant): string {
  const date = shanghai(at)
  return `${date.getUTCMonth() + 1}月${date.getUTCDate()}日`
}

/** 周日 */
export const weekday = (at: Instant): string => WEEKDAYS[shanghai(at).getUTCDay()] ?? ''

/** 8:00, 17:30 */
export function clockTime(at: Instant): string {
  const minute = minuteOfStoreDay(at)
  return `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`
}

/** 8月16日 周日 早上 8:00: an instant to look forward to. */
export function longMoment(at: Instant): string {
  const minute = minuteOfStoreDay(at)
  const hour = Math.floor(minute / 60)
  // 下午 4:12, never 下午 16:12
  const twelve = hour > 12 ? hour - 12 : hour
  return `${day(at)} ${weekday(at)} ${partOfDay(hour)} ${twelve}:${String(minute % 60).padStart(2, '0')}`
}

/** 今天 10:32 · 昨天 10:32 · 明天 8:00 · 8月16日 10:32: an instant seen from `now`. */
export function nearMoment(at: Instant, now: Instant): string {
  const apart = Math.round((Date.parse(storeDay(at)) - Date.parse(storeDay(now))) / DAY)
  const near = apart === 0 ? '今天' : apart === -1 ? '昨天' : apart === 1 ? '明天' : day(at)
  return `${near} ${clockTime(at)}`
}

/** 8月31日 24:00: the end of a half-open window. The first instant of a day is written as the end of the day before. */
export function endMoment(closesAt: Instant): string {
  return minuteOfStoreDay(closesAt) === 0
    ? `${day(plus(closesAt, -1))} 24:00`
    : `${day(closesAt)} ${clockTime(closesAt)}`
}

/** 8月31日止: the same, short, for a card. An end within a day keeps its time: 8月31日 18:00 止. */
export function endDay(closesAt: Instant): string {
  return minuteOfStoreDay(closesAt) === 0 ? `${day(plus(closesAt, -1))}止` : `${endMoment(closesAt)} 止`
}

/** How long ago, for kept answers: 刚才 · 5 分钟前 · 3 小时前 · 2 天前 */
export function ago(at: Instant, now: Instant): string {
  const minutes = Math.floor((now - at) / 60_000)
  if (minutes < 1) return '刚才'
  if (minutes < 60) return `${minutes} 分钟前`
  const hours = Math.floor(minutes / 60)
  return hours < 24 ? `${hours} 小时前` : `${Math.floor(hours / 24)} 天前`
}

const ofDay = (minute: number): string => `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`

/** 7:00–21:00, 24:00 among them, of minutes since midnight. */
export const hoursOfDay = ({ opensMinute, closesMinute }: { opensMinute: number; closesMinute: number }): string =>
  `${ofDay(opensMinute)}–${ofDay(closesMinute)}`

/** 今天 17:00–18:00 · 明天 9:00–10:00: a slot seen from `now`. One that ends at midnight ends at 24:00. */
export function nearSlot(slot: { opensAt: number; closesAt: number }, now: Instant): string {
  const ends = clockTime(slot.closesAt as Instant)
  return `${nearMoment(slot.opensAt as Instant, now)}–${ends === '0:00' ? '24:00' : ends}`
}
