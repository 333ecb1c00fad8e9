import { v7 as uuid } from 'uuid'
import { fen } from '../../src/domain/money'
import { type BasketGoods, basketGoods } from '../catalog/catalog.service'
import type { Tx } from '../database/connection'
import type { OfferUse } from '../offer/offer.service'
import type { NewLine } from '../order/place.service'
import type { Assembled } from './basket.service'

/** The lines of an order as the receipt priced them, gifts last: what stands here is what a refund is made of (KF-21). */
export async function orderLines(
  tx: Tx,
  ask: { orderId: string; storeId: string; basket: Assembled; gifts: readonly string[] },
): Promise<NewLine[]> {
  const { orderId, storeId, basket } = ask
  const gifts = basket.receipt.gifts.filter((gift) => ask.gifts.includes(gift.offerId))
  const known = await basketGoods(
    tx,
    storeId,
    gifts.map((gift) => gift.goodsId),
  )
  const bought = basket.receipt.lines.map((line): Omit<NewLine, 'position'> => {
    const goods = basket.goods.get(line.goodsId)!
    return { ...snapshot(goods, orderId), quantity: line.quantity, list_fen: line.list, paid_fen: line.paid }
  })
  const given = gifts.flatMap((gift): Omit<NewLine, 'position'>[] => {
    const goods = known.get(gift.goodsId)
    if (!goods) return []
    return [{ ...snapshot(goods, orderId), kind: 'gift', quantity: gift.quantity, list_fen: 0, paid_fen: fen(0) }]
  })
  return [...bought, ...given].map((line, position) => ({ ...line, position }))
}

/** Goods as they are called and cost when the order is placed; what becomes of them later changes no order. */
const snapshot = (goods: BasketGoods, orderId: string) => ({
  id: uuid(),
  order_id: orderId,
  goods_id: goods.id,
  name: goods.name,
  picture: goods.picture,
  unit: goods.unit,
  unit_grams: goods.unitGrams,
  sold_by: goods.soldBy,
  shelf: goods.shelf,
  shelf_zone: goods.shelfZone,
  price_fen: goods.price,
})

/** What the order takes of the store's offers: units of a special price, one use of each 满减 and of each 满送. */
export function offerUses({ receipt, offers }: Assembled): OfferUse[] {
  const sources = new Set([...receipt.parts.map((part) => part.sourceId), ...receipt.gifts.map((gift) => gift.offerId)])
  return offers.flatMap((offer): OfferUse[] => {
    if (!sources.has(offer.id)) return []
    if (offer.kind !== 'special') return [{ offerId: offer.id, title: offer.title, units: 1 }]
    const line = receipt.lines.find(({ goodsId }) => goodsId === offer.goodsId)
    return line ? [{ offerId: offer.id, title: offer.title, units: line.specialUnits }] : []
  })
}
