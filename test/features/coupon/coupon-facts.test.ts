import { describe, expect, it } from 'vitest'
import { DAY, HOUR, MINUTE, plus } from '../../../src/domain/time'
import {
  canGive,
  nextStep,
  overOf,
  refuseShowing,
  shelfNow,
  tagOf,
  termsOf,
} from '../../../src/features/coupon/coupon-facts'
import { aCoupon, NOON } from '../../support/client'

const gifting = aCoupon({ shelf: 'gifting', giveable: false, gift: { id: 'g', expiresAt: plus(NOON, HOUR) } })

describe('a coupon in the wallet', () => {
  it('offers its code where the counter takes it now, else a neighbour, else a look', () => {
    expect(nextStep(aCoupon(), NOON)).toBe('show')
    expect(nextStep(aCoupon({ usableCounter: false }), NOON)).toBe('give')
    expect(nextStep(aCoupon({ usableFrom: NOON + 1 }), NOON)).toBe('give')
    expect(nextStep(aCoupon({ usableFrom: NOON + 1, giveable: false }), NOON)).toBe('look')
    expect(nextStep(gifting, NOON)).toBe('look')
  })

  it('can be shown from the very instant its time begins, up to the one at which it ends', () => {
    expect(refuseShowing(aCoupon({ usableFrom: NOON }), NOON)).toBe(null)
    expect(refuseShowing(aCoupon({ usableFrom: NOON + 1 }), NOON)).toBe('too-early')
    expect(refuseShowing(aCoupon({ usableUntil: NOON + 1 }), NOON)).toBe(null)
    expect(refuseShowing(aCoupon({ usableUntil: NOON }), NOON)).toBe('over')
    expect(refuseShowing(aCoupon({ usableCounter: false }), NOON)).toBe('online-only')
    expect(refuseShowing(gifting, NOON)).toBe('gifting')
  })

  it('comes back from a gift at the instant the gift ends, though nobody has asked since', () => {
    const end = plus(NOON, HOUR)
    expect(shelfNow(gifting, plus(end, -1))).toBe('gifting')
    expect(shelfNow(gifting, end)).toBe('usable')
    expect(canGive(gifting, plus(end, -1))).toBe(false)
    expect(canGive(gifting, end)).toBe(true)
  })

  it('says how long it still works, by the time it is told, and promises no more than there is', () => {
    expect(tagOf(aCoupon({ usableUntil: plus(NOON, 3 * DAY - 1) }), NOON)?.words).toBe('还有 2 天')
    expect(tagOf(aCoupon({ usableUntil: plus(NOON, 30 * DAY) }), NOON)).toBe(null)
    expect(tagOf(aCoupon({ usableFrom: plus(NOON, 20 * HOUR) }), NOON)?.words).toBe('明天 8:00 起可用')
    expect(tagOf(gifting, plus(NOON, 12 * MINUTE))?.words).toBe('48 分后退回')
  })

  it('that is done with says so', () => {
    expect(overOf(aCoupon(), NOON)).toBe(undefined)
    expect(overOf(aCoupon({ usableUntil: NOON }), NOON)).toBe('已过期')
    expect(overOf(aCoupon({ shelf: 'used', usedAt: plus(NOON, -HOUR) }), NOON)).toBe('今天 11:00 已用')
  })

  it('KF-22: an end at midnight is written as the day before, through which it still works', () => {
    expect(termsOf(aCoupon())).toBe('线上、门店 · 7月31日止')
  })
})
