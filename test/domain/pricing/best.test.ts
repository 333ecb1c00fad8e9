import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Basket, SpendSaveOffer } from '../../../src/domain/pricing/basket'
import { price } from '../../../src/domain/pricing/price'
import type { Receipt } from '../../../src/domain/pricing/receipt'
import { COUPON_STEP } from '../../../src/domain/pricing/stacking'
import { apart, baskets, NOW, sum } from './arbitrary-basket'

const applied = (receipt: Receipt): string[] =>
  receipt.coupons.flatMap((verdict) => (verdict.applied ? [verdict.couponId] : []))

/** Every allowed choice: no or one coupon on goods, no or one on delivery. */
function choices({ coupons }: Basket): string[][] {
  const of = (step: string): string[][] => [
    [],
    ...coupons.filter(({ value }) => COUPON_STEP[value.kind] === step).map(({ id }) => [id]),
  ]
  return of('coupon').flatMap((onGoods) => of('free-delivery-coupon').map((onDelivery) => [...onGoods, ...onDelivery]))
}

describe('the best choice of coupons', () => {
  it('is best: of all allowed choices none has a smaller total, and of those with the same none uses fewer', () => {
    fc.assert(
      fc.property(baskets(), (basket) => {
        const best = price(basket, NOW)
        for (const choose of choices(basket)) {
          const other = price({ ...basket, choose }, NOW)
          expect(other.total).toBeGreaterThanOrEqual(best.total)
          if (other.total === best.total) expect(applied(other).length).toBeGreaterThanOrEqual(applied(best).length)
        }
      }),
      { numRuns: 400 },
    )
  })

  it('is, among equals, the one that ends first, then the lower id', () => {
    fc.assert(
      fc.property(baskets(), (basket) => {
        const best = price(basket, NOW)
        const coupon = new Map(basket.coupons.map((one) => [one.id, one]))
        const rank = (ids: readonly string[]) => ids.map((id) => [coupon.get(id)!.usable.closesAt, id] as const).sort()
        for (const choose of choices(basket)) {
          const other = price({ ...basket, choose }, NOW)
          if (other.total !== best.total || applied(other).length !== applied(best).length) continue
          rank(applied(best)).forEach(([closesAt, id], i) => {
            const [otherCloses, otherId] = rank(applied(other))[i]!
            expect(closesAt < otherCloses || (closesAt === otherCloses && id <= otherId)).toBe(true)
          })
        }
      }),
      { numRuns: 300 },
    )
  })

  it('is what the shopper would have got by choosing the same by hand', () => {
    fc.assert(
      fc.property(baskets(), (basket) => {
        const best = price(basket, NOW)
        const byHand = price({ ...basket, choose: applied(best) }, NOW)
        expect(byHand.parts).toEqual(best.parts)
        expect(byHand.lines).toEqual(best.lines)
      }),
    )
  })
})

describe('满减', () => {
  it('is left out when the order costs less without: best of every set of 满减 with every choice of coupons', () => {
    fc.assert(
      fc.property(baskets(), (basket) => {
        const best = price(basket, NOW)
        for (const leftOut of subsets(basket.offers.filter(({ kind }) => kind === 'spend-save')))
          for (const choose of choices(basket)) {
            const offers = basket.offers.filter((offer) => !leftOut.includes(offer))
            expect(price({ ...basket, offers, choose }, NOW).total).toBeGreaterThanOrEqual(best.total)
          }
      }),
      { numRuns: 400 },
    )
  })

  it('is left out for a reason only: each that is costs more when put back, and is said', () => {
    fc.assert(
      fc.property(baskets({ spendSaves: apart }), (basket) => {
        const best = price(basket, NOW)
        const said = best.notices.filter(({ code }) => code === 'LEFT_OUT').map(({ offerId }) => offerId)
        const taken = best.parts.map((part) => part.sourceId)
        for (const id of said) expect(taken).not.toContain(id)
        const without = price({ ...basket, offers: basket.offers.filter(({ id }) => !said.includes(id)) }, NOW)
        expect(without.total).toBe(best.total)
        expect(without.notices.map(({ code }) => code)).not.toContain('LEFT_OUT')
      }),
      { numRuns: 400 },
    )
  })
})

const subsets = <T>(items: readonly T[]): T[][] =>
  items.reduce<T[][]>((sets, item) => [...sets, ...sets.map((set) => [...set, item])], [[]])

/** Where no 满减 can be left out for a coupon, each saving stands alone. */
const noSpendSave = { spendSaves: fc.constant<readonly SpendSaveOffer[]>([]) }

describe('coupons', () => {
  it('KF-9: none is applied that takes off nothing; what an applied one saves is what the total falls by', () => {
    fc.assert(
      fc.property(baskets(noSpendSave), (basket) => {
        const best = price(basket, NOW)
        for (const verdict of best.coupons) {
          if (!verdict.applied) continue
          expect(verdict.saves).toBeGreaterThan(0)
          const without = applied(best).filter((id) => id !== verdict.couponId)
          expect(price({ ...basket, choose: without }, NOW).total - best.total).toBe(verdict.saves)
        }
      }),
    )
  })

  it('each get one verdict; at most one on goods and one on delivery is applied', () => {
    fc.assert(
      fc.property(baskets(), (basket) => {
        const { coupons } = price(basket, NOW)
        expect(coupons.map((verdict) => verdict.couponId).sort()).toEqual(basket.coupons.map(({ id }) => id).sort())
        const steps = coupons
          .filter((verdict) => verdict.applied)
          .map(({ couponId }) => COUPON_STEP[basket.coupons.find(({ id }) => id === couponId)!.value.kind])
        expect(new Set(steps).size).toBe(steps.length)
      }),
    )
  })

  it('that were passed over say truly what each would save alone', () => {
    fc.assert(
      fc.property(baskets(noSpendSave), (basket) => {
        const none = price({ ...basket, choose: [] }, NOW)
        for (const verdict of none.coupons) {
          if (verdict.applied) throw new Error('None was chosen')
          const alone = price({ ...basket, choose: [verdict.couponId] }, NOW)
          const { reason } = verdict
          expect(none.total - alone.total).toBe(reason.code === 'NOT_CHOSEN' ? reason.saves : 0)
        }
      }),
    )
  })

  it('that lack an amount are usable from exactly that much more of goods in their scope', () => {
    fc.assert(
      fc.property(baskets(noSpendSave), (basket) => {
        for (const verdict of price(basket, NOW).coupons) {
          if (verdict.applied || verdict.reason.code !== 'THRESHOLD') continue
          const coupon = basket.coupons.find(({ id }) => id === verdict.couponId)!
          const delivery = basket.delivery && { ...basket.delivery, freeFrom: null }
          const judgedWith = (more: number) => {
            const extra = { goodsId: 'extra', categoryId: 'extra', quantity: 1, unitPrice: sum([more]) }
            const wider = { ...coupon, scope: widened(coupon.scope) }
            return price({ ...basket, lines: [...basket.lines, extra], coupons: [wider], delivery }, NOW).coupons[0]!
          }
          const { missing } = verdict.reason
          expect(judgedWith(missing - 1)).toMatchObject({ reason: { code: 'THRESHOLD', missing: 1 } })
          const enough = judgedWith(missing)
          if (!enough.applied) expect(enough.reason.code).toBe('SAVES_NOTHING')
        }
      }),
    )
  })

  it('chosen by hand but unknown or no longer usable block nothing (KF-16)', () => {
    fc.assert(
      fc.property(baskets(), (basket) => {
        const all = [...basket.coupons.map(({ id }) => id), 'never-heard-of']
        expect(price({ ...basket, choose: all }, NOW)).toEqual(price(basket, NOW))
      }),
    )
  })
})

const widened = (scope: Basket['coupons'][number]['scope']) =>
  scope.kind === 'all' ? scope : { ...scope, ids: [...scope.ids, 'extra'] }
