import { type Fen, fen } from '../money'
import { type Instant, phaseOf } from '../time'
import type { Basket, BasketCoupon, BasketLine, Offer, Scope } from './basket'
import type { CouponVerdict, OfferNotice, ReceiptGift, ReceiptPart } from './receipt'
import type { Basis } from './stacking'

/** A line on its way through the steps; all amounts for the whole line. */
export type DraftLine = BasketLine & {
  readonly list: Fen
  readonly special: Fen
  readonly specialUnits: number
  /** The 满减 that this line counts for, whether or not a fen of it fell on this line. */
  readonly spendSaveId: string | null
  readonly spendSave: Fen
  readonly coupon: Fen
}

/** A receipt in the making. Lines, offers and coupons lie in the order of their ids, so the order they came in decides nothing. */
export type Draft = {
  readonly now: Instant
  readonly basket: Omit<Basket, 'lines' | 'offers' | 'coupons'>
  readonly lines: readonly DraftLine[]
  readonly offers: readonly Offer[]
  readonly coupons: readonly BasketCoupon[]
  /** What is paid for delivery so far. */
  readonly fee: Fen
  readonly gifts: readonly ReceiptGift[]
  readonly parts: readonly ReceiptPart[]
  readonly verdicts: readonly CouponVerdict[]
  readonly notices: readonly OfferNotice[]
}

const NOTHING = fen(0)

/** The goods at their usual prices. @throws RangeError for a basket that holds one kind of goods twice, or none or part of a unit. */
export function startDraft(basket: Basket, now: Instant): Draft {
  const lines = byId(basket.lines, (line) => line.goodsId).map(usual)
  lines.forEach((line, i) => {
    if (line.goodsId === lines[i + 1]?.goodsId) throw new RangeError(`Goods ${line.goodsId} are in the basket twice`)
  })
  const goods: ReceiptPart = {
    kind: 'goods',
    sourceId: null,
    title: '商品',
    because: `共 ${lines.reduce((units, line) => units + line.quantity, 0)} 件`,
    amount: sumOf(lines.map((line) => line.list)),
  }
  return {
    now,
    basket,
    lines,
    offers: byId(basket.offers, (offer) => offer.id),
    coupons: byId(basket.coupons, (coupon) => coupon.id),
    fee: NOTHING,
    gifts: [],
    parts: [goods],
    verdicts: [],
    notices: [],
  }
}

function usual(line: BasketLine): DraftLine {
  if (!Number.isSafeInteger(line.quantity) || line.quantity < 1 || line.unitPrice < 0)
    throw new RangeError(`Not a line of a basket: ${line.quantity} × ${line.unitPrice} fen`)
  const { goodsId, categoryId, quantity, unitPrice } = line
  return {
    goodsId,
    categoryId,
    quantity,
    unitPrice,
    list: fen(quantity * unitPrice),
    special: NOTHING,
    specialUnits: 0,
    spendSaveId: null,
    spendSave: NOTHING,
    coupon: NOTHING,
  }
}

/** By UTF-16 units: the same on every phone and server, whatever its language. */
function byId<T>(items: readonly T[], idOf: (item: T) => string): T[] {
  return [...items].sort((a, b) => (idOf(a) < idOf(b) ? -1 : idOf(a) > idOf(b) ? 1 : 0))
}

export const sumOf = (amounts: readonly Fen[]): Fen => fen(amounts.reduce((sum, amount) => sum + amount, 0))
export const least = (a: Fen, b: Fen): Fen => (a < b ? a : b)

/** What a line comes to, seen from one point of the order of steps. */
export function amountOf(line: DraftLine, basis: Basis): Fen {
  switch (basis) {
    case 'list':
      return line.list
    case 'after-specials':
      return fen(line.list - line.special)
    case 'after-offers':
      return fen(line.list - line.special - line.spendSave)
  }
}

export const totalOf = (lines: readonly DraftLine[], basis: Basis): Fen =>
  sumOf(lines.map((line) => amountOf(line, basis)))

/** Whether goods are meant by a scope, as a question to be asked of many lines. */
export function within(scope: Scope): (line: BasketLine) => boolean {
  if (scope.kind === 'all') return () => true
  const ids = new Set(scope.ids)
  return scope.kind === 'goods' ? (line) => ids.has(line.goodsId) : (line) => ids.has(line.categoryId)
}

/** The offers of one kind whose window holds `now` (half-open). */
export function openOffers<K extends Offer['kind']>(draft: Draft, kind: K): Extract<Offer, { kind: K }>[] {
  return draft.offers.filter(
    (offer): offer is Extract<Offer, { kind: K }> => offer.kind === kind && phaseOf(offer.window, draft.now) === 'open',
  )
}

/** Whether this person has had an offer as often as one may; cancelled orders are not in `taken` (KF-8, KF-10). */
export const usedUpBy = (offer: { readonly perPerson: number | null; readonly taken: number }): boolean =>
  offer.perPerson !== null && offer.taken >= offer.perPerson

/** Of the tiers that `amount` reaches the one of the highest threshold; `null` when it reaches none. */
export function tierReached<T extends { readonly threshold: Fen }>(tiers: readonly T[], amount: Fen): T | null {
  return tiers.reduce<T | null>(
    (best, tier) => (tier.threshold <= amount && (!best || tier.threshold >= best.threshold) ? tier : best),
    null,
  )
}
