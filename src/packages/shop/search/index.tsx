import { View } from '@tarojs/components'
import { useDidShow, useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import type { GoodsCard } from '../../../contract/shop'
import { CartBar } from '../../../features/cart/cart-bar'
import { CartStepper } from '../../../features/cart/cart-stepper'
import { type CartStore, cartOf } from '../../../features/cart/cart.store'
import { ChosenStore } from '../../../features/launch/chosen-store'
import { type Opening, openingOf } from '../../../features/launch/opening'
import { BeforeSearch, Found } from '../../../features/shop/search-face'
import { SearchStore } from '../../../features/shop/search.store'
import { type ShopStore, shopOf } from '../../../features/shop/shop.store'
import { later } from '../../../platform/later'
import { goTo, goToTab } from '../../../platform/navigate'
import type { Platform } from '../../../platform/platform'
import { useNow, usePlatform } from '../../../platform/use-platform'
import { PageShell } from '../../../ui/page-shell'
import { SearchField } from '../../../ui/search-field'
import { Failed } from '../../../ui/states'
import styles from './index.module.scss'

type Here = {
  readonly search: SearchStore
  readonly shop: ShopStore
  readonly cart: CartStore
  readonly opening: Opening
}

const chosenStore = (platform: Platform, named: string | undefined) => {
  const { api, storage, launch } = platform
  const session = launch.current.singlePage ? 'optional' : 'required'
  return new ChosenStore<Here>({
    api,
    storage,
    named,
    open: (storeId) => ({
      search: new SearchStore({ api, storage, later, storeId, session }),
      shop: shopOf(platform, storeId),
      cart: cartOf(platform, storeId),
      opening: openingOf(platform, storeId),
    }),
  })
}

/** 搜索 */
export default observer(function SearchPage() {
  const platform = usePlatform()
  const { store } = useRouter().params
  const [chosen] = useState(() => chosenStore(platform, store))
  const enter = async (): Promise<void> => {
    const here = await chosen.enter()
    if (!here) return
    const { search, shop, cart, opening } = here
    await Promise.all([
      search.recommended.load(),
      cart.load(),
      // the shop is known to whoever came from it
      shop.shop.value ?? shop.load(),
      opening.load(platform.clock.now()),
    ])
  }
  useDidShow(() => void enter())
  const here = chosen.opened
  return (
    <PageShell fixed bare {...(here && { bar: <Bar here={here} /> })}>
      {here ? <Search here={here} /> : null}
      {chosen.error ? <Failed message={chosen.error.message} onRetry={() => void enter()} /> : null}
    </PageShell>
  )
})

const Search = observer(({ here: { search, shop, cart } }: { here: Here }) => {
  const { pictureUrl } = usePlatform()
  const actions = {
    pictureUrl,
    onOpen: ({ id }: GoodsCard) => {
      search.remember()
      goTo(`/packages/shop/goods/index?goodsId=${id}&store=${cart.storeId}`)
    },
    stepper: (goods: GoodsCard) => <CartStepper cart={cart} goods={goods} />,
  }
  const toShelf = (shelf: string): void => {
    shop.choose(shelf)
    goToTab('shop')
  }
  return (
    <>
      <View className={styles.head}>
        <SearchField
          value={search.text}
          placeholder="搜商品，拼音也行"
          onInput={search.type}
          onConfirm={() => search.search()}
          onClear={search.clear}
        />
      </View>
      {search.pages ? (
        <Found store={search} onShop={() => goToTab('shop')} {...actions} />
      ) : (
        <BeforeSearch store={search} shop={shop} onShelf={toShelf} {...actions} />
      )}
    </>
  )
})

const Bar = observer(({ here: { cart, opening } }: { here: Here }) => {
  const { clock } = usePlatform()
  const now = useNow(opening.opensAt(clock.now()) !== null)
  const checkout = async (): Promise<void> => {
    if (await cart.toCheckout()) goTo(`/packages/checkout/index/index?store=${cart.storeId}`)
  }
  return (
    <CartBar
      cart={cart}
      opensAt={opening.opensAt(now)}
      onCart={() => goToTab('cart')}
      onCheckout={() => void checkout()}
    />
  )
})
