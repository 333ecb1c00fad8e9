import type { CheckoutAnswer } from '../../../src/contract/checkout'
import type { GoodsCard } from '../../../src/contract/shop'
import { HOUR, type Instant, instant, plus } from '../../../src/domain/time'
import { aCoupon } from '../../support/client'
import { storeCard } from '../delivery-range/harness'

export const EVENING = instant('2026-06-01T17:00:00+08:00')

export const slotAt = (opensAt: Instant, left = 9) => ({ opensAt, closesAt: plus(opensAt, HOUR), left })

export const someGoods = (part: Partial<GoodsCard> = {}): GoodsCard => ({
  id: 'tomato',
  categoryId: 'vegetables',
  name: '普罗旺斯番茄',
  note: '',
  picture: 'tomato',
  soldBy: 'piece',
  unit: '份',
  unitGrams: 500,
  price: 690,
  per500g: 690,
  available: 99,
  perOrder: null,
  sold: 12,
  special: null,
  ...part,
})

type Line = CheckoutAnswer['lines'][number]
export const aLine = (part: Partial<Line> = {}): Line => ({
  goods: someGoods(),
  quantity: 2,
  paid: 1380,
  trouble: null,
  ...part,
})

export const theCoupon = (
  part: Partial<CheckoutAnswer['coupons'][number]> = {},
): CheckoutAnswer['coupons'][number] => ({
  coupon: aCoupon(),
  applied: true,
  saves: 1000,
  choosable: true,
  words: '已省 ¥10',
  ...part,
})

/** Two tomatoes for pickup this evening with a coupon of ten yuan: ¥40.50 through WeChat. */
export function aLook(part: Partial<CheckoutAnswer> = {}): CheckoutAnswer {
  return {
    store: storeCard(),
    lines: [aLine()],
    receipt: aReceipt(4050),
    slots: [slotAt(EVENING), slotAt(plus(EVENING, HOUR))],
    slot: slotAt(EVENING),
    address: null,
    zone: null,
    coupons: [theCoupon()],
    balance: { has: 0, uses: 0 },
    toPay: 4050,
    troubles: [],
    notes: [],
    ...part,
  }
}

export const aReceipt = (total: number): CheckoutAnswer['receipt'] => ({
  lines: [],
  gifts: [],
  parts: [
    { kind: 'goods', sourceId: null, title: '商品', because: '', amount: total + 1000 },
    { kind: 'coupon', sourceId: 'c1', title: '开业满减券', because: '', amount: -1000 },
  ],
  goodsTotal: total + 1000,
  afterOffers: total + 1000,
  deliveryFee: 0,
  saved: 1000,
  total,
  next: null,
  notices: [],
  missingForDelivery: 0,
})
