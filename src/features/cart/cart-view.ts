import type { CartAnswer, CartLine } from '../../contract/cart'
import type { GoodsCard } from '../../contract/shop'
import { type Fen, fen } from '../../domain/money'
import { priceNow } from '../../ui/goods-words'

/** What a tap asked for and the server has not said yes to. `quantity` 0 takes the line out. */
export type Wish =
  | { readonly kind: 'line'; readonly goods: GoodsCard; readonly quantity: number }
  | { readonly kind: 'choose'; readonly goodsIds: readonly string[]; readonly chosen: boolean }

const worth = ({ goods, quantity, chosen }: CartLine): number => (chosen ? priceNow(goods) * quantity : 0)

/** A line as a wish makes it, until the server has priced it. */
export const freshLine = (goods: GoodsCard, quantity: number): CartLine => ({
  goods,
  quantity,
  chosen: true,
  paid: priceNow(goods) * quantity,
  trouble: null,
  changed: null,
})

function after(lines: readonly CartLine[], wish: Wish): readonly CartLine[] {
  if (wish.kind === 'choose') {
    const ids = new Set(wish.goodsIds)
    return lines.map((line) => (ids.has(line.goods.id) ? { ...line, chosen: wish.chosen } : line))
  }
  const { goods, quantity } = wish
  if (quantity === 0) return lines.filter((line) => line.goods.id !== goods.id)
  if (!lines.some((line) => line.goods.id === goods.id)) return [freshLine(goods, quantity), ...lines]
  return lines.map((line) => (line.goods.id === goods.id ? { ...line, quantity } : line))
}

/** How many of each goods these lines hold. */
export const unitsOf = (lines: readonly CartLine[]): ReadonlyMap<string, number> =>
  new Map(lines.map((line) => [line.goods.id, line.quantity]))

/** The server's lines as they will be once these wishes, in their order, have been heard. */
export const withWishes = (lines: readonly CartLine[], wishes: readonly Wish[]): readonly CartLine[] =>
  wishes.reduce(after, lines)

/** What the chosen lines come to while the server has not said it: its last total, moved by the price of what was added or taken. */
export function roughTotal(total: number, known: readonly CartLine[], shown: readonly CartLine[]): Fen {
  const sum = (lines: readonly CartLine[]): number => lines.reduce((amount, line) => amount + worth(line), 0)
  return fen(Math.max(0, total + sum(shown) - sum(known)))
}

export type CheckoutLine = { readonly goodsId: string; readonly quantity: number }

/** What goes to the checkout: the chosen lines with as much as can be had; what cannot be had stays in the cart. */
export const checkoutLines = (lines: readonly CartLine[]): CheckoutLine[] =>
  lines.flatMap(({ goods, quantity, chosen, trouble }) => {
    const most = trouble ? Math.min(trouble.most, quantity) : quantity
    return chosen && most > 0 ? [{ goodsId: goods.id, quantity: most }] : []
  })

/** Nothing in it. */
export const emptyCart: CartAnswer = {
  lines: [],
  receipt: {
    lines: [],
    gifts: [],
    parts: [],
    goodsTotal: 0,
    afterOffers: 0,
    deliveryFee: 0,
    saved: 0,
    total: 0,
    next: null,
    notices: [],
    missingForDelivery: 0,
  },
  notes: [],
  count: 0,
  asOf: 0,
}
