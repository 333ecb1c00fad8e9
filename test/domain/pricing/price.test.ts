import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fen } from '../../../src/domain/money'
import type { Basket } from '../../../src/domain/pricing/basket'
import { price } from '../../../src/domain/pricing/price'
import type { Receipt } from '../../../src/domain/pricing/receipt'
import { STEPS } from '../../../src/domain/pricing/stacking'
import { baskets, NOW, STORE, sum } from './arbitrary-basket'

const holds = (check: (receipt: Receipt, basket: Basket) => void, numRuns = 500): void =>
  fc.assert(
    fc.property(baskets(), (basket) => {
      check(price(basket, NOW), basket)
    }),
    { numRuns },
  )

describe('a receipt adds up', () => {
  it('KF-20: each line, list − special − spendSave − coupon = paid, none of them below zero', () => {
    holds(({ lines }) => {
      for (const line of lines) {
        const { list, special, spendSave, coupon, paid } = line
        expect(list - special - spendSave - coupon).toBe(paid)
        for (const amount of [list, special, spendSave, coupon, paid]) expect(amount).toBeGreaterThanOrEqual(0)
      }
    })
  })

  it('KF-13: the total is what the lines and delivery cost, and what the parts say, and never below zero', () => {
    holds((receipt) => {
      expect(receipt.total).toBe(sum(receipt.lines.map((line) => line.paid)) + receipt.deliveryFee)
      expect(receipt.total).toBe(sum(receipt.parts.map((part) => part.amount)))
      expect(receipt.total).toBeGreaterThanOrEqual(0)
      expect(receipt.deliveryFee).toBeGreaterThanOrEqual(0)
    })
  })

  it('KF-20: what the lines carry of each kind is what the parts of that kind take off', () => {
    holds(({ lines, parts }) => {
      for (const [kind, field] of [
        ['special', 'special'],
        ['spend-save', 'spendSave'],
        ['coupon', 'coupon'],
      ] as const) {
        const off = parts.filter((part) => part.kind === kind).map((part) => -part.amount)
        expect(sum(lines.map((line) => line[field]))).toBe(sum(off))
      }
    })
  })

  it('says the goods before and after offers, and all that was taken off', () => {
    holds((receipt) => {
      const { lines, parts } = receipt
      expect(receipt.goodsTotal).toBe(sum(lines.map((line) => line.list)))
      expect(receipt.afterOffers).toBe(sum(lines.map((line) => line.list - line.special - line.spendSave)))
      expect(receipt.saved).toBe(sum(parts.map((part) => Math.max(0, -part.amount))))
    })
  })

  it('reads in the order of the steps, goods first, each part of an offer or coupon named', () => {
    holds(({ parts }) => {
      const order = ['goods', ...STEPS]
      const places = parts.map((part) => order.indexOf(part.kind))
      expect(places).toEqual([...places].sort((a, b) => a - b))
      for (const part of parts) {
        expect(part.sourceId === null).toBe(part.kind === 'goods' || part.kind === 'delivery')
        if (part.kind !== 'delivery') expect(part.because).not.toBe('')
        if (part.sourceId !== null) expect(part.amount).toBeLessThan(0)
      }
    })
  })
})

describe('a discount', () => {
  it('KF-13, KF-14: takes off no more than the goods it is about, even one that says more than its threshold', () => {
    const generous = baskets().map((basket) => ({
      ...basket,
      offers: basket.offers.map((offer) =>
        offer.kind === 'spend-save'
          ? { ...offer, tiers: offer.tiers.map((tier) => ({ ...tier, off: fen(tier.off * 5) })) }
          : offer,
      ),
    }))
    fc.assert(
      fc.property(generous, (basket) => {
        const { lines, total } = price(basket, NOW)
        expect(total).toBeGreaterThanOrEqual(0)
        for (const line of lines) expect(line.paid).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('KF-15: past its window is never applied, and at its last millisecond still is', () => {
    holds((receipt, basket) => {
      const applied = new Set(receipt.parts.map((part) => part.sourceId))
      for (const { id, window } of basket.offers)
        if (applied.has(id)) expect(window.opensAt <= NOW && NOW < window.closesAt).toBe(true)
      for (const { id, usable } of basket.coupons)
        if (applied.has(id)) expect(usable.opensAt <= NOW && NOW < usable.closesAt).toBe(true)
    })
  })

  it('KF-16: that cannot be used changes nothing but what is said about it', () => {
    holds((receipt, basket) => {
      const refused = new Set(
        receipt.coupons.flatMap((verdict) =>
          !verdict.applied && !('saves' in verdict.reason) ? [verdict.couponId] : [],
        ),
      )
      const without = price({ ...basket, coupons: basket.coupons.filter(({ id }) => !refused.has(id)) }, NOW)
      const { coupons: _, next: __, ...rest } = receipt
      expect(without).toMatchObject(rest)
    })
  })

  it('KF-17: is worked out from the goods of now; the same basket costs the same', () => {
    holds((receipt, basket) => expect(price(structuredClone(basket), NOW)).toEqual(receipt))
  })
})

describe('the order in which things come', () => {
  it('of lines, offers and coupons changes nothing but the order of lines', () => {
    const shuffled = <T>(items: readonly T[]) => fc.shuffledSubarray([...items], { minLength: items.length })
    const pairs = baskets().chain((basket) =>
      fc
        .record({
          lines: shuffled(basket.lines),
          offers: shuffled(basket.offers),
          coupons: shuffled(basket.coupons),
        })
        .map((other) => [basket, { ...basket, ...other }] as const),
    )
    fc.assert(
      fc.property(pairs, ([one, other]) => {
        const [a, b] = [price(one, NOW), price(other, NOW)]
        expect(b.lines.map((line) => line.goodsId)).toEqual(other.lines.map((line) => line.goodsId))
        const sorted = (receipt: Receipt) => ({
          ...receipt,
          lines: [...receipt.lines].sort((x, y) => (x.goodsId < y.goodsId ? -1 : 1)),
        })
        expect(sorted(b)).toEqual(sorted(a))
      }),
      { numRuns: 300 },
    )
  })
})

describe('a basket', () => {
  const empty: Basket = {
    storeId: STORE,
    lines: [],
    offers: [],
    coupons: [],
    delivery: { fee: fen(600), minimum: fen(2000), freeFrom: null },
    choose: 'best',
  }
  const line = { goodsId: 'g1', categoryId: 'leaf', quantity: 1, unitPrice: fen(350) }

  it('with nothing in it costs nothing, delivery neither', () => {
    expect(price(empty, NOW)).toMatchObject({ total: 0, deliveryFee: 0, missingForDelivery: 2000, next: null })
  })

  it('that cannot be one is a mistake of the caller', () => {
    const wrong = [
      [line, line],
      [{ ...line, quantity: 0 }],
      [{ ...line, quantity: 0.5 }],
      [{ ...line, unitPrice: fen(-1) }],
    ]
    for (const lines of wrong) expect(() => price({ ...empty, lines }, NOW)).toThrow(RangeError)
  })

  it('of more money than a double can multiply still adds up', () => {
    const dear = { ...line, quantity: 9, unitPrice: fen(900_000_000_000_000) }
    const off = { kind: 'spend-save', id: 'o', title: '满减', perPerson: null, taken: 0 } as const
    const receipt = price(
      {
        ...empty,
        delivery: null,
        lines: [dear, { ...line, goodsId: 'g2' }],
        offers: [
          {
            ...off,
            window: { opensAt: NOW, closesAt: (NOW + 1) as typeof NOW },
            scope: { kind: 'all' },
            tiers: [{ threshold: fen(1), off: fen(777_777_777) }],
          },
        ],
      },
      NOW,
    )
    expect(receipt.total).toBe(9 * 900_000_000_000_000 + 350 - 777_777_777)
  })
})
