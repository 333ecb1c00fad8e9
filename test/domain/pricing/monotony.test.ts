import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fen } from '../../../src/domain/money'
import type { Basket, BasketLine } from '../../../src/domain/pricing/basket'
import { within } from '../../../src/domain/pricing/draft'
import { price } from '../../../src/domain/pricing/price'
import type { CouponVerdict, Receipt } from '../../../src/domain/pricing/receipt'
import { COUPON_STEP } from '../../../src/domain/pricing/stacking'
import { apart, baskets, lines, NOW, sum } from './arbitrary-basket'

/*
 * More goods never cost less, but for what they reach. When units are added,
 *
 *   total after ≥ total before − tiers − coupon − delivery − shares
 *
 * tiers: for each 满减 that reached a higher tier, what this one takes off more than the one before;
 * coupon: when the coupon on goods is one that could not be used before, what it takes off more than the one used before;
 * delivery: what delivery costs less;
 * shares: at most a fen per line, and only with a 满减 and a coupon about some of its goods: the rounding of shares.
 */

/** The same basket with one more line, or more units of one. */
const withMore = fc.tuple(baskets({ spendSaves: apart }), lines).map(([before, more]) => {
  const held = new Map(before.lines.map((line) => [line.goodsId, line]))
  const added = more.slice(0, 1).map((line): BasketLine => {
    const same = held.get(line.goodsId)
    return same ? { ...same, quantity: same.quantity + line.quantity } : line
  })
  const after: Basket = {
    ...before,
    lines: [...before.lines.filter((line) => line.goodsId !== added[0]!.goodsId), ...added],
  }
  return { before, after }
})

/** From the data alone: what the tiers reached take off, each at its number. */
function tierOffs(basket: Basket, receipt: Receipt): Map<string, number> {
  const afterSpecials = new Map(receipt.lines.map((line) => [line.goodsId, line.list - line.special]))
  return new Map(
    basket.offers.flatMap((offer) => {
      if (offer.kind !== 'spend-save' || !receipt.parts.some((part) => part.sourceId === offer.id)) return []
      const eligible = sum(basket.lines.filter(within(offer.scope)).map((line) => afterSpecials.get(line.goodsId)!))
      const tier = offer.tiers.filter(({ threshold }) => threshold <= eligible).at(-1)
      return [[offer.id, tier?.off ?? 0]]
    }),
  )
}

const savesOf = (verdict: CouponVerdict): number =>
  verdict.applied ? verdict.saves : 'saves' in verdict.reason ? verdict.reason.saves : 0

function couponGain(basket: Basket, before: Receipt, after: Receipt): number {
  const onGoods = (receipt: Receipt) =>
    receipt.coupons.find(
      ({ applied, couponId }) =>
        applied && COUPON_STEP[basket.coupons.find(({ id }) => id === couponId)!.value.kind] === 'coupon',
    )
  const [was, is] = [onGoods(before), onGoods(after)]
  if (!is) return 0
  const usableBefore = savesOf(before.coupons.find(({ couponId }) => couponId === is.couponId)!) > 0
  return usableBefore ? 0 : Math.max(0, savesOf(is) - (was ? savesOf(was) : 0))
}

function allowedFall(basket: { before: Basket; after: Basket }, before: Receipt, after: Receipt): number {
  const was = tierOffs(basket.before, before)
  const tiers = [...tierOffs(basket.after, after)].map(([id, off]) => Math.max(0, off - (was.get(id) ?? 0)))
  const delivery = Math.max(0, before.deliveryFee - after.deliveryFee)
  const kinds = new Set(after.parts.map((part) => part.kind))
  const shares = kinds.has('spend-save') && kinds.has('coupon') ? after.lines.length : 0
  return sum(tiers) + couponGain(basket.after, before, after) + delivery + shares
}

describe('more goods', () => {
  it('never lower the total by more than the tiers, coupons and free delivery they reach take off', () => {
    fc.assert(
      fc.property(withMore, (basket) => {
        const before = price(basket.before, NOW)
        const after = price(basket.after, NOW)
        expect(after.total).toBeGreaterThanOrEqual(before.total - allowedFall(basket, before, after))
      }),
      { numRuns: 3_000 },
    )
  })

  it('without coupons and delivery lower it by the difference of the tiers at the most, to the fen', () => {
    fc.assert(
      fc.property(withMore, ({ before, after }) => {
        const bare = (basket: Basket) => ({ ...basket, coupons: [], delivery: null })
        const [was, is] = [price(bare(before), NOW), price(bare(after), NOW)]
        const fall = allowedFall({ before: bare(before), after: bare(after) }, was, is)
        expect(is.total).toBeGreaterThanOrEqual(was.total - fall)
      }),
      { numRuns: 1_000 },
    )
  })

  it('never lose what 满减 takes off, however many of them want the same goods', () => {
    fc.assert(
      fc.property(fc.tuple(baskets(), lines), ([basket, more]) => {
        const offers = basket.offers.filter((offer) => offer.kind === 'spend-save')
        const bare = { ...basket, offers, coupons: [], delivery: null }
        const extra = more.filter(({ goodsId }) => basket.lines.every((line) => line.goodsId !== goodsId))
        const off = (receipt: Receipt): number => sum(receipt.lines.map((line) => line.spendSave))
        expect(off(price({ ...bare, lines: [...basket.lines, ...extra] }, NOW))).toBeGreaterThanOrEqual(
          off(price(bare, NOW)),
        )
      }),
      { numRuns: 500 },
    )
  })

  it('never take away what delivery asks for less of, nor raise what is missing of it, until a tier is crossed', () => {
    fc.assert(
      fc.property(withMore, ({ before, after }) => {
        const bare = (basket: Basket) => ({ ...basket, offers: [] })
        const [was, is] = [price(bare(before), NOW), price(bare(after), NOW)]
        expect(is.missingForDelivery).toBeLessThanOrEqual(was.missingForDelivery)
        if (was.parts.some((part) => part.kind === 'delivery' && part.amount === 0)) expect(is.deliveryFee).toBe(0)
      }),
    )
  })
})

describe('a tier crossed', () => {
  const basket = (unitPrice: number): Basket => ({
    storeId: 'BD-01',
    lines: [{ goodsId: 'pork', categoryId: 'meat', quantity: 1, unitPrice: fen(unitPrice) }],
    offers: [
      {
        kind: 'spend-save',
        id: 'save',
        title: '满减',
        window: { opensAt: NOW, closesAt: (NOW + 1) as typeof NOW },
        scope: { kind: 'all' },
        tiers: [
          { threshold: fen(5_000), off: fen(500) },
          { threshold: fen(10_000), off: fen(1_500) },
        ],
        perPerson: null,
        taken: 0,
      },
    ],
    coupons: [],
    delivery: null,
    choose: 'best',
  })

  it.each([
    [4_999, 4_999],
    [5_000, 4_500],
    [9_999, 9_499],
    [10_000, 8_500],
  ])(
    'goods of %i fen cost %i: the last fen lowers the total by the difference of the tiers less itself',
    (list, total) => {
      expect(price(basket(list), NOW).total).toBe(total)
    },
  )
})
