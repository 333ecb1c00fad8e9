import { type Fen, fen } from '../money'
import { flooredPart, roundedPart } from './rounding'

const PRICED_GRAMS = 500

/** What `grams` of goods at `pricePer500g` (one 市斤) are expected to cost, half a fen upwards. */
export function estimateOf(pricePer500g: Fen, grams: number): Fen {
  return roundedPart(pricePer500g, grams, PRICED_GRAMS)
}

/**
 * What is kept of the `paid` amount of a line once it has been picked or weighed: `delivered` of `ordered` (grams of goods by
 * weight, units of goods by piece). Rounded down to whole fen, so never more than the exact part; the rest of `paid` is refunded.
 *
 * The rule, 多退少不补: what the order reached when it was placed (a 满减 tier, a coupon's threshold, free delivery, a gift) stays
 * reached. A line gives back the same share of what it paid as was missing of its weight or number, its discounts with it. Other
 * lines are untouched. Who gets more than ordered pays nothing for it.
 * @throws RangeError when nothing was ordered, or either is not a whole number ≥ 0.
 */
export function keptOf(paid: Fen, ordered: number, delivered: number): Fen {
  if (!isCount(ordered) || ordered === 0 || !isCount(delivered))
    throw new RangeError(`Cannot keep a part of ${delivered} in ${ordered}`)
  return delivered >= ordered ? paid : flooredPart(paid, delivered, ordered)
}

/** What a line could still be refunded: what was kept of it less what has gone back, never below zero. */
export function refundable(line: { readonly kept: Fen; readonly refunded: Fen }): Fen {
  return fen(Math.max(0, line.kept - line.refunded))
}

/**
 * What goes back for `units` more of a line's `quantity` units, of which `unitsRefunded` were refunded before (units, not money).
 * `kept` is what the whole line paid after picking. It is the step from one rounded running total to the next, so however the
 * units are grouped, all of them together get exactly `kept` (KF-21).
 * @throws RangeError when that is more units than the line has.
 */
export function refundOf(kept: Fen, unitsRefunded: number, quantity: number, units: number): Fen {
  if (![unitsRefunded, quantity, units].every(isCount) || quantity === 0 || unitsRefunded + units > quantity)
    throw new RangeError(`Cannot refund ${units} of ${quantity} units after ${unitsRefunded}`)
  return fen(flooredPart(kept, unitsRefunded + units, quantity) - flooredPart(kept, unitsRefunded, quantity))
}

const isCount = (count: number): boolean => Number.isSafeInteger(count) && count >= 0
