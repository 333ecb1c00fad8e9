import { makeAutoObservable } from 'mobx'
import type { ReviewsAnswer } from '../../contract/order'
import { fill, paths } from '../../contract/paths'
import type { GoodsAnswer } from '../../contract/shop'
import { Loadable } from '../../platform/loadable'
import type { Api } from '../../platform/request'

/** One kind of goods in a store: what it is, what others say of it, what goes with it. */
export class GoodsStore {
  readonly goods: Loadable<GoodsAnswer>
  readonly reviews: Loadable<ReviewsAnswer>

  constructor(api: Api, storeId: string, goodsId: string) {
    const path = fill(paths.goods, { storeId, goodsId })
    this.goods = new Loadable(
      () => api.get<GoodsAnswer>(path, { session: 'none', keep: true }),
      () => api.getCached<GoodsAnswer>(path),
    )
    const said = fill(paths.goodsReviews, { storeId, goodsId })
    this.reviews = new Loadable(() => api.get<ReviewsAnswer>(said, { session: 'none' }))
    makeAutoObservable(this, { goods: false, reviews: false }, { autoBind: true })
  }

  async load(): Promise<boolean> {
    const came = await this.goods.load()
    if ((this.goods.value?.reviews.count ?? 0) > 0) await this.reviews.load()
    return came
  }

  /** It is no longer on the shelf: not a failure of the network. */
  get isGone(): boolean {
    const code = this.goods.error?.code
    return code === 'GOODS_NOT_FOUND' || code === 'NOT_FOUND' || code === 'INPUT_INVALID'
  }

  /** The first few; none while they cannot be had. */
  get firstReviews(): ReviewsAnswer['reviews'] {
    return this.reviews.value?.reviews.slice(0, MOST) ?? []
  }
}

const MOST = 3
