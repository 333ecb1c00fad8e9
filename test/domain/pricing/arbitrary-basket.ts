import fc from 'fast-check'
import type { CouponValue } from '../../../src/domain/coupon/coupon'
import { type Fen, fen } from '../../../src/domain/money'
import type {
  Basket,
  BasketCoupon,
  BasketLine,
  DeliveryTerms,
  Offer,
  Scope,
  SpendSaveOffer,
} from '../../../src/domain/pricing/basket'
import { HOUR, instant, plus, type Window } from '../../../src/domain/time'

export const NOW = instant('2026-06-01T12:00:00+08:00')
export const STORE = 'BD-01'
const OPEN: Window = { opensAt: plus(NOW, -HOUR), closesAt: plus(NOW, HOUR) }

/** Six kinds of goods in three categories: few enough to try every way of pricing them. */
const GOODS = ['g1', 'g2', 'g3', 'g4', 'g5', 'g6']
const CATEGORIES = ['fruit', 'leaf', 'meat']
const categoryOf = (goodsId: string): string => CATEGORIES[GOODS.indexOf(goodsId) % CATEGORIES.length]!

const amount = (max: number) => fc.integer({ min: 0, max }).map(fen)
const some = <T>(items: readonly T[]) => fc.subarray([...items], { minLength: 1 })

export const scopes: fc.Arbitrary<Scope> = fc.oneof(
  fc.constant({ kind: 'all' as const }),
  some(CATEGORIES).map((ids) => ({ kind: 'categories' as const, ids })),
  some(GOODS).map((ids) => ({ kind: 'goods' as const, ids })),
)

/** Mostly open; some that end or begin exactly now, and some past. */
const windows: fc.Arbitrary<Window> = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 3 }).map((n) => ({ ...OPEN, closesAt: plus(NOW, n) })) },
  { weight: 1, arbitrary: fc.constant({ opensAt: NOW, closesAt: plus(NOW, 1) }) },
  { weight: 1, arbitrary: fc.constant({ opensAt: plus(NOW, -1), closesAt: NOW }) },
  { weight: 1, arbitrary: fc.constant({ opensAt: plus(NOW, 1), closesAt: plus(NOW, 2) }) },
)

export const lines: fc.Arbitrary<BasketLine[]> = fc.subarray(GOODS, { minLength: 1 }).chain((ids) =>
  fc.tuple(
    ...ids.map((goodsId) =>
      fc.record({
        goodsId: fc.constant(goodsId),
        categoryId: fc.constant(categoryOf(goodsId)),
        quantity: fc.integer({ min: 1, max: 4 }),
        unitPrice: fc.oneof(amount(12), amount(3000)),
      }),
    ),
  ),
)

const limits = {
  perPerson: fc.option(fc.integer({ min: 1, max: 3 }), { nil: null }),
  taken: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 0, max: 4 }) }),
}

/** Ascending in both; `off` no more than its threshold, as offers are published. */
const saveTiers = fc.uniqueArray(amount(6000), { minLength: 1, maxLength: 3 }).chain((thresholds) =>
  fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 3, maxLength: 3 }).map((percents) => {
    const sorted = [...percents].sort((a, b) => a - b)
    return [...thresholds]
      .sort((a, b) => a - b)
      .map((threshold, i) => ({ threshold, off: fen(Math.ceil((threshold * sorted[i]!) / 100)) }))
  }),
)

export const spendSave =
  (scope: fc.Arbitrary<Scope>) =>
  (id: string): fc.Arbitrary<SpendSaveOffer> =>
    fc.record({
      kind: fc.constant('spend-save' as const),
      id: fc.constant(id),
      title: fc.constant('满减'),
      window: windows,
      scope,
      tiers: saveTiers,
      ...limits,
    })

const special = (id: string): fc.Arbitrary<Offer> =>
  fc.record({
    kind: fc.constant('special' as const),
    id: fc.constant(id),
    title: fc.constant('特价'),
    window: windows,
    goodsId: fc.constantFrom(...GOODS),
    price: amount(2000),
    ...limits,
    left: fc.option(fc.integer({ min: 0, max: 4 }), { nil: null }),
  })

const spendGift = (id: string): fc.Arbitrary<Offer> =>
  fc.record({
    kind: fc.constant('spend-gift' as const),
    id: fc.constant(id),
    title: fc.constant('满送'),
    window: windows,
    scope: scopes,
    tiers: fc.uniqueArray(amount(6000), { minLength: 1, maxLength: 3 }).chain((thresholds) =>
      fc.tuple(
        ...thresholds.map((threshold) =>
          fc.record({
            threshold: fc.constant(threshold),
            gift: fc.record({
              goodsId: fc.constantFrom(...GOODS, 'bag'),
              name: fc.constant('赠品'),
              quantity: fc.integer({ min: 1, max: 2 }),
              worth: amount(900),
              available: fc.integer({ min: 0, max: 6 }),
            }),
          }),
        ),
      ),
    ),
    ...limits,
  })

const couponValues: fc.Arbitrary<CouponValue> = fc.oneof(
  fc.record({ kind: fc.constant('amount-off' as const), off: amount(3000), threshold: amount(6000) }),
  fc.record({
    kind: fc.constant('percent-off' as const),
    percent: fc.integer({ min: 1, max: 99 }),
    cap: fc.option(fc.integer({ min: 1, max: 900 }).map(fen)),
    threshold: amount(6000),
  }),
  fc.record({
    kind: fc.constant('exchange' as const),
    goods: fc.record(
      {
        goodsId: fc.constantFrom(...GOODS),
        name: fc.constant('土鸡蛋'),
        quantity: fc.integer({ min: 1, max: 3 }),
        unit: fc.constant('盒'),
        picture: fc.constant('eggs'),
        worth: amount(2000),
      },
      { requiredKeys: ['name', 'quantity', 'unit', 'picture', 'worth'] },
    ),
    price: amount(500),
  }),
  fc.record({ kind: fc.constant('free-delivery' as const), threshold: amount(6000) }),
)

const coupon = (id: string): fc.Arbitrary<BasketCoupon> =>
  fc.record({
    id: fc.constant(id),
    title: fc.constant('券'),
    value: couponValues,
    scope: scopes,
    usable: windows,
    usableOnline: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
    storeIds: fc.constantFrom([STORE], [STORE], [STORE, 'BD-02'], ['BD-02']),
    busy: fc.constantFrom(null, null, null, null, 'gifting' as const, 'reserved' as const),
  })

export const deliveries: fc.Arbitrary<DeliveryTerms | null> = fc.option(
  fc.record({ fee: amount(900), minimum: amount(4000), freeFrom: fc.option(amount(8000)) }),
)

const named = <T>(prefix: string, make: (id: string) => fc.Arbitrary<T>, count: number): fc.Arbitrary<T[]> =>
  fc.subarray(Array.from({ length: count }, (_, i) => `${prefix}${i}`)).chain((ids) => fc.tuple(...ids.map(make)))

export function baskets(
  of: { readonly spendSaves?: fc.Arbitrary<readonly SpendSaveOffer[]> } = {},
): fc.Arbitrary<Basket> {
  return fc
    .record({
      lines,
      specials: named('special', special, 3),
      saves: of.spendSaves ?? named('save', spendSave(scopes), 3),
      gifts: named('gift', spendGift, 2),
      coupons: named('coupon', coupon, 5),
      delivery: deliveries,
    })
    .map(({ lines, specials, saves, gifts, coupons, delivery }) => ({
      storeId: STORE,
      lines,
      offers: [...specials, ...saves, ...gifts],
      coupons,
      delivery,
      choose: 'best' as const,
    }))
}

/** 满减 of which no two are about the same goods. */
export const apart: fc.Arbitrary<SpendSaveOffer[]> = fc.tuple(
  ...CATEGORIES.map((id) => spendSave(fc.constant({ kind: 'categories', ids: [id] }))(`save-${id}`)),
)

export const sum = (amounts: readonly number[]): Fen => fen(amounts.reduce((a, b) => a + b, 0))
