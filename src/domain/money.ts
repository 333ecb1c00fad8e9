/** An amount of money in fen (1 yuan = 100 fen). Always a whole number; may be negative. */
export type Fen = number & { readonly unit: 'fen' }

/** @throws RangeError for anything that is not a whole, safe number of fen. */
export function fen(amount: number): Fen {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`Not a whole number of fen: ${amount}`)
  return (amount || 0) as Fen // -0 would print as -¥0.00
}

/** `¥19.90` without its sign mark: yuan and fen as they are drawn, `{ minus, yuan: '19', fen: '90' }`. */
export function yuanParts(amount: Fen): { readonly minus: boolean; readonly yuan: string; readonly fen: string } {
  const whole = Math.abs(amount)
  return { minus: amount < 0, yuan: String(Math.floor(whole / 100)), fen: String(whole % 100).padStart(2, '0') }
}

/** `¥20`, `¥9.9`, `¥-3.05`: fen are drawn only when there are some. */
export function yuan(amount: Fen): string {
  const parts = yuanParts(amount)
  const cents = parts.fen === '00' ? '' : `.${parts.fen.replace(/0$/, '')}`
  return `¥${parts.minus ? '-' : ''}${parts.yuan}${cents}`
}

/**
 * Splits `total` over `weights` by largest remainder, so that the shares add up to exactly `total`.
 * Equal remainders favour the heavier, then the earlier weight; a weight of 0 gets nothing.
 * @throws RangeError when a weight is negative or all are zero.
 */
export function allocate(total: Fen, weights: readonly Fen[]): Fen[] {
  if (weights.some((weight) => weight < 0)) throw new RangeError('Cannot allocate over a negative weight')
  const sum = weights.reduce((a, b) => a + BigInt(b), 0n)
  if (sum === 0n) throw new RangeError('Cannot allocate over weights that are all zero')
  const sign = total < 0 ? -1 : 1
  const size = BigInt(Math.abs(total)) // total × weight can pass 2^53
  const shares = weights.map((weight) => (size * BigInt(weight)) / sum)
  const rest = weights.map((weight) => (size * BigInt(weight)) % sum)
  const left = Number(size - shares.reduce((a, b) => a + b, 0n))
  const order = weights
    .map((_, i) => i)
    .sort(
      (a, b) =>
        Number(rest[b]! - rest[a]! > 0n) - Number(rest[a]! - rest[b]! > 0n) || weights[b]! - weights[a]! || a - b,
    )
  for (const i of order.slice(0, left)) shares[i]! += 1n
  return shares.map((share) => fen(sign * Number(share)))
}
