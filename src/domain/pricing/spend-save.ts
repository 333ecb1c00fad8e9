import { allocate, type Fen, fen } from '../money'
import { assignLines } from './assign'
import type { SpendSaveOffer } from './basket'
import { amountOf, type Draft, least, openOffers, sumOf, tierReached, usedUpBy, within } from './draft'
import type { OfferNotice, ReceiptPart } from './receipt'
import { LOOKS_AT } from './stacking'
import { personLimitWords, spendSaveWords } from './words'

/**
 * 满减: every line counts for one of them at the most, in the way that takes off most in all (see `assignLines`). Each takes off
 * what its highest tier says, but no more than its lines come to (KF-13, KF-14), shared over them (KF-20).
 */
export function takeSpendSaves(draft: Draft): Draft {
  const open = openOffers(draft, 'spend-save')
  const offers = open.filter((offer) => !usedUpBy(offer))
  const amounts = draft.lines.map((line) => amountOf(line, LOOKS_AT['spend-save']))
  const owner = assignLines(
    amounts,
    offers.map((offer) => ({ tiers: offer.tiers, eligible: draft.lines.map(within(offer.scope)) })),
  )
  const shares = amounts.map(() => fen(0))
  const parts = offers.flatMap((offer, o) => {
    const weights = amounts.map((amount, i) => (owner[i] === o ? amount : fen(0)))
    const part = partOf(offer, sumOf(weights))
    if (part) allocate(fen(-part.amount), weights).forEach((share, i) => (shares[i] = fen(shares[i]! + share)))
    return part ? [part] : []
  })
  return {
    ...draft,
    lines: draft.lines.map((line, i) => ({
      ...line,
      spendSaveId: offers[owner[i] ?? -1]?.id ?? null,
      spendSave: shares[i]!,
    })),
    parts: [...draft.parts, ...parts],
    notices: [...draft.notices, ...open.filter(usedUpBy).flatMap((offer) => missedBy(draft, offer))],
  }
}

function partOf(offer: SpendSaveOffer, eligible: Fen): ReceiptPart | null {
  const tier = tierReached(offer.tiers, eligible)
  const off = tier ? least(tier.off, eligible) : 0
  if (!tier || off <= 0) return null
  return {
    kind: 'spend-save',
    sourceId: offer.id,
    title: offer.title,
    because: spendSaveWords(tier, eligible),
    amount: fen(-off),
  }
}

/** Said only to who would have got something. */
function missedBy(draft: Draft, offer: SpendSaveOffer): OfferNotice[] {
  const eligible = sumOf(draft.lines.filter(within(offer.scope)).map((line) => amountOf(line, LOOKS_AT['spend-save'])))
  return partOf(offer, eligible) ? [{ offerId: offer.id, code: 'PERSON_LIMIT', words: personLimitWords(offer) }] : []
}
