import { useDidShow, usePullDownRefresh, useReachBottom, useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { OrderList } from '../../../features/order/order-list'
import { OrdersStore, SHELVES, shelfNamed } from '../../../features/order/orders.store'
import { goTo, goToTab, refreshed } from '../../../platform/navigate'
import { hideShareMenu } from '../../../platform/share-menu'
import { usePlatform } from '../../../platform/use-platform'
import { Chips } from '../../../ui/choices'
import { PageShell } from '../../../ui/page-shell'

const open = (page: string) => (orderId: string) => goTo(`/packages/order/${page}/index?orderId=${orderId}`)

/** 我的订单 */
export default observer(function OrderListPage() {
  const { api, pictureUrl } = usePlatform()
  const { shelf } = useRouter().params
  const [orders] = useState(() => new OrdersStore(api, shelfNamed(shelf)))
  useDidShow(() => {
    hideShareMenu()
    void orders.load()
  })
  useReachBottom(() => void orders.more())
  usePullDownRefresh(() => void orders.load().finally(() => refreshed()))
  const { counts } = orders
  const countOf = {
    unpaid: counts?.unpaid,
    active: counts?.active,
    ready: counts?.ready,
    all: undefined,
    done: undefined,
  }
  return (
    <PageShell>
      <Chips
        label="订单"
        choices={SHELVES.map((one) => ({ value: one.shelf, words: one.words, count: countOf[one.shelf] ?? 0 }))}
        chosen={orders.chosen}
        onChoose={orders.choose}
      />
      <OrderList
        store={orders}
        pictureUrl={pictureUrl}
        onShop={() => goToTab('shop')}
        onOpen={open('detail')}
        onShow={open('code')}
        onReview={open('review')}
      />
    </PageShell>
  )
})
