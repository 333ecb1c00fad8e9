import { View } from '@tarojs/components'
import { useDidHide, useDidShow, usePullDownRefresh, useRouter, useUnload } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useEffect, useState } from 'react'
import type { OrderAnswer } from '../../../contract/order'
import { rememberStore } from '../../../features/launch/launch.store'
import { CancelSheet } from '../../../features/order/cancel-sheet'
import { MyReview, OrderFacts, Requests, Timeline } from '../../../features/order/order-facts'
import { OrderLines, OrderSum } from '../../../features/order/order-lines'
import { StandInPaySheet } from '../../../features/order/pay-sheet'
import { wechatPart } from '../../../features/order/order-words'
import { QuestionCard } from '../../../features/order/question-card'
import { StateHead } from '../../../features/order/state-head'
import { goTo, goToTab, refreshed } from '../../../platform/navigate'
import { hideShareMenu } from '../../../platform/share-menu'
import { useNow, usePlatform } from '../../../platform/use-platform'
import { canShowWay } from '../../../platform/way-there'
import { exactYuan } from '../../../ui/amount'
import { Button } from '../../../ui/button'
import { Loaded } from '../../../ui/loaded'
import { Notice } from '../../../ui/notice'
import { PageShell, Section } from '../../../ui/page-shell'
import { Empty, Skeleton } from '../../../ui/states'
import { DetailModel } from './detail.model'
import styles from './index.module.scss'

const open = (page: string, orderId: string) => goTo(`/packages/order/${page}/index?orderId=${orderId}`)

/** 订单详情: how it stands, what one may do, everything that was agreed. */
export default observer(function OrderDetailPage() {
  const platform = usePlatform()
  const { orderId = '', ended } = useRouter().params
  const [model] = useState(() => new DetailModel(platform, orderId, ended))
  const [visible, setVisible] = useState(false)
  const now = useNow(false)
  const { order } = model.detail
  const { error } = order

  useDidShow(() => {
    setVisible(true)
    hideShareMenu()
    void model.load()
  })
  useDidHide(() => setVisible(false))
  useUnload(model.paying.stop)
  usePullDownRefresh(() => void model.load().finally(() => refreshed()))
  useEffect(() => (visible ? platform.ticker.subscribe(model.detail.tick) : undefined), [visible, platform, model])

  if (error?.code === 'ORDER_NOT_FOUND') {
    return (
      <PageShell>
        <Empty
          pictureUrl={platform.pictureUrl('receipt')}
          title={error.message}
          words="它可能是在别的微信号下的单"
          action={<Button onClick={() => goTo('/packages/order/list/index')}>看看我的订单</Button>}
        />
      </PageShell>
    )
  }
  return (
    <PageShell {...(order.value && { footer: <Foot model={model} order={order.value} /> })}>
      <Loaded
        of={{ value: order.value, error: order.error, loading: order.loading, keptAt: order.keptAt, load: model.load }}
        now={now}
        skeleton={<Skeleton shape="card" repeat={3} />}
      >
        {(value) => <Body model={model} order={value} />}
      </Loaded>
      <StandInPaySheet store={model.paying} />
    </PageShell>
  )
})

type Props = { readonly model: DetailModel; readonly order: OrderAnswer }

const Body = observer(({ model, order }: Props) => {
  const { pictureUrl } = usePlatform()
  const now = useNow(false)
  return (
    <View>
      <StateHead order={order} />
      <View className={styles.gap}>
        <QuestionCard store={model.detail} pictureUrl={pictureUrl} />
      </View>
      <View className={styles.gap} />
      <OrderLines order={order} pictureUrl={pictureUrl} />
      <View className={styles.gap} />
      <OrderSum order={order} />
      <View className={styles.gap} />
      <OrderFacts
        order={order}
        now={now}
        wayWords={canShowWay ? '到这里' : '复制地址'}
        onCall={model.call}
        onWay={() => void model.showWay()}
        onCopy={() => void model.copyNumber()}
      />
      {order.requests.length + order.refunds.length > 0 ? (
        <Section title="退款">
          <Requests order={order} now={now} store={model.detail} />
        </Section>
      ) : null}
      {order.review ? (
        <Section title="我的评价">
          <MyReview review={order.review} pictureUrl={pictureUrl} />
        </Section>
      ) : null}
      <Section title="订单动态">
        <Timeline order={order} now={now} />
      </Section>
      <Others model={model} order={order} />
      <CancelSheet store={model.detail} order={order} open={model.cancelling} onClose={model.stopCancelling} />
    </View>
  )
})

/** What one may do besides: quiet words at the end. */
const Others = observer(({ model, order }: Props) => (
  <View className={styles.others}>
    {order.may.cancel ? (
      <Button look="plain" onClick={model.startCancelling}>
        取消订单
      </Button>
    ) : null}
    {order.may.askRefund ? (
      <Button look="plain" onClick={() => open('refund', order.id)}>
        申请退款
      </Button>
    ) : null}
  </View>
))

/** The one thing that is next, and 再来一单 beside it once there is nothing to wait for. */
const Foot = observer(({ model, order }: Props) => {
  const { may, state } = order
  const now = useNow(may.pay)
  // The quarter of an hour is over, the server has not closed it yet: nobody is led to pay what would be refused.
  const late = may.pay && now >= order.payUntil && !model.paying.busy
  const payable = may.pay && !late
  useEffect(() => (late ? model.hush() : undefined), [late, model])
  const over = state === 'collected' || state === 'delivered' || state === 'cancelled' || state === 'closed'
  return (
    <View>
      {model.said ? (
        <View className={styles.said}>
          <Notice tone="sun">{model.said}</Notice>
        </View>
      ) : null}
      <View className={styles.foot}>
        {payable ? (
          <Button size="big" className={styles.grow ?? ''} busy={model.paying.words} onClick={() => void model.pay()}>
            {`微信支付 ${exactYuan(wechatPart(order))}`}
          </Button>
        ) : null}
        {may.showCode ? (
          <Button size="big" className={styles.grow ?? ''} onClick={() => open('code', order.id)}>
            出示提货码
          </Button>
        ) : null}
        {over ? (
          <Button
            size="big"
            className={styles.grow ?? ''}
            look={may.review && !order.review ? 'ghost' : 'primary'}
            busy={model.detail.doing === 'buying-again' ? '正在放进购物车' : false}
            onClick={() => void again(model, order)}
          >
            再来一单
          </Button>
        ) : null}
        {over && may.review && !order.review ? (
          <Button size="big" className={styles.grow ?? ''} onClick={() => open('review', order.id)}>
            评价
          </Button>
        ) : null}
        {!payable && !may.showCode && !over ? (
          <Button size="big" className={styles.grow ?? ''} look="ghost" onClick={model.call}>
            打给门店
          </Button>
        ) : null}
      </View>
    </View>
  )
})

/** The cart is of one store: the one this order was of. */
async function again(model: DetailModel, order: OrderAnswer): Promise<void> {
  if (!(await model.buyAgain())) return
  rememberStore(model.storage, order.store.id)
  goToTab('cart')
}
