import { type Fen, fen } from '../money'
import type { BasketCoupon } from './basket'
import { isWanted } from './coupon-choice'
import { worthOf } from './coupon-value'
import { amountOf, type Draft, openOffers, sumOf, totalOf, usedUpBy, within } from './draft'
import type { NextSaving } from './receipt'
import { COUPON_STEP, LOOKS_AT } from './stacking'
import { nextWords } from './words'

/**
 * The nearest saving that more goods would bring: the smallest `missing`, among equals the one that takes off most, then in the
 * order of the steps. Only offers and coupons of which goods are in the basket already, and which would take off more than now.
 */
export function nextSaving(draft: Draft): NextSaving | null {
  return [
    ...nextSpendSaves(draft),
    ...nextGifts(draft),
    ...nextCoupons(draft),
    ...nextFreeDelivery(draft),
  ].reduce<NextSaving | null>((best, one) => (best && !isNearer(one, best) ? best : one), null)
}

const isNearer = (one: NextSaving, best: NextSaving): boolean =>
  one.missing < best.missing || (one.missing === best.missing && one.off > best.off)

/** The nearest tier above `amount`, and how far away it is. */
function tierAbove<T extends { readonly threshold: Fen }>(tiers: readonly T[], amount: Fen) {
  const above = tiers.filter((tier) => tier.threshold > amount)
  const tier = above.reduce<T | undefined>(
    (near, one) => (near && near.threshold <= one.threshold ? near : one),
    undefined,
  )
  return tier && { tier, missing: fen(tier.threshold - amount) }
}

/** Lines that count for another 满减 do not bring this one nearer. */
function nextSpendSaves(draft: Draft): NextSaving[] {
  return openOffers(draft, 'spend-save').flatMap((offer): NextSaving[] => {
    const lines = draft.lines.filter(within(offer.scope)).filter((line) => [null, offer.id].includes(line.spendSaveId))
    const now = sumOf(lines.map((line) => (line.spendSaveId === offer.id ? line.spendSave : fen(0))))
    const next = tierAbove(offer.tiers, totalOf(lines, LOOKS_AT['spend-save']))
    if (usedUpBy(offer) || lines.length === 0 || !next || next.tier.off <= now) return []
    const off = fen(next.tier.off - now)
    const words = nextWords.off(next.missing, off)
    return [{ kind: 'spend-save', sourceId: offer.id, missing: next.missing, off, words }]
  })
}

function nextGifts(draft: Draft): NextSaving[] {
  return openOffers(draft, 'spend-gift').flatMap((offer): NextSaving[] => {
    const lines = draft.lines.filter(within(offer.scope))
    const next = tierAbove(offer.tiers, totalOf(lines, LOOKS_AT['spend-gift']))
    if (usedUpBy(offer) || lines.length === 0 || !next) return []
    const { missing, tier } = next
    if (tier.gift.available < tier.gift.quantity) return []
    const words = nextWords.gift(missing, tier.gift.name)
    return [{ kind: 'spend-gift', sourceId: offer.id, missing, off: fen(0), words }]
  })
}

/** Coupons that lack nothing but goods, by how much more they would take off than the coupon that is used now. */
function nextCoupons(draft: Draft): NextSaving[] {
  return draft.coupons.flatMap((coupon): NextSaving[] => {
    const verdict = draft.verdicts.find((one) => one.couponId === coupon.id)
    if (!isWanted(coupon, draft) || verdict?.applied !== false || verdict.reason.code !== 'THRESHOLD') return []
    const { missing } = verdict.reason
    const off = fen(worthAtThreshold(coupon, draft) - savedIn(COUPON_STEP[coupon.value.kind], draft))
    if (off <= 0) return []
    const words =
      coupon.value.kind === 'free-delivery' ? nextWords['free-delivery'](missing) : nextWords.off(missing, off)
    return [{ kind: 'coupon', sourceId: coupon.id, missing, off, words }]
  })
}

const worthAtThreshold = ({ value }: BasketCoupon, draft: Draft): number =>
  value.kind === 'exchange' ? 0 : worthOf(value, value.threshold, draft.fee)

const savedIn = (step: 'coupon' | 'free-delivery-coupon', draft: Draft): number =>
  -(draft.parts.find((part) => part.kind === step)?.amount ?? 0)

/** Not when a coupon has made it free already. */
function nextFreeDelivery(draft: Draft): NextSaving[] {
  const freeFrom = draft.basket.delivery?.freeFrom ?? null
  const goods = sumOf(draft.lines.map((line) => amountOf(line, LOOKS_AT.delivery)))
  if (freeFrom === null || draft.fee === 0 || goods >= freeFrom) return []
  const missing = fen(freeFrom - goods)
  const words = nextWords['free-delivery'](missing)
  return [{ kind: 'free-delivery', sourceId: null, missing, off: draft.fee, words }]
}
