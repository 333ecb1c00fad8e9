import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import type { ReactNode } from 'react'
import { type Fen, yuan } from '../../domain/money'
import type { Instant } from '../../domain/time'
import { access } from '../../ui/access'
import { Button } from '../../ui/button'
import { classNames } from '../../ui/class-names'
import { longMoment } from '../../ui/moment'
import { Price } from '../../ui/price'
import styles from './cart-bar.module.scss'
import type { CartStore } from './cart.store'

type Props = {
  readonly cart: CartStore
  /** When the store opens for the first time, while that is still to come. */
  readonly opensAt: Instant | null
  readonly onCart: () => void
  readonly onCheckout: () => void
  /** What is done first on this page, in the place of 去结算: 加入购物车. */
  readonly before?: ReactNode
}

/** Within the thumb's reach on every page one shops on: what is in the cart, the nearest saving, and the way to pay. */
export const CartBar = observer(({ cart, opensAt, onCart, onCheckout, before }: Props) => {
  const { count } = cart
  return (
    <View className={styles.bar}>
      <Strip cart={cart} opensAt={opensAt} />
      <View className={styles.line}>
        <View className={styles.sum} onClick={onCart} {...access({ role: 'button' })}>
          <View
            className={classNames(styles.basket, count > 0 && styles.some)}
            {...access({ role: 'img', label: count > 0 ? `购物车里 ${count} 件` : '购物车' })}
          >
            {count > 0 ? <View className={styles.count}>{count > 99 ? '99+' : count}</View> : null}
          </View>
          {count > 0 ? <Total cart={cart} /> : <Text className={styles.hint}>挑点新鲜的吧</Text>}
        </View>
        {before ?? (
          <Button onClick={onCheckout} disabled={opensAt !== null || cart.forCheckout.length === 0}>
            {opensAt === null ? '去结算' : '开门后下单'}
          </Button>
        )}
      </View>
    </View>
  )
})

const Total = observer(({ cart }: { cart: CartStore }) => {
  const saved = cart.settled ? (cart.answer?.receipt.saved ?? 0) : 0
  return (
    <View className={classNames(styles.total, !cart.settled && styles.rough)}>
      <Price amount={cart.total} exact />
      {saved > 0 ? <Text className={styles.saved}>{`已省 ${yuan(saved as Fen)}`}</Text> : null}
    </View>
  )
})

/** One sentence above the bar: why a tap did nothing, that the network is gone, when one can order, or what a little more would save. */
const Strip = observer(({ cart, opensAt }: Pick<Props, 'cart' | 'opensAt'>) => {
  const { refusal, queue, answer, count } = cart
  if (refusal) return <Said tone={styles.tomato} words={refusal} alert />
  if (queue.stuck) return <Said tone={styles.calm} words="网络不太顺，先记在手机上，连上就补" />
  if (opensAt !== null && count > 0)
    return <Said tone={styles.sun} words={`${longMoment(opensAt)} 开门，开门后就能下单`} />
  const next = answer?.receipt.next
  return next && count > 0 ? <Said tone={styles.sun} words={next.words} /> : null
})

const Said = ({ tone, words, alert }: { tone: string | undefined; words: string; alert?: boolean }) => (
  <View className={classNames(styles.strip, tone)} {...access({ role: alert ? 'alert' : 'status' })}>
    {words}
  </View>
)
