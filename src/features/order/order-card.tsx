import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import type { OrderSummary } from '../../contract/order'
import { STATE_NAMES } from '../../domain/order/order'
import type { Instant } from '../../domain/time'
import { useNow } from '../../platform/use-platform'
import { access } from '../../ui/access'
import { exactYuan } from '../../ui/amount'
import { Button } from '../../ui/button'
import { InlineCountdown } from '../../ui/countdown'
import { nearMoment, nearSlot } from '../../ui/moment'
import { Picture } from '../../ui/picture'
import { Tag } from '../../ui/tag'
import { cardTone } from './order-words'
import styles from './order.module.scss'

export type OrderActions = {
  readonly onOpen: (orderId: string) => void
  readonly onShow: (orderId: string) => void
  readonly onReview: (orderId: string) => void
}

type Props = OrderActions & {
  readonly order: OrderSummary
  readonly now: Instant
  readonly pictureUrl: (name: string) => string
}

/** More pictures than these do not fit beside one another on a narrow phone. */
const PICTURES = 4

/** An order in the list: how it stands, what is in it, the one thing to do. The whole card opens it. */
export const OrderCard = observer((props: Props) => {
  const { order, now, pictureUrl, onOpen } = props
  const { pictures, kinds } = order
  return (
    <View className={styles.card}>
      <View
        className={styles.cardBody}
        hoverClass={styles.pressed ?? ''}
        onClick={() => onOpen(order.id)}
        {...access({ role: 'button' })}
      >
        <View className={styles.cardHead}>
          <View className={styles.cardStore}>{order.storeName}</View>
          <Tag tone={cardTone(order)}>{order.question ? '店里在等你回话' : stateWords(order)}</Tag>
        </View>
        <View className={styles.cardWhen}>{whenWords(order, now)}</View>
        <View className={styles.cardGoods}>
          {pictures.slice(0, PICTURES).map(({ picture, name }, i) => (
            <Picture
              key={`${i}-${name}`}
              src={pictureUrl(picture)}
              alt={name}
              photo={picture.startsWith('http')}
              className={styles.cardPicture}
            />
          ))}
          <View className={styles.cardMuch}>
            <View className={styles.cardTotal}>{exactYuan(order.total)}</View>
            <View className={styles.cardKinds}>{`${kinds} 样 ${order.units} 件`}</View>
          </View>
        </View>
        {order.refunded > 0 ? <View className={styles.cardBack}>{`已退 ${exactYuan(order.refunded)}`}</View> : null}
      </View>
      <CardAction {...props} />
    </View>
  )
})

const stateWords = ({ state, fulfilment }: OrderSummary): string =>
  state === 'ready' && fulfilment === 'delivery' ? '等骑手出发' : STATE_NAMES[state]

/** 今天 17:00–18:00 自提; what has ended says when it was placed. */
function whenWords({ state, fulfilment, slot, placedAt }: OrderSummary, now: Instant): string {
  const over = state === 'collected' || state === 'delivered' || state === 'cancelled' || state === 'closed'
  const way = fulfilment === 'pickup' ? '自提' : '送到家'
  return slot && !over ? `${nearSlot(slot, now)} ${way}` : `${nearMoment(placedAt as Instant, now)} 下单 · ${way}`
}

const CardAction = observer(({ order, onOpen, onShow, onReview }: Props) => {
  if (order.state === 'pending_payment') {
    return (
      <View className={styles.cardAct}>
        {order.payUntil === null ? null : <PayLeft until={order.payUntil as Instant} />}
        <Button size="small" label={`去付款：${order.storeName}的订单`} onClick={() => onOpen(order.id)}>
          去付款
        </Button>
      </View>
    )
  }
  if (order.question) {
    return (
      <View className={styles.cardAct}>
        <Button size="small" label="去回话：换成什么" onClick={() => onOpen(order.id)}>
          去回话
        </Button>
      </View>
    )
  }
  if (order.state === 'ready' && order.fulfilment === 'pickup') {
    return (
      <View className={styles.cardAct}>
        <Button size="small" label={`出示提货码：${order.storeName}的订单`} onClick={() => onShow(order.id)}>
          出示提货码
        </Button>
      </View>
    )
  }
  if (!order.reviewable) return null
  return (
    <View className={styles.cardAct}>
      <Button size="small" look="ghost" label={`评价：${order.storeName}的订单`} onClick={() => onReview(order.id)}>
        评价
      </Button>
    </View>
  )
})

/** 还有 12:08 付款: ticks in the smallest place that shows it. */
function PayLeft({ until }: { until: Instant }) {
  const now = useNow()
  if (now >= until) return <View className={styles.payLeft}>付款时间过了</View>
  return (
    <View className={styles.payLeft}>
      还剩 <InlineCountdown until={until} now={now} caption="付款还剩" short />
    </View>
  )
}
