import { describe, expect, test } from 'vitest'
import { endOfStoreDay, instant, type StoreDay } from '../../src/domain/time'
import { clockTime, day, endDay, endMoment, longMoment, nearMoment } from '../../src/ui/moment'

describe('instants are written in the time of the store', () => {
  test('the opening', () => {
    expect(longMoment(instant('2026-08-16T08:00:00+08:00'))).toBe('8月16日 周日 早上 8:00')
  })

  test.each([
    ['2026-08-16T00:30:00+08:00', '8月16日 周日 凌晨 0:30'],
    ['2026-08-16T10:05:00+08:00', '8月16日 周日 上午 10:05'],
    ['2026-08-16T12:00:00+08:00', '8月16日 周日 中午 12:00'],
    ['2026-08-16T17:30:00+08:00', '8月16日 周日 下午 5:30'],
    ['2026-08-16T20:00:00+08:00', '8月16日 周日 晚上 8:00'],
  ])('%s is %s', (iso, words) => {
    expect(longMoment(instant(iso))).toBe(words)
  })

  test('whatever the zone of the phone: late evening in UTC is the next morning in the store', () => {
    expect(day(instant('2026-08-15T23:30:00Z'))).toBe('8月16日')
    expect(clockTime(instant('2026-08-15T23:30:00Z'))).toBe('7:30')
  })
})

describe('KF-22: the end of a coupon is the end of its day, not hours before', () => {
  const last = endOfStoreDay('2026-08-31' as StoreDay)

  test('the first instant of 1 September is written as 24:00 on 31 August', () => {
    expect(endMoment(last)).toBe('8月31日 24:00')
    expect(endDay(last)).toBe('8月31日止')
  })

  test('an end within a day keeps its time', () => {
    expect(endMoment(instant('2026-08-31T18:00:00+08:00'))).toBe('8月31日 18:00')
    expect(endDay(instant('2026-08-31T18:00:00+08:00'))).toBe('8月31日 18:00 止')
  })
})

describe('an instant near now', () => {
  const now = instant('2026-08-16T12:00:00+08:00')
  test.each([
    ['2026-08-16T10:32:00+08:00', '今天 10:32'],
    ['2026-08-15T23:59:00+08:00', '昨天 23:59'],
    ['2026-08-17T00:00:00+08:00', '明天 0:00'],
    ['2026-08-20T08:00:00+08:00', '8月20日 8:00'],
  ])('%s is %s', (iso, words) => {
    expect(nearMoment(instant(iso), now)).toBe(words)
  })
})
