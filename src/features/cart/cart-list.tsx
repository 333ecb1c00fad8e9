import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { Button } from '../../ui/button'
import { Notice } from '../../ui/notice'
import { Card } from '../../ui/page-shell'
import { CartLineRow, type LineActions } from './cart-line'
import type { CartStore } from './cart.store'
import styles from './cart.module.scss'

/** More unfold by a tap: a page has fewer than a thousand nodes. */
const FOLDED = 30

type Props = LineActions & { readonly cart: CartStore }

/** What was said since last time, the lines, and what was just taken out. */
export const CartList = observer((props: Props) => {
  const { cart } = props
  const [unfolded, setUnfolded] = useState(false)
  const { lines } = cart
  const shown = unfolded ? lines : lines.slice(0, FOLDED)
  return (
    <>
      {cart.said.length > 0 ? (
        <View className={styles.said}>
          <Notice tone="sun">
            {cart.said.map((sentence) => (
              <View key={sentence}>{sentence}</View>
            ))}
          </Notice>
        </View>
      ) : null}
      {cart.queue.stuck ? (
        <View className={styles.said}>
          <Notice
            tone="calm"
            action={
              <Button look="ghost" size="small" onClick={() => void cart.load()}>
                再试
              </Button>
            }
          >
            网络不太顺，改动先记在手机上，连上就补
          </Notice>
        </View>
      ) : null}
      <TakenOut cart={cart} />
      <Card tight>
        {shown.map((line) => (
          <CartLineRow key={line.goods.id} line={line} {...props} />
        ))}
      </Card>
      {shown.length < lines.length ? (
        <Button look="plain" wide onClick={() => setUnfolded(true)}>
          {`还有 ${lines.length - shown.length} 样`}
        </Button>
      ) : null}
    </>
  )
})

/** A slip of the thumb is undone by another tap. */
export const TakenOut = observer(({ cart }: { cart: CartStore }) => {
  if (!cart.takenOut) return null
  return (
    <View className={styles.said}>
      <Notice
        tone="calm"
        action={
          <Button look="ghost" size="small" onClick={cart.putBack}>
            放回
          </Button>
        }
      >{`拿掉了 ${cart.takenOut.goods.name}`}</Notice>
    </View>
  )
})
