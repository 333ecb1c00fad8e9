import { type Fen, fen } from '../money'
import type { Instant } from '../time'
import type { Basket } from './basket'
import { takeCoupon } from './coupon-choice'
import { chargeDelivery, missingForDelivery } from './delivery'
import { amountOf, type Draft, type DraftLine, startDraft, sumOf, totalOf } from './draft'
import { leftOutNotices, setsToLeaveOut } from './leave-out'
import { nextSaving } from './next'
import type { Receipt, ReceiptLine } from './receipt'
import { takeSpecials } from './special'
import { addGifts } from './spend-gift'
import { takeSpendSaves } from './spend-save'
import { LEFT_OUT_WHEN_DEARER, STEPS, type Step } from './stacking'

const TAKE = {
  special: takeSpecials,
  'spend-save': takeSpendSaves,
  'spend-gift': addGifts,
  coupon: takeCoupon('coupon'),
  delivery: chargeDelivery,
  'free-delivery-coupon': takeCoupon('free-delivery-coupon'),
} satisfies Record<Step, (draft: Draft) => Draft>

/**
 * What a basket costs at `now`, and why: the one price of cart, checkout and order. The rules are in `stacking.ts`.
 * The order of lines, offers and coupons decides nothing; the receipt's lines come as the basket's, all else in the order of steps
 * and ids. What cannot be used is left out with its reason and never stops an order (KF-15, KF-16).
 *
 * More goods never cost less, but for what they reach: a tier of 满减, the threshold of a coupon, the goods of an exchange, free
 * delivery. Each lowers the total by at most what it takes off more than before (and the rounding of shares by a fen per line at
 * the most, where a coupon is about some of the goods of a 满减).
 * @throws RangeError for a basket that cannot be one (see `startDraft`).
 */
export function price(basket: Basket, now: Instant): Receipt {
  const draft = cheapest(startDraft(basket, now))
  const lines = draft.lines.map(lineOf)
  const lineFor = new Map(lines.map((line) => [line.goodsId, line]))
  return {
    lines: basket.lines.map((line) => lineFor.get(line.goodsId)!),
    gifts: draft.gifts,
    parts: draft.parts,
    goodsTotal: totalOf(draft.lines, 'list'),
    afterOffers: totalOf(draft.lines, 'after-offers'),
    deliveryFee: draft.fee,
    saved: fen(-sumOf(draft.parts.flatMap(({ amount }) => (amount < 0 ? [amount] : [])))),
    total: fen(sumOf(lines.map((line) => line.paid)) + draft.fee),
    coupons: draft.verdicts,
    next: nextSaving(draft),
    notices: draft.notices,
    missingForDelivery: missingForDelivery(draft),
  }
}

const CHOICE = STEPS.indexOf(LEFT_OUT_WHEN_DEARER)
const take = (steps: readonly Step[], start: Draft): Draft => steps.reduce((draft, step) => TAKE[step](draft), start)
const totalIn = (draft: Draft): Fen => sumOf(draft.parts.map((part) => part.amount))

/** With all offers, unless the total is smaller without some 满减; then without as few as that takes. */
function cheapest(start: Draft): Draft {
  const before = take(STEPS.slice(0, CHOICE), start)
  const rest = STEPS.slice(CHOICE)
  const full = take(rest, before)
  return setsToLeaveOut(full).reduce((best, leftOut) => {
    const draft = take(rest, { ...before, offers: before.offers.filter(({ id }) => !leftOut.includes(id)) })
    if (totalIn(draft) >= totalIn(best)) return best
    const less = fen(totalIn(full) - totalIn(draft))
    return { ...draft, notices: [...draft.notices, ...leftOutNotices(full, leftOut, less)] }
  }, full)
}

function lineOf(line: DraftLine): ReceiptLine {
  const { goodsId, quantity, list, special, specialUnits, spendSave, coupon } = line
  const paid = fen(amountOf(line, 'after-offers') - coupon)
  return { goodsId, quantity, list, special, specialUnits, spendSave, coupon, paid }
}
