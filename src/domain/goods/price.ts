import { type Fen, fen } from '../money'
import { estimateOf } from '../pricing/weigh'
import type { SoldBy } from './goods'

/** Chinese shops compare by the 市斤. */
const JIN_GRAMS = 500

/** What goods cost as their store has written it: `price` of one unit by piece, of 500 g by weight. */
export type Priced = { readonly soldBy: SoldBy; readonly unitGrams: number | null; readonly price: Fen }

/** What one unit costs; by weight its estimate, which is paid until it has been weighed. */
export const unitPriceOf = ({ soldBy, unitGrams, price }: Priced): Fen =>
  soldBy === 'piece' ? price : estimateOf(price, unitGrams ?? JIN_GRAMS)

/** What 500 g cost, half a fen upwards; `null` when nobody knows what a unit weighs. */
export function per500gOf({ soldBy, unitGrams, price }: Priced): Fen | null {
  if (soldBy === 'weight') return price
  return unitGrams === null ? null : fen(Math.floor((2 * price * JIN_GRAMS + unitGrams) / (2 * unitGrams)))
}
