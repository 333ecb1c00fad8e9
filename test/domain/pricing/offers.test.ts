import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Basket, SpendGiftOffer } from '../../../src/domain/pricing/basket'
import { within } from '../../../src/domain/pricing/draft'
import { price } from '../../../src/domain/pricing/price'
import type { Receipt } from '../../../src/domain/pricing/receipt'
import { baskets, NOW, sum } from './arbitrary-basket'
import { basketOf, NOON, spendGift } from './shop'

const holds = (check: (receipt: Receipt, basket: Basket) => void): void =>
  fc.assert(
    fc.property(baskets(), (basket) => {
      check(price(basket, NOW), basket)
    }),
    { numRuns: 600 },
  )

describe('KF-10: limits hold for every kind of offer', () => {
  it('a special for no more units than this person, and the offer, have left', () => {
    holds(({ lines, parts }, { offers }) => {
      for (const offer of offers) {
        if (offer.kind !== 'special' || !parts.some((part) => part.sourceId === offer.id)) continue
        const { specialUnits } = lines.find((line) => line.goodsId === offer.goodsId)!
        if (offer.perPerson !== null) expect(offer.taken + specialUnits).toBeLessThanOrEqual(offer.perPerson)
        if (offer.left !== null) expect(specialUnits).toBeLessThanOrEqual(offer.left)
      }
    })
  })

  it('满减 and 满送 for no more orders than one person may have', () => {
    holds(({ parts, gifts }, { offers }) => {
      const used = new Set([...parts.map((part) => part.sourceId), ...gifts.map((gift) => gift.offerId)])
      for (const { id, perPerson, taken } of offers)
        if (used.has(id) && perPerson !== null) expect(taken).toBeLessThan(perPerson)
    })
  })

  it('a notice is about an offer that is open and whose goods are in the basket', () => {
    holds(({ notices, lines }, { offers }) => {
      for (const { offerId, words } of notices) {
        const { window, ...offer } = offers.find(({ id }) => id === offerId)!
        expect(window.opensAt <= NOW && NOW < window.closesAt).toBe(true)
        if (offer.kind === 'special') expect(lines.some((line) => line.goodsId === offer.goodsId)).toBe(true)
        expect(words).not.toBe('')
      }
    })
  })
})

describe('a special', () => {
  it('is the best one: none of the others alone makes the goods cheaper, and it never makes them dearer', () => {
    holds((receipt, basket) => {
      const specials = basket.offers.filter((offer) => offer.kind === 'special')
      for (const one of specials) {
        const alone = price({ ...basket, offers: [one] }, NOW)
        const at = (of: Receipt) => of.lines.find((line) => line.goodsId === one.goodsId)
        if (at(receipt)) expect(at(receipt)!.special).toBeGreaterThanOrEqual(at(alone)!.special)
      }
    })
  })

  it('takes off the difference to the usual price, for each unit that has it', () => {
    holds(({ lines, parts }, basket) => {
      for (const part of parts) {
        if (part.kind !== 'special') continue
        const offer = basket.offers.find(({ id }) => id === part.sourceId)!
        if (offer.kind !== 'special') throw new Error('Not a special')
        const { specialUnits, special } = lines.find((line) => line.goodsId === offer.goodsId)!
        const usual = basket.lines.find((line) => line.goodsId === offer.goodsId)!.unitPrice
        expect(special).toBe(specialUnits * (usual - offer.price))
        expect(part.amount).toBe(-special)
      }
    })
  })
})

describe('KF-47: gifts', () => {
  const reached = (offer: SpendGiftOffer, receipt: Receipt, basket: Basket) => {
    const afterOffers = new Map(receipt.lines.map((line) => [line.goodsId, line.paid + line.coupon]))
    const lines = basket.lines.filter(within(offer.scope))
    const eligible = sum(lines.map((line) => afterOffers.get(line.goodsId)!))
    const tiers = [...offer.tiers].sort((a, b) => a.threshold - b.threshold)
    return lines.length === 0 ? undefined : tiers.filter((tier) => tier.threshold <= eligible).at(-1)?.gift
  }

  it('are those of the highest tier that the goods reach now, at most one of each offer', () => {
    holds((receipt, basket) => {
      for (const gift of receipt.gifts) {
        const offer = basket.offers.find(({ id }) => id === gift.offerId)
        if (offer?.kind !== 'spend-gift') throw new Error('Not a 满送')
        expect(reached(offer, receipt, basket)).toMatchObject({ goodsId: gift.goodsId, quantity: gift.quantity })
      }
      expect(new Set(receipt.gifts.map((gift) => gift.offerId)).size).toBe(receipt.gifts.length)
    })
  })

  it('are never more than the store has left after what is bought, and the order costs the same without them', () => {
    holds((receipt, basket) => {
      const offers = basket.offers.flatMap((offer) => (offer.kind === 'spend-gift' ? [offer] : []))
      for (const goodsId of new Set(receipt.gifts.map((gift) => gift.goodsId))) {
        const given = receipt.gifts.filter((gift) => gift.goodsId === goodsId)
        const bought = basket.lines.find((line) => line.goodsId === goodsId)?.quantity ?? 0
        const available = given.map(
          (gift) => reached(offers.find(({ id }) => id === gift.offerId)!, receipt, basket)!.available,
        )
        expect(bought + sum(given.map((gift) => gift.quantity))).toBeLessThanOrEqual(Math.max(...available))
      }
      const without = price({ ...basket, offers: basket.offers.filter(({ kind }) => kind !== 'spend-gift') }, NOW)
      expect(without.total).toBe(receipt.total)
    })
  })

  it('of two offers that give the last piece of the same goods, the first gives it and the other says so', () => {
    const offers = ['a', 'b'].map((id) => spendGift([[10, '鲜牛奶', 1]], { id }))
    const { gifts, notices } = price(basketOf({ 苹果: 2 }, { offers }), NOON)
    expect(gifts.map((gift) => gift.offerId)).toEqual(['a'])
    expect(notices).toMatchObject([{ offerId: 'b', code: 'GIFT_OUT_OF_STOCK' }])
  })
})
