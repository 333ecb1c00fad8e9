import { View } from '@tarojs/components'
import { useDidShow, useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { OrderStore } from '../../../features/order/order.store'
import { PhotosStore } from '../../../features/order/photos.store'
import { ReviewForm } from '../../../features/order/review-form'
import { ReviewStore } from '../../../features/order/review.store'
import { goBack } from '../../../platform/navigate'
import { choosePhotos } from '../../../platform/photo'
import { useNow, usePlatform } from '../../../platform/use-platform'
import { Button } from '../../../ui/button'
import { Loaded } from '../../../ui/loaded'
import { Notice } from '../../../ui/notice'
import { PageShell } from '../../../ui/page-shell'
import { Empty, Skeleton } from '../../../ui/states'
import styles from '../foot.module.scss'

/** 评价 */
export default observer(function OrderReviewPage() {
  const { api, newKey, pictureUrl } = usePlatform()
  const { orderId = '' } = useRouter().params
  const [{ order }] = useState(() => new OrderStore({ api, newKey }, orderId))
  const [review] = useState(
    () => new ReviewStore({ api, newKey }, orderId, new PhotosStore({ api, newKey, choose: choosePhotos })),
  )
  const now = useNow(false)
  useDidShow(() => void order.load())
  const send = async (): Promise<void> => {
    if (await review.send()) goBack()
  }
  const may = order.value && order.value.may.review && !order.value.review
  return (
    <PageShell
      footer={
        may ? (
          <View>
            {review.error || (review.tried && review.missing) ? (
              <View className={styles.said}>
                <Notice tone="tomato">{review.error?.message ?? review.missing}</Notice>
              </View>
            ) : null}
            <Button size="big" wide busy={review.sending ? '正在提交' : false} onClick={() => void send()}>
              提交评价
            </Button>
          </View>
        ) : null
      }
    >
      <Loaded
        of={order}
        now={now}
        skeleton={<Skeleton shape="card" repeat={2} />}
        isEmpty={(value) => !value.may.review || value.review !== null}
        empty={
          <Empty
            pictureUrl={pictureUrl('star')}
            title={order.value?.review ? '这笔订单已经评价过了' : '收到商品后再来评价'}
            action={
              <Button look="ghost" onClick={goBack}>
                返回订单
              </Button>
            }
          />
        }
      >
        {() => <ReviewForm store={review} pictureUrl={pictureUrl} />}
      </Loaded>
    </PageShell>
  )
})
