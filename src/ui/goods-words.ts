import { type Fen, fen, yuan } from '../domain/money'

/** What is drawn of goods on a shelf; prices in fen, weights in grams. `available`: 99 stands for 99 and more. */
export type ShelfGoods = {
  readonly name: string
  readonly note: string
  readonly soldBy: 'piece' | 'weight'
  readonly unit: string
  readonly unitGrams: number | null
  readonly price: number
  readonly per500g: number | null
  readonly available: number
  readonly perOrder: number | null
  readonly special: { readonly price: number; readonly perPerson: number | null; readonly left: number | null } | null
}

const MANY = 99
/** As much as a line of the cart may hold. */
const MOST_OF_A_LINE = 999
const FEW = 5
const HALF_KILO = 500

/** 650g below a kilogram, 1.2kg above. */
export const weight = (grams: number): string =>
  grams < 1000 ? `${grams}g` : `${(grams / 1000).toFixed(2).replace(/\.?0+$/, '')}kg`

/** What one unit costs right now. */
export const priceNow = ({ price, special }: ShelfGoods): Fen => fen(special?.price ?? price)

/** The same per 500 g, to the fen; `null` when nobody knows what a unit weighs. */
function per500gNow({ unitGrams, per500g, special }: ShelfGoods): Fen | null {
  if (unitGrams === null) return null
  if (special) return fen(Math.round((special.price * HALF_KILO) / unitGrams))
  return per500g === null ? null : fen(per500g)
}

/** What a unit is and what it costs by weight: 约 650g/条 · ¥24/500g · 300g/份 · ¥5.83/500g · 每盒. */
export function measure(goods: ShelfGoods): string {
  const { soldBy, unit, unitGrams } = goods
  const per500g = per500gNow(goods)
  if (unitGrams === null) return /^\d/.test(unit) ? unit : `每${unit}`
  const size = `${soldBy === 'weight' ? '约 ' : ''}${weight(unitGrams)}/${unit}`
  // 500g at 500 g says its price already
  if (per500g === null || (soldBy === 'piece' && unitGrams === HALF_KILO)) return size
  return `${size} · ${yuan(per500g)}/500g`
}

/** How many of it one order may take: what there is, and the limit of an order. */
export function mostOf({ available, perOrder }: ShelfGoods): number {
  const there = available >= MANY ? MOST_OF_A_LINE : available
  return Math.min(there, perOrder ?? MOST_OF_A_LINE)
}

/** Why there cannot be more than `mostOf`: 每单限 2 份 · 只剩 3 份了. */
export function whyNoMore({ available, perOrder, unit }: ShelfGoods): string {
  if (perOrder !== null && perOrder <= available) return `每单限 ${perOrder} ${unit}`
  return available === 0 ? '卖完了' : `只剩 ${available} ${unit}了`
}

export type GoodsTag = { readonly words: string; readonly tone: 'sun' | 'leaf' | 'tomato' | 'calm' }

/** The marks under the name, the most important first: 特价 · 限 2 份, 只剩 3 条, 每单限 2 份, 称重. */
export function tagsOf(goods: ShelfGoods): GoodsTag[] {
  const { special, unit, available, perOrder, soldBy } = goods
  const tags: GoodsTag[] = []
  if (special) {
    const limit = special.perPerson === null ? '' : ` 限 ${special.perPerson} ${unit}`
    tags.push({ words: `特价${limit}`, tone: 'tomato' })
  }
  if (available > 0 && available <= FEW) tags.push({ words: `只剩 ${available} ${unit}`, tone: 'sun' })
  if (perOrder !== null) tags.push({ words: `每单限 ${perOrder} ${unit}`, tone: 'calm' })
  if (soldBy === 'weight') tags.push({ words: '称重', tone: 'leaf' })
  return tags
}
