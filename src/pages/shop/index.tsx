import { View } from '@tarojs/components'
import { useDidShow, useRouter, useShareAppMessage, useShareTimeline } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useEffect, useState } from 'react'
import { CartBar } from '../../features/cart/cart-bar'
import { CartStepper } from '../../features/cart/cart-stepper'
import { CategoryRail } from '../../features/shop/category-rail'
import { OffersLine } from '../../features/shop/offers-line'
import { ShelfList } from '../../features/shop/shelf-list'
import { goTo, goToTab } from '../../platform/navigate'
import { chatCard, momentsCard } from '../../platform/share'
import { showCartCount } from '../../platform/tab-badge'
import { useNow, usePlatform } from '../../platform/use-platform'
import { Loaded } from '../../ui/loaded'
import { PageShell } from '../../ui/page-shell'
import { SearchDoor } from '../../ui/search-field'
import { Empty, Failed, Skeleton } from '../../ui/states'
import { type Here, ShopModel } from './shop.model'
import styles from './index.module.scss'

/** 选购 */
export default observer(function ShopPage() {
  const platform = usePlatform()
  const { store, category } = useRouter().params
  const [model] = useState(() => new ShopModel(platform, store, category))
  const here = model.store.opened
  // Moments’ single page: to look at only
  const readOnly = platform.launch.current.singlePage
  useDidShow(() => {
    void model.shown()
    showCartCount(model.store.opened?.cart.count ?? 0)
  })
  useShareAppMessage(() => chatCard(model.share('chat'), model.trail))
  useShareTimeline(() => momentsCard(model.share('moments'), model.trail))
  return (
    <PageShell fixed bare>
      {readOnly ? null : (
        <View className={styles.head}>
          <SearchDoor words="西红柿、xhs、鸡蛋" onClick={() => goTo('/packages/shop/search/index')} />
        </View>
      )}
      {here ? (
        <Shelves here={here} readOnly={readOnly} />
      ) : model.store.error ? (
        <Failed message={model.store.error.message} onRetry={() => void model.shown()} />
      ) : (
        <Waiting />
      )}
      {here && !readOnly ? <Bar here={here} /> : null}
    </PageShell>
  )
})

const Waiting = () => (
  <View className={styles.waiting}>
    <Skeleton shape="ticket" repeat={6} />
  </View>
)

const Shelves = observer(({ here: { shop, cart }, readOnly }: { here: Here; readOnly: boolean }) => {
  const { pictureUrl } = usePlatform()
  const now = useNow(false)
  const { shop: of } = shop
  return (
    <Loaded
      of={{ value: of.value, error: of.error, loading: of.loading, keptAt: of.keptAt, load: shop.load }}
      now={now}
      skeleton={<Waiting />}
      isEmpty={({ categories }) => categories.length === 0}
      empty={
        <View className={styles.waiting}>
          <Empty pictureUrl={pictureUrl('basket')} title="货架还在布置" words="过几天再来看看，先去首页领券吧" />
        </View>
      }
    >
      {({ offers }) => (
        <>
          <OffersLine offers={offers} />
          <View className={styles.columns}>
            <CategoryRail store={shop} />
            <View className={styles.paper}>
              <ShelfList
                store={shop}
                pictureUrl={pictureUrl}
                onOpen={({ id }) => goTo(`/packages/shop/goods/index?goodsId=${id}&store=${shop.storeId}`)}
                stepper={(goods) => (readOnly ? null : <CartStepper cart={cart} goods={goods} />)}
              />
            </View>
          </View>
        </>
      )}
    </Loaded>
  )
})

const Bar = observer(({ here: { cart, opening } }: { here: Here }) => {
  const { clock } = usePlatform()
  const now = useNow(opening.opensAt(clock.now()) !== null)
  const { count } = cart
  useEffect(() => showCartCount(count), [count])
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
