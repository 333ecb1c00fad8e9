import type { CouponCard } from '../../src/contract/coupon'
import type { CouponValue } from '../../src/domain/coupon/coupon'
import type { BasketCoupon, BasketLine, DeliveryTerms, Offer } from '../../src/domain/pricing/basket'
import { price } from '../../src/domain/pricing/price'
import type { CouponVerdict, Receipt } from '../../src/domain/pricing/receipt'
import type { Instant } from '../../src/domain/time'
import { type BasketGoods, basketGoods, boughtToday, offersInForce } from '../catalog/catalog.service'
import { type AtCheckout, atCheckout } from '../coupon/coupon.service'
import type { Db } from '../database/connection'
import { type Trouble, troubleOf, unknownTrouble } from './line-trouble'

/** What somebody wants of one kind of goods. `chosen: false`: it is looked at, but not part of the price. */
export type WantedLine = { readonly goodsId: string; readonly quantity: number; readonly chosen?: boolean }

export type BasketAsk = {
  readonly storeId: string
  /** `null`: somebody who is not signed in; no coupons, no limits per person. */
  readonly residentId: string | null
  readonly lines: readonly WantedLine[]
  /** The terms of the door's zone; `null` when the goods are collected. */
  readonly delivery: DeliveryTerms | null
  readonly choose: 'best' | readonly string[]
  readonly now: Instant
}

export type JudgedCoupon = { readonly card: CouponCard; readonly verdict: CouponVerdict }

export type Assembled = {
  /** By id: what the store has (or had) of the goods asked for; unknown ones are missing. */
  readonly goods: ReadonlyMap<string, BasketGoods>
  /** What was priced: chosen lines, each kind once, save those whose goods are gone. In the order asked. */
  readonly basketLines: readonly BasketLine[]
  readonly receipt: Receipt
  /** The store's offers in force that are about these goods, whether they applied or not. */
  readonly offers: readonly Offer[]
  /** By goods id: what is in the way of buying the line as it stands, lines that are not chosen among them. */
  readonly troubles: ReadonlyMap<string, Trouble>
  /** By coupon id: every coupon that the resident holds and that has not ended. */
  readonly coupons: ReadonlyMap<string, JudgedCoupon>
}

/**
 * The basket with everything that decides its price, and its price: the one way to it for cart, checkout and order. Three questions at
 * the same time on the pool, one after the other inside a transaction. Prices, stock, offers and coupons are those of now
 * (KF-4, KF-15, KF-17, KF-29).
 */
export async function assemble(db: Db, ask: BasketAsk): Promise<Assembled> {
  const { storeId, residentId, now } = ask
  const wanted = merged(ask.lines)
  const ids = wanted.map((line) => line.goodsId)
  const [goods, inForce, held] = await Promise.all([
    basketGoods(db, storeId, ids),
    offersInForce(db, storeId, residentId, now),
    residentId === null ? [] : atCheckout(db, residentId, now),
  ])
  // few goods have a limit per person and day: only those are looked for in today's orders
  const limited = ids.filter((id) => (goods.get(id)?.perPersonDay ?? null) !== null)
  const bought =
    residentId === null || limited.length === 0
      ? new Map<string, number>()
      : await boughtToday(db, residentId, storeId, limited, now)
  // a store has hundreds of special prices, a basket goods of a few
  const offers = inForce.filter((offer) => offer.kind !== 'special' || goods.has(offer.goodsId))
  const troubles = troublesOf(wanted, goods, bought)
  const basketLines = wanted.flatMap((line) => {
    const known = goods.get(line.goodsId)
    if (!known || line.chosen === false || troubles.get(line.goodsId)?.code === 'GOODS_UNAVAILABLE') return []
    return [{ goodsId: line.goodsId, categoryId: known.categoryId, quantity: line.quantity, unitPrice: known.price }]
  })
  const coupons = held.map(basketCoupon)
  const { delivery, choose } = ask
  const receipt = price({ storeId, lines: basketLines, offers, coupons, delivery, choose }, now)
  return { goods, basketLines, receipt, offers, troubles, coupons: judged(held, receipt) }
}

/** Each kind of goods once, where it stood first. */
export function merged(lines: readonly WantedLine[]): WantedLine[] {
  const byGoods = new Map<string, WantedLine>()
  for (const line of lines) {
    const before = byGoods.get(line.goodsId)
    byGoods.set(line.goodsId, before ? { ...before, quantity: before.quantity + line.quantity } : line)
  }
  return [...byGoods.values()]
}

function troublesOf(
  wanted: readonly WantedLine[],
  goods: ReadonlyMap<string, BasketGoods>,
  bought: ReadonlyMap<string, number>,
): Map<string, Trouble> {
  const found = wanted.flatMap(({ goodsId, quantity }) => {
    const known = goods.get(goodsId)
    return (known ? troubleOf(known, quantity, bought.get(goodsId) ?? 0) : unknownTrouble(goodsId)) ?? []
  })
  return new Map(found.map((trouble) => [trouble.goodsId, trouble]))
}

const basketCoupon = ({ card, scope, busy }: AtCheckout): BasketCoupon => ({
  id: card.id,
  title: card.title,
  value: card.value as CouponValue,
  scope,
  usable: { opensAt: card.usableFrom as Instant, closesAt: card.usableUntil as Instant },
  usableOnline: card.usableOnline,
  storeIds: card.storeIds,
  busy,
})

function judged(held: readonly AtCheckout[], receipt: Receipt): Map<string, JudgedCoupon> {
  const verdicts = new Map(receipt.coupons.map((verdict) => [verdict.couponId, verdict]))
  return new Map(held.map(({ card }) => [card.id, { card, verdict: verdicts.get(card.id)! }]))
}
