import type { Static } from 'typebox'
import type { LineTrouble } from '../../src/contract/cart'

export type Trouble = Static<typeof LineTrouble> & { readonly goodsId: string }

/** As it travels with its line. */
export const troubleOut = (trouble: Trouble | undefined): Static<typeof LineTrouble> | null =>
  trouble ? { code: trouble.code, words: trouble.words, most: trouble.most } : null

/** What of goods in a store decides whether so many can be bought. */
export type Sellable = {
  readonly id: string
  readonly name: string
  readonly unit: string
  /** Units that can be sold now. */
  readonly available: number
  readonly listed: boolean
  /** Most units of one order, and of one person and store day; `null` = no limit. */
  readonly perOrder: number | null
  readonly perPersonDay: number | null
}

/** Goods that this store never had, whatever they are. */
export const unknownTrouble = (goodsId: string): Trouble => ({
  goodsId,
  code: 'GOODS_UNAVAILABLE',
  words: '有件商品本店没有了',
  most: 0,
})

/**
 * Why `quantity` units cannot be bought as they stand, and how many could be (`most`); `null` when they can. `bought`: units that this
 * person has bought of it today already. When stock and limits are both in the way, the tighter one is said; among equals the limit,
 * which waiting for stock does not change.
 */
export function troubleOf(goods: Sellable, quantity: number, bought: number): Trouble | null {
  const { id: goodsId, name, unit, available, perOrder, perPersonDay } = goods
  const gone = (words: string): Trouble => ({ goodsId, code: 'GOODS_UNAVAILABLE', words, most: 0 })
  if (!goods.listed) return gone(`${name}下架了`)
  if (available === 0) return gone(`${name}卖完了`)
  const today = perPersonDay === null ? Infinity : Math.max(0, perPersonDay - bought)
  const allowed = Math.min(perOrder ?? Infinity, today)
  const most = Math.min(allowed, available)
  if (quantity <= most) return null
  if (available < allowed) return { goodsId, code: 'GOODS_SHORT', words: `${name}只剩 ${available} ${unit}`, most }
  const words =
    today <= (perOrder ?? Infinity)
      ? `${name}每人每天限购 ${perPersonDay} ${unit}${bought > 0 ? `，今天已买 ${bought} ${unit}` : ''}`
      : `${name}每单限购 ${perOrder} ${unit}`
  return { goodsId, code: 'GOODS_LIMIT', words, most }
}
