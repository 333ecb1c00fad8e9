import { describe, expect, it } from 'vitest'
import type { Coupon } from '../../src/domain/coupon/coupon'
import {
  canBecome,
  effectiveGiftState,
  GIFT_LASTS,
  type GiftState,
  giftEndsAt,
  maskedName,
  refuseGive,
} from '../../src/domain/gift/gift'
import { DAY, HOUR, instant, plus } from '../../src/domain/time'

const now = instant('2026-06-01T12:00:00+08:00')
const coupon: Coupon = {
  state: 'held',
  giftingUntil: null,
  usable: { opensAt: plus(now, -DAY), closesAt: plus(now, 30 * DAY) },
  hops: 0,
}

describe('a gift', () => {
  it('comes back after 24 hours', () => {
    expect(giftEndsAt(plus(now, 3 * DAY), now)).toBe(now + GIFT_LASTS)
    expect(GIFT_LASTS).toBe(24 * HOUR)
  })

  it('comes back when its coupon ends, if that is sooner', () => {
    expect(giftEndsAt(plus(now, HOUR), now)).toBe(now + HOUR)
    expect(giftEndsAt(plus(now, GIFT_LASTS), now)).toBe(now + GIFT_LASTS)
  })

  it('is on offer up to its end and not at it', () => {
    const gift = { state: 'offered' as const, expiresAt: plus(now, 1) }
    expect(effectiveGiftState(gift, now)).toBe('offered')
    expect(effectiveGiftState(gift, plus(now, 1))).toBe('returned')
  })

  it('that was taken or taken back stays so, whatever the time', () => {
    for (const state of ['accepted', 'taken-back', 'returned'] as const)
      expect(effectiveGiftState({ state, expiresAt: now }, plus(now, DAY))).toBe(state)
  })

  it('ends once: from offered to one of three, and nothing after', () => {
    const states: GiftState[] = ['offered', 'accepted', 'taken-back', 'returned']
    const legal = states.flatMap((from) => states.filter((to) => canBecome(from, to)).map((to) => `${from} → ${to}`))
    expect(legal).toEqual(['offered → accepted', 'offered → taken-back', 'offered → returned'])
  })
})

describe('giving a coupon away', () => {
  it('is free for one that is held', () => expect(refuseGive(coupon, 1, now)).toBeNull())

  it('does not wait for the coupon to become usable', () => {
    const later = { ...coupon, usable: { opensAt: plus(now, DAY), closesAt: plus(now, 2 * DAY) } }
    expect(refuseGive(later, 1, now)).toBeNull()
  })

  it('is refused when the batch does not allow it, or its hops are spent', () => {
    expect(refuseGive(coupon, 0, now)).toBe('GIFT_NOT_ALLOWED')
    expect(refuseGive({ ...coupon, hops: 1 }, 1, now)).toBe('GIFT_HOPS_SPENT')
    expect(refuseGive({ ...coupon, hops: 1 }, 2, now)).toBeNull()
  })

  it('is refused for a used one, one on its way and one that ended this instant', () => {
    expect(refuseGive({ ...coupon, state: 'used' }, 1, now)).toBe('COUPON_USED')
    expect(refuseGive({ ...coupon, state: 'gifting', giftingUntil: plus(now, 1) }, 1, now)).toBe('COUPON_GIFTING')
    expect(refuseGive({ ...coupon, usable: { ...coupon.usable, closesAt: now } }, 1, now)).toBe('COUPON_EXPIRED')
  })

  it('is free again from the instant in which a gift ran out', () => {
    expect(refuseGive({ ...coupon, state: 'gifting', giftingUntil: now }, 1, now)).toBeNull()
  })
})

describe("a giver's name", () => {
  it.each([
    ['王小明', '王**'],
    ['王', '王**'],
    ['  李四 ', '李**'],
    ['😀笑笑', '😀**'],
    ['𠮷田', '𠮷**'],
    ['', ''],
    ['   ', ''],
  ])('%j is shown as %j', (name, shown) => expect(maskedName(name)).toBe(shown))
})
