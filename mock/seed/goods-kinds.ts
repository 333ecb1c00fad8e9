import type { SoldBy } from '../../src/domain/goods/goods'

/** One kind of goods as the price list has it. Prices in yuan: of one unit by piece, of 500 g by weight. */
export type Kind = {
  readonly name: string
  readonly note: string
  readonly picture: string
  readonly soldBy: SoldBy
  readonly unit: string
  readonly grams: number | null
  readonly yuan: number
  /** What else it is called: what people search for. */
  readonly aliases: readonly string[]
  /** Packed by somebody else: it has a barcode. */
  readonly packed: boolean
  readonly perOrder: number | null
  readonly perPersonDay: number | null
}
type More = Partial<Pick<Kind, 'aliases' | 'packed' | 'perOrder' | 'perPersonDay'>>

const plain = { aliases: [], packed: false, perOrder: null, perPersonDay: null }

/** `[unit, grams of one]`; no grams where nobody compares by weight. */
type Unit = readonly [unit: string, grams?: number]

export const piece = (
  name: string,
  note: string,
  picture: string,
  [unit, grams]: Unit,
  yuan: number,
  more: More = {},
): Kind => ({
  ...plain,
  name,
  note,
  picture,
  soldBy: 'piece',
  unit,
  grams: grams ?? null,
  yuan,
  ...more,
})

export const packed = (name: string, note: string, picture: string, unit: Unit, yuan: number, more: More = {}): Kind =>
  piece(name, note, picture, unit, yuan, { packed: true, ...more })

/** Weighed when it is picked: one unit is about so many grams. */
export const weighed = (
  name: string,
  note: string,
  picture: string,
  [unit, grams]: readonly [unit: string, grams: number],
  yuan: number,
  more: More = {},
): Kind => ({ ...plain, name, note, picture, soldBy: 'weight', unit, grams, yuan, ...more })
