import { makeAutoObservable } from 'mobx'
import { type CartStore, cartOf } from '../../features/cart/cart.store'
import { ChosenStore } from '../../features/launch/chosen-store'
import { type Opening, openingOf } from '../../features/launch/opening'
import { keptShareCode } from '../../features/member/resident.store'
import { type ShopStore, shopOf } from '../../features/shop/shop.store'
import type { Platform } from '../../platform/platform'
import type { Share } from '../../platform/share'
import { sharePictures } from '../../platform/share-pictures'

export type Here = { readonly shop: ShopStore; readonly cart: CartStore; readonly opening: Opening }

/** Joins the shop of the chosen store, the cart and the opening. It decides nothing itself. */
export class ShopModel {
  readonly store: ChosenStore<Here>

  constructor(
    private readonly platform: Platform,
    named: string | undefined,
    category: string | undefined,
  ) {
    const { api, storage } = platform
    this.store = new ChosenStore({
      api,
      storage,
      named,
      open: (storeId) => {
        const shop = shopOf(platform, storeId)
        if (category) shop.choose(category)
        return { shop, cart: cartOf(platform, storeId), opening: openingOf(platform, storeId) }
      },
    })
    makeAutoObservable<this, 'platform'>(this, { platform: false, store: false }, { autoBind: true })
  }

  /** The page is on screen (again): the shop and the cart are asked for together, whether it is open already only afterwards. */
  async shown(): Promise<void> {
    const here = await this.store.enter()
    if (!here) return
    await Promise.all([here.shop.load(), here.cart.load()])
    await here.opening.load(this.platform.clock.now())
  }

  share(to: 'chat' | 'moments'): Share {
    return {
      title: '鲜生今天有什么新鲜的，看一眼',
      page: 'pages/shop/index',
      query: this.store.storeId ? { store: this.store.storeId } : {},
      picture: sharePictures.home[to],
    }
  }

  get trail() {
    return { channel: this.platform.launch.current.channel, sharer: keptShareCode(this.platform.api) }
  }
}
