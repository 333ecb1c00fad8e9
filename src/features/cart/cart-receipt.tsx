import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { type Fen, fen } from '../../domain/money'
import { classNames } from '../../ui/class-names'
import { Card } from '../../ui/page-shell'
import { Price } from '../../ui/price'
import { type Fact, FactList } from '../../ui/rows'
import type { CartStore } from './cart.store'
import styles from './cart.module.scss'

/** The sum of the chosen lines: each part explains itself, and together they are the total. Delivery comes at the checkout. */
export const CartReceipt = observer(({ cart }: { cart: CartStore }) => {
  const receipt = cart.answer?.receipt
  if (!receipt || receipt.parts.length === 0) return null
  const facts = receipt.parts.map(({ kind, title, because, amount }, i): Fact => {
    const off = amount < 0
    return {
      name: title,
      value: (
        <View className={styles.part} key={i}>
          {because && because !== title ? <View className={styles.because}>{because}</View> : null}
          <Price amount={fen(amount)} size="small" quiet exact />
        </View>
      ),
      ...(off && kind !== 'goods' && { tone: 'tomato' as const }),
    }
  })
  return (
    <Card className={classNames(styles.receipt, !cart.settled && styles.rough)}>
      <FactList facts={facts} total={{ name: '合计', value: <Price amount={receipt.total as Fen} exact /> }} />
      {receipt.gifts.map(({ offerId, goodsId, name, quantity }) => (
        <View key={offerId + goodsId} className={styles.gift}>{`送 ${name} × ${quantity}`}</View>
      ))}
      {receipt.notices.map(({ offerId, code, words }) => (
        <View key={offerId + code} className={styles.notice}>
          {words}
        </View>
      ))}
    </Card>
  )
})
