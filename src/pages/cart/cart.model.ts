import { makeAutoObservable, runInAction } from 'mobx'
import { type CartStore, cartOf } from '../../features/cart/cart.store'
import { ChosenStore } from '../../features/launch/chosen-store'
import { type Opening, openingOf } from '../../features/launch/opening'
import { type ShopStore, shopOf } from '../../features/shop/shop.store'
import type { Platform } from '../../platform/platform'

export type Here = {
  readonly cart: CartStore
  readonly opening: Opening
  /** What an empty cart may be filled with. */
  readonly shop: ShopStore
}

/** Joins the cart of the chosen store and its opening. It decides nothing itself. */
export class CartModel {
  /** On the way to the checkout. */
  going = false
  readonly store: ChosenStore<Here>

  constructor(
    private readonly platform: Platform,
    named: string | undefined,
  ) {
    const { api, storage } = platform
    this.store = new ChosenStore({
      api,
      storage,
      named,
      open: (storeId) => ({
        cart: cartOf(platform, storeId),
        opening: openingOf(platform, storeId),
        shop: shopOf(platform, storeId),
      }),
    })
    makeAutoObservable<this, 'platform'>(this, { platform: false, store: false }, { autoBind: true })
  }

  async shown(): Promise<void> {
    const here = await this.store.enter()
    if (!here) return
    await Promise.all([here.cart.visit(), here.opening.load(this.platform.clock.now())])
    if (here.cart.count === 0 && here.shop.shop.value === null) await here.shop.load()
  }

  hidden(): void {
    this.store.opened?.cart.leave()
  }

  /** Answers whether the checkout knows what to ask for. */
  async toCheckout(): Promise<boolean> {
    const here = this.store.opened
    if (!here || this.going) return false
    this.going = true
    const ready = await here.cart.toCheckout()
    runInAction(() => {
      this.going = false
    })
    return ready
  }
}
