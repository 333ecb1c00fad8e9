import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  couponEndingTold,
  couponEndingValues,
  endInWords,
  endValue,
  lastDay,
  openingTold,
  openingValues,
  thingValue,
  timeValue,
} from '../../../src/domain/reminder/words'
import { instant } from '../../../src/domain/time'

const midnight = instant('2026-09-01T00:00:00+08:00')

describe('the end of a half-open window', () => {
  it('at midnight belongs to the day before (KF-22)', () => {
    expect(lastDay(midnight)).toBe('2026-08-31')
    expect(endInWords(midnight)).toBe('8月31日 周一 24:00')
    expect(endValue(midnight)).toBe('2026年8月31日 23:59')
  })

  it('at any other time is that time', () => {
    const evening = instant('2026-08-31T18:05:00+08:00')
    expect(lastDay(evening)).toBe('2026-08-31')
    expect(endInWords(evening)).toBe('8月31日 周一 18:05')
    expect(endValue(evening)).toBe('2026年8月31日 18:05')
  })
})

describe("values keep WeChat's limits", () => {
  it('a time is 24 hours with its date', () => {
    expect(timeValue(instant('2026-01-01T08:01:00+08:00'))).toBe('2026年1月1日 08:01')
    expect(timeValue(instant('2026-12-31T15:01:00+08:00'))).toBe('2026年12月31日 15:01')
  })

  it('a thing of 20 characters is left as it is, one more is cut with an ellipsis', () => {
    expect(thingValue('一'.repeat(20))).toBe('一'.repeat(20))
    expect(thingValue('一'.repeat(21))).toBe(`${'一'.repeat(19)}…`)
    expect(thingValue('一'.repeat(30), '等3张')).toBe(`${'一'.repeat(16)}…等3张`)
  })

  it('a thing is one line of 1 to 20 characters without half a character, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const value = thingValue(text)
        expect(value.length).toBeGreaterThan(0)
        expect(value.length).toBeLessThanOrEqual(20)
        expect(value).not.toMatch(/[\r\n\t]/)
        expect(Buffer.from(value).toString()).toBe(value)
      }),
    )
    expect(thingValue(' \n ')).toBe('鲜生')
  })
})

describe('what is said', () => {
  it('names the coupon and its end as they are, since an inbox is read later too', () => {
    expect(couponEndingTold({ title: '开业满减券', endsAt: midnight })).toEqual({
      title: '有张券快到期了',
      body: '「开业满减券」可用到 8月31日 周一 24:00，记得来用',
    })
    expect(couponEndingValues({ title: '开业满减券', endsAt: midnight }, 1)).toEqual({
      thing1: '开业满减券',
      time2: '2026年8月31日 23:59',
      thing3: '券快到期了，记得来用',
    })
    expect(couponEndingValues({ title: '开业满减券', endsAt: midnight }, 3).thing1).toBe('开业满减券等3张')
  })

  it('names the store, its opening and its address', () => {
    const store = { name: '威宁广场店', address: '威宁县滨海路 12 号', opensAt: instant('2026-08-16T08:00:00+08:00') }
    expect(openingTold(store)).toEqual({
      title: '威宁广场店就要开门了',
      body: '8月16日 周日 8:00 开门试业，地址：威宁县滨海路 12 号。带上你的券，等你来',
    })
    expect(openingValues(store)).toEqual({
      thing1: '威宁广场店',
      time2: '2026年8月16日 08:00',
      thing3: '威宁县滨海路 12 号',
    })
  })
})
