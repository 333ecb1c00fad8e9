import type { Static } from 'typebox'
import type { CartAnswer, CartLine } from '../../src/contract/cart'
import type { GoodsCard } from '../../src/contract/shop'
import { type Fen, fen, yuan } from '../../src/domain/money'
import type { Instant } from '../../src/domain/time'
import { cardsOf } from '../catalog/catalog.service'
import { assemble } from '../checkout/basket.service'
import { troubleOut } from '../checkout/line-trouble'
import { receiptOut } from '../checkout/receipt-out'
import type { Db } from '../database/connection'

/** `seen`: what one unit cost when the shopper saw it last; `null` when we do not know. */
export type CartLineAsked = {
  readonly goodsId: string
  readonly quantity: number
  readonly chosen: boolean
  readonly seen: Fen | null
}
type Line = Static<typeof CartLine>

/** What one unit costs as the shelf shows it: the special price while there is one. */
export const shownPrice = (card: GoodsCard): Fen => fen(card.special?.price ?? card.price)

/** The whole cart anew: prices, offers, coupons, stock and limits of now (KF-17). Goods that the store never had are only spoken of. */
export async function cartAnswer(
  db: Db,
  ask: {
    storeId: string
    residentId: string | null
    lines: readonly CartLineAsked[]
    notes?: readonly string[]
    now: Instant
  },
): Promise<CartAnswer> {
  const { storeId, residentId, now } = ask
  const ids = ask.lines.map((line) => line.goodsId)
  const [basket, cards] = await Promise.all([
    assemble(db, { storeId, residentId, lines: ask.lines, delivery: null, choose: 'best', now }),
    cardsOf(db, storeId, ids, now),
  ])
  const cardFor = new Map(cards.map((card) => [card.id, card]))
  const paidFor = new Map(basket.receipt.lines.map((line) => [line.goodsId, line.paid]))
  const lines = ask.lines.flatMap((line): Line[] => {
    const goods = cardFor.get(line.goodsId)
    if (!goods) return []
    const trouble = troubleOut(basket.troubles.get(line.goodsId))
    const changed = trouble?.code === 'GOODS_UNAVAILABLE' ? null : changeOf(goods, line.seen)
    const { quantity, chosen } = line
    return [{ goods, quantity, chosen, paid: paidFor.get(line.goodsId) ?? 0, trouble, changed }]
  })
  const unknown = ask.lines.length - lines.length
  return {
    lines: [...lines.filter((line) => !isGone(line)), ...lines.filter(isGone)],
    receipt: receiptOut(basket.receipt),
    notes: [
      ...(ask.notes ?? []),
      ...lines.flatMap(changeWords),
      ...(unknown > 0 ? [`有 ${unknown} 样商品本店没有，没有放进购物车`] : []),
    ],
    count: lines.reduce((units, line) => units + line.quantity, 0),
    asOf: now,
  }
}

const isGone = (line: Line): boolean => line.trouble?.code === 'GOODS_UNAVAILABLE'

function changeOf(goods: GoodsCard, seen: Fen | null): Line['changed'] {
  const is = shownPrice(goods)
  return seen === null || seen === is ? null : { was: seen, is }
}

/** 番茄 涨了 ¥0.5 */
function changeWords({ goods, changed }: Line): string[] {
  if (!changed) return []
  const more = changed.is - changed.was
  return [`${goods.name} ${more > 0 ? '涨了' : '降了'} ${yuan(fen(Math.abs(more)))}`]
}
