import { yuan } from '../money'
import type { OfferGift, SpendGiftOffer } from './basket'
import { type Draft, openOffers, tierReached, totalOf, usedUpBy, within } from './draft'
import type { OfferNotice, ReceiptGift } from './receipt'
import { LOOKS_AT } from './stacking'
import { personLimitWords } from './words'

/**
 * 满送: the gift of the highest tier reached. It is worked out anew from the goods each time, so it leaves with them; one that the
 * store has not enough of is left out with a notice and never holds up an order (KF-47). Bought goods go before gifts of the same kind.
 */
export function addGifts(draft: Draft): Draft {
  const spoken = new Map(draft.lines.map((line) => [line.goodsId, line.quantity]))
  const gifts: ReceiptGift[] = []
  const notices: OfferNotice[] = []
  for (const offer of openOffers(draft, 'spend-gift')) {
    const gift = giftReached(draft, offer)
    if (!gift) continue
    const before = spoken.get(gift.goodsId) ?? 0
    if (usedUpBy(offer)) notices.push({ offerId: offer.id, code: 'PERSON_LIMIT', words: personLimitWords(offer) })
    else if (gift.available < before + gift.quantity) notices.push(outOfStock(offer, gift))
    else {
      const { goodsId, name, quantity, worth } = gift
      gifts.push({ offerId: offer.id, goodsId, name, quantity, worth })
      spoken.set(goodsId, before + quantity)
    }
  }
  return { ...draft, gifts, notices: [...draft.notices, ...notices] }
}

function giftReached(draft: Draft, offer: SpendGiftOffer): OfferGift | null {
  const lines = draft.lines.filter(within(offer.scope))
  if (lines.length === 0) return null
  return tierReached(offer.tiers, totalOf(lines, LOOKS_AT['spend-gift']))?.gift ?? null
}

const outOfStock = (offer: SpendGiftOffer, gift: OfferGift): OfferNotice => ({
  offerId: offer.id,
  code: 'GIFT_OUT_OF_STOCK',
  words: `赠品「${gift.name}」（价值 ${yuan(gift.worth)}）送完了，这次没有它`,
})
