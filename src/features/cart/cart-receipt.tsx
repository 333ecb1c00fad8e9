import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { Notice } from '../../ui/notice'
import { Receipt } from '../../ui/receipt'
import type { CartStore } from './cart.store'
import styles from './cart.module.scss'

/** The sum of the chosen lines: each part explains itself, and together they are the total. Delivery comes at the checkout. */
export const CartReceipt = observer(({ cart }: { cart: CartStore }) => {
  const receipt = cart.answer?.receipt
  if (!receipt || receipt.parts.length === 0) return null
  return (
    <View className={styles.receipt}>
      <Receipt parts={receipt.parts} total={receipt.total} saved={receipt.saved} stale={!cart.settled} />
      {receipt.gifts.map(({ offerId, goodsId, name, quantity }) => (
        <View key={offerId + goodsId} className={styles.aside}>
          <Notice tone="leaf">{quantity > 1 ? `送 ${name} × ${quantity}` : `送 ${name}`}</Notice>
        </View>
      ))}
      {receipt.notices.map(({ offerId, code, words }) => (
        <View key={offerId + code} className={styles.aside}>
          <Notice tone="sun">{words}</Notice>
        </View>
      ))}
    </View>
  )
})
