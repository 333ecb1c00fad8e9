import { Type } from 'typebox'
import { paths } from '../../src/contract/paths'
import { StoreId, Uuid } from '../../src/contract/scalars'
import {
  GoodsAnswer,
  GoodsPage,
  GoodsQuery,
  RecommendedAnswer,
  SearchAnswer,
  SearchQuery,
  ShopAnswer,
} from '../../src/contract/shop'
import type { Outside } from '../build-app'
import type { Api } from '../http/route'
import { recommended } from './recommendation.service'
import { search } from './search.service'
import { goodsDetail, goodsPage, shop } from './shop.service'

const InStore = Type.Object({ storeId: StoreId })
/** The same for everybody; a price that is this old is asked again before anybody pays it. */
const CACHE_SECONDS = 15

/** What a store sells, for everybody who looks. */
export function catalogRoutes(api: Api, { database: { db } }: Outside): void {
  api.read(
    {
      who: 'public',
      url: paths.shop,
      summary: 'The first screen of the shop',
      params: InStore,
      answer: ShopAnswer,
      cacheSeconds: CACHE_SECONDS,
    },
    ({ params, now }) => shop(db, params.storeId, now),
  )

  api.read(
    {
      who: 'public',
      url: paths.goodsList,
      summary: 'Goods of a store, by pages of 20',
      params: InStore,
      query: GoodsQuery,
      answer: GoodsPage,
      cacheSeconds: CACHE_SECONDS,
    },
    ({ params, query, now }) => goodsPage(db, params.storeId, query, now),
  )

  api.read(
    {
      who: 'public',
      url: paths.search,
      summary: 'Goods of a store by name, pinyin, initials, with small slips',
      params: InStore,
      query: SearchQuery,
      answer: SearchAnswer,
      cacheSeconds: CACHE_SECONDS,
    },
    ({ params, query, now }) => search(db, params.storeId, query, now),
  )

  // not kept by caches: who opted out is shown nothing of what neighbours buy
  api.read(
    {
      who: 'public',
      url: paths.goods,
      summary: 'One kind of goods: its offers, what is said of it, what neighbours buy with it',
      params: Type.Object({ storeId: StoreId, goodsId: Uuid }),
      answer: GoodsAnswer,
    },
    ({ params, residentId, now }) => goodsDetail(db, params.storeId, params.goodsId, { residentId, now }),
  )

  api.read(
    {
      who: 'resident',
      url: paths.recommended,
      summary: 'What I buy again and again, and what neighbours buy',
      params: InStore,
      answer: RecommendedAnswer,
    },
    ({ params, residentId, now }) => recommended(db, params.storeId, residentId, now),
  )
}
