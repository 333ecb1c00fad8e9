import { describe, expect, test } from 'vitest'
import { instant, plus } from '../../src/domain/time'
import { remaining, remainingInWords, secondsUntil, timeLeft } from '../../src/ui/remaining'

const opening = instant('2026-08-16T08:00:00+08:00')
const before = (ms: number) => plus(opening, -ms)
const ms = { day: 86_400_000, hour: 3_600_000, minute: 60_000, second: 1000 }

describe('a countdown', () => {
  test('shows days, hours, minutes and seconds with two digits each', () => {
    const now = before(3 * ms.day + 14 * ms.hour + 8 * ms.minute + 26 * ms.second)
    expect(remaining(opening, now)).toEqual({ days: '03', hours: '14', minutes: '08', seconds: '26' })
  })

  test('shows zero at the instant itself and not a second early', () => {
    expect(secondsUntil(opening, before(1))).toBe(1)
    expect(secondsUntil(opening, opening)).toBe(0)
  })

  test('stays at zero afterwards', () => {
    expect(remaining(opening, plus(opening, ms.day))).toEqual({ days: '00', hours: '00', minutes: '00', seconds: '00' })
  })

  test('turns over from one second to the next without skipping: a full day is 01 00 00 00', () => {
    expect(remaining(opening, before(ms.day))).toEqual({ days: '01', hours: '00', minutes: '00', seconds: '00' })
    expect(remaining(opening, before(ms.day - 1))).toEqual({ days: '01', hours: '00', minutes: '00', seconds: '00' })
    expect(remaining(opening, before(ms.day - 1000))).toEqual({ days: '00', hours: '23', minutes: '59', seconds: '59' })
  })

  test('is never shorter than what remains for more than a hundred days', () => {
    expect(remaining(opening, before(120 * ms.day)).days).toBe('120')
  })

  test('is read aloud to the minute, so that it speaks at most once a minute', () => {
    const spoken = (left: number) => remainingInWords(opening, before(left))
    expect(spoken(3 * ms.day + 14 * ms.hour + 8 * ms.minute + 26_000)).toBe('3 天 14 小时 9 分')
    expect(spoken(3 * ms.day + 14 * ms.hour + 8 * ms.minute + 25_000)).toBe('3 天 14 小时 9 分')
    expect(spoken(2 * ms.hour)).toBe('2 小时')
    expect(spoken(59_000)).toBe('不到 1 分钟')
    expect(spoken(0)).toBe('时间到')
  })
})

describe('what is left of a coupon', () => {
  test.each([
    [2 * ms.day, '还有 2 天'],
    [3 * ms.day - 1, '还有 2 天'],
    [ms.day - 1, '还有 23 小时'],
    [ms.hour - 1, '还有 59 分钟'],
    [30_000, '马上结束'],
  ])('%i ms before the end says %s, never more than there is', (left, words) => {
    expect(timeLeft(opening, before(left))).toBe(words)
  })

  test('nothing at the end itself: windows are half-open', () => {
    expect(timeLeft(opening, opening)).toBeNull()
  })
})
