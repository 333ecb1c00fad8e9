import { View } from '@tarojs/components'
import { useDidShow, useRouter, useShareAppMessage, useShareTimeline } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import type { GoodsCard } from '../../../contract/shop'
import { CartBar } from '../../../features/cart/cart-bar'
import { CartStepper } from '../../../features/cart/cart-stepper'
import { GoodsFace } from '../../../features/shop/goods-face'
import { goTo, goToTab } from '../../../platform/navigate'
import { chatCard, momentsCard } from '../../../platform/share'
import { useNow, usePlatform } from '../../../platform/use-platform'
import { Button } from '../../../ui/button'
import { Loaded } from '../../../ui/loaded'
import { PageShell } from '../../../ui/page-shell'
import { Empty, Failed, Skeleton } from '../../../ui/states'
import { GoodsModel, type Here } from './goods.model'
import styles from './index.module.scss'

/** 商品 */
export default observer(function GoodsPage() {
  const platform = usePlatform()
  const { goodsId = '', store } = useRouter().params
  const [model] = useState(() => new GoodsModel(platform, goodsId, store))
  useDidShow(() => void model.shown())
  useShareAppMessage(() => chatCard(model.share('chat'), model.trail))
  useShareTimeline(() => momentsCard(model.share('moments'), model.trail))
  const here = model.chosen.opened
  // Moments’ single page: to look at only
  const readOnly = platform.launch.current.singlePage
  if (here?.store.isGone) {
    return (
      <PageShell>
        <Empty
          pictureUrl={platform.pictureUrl('basket')}
          title="这件商品已经下架了"
          words="货架上还有别的，去看看吧"
          action={<Button onClick={() => goToTab('shop')}>去选购</Button>}
        />
      </PageShell>
    )
  }
  return (
    <PageShell bare {...(here && !readOnly && { bar: <Bar here={here} /> })}>
      {here ? (
        <Body here={here} readOnly={readOnly} />
      ) : model.chosen.error ? (
        <Failed message={model.chosen.error.message} onRetry={() => void model.shown()} />
      ) : (
        <Waiting />
      )}
    </PageShell>
  )
})

const Waiting = () => (
  <>
    <View className={styles.ground} />
    <View className={styles.waiting}>
      <Skeleton shape="card" repeat={2} />
    </View>
  </>
)

const openGoods =
  (storeId: string) =>
  ({ id }: GoodsCard) =>
    goTo(`/packages/shop/goods/index?goodsId=${id}&store=${storeId}`)

const Body = observer(({ here: { store, cart }, readOnly }: { here: Here; readOnly: boolean }) => {
  const { pictureUrl } = usePlatform()
  const now = useNow(false)
  const { goods: of } = store
  return (
    <Loaded
      of={{ value: of.value, error: of.error, loading: of.loading, keptAt: of.keptAt, load: store.load }}
      now={now}
      skeleton={<Waiting />}
    >
      {(answer) => (
        <GoodsFace
          store={store}
          answer={answer}
          pictureUrl={pictureUrl}
          onOpen={openGoods(cart.storeId)}
          stepper={(goods) => (readOnly ? null : <CartStepper cart={cart} goods={goods} />)}
        />
      )}
    </Loaded>
  )
})

const Bar = observer(({ here: { store, cart, opening } }: { here: Here }) => {
  const { clock } = usePlatform()
  const now = useNow(opening.opensAt(clock.now()) !== null)
  const goods = store.goods.value?.goods
  const checkout = async (): Promise<void> => {
    if (await cart.toCheckout()) goTo(`/packages/checkout/index/index?store=${cart.storeId}`)
  }
  if (!goods) return null
  const none = cart.quantityOf(goods.id) === 0
  return (
    <CartBar
      cart={cart}
      opensAt={opening.opensAt(now)}
      onCart={() => goToTab('cart')}
      onCheckout={() => void checkout()}
      before={
        none ? (
          <Button disabled={goods.available === 0} onClick={() => cart.set(goods, 1)}>
            {goods.available === 0 ? '卖完了' : '加入购物车'}
          </Button>
        ) : (
          <CartStepper cart={cart} goods={goods} />
        )
      }
    />
  )
})
