import type { OfferCard } from '../../src/contract/shop'
import { spendGiftOfferWords, spendSaveOfferWords } from '../../src/domain/goods/offer-words'
import type { Offer } from '../../src/domain/pricing/basket'
import type { Instant } from '../../src/domain/time'
import type { Db } from '../database/connection'
import { offersInForce } from './offer.repository'

/** 满减 and 满送 in force, as everybody sees them; special prices stand on the goods. */
export async function offerCardsOf(db: Db, storeId: string, now: Instant): Promise<OfferCard[]> {
  return (await offersInForce(db, storeId, null, now)).flatMap(cardOf)
}

function cardOf(offer: Offer): OfferCard[] {
  if (offer.kind === 'special') return []
  const { id, title, kind } = offer
  const scope = offer.scope.kind === 'all' ? offer.scope : { ...offer.scope, ids: [...offer.scope.ids] }
  const words = offer.kind === 'spend-save' ? spendSaveOfferWords(offer.tiers) : spendGiftOfferWords(offer.tiers)
  return [{ id, kind, title, words, scope, closesAt: offer.window.closesAt }]
}
