import { type Fen, fen, yuan } from '../money'
import type { SpendSaveOffer } from './basket'
import { isWanted } from './coupon-choice'
import { type Draft, openOffers, tierReached, totalOf, usedUpBy, within } from './draft'
import type { OfferNotice } from './receipt'
import { LEFT_OUT_WHEN_DEARER, LOOKS_AT } from './stacking'

/** With more 满减 than this at once, they are left out one by one or all together, not in every combination. */
const MOST_IN_COMBINATION = 3

/**
 * A 满减 can make an order dearer: ¥41 less ¥5 no longer reaches free delivery from ¥39, or the threshold of a coupon. Then it is
 * better left out. The sets of 满减 (by id) that are worth a try without, smaller ones first; none when none can help: that
 * takes a threshold missed by no more than 满减 takes off, or goods that several of them want.
 */
export function setsToLeaveOut(full: Draft): readonly (readonly string[])[] {
  const off = fen(-full.parts.reduce((sum, part) => (part.kind === LEFT_OUT_WHEN_DEARER ? sum + part.amount : sum), 0))
  if (off === 0) return []
  const offers = openOffers(full, LEFT_OUT_WHEN_DEARER).filter((offer) => !usedUpBy(offer) && reaches(full, offer))
  if (!missesThreshold(full, off) && !overlap(full, offers)) return []
  const ids = offers.map((offer) => offer.id)
  if (ids.length > MOST_IN_COMBINATION) return [...ids.map((id) => [id]), ids]
  return ids
    .reduce<string[][]>((sets, id) => [...sets, ...sets.map((set) => [...set, id])], [[]])
    .filter((set) => set.length > 0)
    .sort((a, b) => a.length - b.length)
}

function reaches(draft: Draft, offer: SpendSaveOffer): boolean {
  const eligible = totalOf(draft.lines.filter(within(offer.scope)), LOOKS_AT[LEFT_OUT_WHEN_DEARER])
  return tierReached(offer.tiers, eligible) !== null
}

function missesThreshold(draft: Draft, by: Fen): boolean {
  const wanted = new Set(draft.coupons.filter((coupon) => isWanted(coupon, draft)).map(({ id }) => id))
  const coupon = draft.verdicts.some(
    (verdict) =>
      !verdict.applied &&
      verdict.reason.code === 'THRESHOLD' &&
      verdict.reason.missing <= by &&
      wanted.has(verdict.couponId),
  )
  const freeFrom = draft.basket.delivery?.freeFrom ?? null
  return coupon || (freeFrom !== null && draft.fee > 0 && freeFrom - totalOf(draft.lines, LOOKS_AT.delivery) <= by)
}

function overlap(draft: Draft, offers: readonly SpendSaveOffer[]): boolean {
  const scopes = offers.map((offer) => within(offer.scope))
  return draft.lines.some((line) => scopes.filter((isIn) => isIn(line)).length > 1)
}

/** Said of each 满减 that would have been part of `full`; `less` is what is paid less without them. */
export function leftOutNotices(full: Draft, leftOut: readonly string[], less: Fen): OfferNotice[] {
  return full.parts.flatMap(({ kind, sourceId, title }) =>
    kind === LEFT_OUT_WHEN_DEARER && sourceId !== null && leftOut.includes(sourceId)
      ? [{ offerId: sourceId, code: 'LEFT_OUT', words: `这次没算「${title}」，反而少付 ${yuan(less)}` }]
      : [],
  )
}
