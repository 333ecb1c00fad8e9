import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import type { Instant } from '../../domain/time'
import { Button } from '../../ui/button'
import { CheckBox } from '../../ui/check-box'
import { classNames } from '../../ui/class-names'
import { longMoment } from '../../ui/moment'
import { Price } from '../../ui/price'
import type { CartStore } from './cart.store'
import styles from './cart.module.scss'

type Props = {
  readonly cart: CartStore
  /** When the store opens for the first time, while that is still to come. */
  readonly opensAt: Instant | null
  readonly busy: boolean
  readonly onCheckout: () => void
}

/** 全选 · 合计 · 去结算, and what a little more would save. */
export const CartFoot = observer(({ cart, opensAt, busy, onCheckout }: Props) => {
  const going = cart.forCheckout
  const units = going.reduce((sum, { quantity }) => sum + quantity, 0)
  const next = opensAt !== null ? `${longMoment(opensAt)} 开门，开门后就能下单` : cart.answer?.receipt.next?.words
  return (
    <>
      {next ? <View className={styles.footWords}>{next}</View> : null}
      <View className={styles.footLine}>
        <CheckBox on={cart.isAllChosen} label="全选" words="全选" onChange={cart.chooseAll} />
        <View className={classNames(styles.sum, !cart.settled && styles.rough)}>
          <Price amount={cart.total} exact />
        </View>
        <Button onClick={onCheckout} disabled={opensAt !== null || units === 0} busy={busy ? '正在去' : false}>
          {opensAt !== null ? '开门后下单' : units > 0 ? `去结算 ${units}` : '去结算'}
        </Button>
      </View>
    </>
  )
})
