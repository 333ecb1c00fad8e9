import { DAY, HOUR, type Instant, MINUTE, SECOND } from '../domain/time'

/** What a countdown shows; the three below a day have two digits. */
export type Remaining = {
  readonly days: string
  readonly hours: string
  readonly minutes: string
  readonly seconds: string
}

const two = (count: number): string => String(count).padStart(2, '0')

/** Seconds still to wait, rounded up: `00` appears at the instant itself, not a second early. Never negative. */
export const secondsUntil = (until: Instant, now: Instant): number => Math.max(0, Math.ceil((until - now) / SECOND))

/** The four tiles 天 时 分 秒 of a countdown to `until`. */
export function remaining(until: Instant, now: Instant): Remaining {
  const ms = secondsUntil(until, now) * SECOND
  return {
    days: two(Math.floor(ms / DAY)),
    hours: two(Math.floor((ms % DAY) / HOUR)),
    minutes: two(Math.floor((ms % HOUR) / MINUTE)),
    seconds: two(Math.floor((ms % MINUTE) / SECOND)),
  }
}

/** 3 天 14 小时 9 分: to the minute, rounded up, for reading aloud once a minute; 不到 1 分钟 at the end. */
export function remainingInWords(until: Instant, now: Instant): string {
  const ms = secondsUntil(until, now) * SECOND
  if (ms <= MINUTE) return ms === 0 ? '时间到' : '不到 1 分钟'
  const minutes = Math.ceil(ms / MINUTE)
  const parts: readonly [number, string][] = [
    [Math.floor(minutes / 1440), '天'],
    [Math.floor((minutes % 1440) / 60), '小时'],
    [minutes % 60, '分'],
  ]
  return parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ')
}

/** What is left of a coupon: 还有 2 天 · 还有 5 小时 · 还有 12 分钟. `null` once it has ended. Rounded down: it promises no more than there is. */
export function timeLeft(until: Instant, now: Instant): string | null {
  const ms = until - now
  if (ms <= 0) return null
  if (ms >= DAY) return `还有 ${Math.floor(ms / DAY)} 天`
  if (ms >= HOUR) return `还有 ${Math.floor(ms / HOUR)} 小时`
  return ms >= MINUTE ? `还有 ${Math.floor(ms / MINUTE)} 分钟` : '马上结束'
}
