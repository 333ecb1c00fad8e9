import { allocate, type Fen, fen } from '../money'
import { refundable, refundOf } from '../pricing/weigh'
import { HOUR, type Instant, plus } from '../time'

/** How long after it came into their hands a resident may ask money back from the phone. */
export const REFUND_HOURS = 24

/** The first instant at which a refund can no longer be asked for. */
export const refundEndsAt = (endedAt: Instant): Instant => plus(endedAt, REFUND_HOURS * HOUR)

/** A line that came into somebody's hands, with what has gone back of it. */
export type HandedLine = {
  readonly quantity: number
  /** `null` where nobody picked it unit by unit (a till's order): all of it. */
  readonly pickedQuantity: number | null
  readonly refundedQuantity: number
  readonly paid: Fen
  readonly kept: Fen | null
  /** Everything that went back of it, short or light or after the sale. */
  readonly refunded: Fen
}

type Units = Pick<HandedLine, 'quantity' | 'pickedQuantity' | 'refundedQuantity'>
const handed = (line: Units): number => line.pickedQuantity ?? line.quantity

/** Units that were handed over and that nothing has been given back for. */
export const unitsLeft = (line: Units): number => Math.max(0, handed(line) - line.refundedQuantity)

/**
 * What goes back for `units` more of a line: what these units were paid, every discount with them, by weight the same share of what the
 * scale said (KF-21). `null` for more units than are left.
 */
export function refundForUnits(line: HandedLine, units: number): Fen | null {
  if (units > unitsLeft(line)) return null
  const whole = refundOf(line.kept ?? line.paid, line.refundedQuantity, handed(line), units)
  return fen(Math.min(whole, refundable({ kept: line.paid, refunded: line.refunded })))
}

/** How what the store agrees to is shared over what was asked of each line: in proportion, never more than was asked of it. */
export function sharesOfAgreed(agreed: Fen, asked: readonly Fen[]): Fen[] {
  if (agreed > asked.reduce((sum, one) => sum + one, 0)) throw new RangeError('More than was asked for')
  return allocate(agreed, asked)
}

/** What one order may be given back after the sale before an owner has to decide. */
export const OWNER_DECIDES_ABOVE = fen(20_000)
