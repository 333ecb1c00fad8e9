import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import type { CheckoutAnswer } from '../../contract/checkout'
import { exactYuan } from '../../ui/amount'
import { Button } from '../../ui/button'
import { classNames } from '../../ui/class-names'
import { Card } from '../../ui/page-shell'
import { ListRow, Toggle } from '../../ui/rows'
import styles from './checkout.module.scss'
import type { CheckoutStore } from './checkout.store'

type Props = {
  readonly store: CheckoutStore
  readonly look: CheckoutAnswer
  readonly onCoupons: () => void
  readonly onMore: () => void
}

/** Coupons, the nearest saving not reached yet, and the balance. */
export const SavingsCard = observer(({ store, look, onCoupons, onMore }: Props) => {
  const { receipt, balance } = look
  return (
    <Card tight>
      <ListRow title="优惠券" after={<Chosen store={store} look={look} />} onClick={onCoupons} />
      {receipt.next ? (
        <View className={classNames(styles.next, store.stale && styles.stale)}>
          <View className={styles.nextWords}>{receipt.next.words}</View>
          <Button look="plain" size="small" className={styles.more ?? ''} onClick={onMore}>
            去凑单
          </Button>
        </View>
      ) : null}
      {balance.has > 0 ? (
        <ListRow
          title="用余额"
          words={
            balance.uses > 0
              ? `用掉 ${exactYuan(balance.uses)}，还剩 ${exactYuan(balance.has - balance.uses)}`
              : `有 ${exactYuan(balance.has)}`
          }
          after={<Toggle on={store.wish.useBalance} label="用余额" onChange={store.turnBalance} />}
        />
      ) : null}
    </Card>
  )
})

/** 已选最省：开业满减券 −¥10.00 · 2 张可用 · 没有可用的 */
const Chosen = observer(({ store, look }: Pick<Props, 'store' | 'look'>) => {
  const applied = look.coupons.filter((one) => one.applied)
  const off = applied.reduce((sum, one) => sum + one.saves, 0)
  if (applied.length === 0) {
    const choosable = look.coupons.filter((one) => one.choosable).length
    return <>{choosable > 0 ? `${choosable} 张可用` : '没有可用的'}</>
  }
  const which = applied.length === 1 ? applied[0]?.coupon.title : `${applied.length} 张`
  const best = store.wish.coupons === 'best' ? '已选最省：' : ''
  return (
    <View className={classNames(styles.off, store.stale && styles.stale)}>
      {`${best}${which}`}
      <Text className={styles.word}>{` ${exactYuan(-off)}`}</Text>
    </View>
  )
})
