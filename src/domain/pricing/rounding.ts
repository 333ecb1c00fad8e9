import { type Fen, fen } from '../money'

/**
 * `amount` × `part` ÷ `whole`, half a fen upwards: the one rounding of prices (percent, weight, part of a line).
 * For amounts ≥ 0; exact beyond 2^53 on the way.
 */
export function roundedPart(amount: Fen, part: number, whole: number): Fen {
  return fen(Number((2n * BigInt(amount) * BigInt(part) + BigInt(whole)) / (2n * BigInt(whole))))
}

/** The same, rounded down: what may be kept of something paid. */
export function flooredPart(amount: Fen, part: number, whole: number): Fen {
  return fen(Number((BigInt(amount) * BigInt(part)) / BigInt(whole)))
}
