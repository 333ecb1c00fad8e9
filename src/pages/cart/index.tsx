import { View } from '@tarojs/components'
import { useDidHide, useDidShow, usePullDownRefresh, useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useEffect, useState } from 'react'
import { CartFoot } from '../../features/cart/cart-foot'
import { CartList, TakenOut } from '../../features/cart/cart-list'
import { CartReceipt } from '../../features/cart/cart-receipt'
import { CartStepper } from '../../features/cart/cart-stepper'
import { GoodsShelf } from '../../features/shop/goods-shelf'
import { goTo, goToTab, refreshed } from '../../platform/navigate'
import { showCartCount } from '../../platform/tab-badge'
import { useNow, usePlatform } from '../../platform/use-platform'
import { Button } from '../../ui/button'
import { Loaded } from '../../ui/loaded'
import { PageShell, Section } from '../../ui/page-shell'
import { Empty, Failed, Skeleton } from '../../ui/states'
import { CartModel, type Here } from './cart.model'

/** 购物车 */
export default observer(function CartPage() {
  const platform = usePlatform()
  const { store } = useRouter().params
  const [model] = useState(() => new CartModel(platform, store))
  const here = model.store.opened
  const count = here?.cart.count ?? 0
  useDidShow(() => {
    void model.shown()
    showCartCount(count)
  })
  useDidHide(model.hidden)
  usePullDownRefresh(() => void model.shown().finally(() => refreshed()))
  useEffect(() => showCartCount(count), [count])
  return (
    <PageShell {...(here && count > 0 && { footer: <Foot model={model} here={here} /> })}>
      {here ? (
        <Body here={here} />
      ) : model.store.error ? (
        <Failed message={model.store.error.message} onRetry={() => void model.shown()} />
      ) : (
        <Skeleton shape="ticket" repeat={3} />
      )}
    </PageShell>
  )
})

const Body = observer(({ here: { cart, shop } }: { here: Here }) => {
  const { pictureUrl } = usePlatform()
  const now = useNow(false)
  return (
    <Loaded
      of={{ value: cart.value, error: cart.error, loading: cart.loading, keptAt: cart.keptAt, load: cart.load }}
      now={now}
      skeleton={<Skeleton shape="ticket" repeat={3} />}
      isEmpty={(lines) => lines.length === 0}
      empty={
        <>
          <TakenOut cart={cart} />
          <Empty
            pictureUrl={pictureUrl('shopping-cart')}
            title="购物车还是空的"
            words="今天的菜刚上架，去挑几样吧"
            action={<Button onClick={() => goToTab('shop')}>去选购</Button>}
          />
          {shop.specials.length > 0 ? (
            <Section title="今日特价">
              <GoodsShelf
                goods={shop.specials}
                pictureUrl={pictureUrl}
                onOpen={({ id }) => goTo(`/packages/shop/goods/index?goodsId=${id}&store=${cart.storeId}`)}
                stepper={(goods) => <CartStepper cart={cart} goods={goods} />}
              />
            </Section>
          ) : null}
        </>
      }
    >
      {() => (
        <View>
          <CartList
            cart={cart}
            pictureUrl={pictureUrl}
            onOpen={(goodsId) => goTo(`/packages/shop/goods/index?goodsId=${goodsId}&store=${cart.storeId}`)}
          />
          <CartReceipt cart={cart} />
        </View>
      )}
    </Loaded>
  )
})

const Foot = observer(({ model, here: { cart, opening } }: { model: CartModel; here: Here }) => {
  const { clock } = usePlatform()
  const now = useNow(opening.opensAt(clock.now()) !== null)
  const checkout = async (): Promise<void> => {
    if (await model.toCheckout()) goTo(`/packages/checkout/index/index?store=${cart.storeId}`)
  }
  return <CartFoot cart={cart} opensAt={opening.opensAt(now)} busy={model.going} onCheckout={() => void checkout()} />
})
