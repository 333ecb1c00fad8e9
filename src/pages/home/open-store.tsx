import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { CartStepper } from '../../features/cart/cart-stepper'
import { HandyList } from '../../features/coupon/handy-list'
import { PromiseLine } from '../../features/delivery-range/promise-line'
import type { PromiseStore } from '../../features/delivery-range/promise.store'
import { ReadyOrders } from '../../features/order/ready-orders'
import { CategoryGrid } from '../../features/shop/category-grid'
import { GoodsShelf } from '../../features/shop/goods-shelf'
import { SpecialsEnd } from '../../features/shop/specials-end'
import { TODAY } from '../../features/shop/shop.store'
import { goTo, goToTab } from '../../platform/navigate'
import { useNow } from '../../platform/use-platform'
import { Button } from '../../ui/button'
import { Card, Section } from '../../ui/page-shell'
import { SearchDoor } from '../../ui/search-field'
import { Skeleton } from '../../ui/states'
import type { HomeModel } from './home.model'
import styles from './index.module.scss'

/** On the hero of an open store: where it is brought to, and what is looked for. */
export const Front = observer(({ promise }: { promise: PromiseStore }) => (
  <>
    <PromiseLine store={promise} onOpen={() => goTo('/packages/delivery/range/index')} />
    <View className={styles.search}>
      <SearchDoor words="今天想吃点什么？" onClick={() => goTo('/packages/shop/search/index')} />
    </View>
  </>
))

type Props = {
  readonly model: HomeModel
  readonly readOnly: boolean
  readonly pictureUrl: (name: string) => string
  /** To the wallet. */
  readonly see: () => void
}

/** What an open store shows first: what lies packed for this neighbour, its shelves, what is special today, coupons at hand. */
export const OpenStore = observer(({ model, readOnly, pictureUrl, see }: Props) => (
  <>
    <Ready model={model} pictureUrl={pictureUrl} />
    <Shelves model={model} readOnly={readOnly} pictureUrl={pictureUrl} />
    <Today model={model} readOnly={readOnly} pictureUrl={pictureUrl} />
    <Handy model={model} pictureUrl={pictureUrl} see={see} />
  </>
))

/** An order that can be collected is what one opens the app for: one tap from its code. */
const Ready = observer(({ model, pictureUrl }: Pick<Props, 'model' | 'pictureUrl'>) => {
  const now = useNow(false)
  const { orders } = model.ready
  if (orders.length === 0) return null
  return (
    <View className={styles.ready}>
      <ReadyOrders
        orders={orders}
        now={now}
        pictureUrl={pictureUrl}
        onOpen={(orderId) => goTo(`/packages/order/detail/index?orderId=${orderId}`)}
        onShow={(orderId) => goTo(`/packages/order/code/index?orderId=${orderId}`)}
      />
    </View>
  )
})

const Shelves = observer(({ model: { shop }, readOnly, pictureUrl }: Omit<Props, 'see'>) => {
  const known = shop?.shop.value
  if (!shop || readOnly) return null
  if (!known) return shop.shop.error ? null : <Waiting />
  if (known.categories.length === 0) return null
  return (
    <Card className={styles.shelves}>
      <CategoryGrid
        shelves={shop.shelves}
        pictureUrl={pictureUrl}
        onChoose={(shelf) => {
          shop.choose(shelf)
          goToTab('shop')
        }}
      />
    </Card>
  )
})

const Waiting = () => (
  <View className={styles.shelves}>
    <Skeleton shape="card" />
  </View>
)

const Today = observer(({ model: { shop, cart }, readOnly, pictureUrl }: Omit<Props, 'see'>) => {
  if (!shop || !cart || shop.specials.length === 0) return null
  const all = (): void => {
    shop.choose(TODAY)
    goToTab('shop')
  }
  return (
    <Section
      title="今日特价"
      aside={
        <View className={styles.today}>
          <SpecialsEnd goods={shop.specials} short />
          {readOnly ? null : (
            <Button look="plain" size="small" label="全部特价" onClick={all}>
              全部
            </Button>
          )}
        </View>
      }
    >
      <GoodsShelf
        goods={shop.specials}
        pictureUrl={pictureUrl}
        onOpen={({ id }) => goTo(`/packages/shop/goods/index?goodsId=${id}&store=${shop.storeId}`)}
        stepper={(goods) => (readOnly ? null : <CartStepper cart={cart} goods={goods} />)}
      />
    </Section>
  )
})

/** Coupons that can be handed in right now lead straight to their code. */
const Handy = observer(({ model, pictureUrl, see }: Omit<Props, 'readOnly'>) => {
  const now = useNow(false)
  const coupons = model.handy.at(now)
  if (coupons.length === 0) return null
  return (
    <Section
      title="我的券，现在能用"
      aside={
        <Button look="plain" size="small" onClick={see}>
          全部
        </Button>
      }
    >
      <HandyList
        coupons={coupons}
        now={now}
        pictureUrl={pictureUrl}
        onOpen={(couponId) => goTo(`/packages/coupon/detail/index?couponId=${couponId}`)}
        onShow={(couponId) => goTo(`/packages/coupon/code/index?couponId=${couponId}`)}
      />
    </Section>
  )
})
