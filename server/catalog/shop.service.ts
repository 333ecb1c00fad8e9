import type { GoodsAnswer, GoodsPage, ShopAnswer } from '../../src/contract/shop'
import { type Refusal, refuse } from '../../src/contract/errors'
import type { Instant } from '../../src/domain/time'
import type { Db } from '../database/connection'
import { reviewsOf } from '../review/review.service'
import { cardOf, cardsOf } from './goods.repository'
import { offerCardsOf } from './offer.service'
import { paged, readPlace } from './place'
import { neighboursTake, recommendsTo } from './recommendation.repository'
import * as shelf from './shelf.repository'

const SPECIALS = 12
const TOGETHER = 10

/** The first screen of 选购: categories, offers, special prices, and the first page of the first category. */
export async function shop(db: Db, storeId: string, now: Instant): Promise<ShopAnswer | Refusal> {
  const [categories, offers, specials] = await Promise.all([
    shelf.categoriesOf(db, storeId),
    offerCardsOf(db, storeId, now),
    shelf.specialsOf(db, storeId, now, SPECIALS),
  ])
  const [first] = categories
  if (!first && !(await shelf.storeExists(db, storeId))) return refuse('STORE_NOT_FOUND')
  const page = first ? await pageOf(db, storeId, { category: first.id }, now) : { goods: [], next: null }
  return { categories, offers, specials: specials.map(cardOf), page }
}

export type GoodsAsk = {
  readonly category?: string
  readonly order?: shelf.GoodsOrder
  readonly special?: 'yes'
  readonly available?: 'yes'
  readonly after?: string
}

async function pageOf(db: Db, storeId: string, ask: GoodsAsk, now: Instant): Promise<GoodsPage> {
  const { rows, next } = paged(
    await shelf.pageOf(db, storeId, {
      order: ask.order ?? 'shelf',
      filters: {
        ...(ask.category !== undefined && { category: ask.category }),
        special: ask.special === 'yes',
        available: ask.available === 'yes',
      },
      after: readPlace(ask.after),
      now,
    }),
  )
  return { goods: rows.map(cardOf), next }
}

/** A page of a store's goods. `after` is the `next` of the page before; one that we did not make starts at the beginning. */
export async function goodsPage(db: Db, storeId: string, ask: GoodsAsk, now: Instant): Promise<GoodsPage | Refusal> {
  const page = await pageOf(db, storeId, ask, now)
  if (page.goods.length === 0 && !(await shelf.storeExists(db, storeId))) return refuse('STORE_NOT_FOUND')
  return page
}

/**
 * One kind of goods with what belongs to it. GOODS_NOT_FOUND also when the store does not list it. Who opted out is shown nothing of
 * what neighbours buy.
 */
export async function goodsDetail(
  db: Db,
  storeId: string,
  goodsId: string,
  { residentId, now }: { residentId: string | null; now: Instant },
): Promise<GoodsAnswer | Refusal> {
  const [[goods], listed] = await Promise.all([
    cardsOf(db, storeId, [goodsId], now),
    shelf.isListed(db, storeId, goodsId),
  ])
  if (!goods || !listed) return refuse('GOODS_NOT_FOUND')
  const [about, reviews, offers, neighbours] = await Promise.all([
    shelf.aboutGoods(db, goodsId),
    reviewsOf(db, storeId, goodsId),
    offerCardsOf(db, storeId, now),
    recommendsTo(db, residentId).then((yes) => (yes ? neighboursTake(db, storeId, [goodsId], TOGETHER) : [])),
  ])
  return {
    goods,
    ...about,
    reviews,
    offers: offers.filter(({ scope }) =>
      scope.kind === 'all' ? true : scope.ids.includes(scope.kind === 'goods' ? goods.id : goods.categoryId),
    ),
    together: await cardsOf(db, storeId, neighbours, now),
  }
}
