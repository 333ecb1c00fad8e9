import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import type { OrderAnswer } from '../../contract/order'
import type { Instant } from '../../domain/time'
import { useNow } from '../../platform/use-platform'
import { access } from '../../ui/access'
import { classNames } from '../../ui/class-names'
import { InlineCountdown } from '../../ui/countdown'
import { headlineOf } from './order-words'
import styles from './detail.module.scss'

/** The steps an order goes through, as far as its way has them. */
const WAY = {
  pickup: ['paid', 'picking', 'ready', 'collected'],
  delivery: ['paid', 'picking', 'delivering', 'delivered'],
} as const
const WAY_WORDS = {
  paid: '下单',
  picking: '备货',
  ready: '备好',
  collected: '取走',
  delivering: '配送',
  delivered: '送到',
}

/** How it stands, large and warm, what comes next, and how far along it is. */
export const StateHead = observer(({ order }: { order: OrderAnswer }) => {
  const now = useNow(order.state === 'pending_payment')
  const { title, next, tone } = headlineOf(order, now)
  const payUntil = order.payUntil as Instant
  return (
    <View className={classNames(styles.head, styles[tone])}>
      <View {...access({ role: 'status' })}>
        <View className={styles.headline}>{title}</View>
        <View className={styles.next}>{next}</View>
      </View>
      {order.state === 'pending_payment' && now < payUntil ? (
        <View className={styles.left}>
          还剩 <InlineCountdown until={payUntil} now={now} caption="付款还剩" short />
        </View>
      ) : null}
      {tone === 'leaf' ? <Way order={order} /> : null}
    </View>
  )
})

function Way({ order: { state, fulfilment } }: { order: OrderAnswer }) {
  const steps: readonly string[] = WAY[fulfilment]
  // A packed delivery waits for its courier: picked, not yet on its way.
  const at = steps.indexOf(fulfilment === 'delivery' && state === 'ready' ? 'picking' : state)
  return (
    <View className={styles.way} {...access({ hidden: true })}>
      {steps.map((step, i) => (
        <View key={step} className={classNames(styles.step, i <= at && styles.done, i === at && styles.at)}>
          <View className={styles.dot} />
          <View className={styles.stepWords}>{WAY_WORDS[step as keyof typeof WAY_WORDS]}</View>
        </View>
      ))}
    </View>
  )
}
