import { makeAutoObservable } from 'mobx'
import { type CartStore, cartOf } from '../../../features/cart/cart.store'
import { ChosenStore } from '../../../features/launch/chosen-store'
import { type Opening, openingOf } from '../../../features/launch/opening'
import { keptShareCode } from '../../../features/member/resident.store'
import { GoodsStore } from '../../../features/shop/goods.store'
import { yuan } from '../../../domain/money'
import type { Platform } from '../../../platform/platform'
import type { Share } from '../../../platform/share'
import { sharePictures } from '../../../platform/share-pictures'
import { priceNow } from '../../../ui/goods-words'

export type Here = { readonly store: GoodsStore; readonly cart: CartStore; readonly opening: Opening }

/** Joins one kind of goods, the cart and the opening. It decides nothing itself. */
export class GoodsModel {
  readonly chosen: ChosenStore<Here>

  constructor(
    private readonly platform: Platform,
    private readonly goodsId: string,
    named: string | undefined,
  ) {
    const { api, storage } = platform
    this.chosen = new ChosenStore({
      api,
      storage,
      named,
      open: (storeId) => ({
        store: new GoodsStore(api, storeId, goodsId),
        cart: cartOf(platform, storeId),
        opening: openingOf(platform, storeId),
      }),
    })
    makeAutoObservable<this, 'platform' | 'goodsId'>(
      this,
      { platform: false, goodsId: false, chosen: false },
      { autoBind: true },
    )
  }

  async shown(): Promise<void> {
    const here = await this.chosen.enter()
    if (!here) return
    await Promise.all([here.store.load(), here.cart.load()])
    await here.opening.load(this.platform.clock.now())
  }

  /** The same goods in the same store; without the goods, the shop. */
  share(to: 'chat' | 'moments'): Share {
    const goods = this.chosen.opened?.store.goods.value?.goods
    const query: Record<string, string> = { goodsId: this.goodsId }
    if (this.chosen.storeId) query.store = this.chosen.storeId
    return {
      title: goods ? `${goods.name} ${yuan(priceNow(goods))}，鲜生今天有` : '鲜生今天有什么新鲜的，看一眼',
      page: 'packages/shop/goods/index',
      query,
      picture: sharePictures.home[to],
    }
  }

  get trail() {
    return { channel: this.platform.launch.current.channel, sharer: keptShareCode(this.platform.api) }
  }
}
