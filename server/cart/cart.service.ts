import type { CartAnswer } from '../../src/contract/cart'
import { type Refusal, refuse } from '../../src/contract/errors'
import { fen } from '../../src/domain/money'
import type { Instant } from '../../src/domain/time'
import { basketGoods, cardsOf } from '../catalog/catalog.service'
import { merged } from '../checkout/basket.service'
import type { Db, Tx } from '../database/connection'
import { storeCard } from '../launch/launch.service'
import { cartAnswer, shownPrice } from './cart-answer'
import * as carts from './cart.repository'
import type { Cart } from './cart.repository'

/** As many kinds as one checkout takes. */
export const MOST_KINDS = 60

type Lines = readonly { readonly goodsId: string; readonly quantity: number }[]

/**
 * The cart as it stands now. What changed since last time is said, and said again until something in the cart is changed: a page that
 * was only fetched may never have been looked at.
 */
export async function cart(db: Db, cart: Cart, now: Instant): Promise<CartAnswer | Refusal> {
  const lines = await carts.lines(db, cart)
  return lines.length === 0 ? emptyCart(db, cart, now) : cartAnswer(db, { ...cart, lines, now })
}

/** What a phone's own cart costs; it is kept nowhere. */
export async function look(
  db: Db,
  ask: { storeId: string; residentId: string | null; lines: Lines; now: Instant },
): Promise<CartAnswer | Refusal> {
  if (!(await storeCard(db, ask.storeId))) return refuse('STORE_NOT_FOUND')
  const lines = merged(ask.lines).map((line) => ({ ...line, chosen: true, seen: null }))
  return cartAnswer(db, { ...ask, lines })
}

/** Sets how many of these goods are in the cart; 0 takes them out. What is there already may have left the shelf, what is new may not. */
export async function setLine(
  tx: Tx,
  cart: Cart,
  line: { goodsId: string; quantity: number; chosen: boolean | undefined },
  now: Instant,
): Promise<CartAnswer | Refusal> {
  await carts.hold(tx, cart)
  if (line.quantity === 0) await carts.remove(tx, cart, line.goodsId)
  else if (!(await carts.change(tx, cart, line.goodsId, line))) {
    const added = await sellable(tx, cart, [line], now)
    if (added.length === 0) return refuse('GOODS_NOT_FOUND')
    if ((await carts.lines(tx, cart)).length >= MOST_KINDS) return refuse('CART_FULL', { most: MOST_KINDS })
    await carts.put(
      tx,
      cart,
      added.map((one) => ({ ...one, chosen: line.chosen ?? true })),
      now,
    )
  }
  return changed(tx, cart, now)
}

/** Adds what the phone had while nobody was signed in. The larger quantity of both stays, so merging twice is merging once. */
export async function merge(tx: Tx, cart: Cart, lines: Lines, now: Instant): Promise<CartAnswer | Refusal> {
  await carts.hold(tx, cart)
  const wanted = merged(lines).map((line) => ({ ...line, quantity: Math.min(line.quantity, 999) }))
  const [found, before] = [await sellable(tx, cart, wanted, now), await carts.lines(tx, cart)]
  const there = new Set(before.map((line) => line.goodsId))
  const room = MOST_KINDS - before.length
  const fitting = found.filter((line) => !there.has(line.goodsId)).slice(0, Math.max(0, room))
  const taken = new Set([...there, ...fitting.map((line) => line.goodsId)])
  await carts.put(
    tx,
    cart,
    found.filter((line) => taken.has(line.goodsId)).map((line) => ({ ...line, chosen: true })),
    now,
  )
  const full = found.filter((line) => !taken.has(line.goodsId)).length
  const gone = wanted.filter((line) => !there.has(line.goodsId)).length - fitting.length - full
  return changed(tx, cart, now, [
    ...(full > 0 ? [`购物车最多放 ${MOST_KINDS} 种商品，有 ${full} 样没有加进来`] : []),
    ...(gone > 0 ? [`有 ${gone} 样商品已经下架，没有加进来`] : []),
  ])
}

/** Chooses lines for the checkout, or no longer. */
export async function choose(
  tx: Tx,
  cart: Cart,
  body: { goodsIds: readonly string[]; chosen: boolean },
  now: Instant,
): Promise<CartAnswer | Refusal> {
  await carts.hold(tx, cart)
  await carts.choose(tx, cart, body.goodsIds, body.chosen)
  return changed(tx, cart, now)
}

/** Takes out what was just bought, as many units of each; what the shopper added meanwhile stays. Part of the submit. */
export async function takeOutBought(
  tx: Tx,
  residentId: string,
  storeId: string,
  bought: readonly { readonly goodsId: string; readonly units: number }[],
): Promise<void> {
  if (bought.length === 0) return
  const cart = { residentId, storeId }
  await carts.hold(tx, cart)
  await carts.takeOut(tx, cart, bought)
}

/** Those of these goods that the store has on its shelf, with what the shopper sees them cost. */
async function sellable(tx: Tx, { storeId }: Cart, lines: Lines, now: Instant) {
  const ids = lines.map((line) => line.goodsId)
  const [goods, cards] = [await basketGoods(tx, storeId, ids), await cardsOf(tx, storeId, ids, now)]
  const prices = new Map(cards.map((card) => [card.id, shownPrice(card)]))
  return lines
    .filter((line) => goods.get(line.goodsId)?.listed)
    .map(({ goodsId, quantity }) => ({ goodsId, quantity, seen: prices.get(goodsId)! }))
}

/** The cart after a change, with what else has changed since last time; from now on that is known. */
async function changed(tx: Tx, cart: Cart, now: Instant, notes: readonly string[] = []): Promise<CartAnswer | Refusal> {
  const lines = await carts.lines(tx, cart)
  const answer =
    lines.length === 0 ? await emptyCart(tx, cart, now, notes) : await cartAnswer(tx, { ...cart, lines, notes, now })
  if ('refused' in answer) return answer
  const news = answer.lines.flatMap(({ goods, changed: news }) =>
    news ? [{ goodsId: goods.id, seen: fen(news.is) }] : [],
  )
  await carts.markSeen(tx, cart, news)
  return answer
}

async function emptyCart(
  db: Db,
  cart: Cart,
  now: Instant,
  notes: readonly string[] = [],
): Promise<CartAnswer | Refusal> {
  if (!(await storeCard(db, cart.storeId))) return refuse('STORE_NOT_FOUND')
  return cartAnswer(db, { ...cart, lines: [], notes, now })
}
