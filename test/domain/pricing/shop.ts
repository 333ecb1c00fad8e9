import type { CouponValue } from '../../../src/domain/coupon/coupon'
import { type Fen, fen, yuan } from '../../../src/domain/money'
import type {
  Basket,
  BasketCoupon,
  OfferGift,
  Scope,
  SpecialOffer,
  SpendGiftOffer,
  SpendSaveOffer,
} from '../../../src/domain/pricing/basket'
import { reasonInWords } from '../../../src/domain/pricing/reasons'
import type { Receipt } from '../../../src/domain/pricing/receipt'
import { DAY, instant, plus, type Window } from '../../../src/domain/time'

/** A small shop for examples: amounts in yuan, as on a price tag. */
export const NOON = instant('2026-06-01T12:00:00+08:00')
export const STORE = 'BD-01'
const TODAY: Window = { opensAt: plus(NOON, -DAY / 2), closesAt: plus(NOON, DAY / 2) }
export const ofYuan = (amount: number): Fen => fen(Math.round(amount * 100))

const SHELF = {
  土鸡蛋: ['蛋奶', 19.9],
  鲜牛奶: ['蛋奶', 12.8],
  青菜: ['蔬菜', 3.5],
  番茄: ['蔬菜', 6],
  五花肉: ['肉', 25],
  排骨: ['肉', 45],
  苹果: ['水果', 8],
} as const
export type Goods = keyof typeof SHELF
export type Cart = Partial<Record<Goods, number>>

export const all: Scope = { kind: 'all' }
export const category = (...ids: string[]): Scope => ({ kind: 'categories', ids })

export const linesOf = (cart: Cart): Basket['lines'] =>
  Object.entries(cart).map(([goodsId, quantity]) => {
    const [categoryId, price] = SHELF[goodsId as Goods]
    return { goodsId, categoryId, quantity, unitPrice: ofYuan(price) }
  })

const offer = { window: TODAY, perPerson: null, taken: 0 }

export const special = (goodsId: Goods, price: number, more: Partial<SpecialOffer> = {}): SpecialOffer => ({
  ...offer,
  kind: 'special',
  id: 'special',
  title: '特价',
  goodsId,
  price: ofYuan(price),
  left: null,
  ...more,
})

/** `[[50, 5], [100, 12]]`: 满 50 减 5, 满 100 减 12. */
export const spendSave = (
  tiers: readonly (readonly [number, number])[],
  more: Partial<SpendSaveOffer> = {},
): SpendSaveOffer => ({
  ...offer,
  kind: 'spend-save',
  id: 'save',
  title: '满减',
  scope: all,
  tiers: tiers.map(([threshold, off]) => ({ threshold: ofYuan(threshold), off: ofYuan(off) })),
  ...more,
})

/** `[[60, '鲜牛奶', 3]]`: 满 60 送鲜牛奶, of which the store has 3. */
export const spendGift = (
  tiers: readonly (readonly [number, Goods, number])[],
  more: Partial<SpendGiftOffer> = {},
): SpendGiftOffer => ({
  ...offer,
  kind: 'spend-gift',
  id: 'gift',
  title: '满送',
  scope: all,
  tiers: tiers.map(([threshold, name, available]) => ({ threshold: ofYuan(threshold), gift: giftOf(name, available) })),
  ...more,
})

const giftOf = (name: Goods, available: number): OfferGift => ({
  goodsId: name,
  name,
  quantity: 1,
  worth: ofYuan(SHELF[name][1]),
  available,
})

const coupon = (id: string, title: string, value: CouponValue, more: Partial<BasketCoupon>): BasketCoupon => ({
  id,
  title,
  value,
  scope: all,
  usable: TODAY,
  usableOnline: true,
  storeIds: [STORE],
  busy: null,
  ...more,
})

export const amountOff = (threshold: number, off: number, more: Partial<BasketCoupon> = {}): BasketCoupon =>
  coupon('amount', '满减券', { kind: 'amount-off', off: ofYuan(off), threshold: ofYuan(threshold) }, more)

export const percentOff = (
  percent: number,
  cap: number | null = null,
  more: Partial<BasketCoupon> = {},
): BasketCoupon =>
  coupon(
    'percent',
    '折扣券',
    { kind: 'percent-off', percent, cap: cap === null ? null : ofYuan(cap), threshold: fen(0) },
    more,
  )

/** `goods` boxes of eggs for `price`; `online: false` has no goods of the mall behind it. */
export const eggsFor = (price: number, quantity = 1, online = true): BasketCoupon => {
  const eggs = { name: '土鸡蛋', quantity, unit: '盒', picture: 'eggs', worth: ofYuan(19.9) }
  const goods = online ? { ...eggs, goodsId: '土鸡蛋' } : eggs
  return coupon('exchange', '兑换券', { kind: 'exchange', goods, price: ofYuan(price) }, {})
}

export const freeDelivery = (threshold: number): BasketCoupon =>
  coupon('delivery', '免运券', { kind: 'free-delivery', threshold: ofYuan(threshold) }, {})

export const toTheDoor = (fee: number, minimum: number, freeFrom: number | null): Basket['delivery'] => ({
  fee: ofYuan(fee),
  minimum: ofYuan(minimum),
  freeFrom: freeFrom === null ? null : ofYuan(freeFrom),
})

export const basketOf = (cart: Cart, more: Partial<Basket> = {}): Basket => ({
  storeId: STORE,
  lines: linesOf(cart),
  offers: [],
  coupons: [],
  delivery: null,
  choose: 'best',
  ...more,
})

/** A receipt as it is read at the till, and what is said beside it. */
export function drawn(receipt: Receipt, coupons: readonly BasketCoupon[]): string[] {
  const titles = new Map(coupons.map(({ id, title }) => [id, title]))
  return [
    ...receipt.parts.map((part) => `${part.title} ${yuan(part.amount)}${part.because && ` · ${part.because}`}`),
    ...receipt.gifts.map((gift) => `送 ${gift.name} ×${gift.quantity}`),
    `应付 ${yuan(receipt.total)}`,
    ...receipt.coupons.flatMap((one) =>
      one.applied ? [] : [`不用${titles.get(one.couponId)} · ${reasonInWords(one.reason)}`],
    ),
    ...receipt.notices.map((notice) => notice.words),
    ...(receipt.missingForDelivery > 0 ? [`还差 ${yuan(receipt.missingForDelivery)} 起送`] : []),
    ...(receipt.next ? [receipt.next.words] : []),
  ]
}
