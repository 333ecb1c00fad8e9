import { v7 as uuid } from 'uuid'
import { type BasketGoods, basketGoods } from '../catalog/catalog.service'
import type { Tx } from '../database/connection'
import type { OfferUse } from '../offer/offer.service'
import type { NewLine } from '../order/place.service'
import type { Assembled } from './basket.service'

/** The lines of an order as the receipt priced them: what stands here is what a refund is made of (KF-21). */
export function boughtLines(orderId: string, { receipt, goods }: Assembled): NewLine[] {
  return receipt.lines.map((line, position) => ({
    ...snapshot(goods.get(line.goodsId)!, orderId),
    position,
    quantity: line.quantity,
    list_fen: line.list,
    paid_fen: line.paid,
  }))
}

/** The gifts that could be given, behind what was bought. They cost nothing. */
export async function giftLines(
  tx: Tx,
  ask: { orderId: string; storeId: string; basket: Assembled; gifts: readonly string[] },
): Promise<NewLine[]> {
  const { lines, gifts } = ask.basket.receipt
  const given = gifts.filter((gift) => ask.gifts.includes(gift.offerId))
  const known = await basketGoods(
    tx,
    ask.storeId,
    given.map((gift) => gift.goodsId),
  )
  return given.flatMap((gift, i): NewLine[] => {
    const goods = known.get(gift.goodsId)
    if (!goods) return []
    const nothing = { kind: 'gift', quantity: gift.quantity, list_fen: 0, paid_fen: 0 } as const
    return [{ ...snapshot(goods, ask.orderId), ...nothing, position: lines.length + i }]
  })
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
