import { describe, expect, it } from 'vitest'
import { sortedCoupons, tapCoupon } from '../../../src/features/checkout/coupon-choice'
import { aCoupon } from '../../support/client'
import { theCoupon } from './a-look'

const goods = (id: string, applied: boolean) => theCoupon({ coupon: aCoupon({ id }), applied })
const delivery = (id: string, applied: boolean) =>
  theCoupon({ coupon: aCoupon({ id, value: { kind: 'free-delivery', threshold: 0 } }), applied })

describe('a tap on a coupon', () => {
  it('puts it in the place of its kind: one on goods, one on delivery', () => {
    const coupons = [goods('g1', true), goods('g2', false), delivery('d1', true), delivery('d2', false)]
    expect(tapCoupon(coupons, coupons[1]!)).toEqual(['d1', 'g2'])
    expect(tapCoupon(coupons, coupons[3]!)).toEqual(['g1', 'd2'])
  })

  it('takes it out when it is in', () => {
    const coupons = [goods('g1', true), delivery('d1', true)]
    expect(tapCoupon(coupons, coupons[0]!)).toEqual(['d1'])
  })

  it('KF-19: one copy of a coupon is not another of the same batch', () => {
    const coupons = [goods('copy-1', false), goods('copy-2', false)]
    expect(tapCoupon(coupons, coupons[1]!)).toEqual(['copy-2'])
  })
})

describe('the sheet of coupons', () => {
  it('shows what is in first, then what could be, then what cannot be', () => {
    const cannot = theCoupon({ coupon: aCoupon({ id: 'no' }), applied: false, choosable: false })
    const sorted = sortedCoupons([cannot, goods('could', false), goods('in', true)])
    expect(sorted.map(({ coupon }) => coupon.id)).toEqual(['in', 'could', 'no'])
  })
})
