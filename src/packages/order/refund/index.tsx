import { View } from '@tarojs/components'
import { useDidShow, useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { OrderStore } from '../../../features/order/order.store'
import { PhotosStore } from '../../../features/order/photos.store'
import { RefundEstimate, RefundForm } from '../../../features/order/refund-form'
import { RefundStore } from '../../../features/order/refund.store'
import { goBack } from '../../../platform/navigate'
import { choosePhotos } from '../../../platform/photo'
import { useNow, usePlatform } from '../../../platform/use-platform'
import { Button } from '../../../ui/button'
import { Loaded } from '../../../ui/loaded'
import { Notice } from '../../../ui/notice'
import { PageShell } from '../../../ui/page-shell'
import { Empty, Skeleton } from '../../../ui/states'
import styles from '../foot.module.scss'

/** 申请退款 */
export default observer(function OrderRefundPage() {
  const { api, newKey, pictureUrl } = usePlatform()
  const { orderId = '' } = useRouter().params
  const [{ order }] = useState(() => new OrderStore({ api, newKey }, orderId))
  const [refund] = useState(
    () => new RefundStore({ api, newKey }, orderId, new PhotosStore({ api, newKey, choose: choosePhotos })),
  )
  const now = useNow(false)
  useDidShow(() => void order.load())
  const send = async (): Promise<void> => {
    if (await refund.send()) goBack()
  }
  const may = order.value?.may.askRefund
  return (
    <PageShell
      footer={
        order.value && may ? (
          <View>
            <RefundEstimate store={refund} order={order.value} />
            {refund.error || (refund.tried && refund.missing) ? (
              <View className={styles.said}>
                <Notice tone="tomato">{refund.error?.message ?? refund.missing}</Notice>
              </View>
            ) : null}
            <Button size="big" wide busy={refund.sending ? '正在提交' : false} onClick={() => void send()}>
              提交申请
            </Button>
          </View>
        ) : null
      }
    >
      <Loaded
        of={order}
        now={now}
        skeleton={<Skeleton shape="card" repeat={2} />}
        isEmpty={(value) => !value.may.askRefund}
        empty={
          <Empty
            pictureUrl={pictureUrl('receipt')}
            title="这笔订单现在不能申请退款"
            words="收货 24 小时内可以在这里申请，之后请打电话给门店"
            action={
              <Button look="ghost" onClick={goBack}>
                返回订单
              </Button>
            }
          />
        }
      >
        {(value) => <RefundForm store={refund} order={value} pictureUrl={pictureUrl} />}
      </Loaded>
    </PageShell>
  )
})
