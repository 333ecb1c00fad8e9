import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { scrollToTop } from '../../platform/scroll'
import { Button } from '../../ui/button'
import { groupsOf } from '../../ui/groups'
import { Notice } from '../../ui/notice'
import { Card } from '../../ui/page-shell'
import { CartLineRow, type LineActions } from './cart-line'
import type { CartStore } from './cart.store'
import styles from './cart.module.scss'

/** So many are drawn at a time, the others by a tap: a page has fewer than a thousand nodes. */
const AT_ONCE = 30

type Props = LineActions & { readonly cart: CartStore }

/** What was said since last time, the lines, and what was just taken out. */
export const CartList = observer((props: Props) => {
  const { cart } = props
  const [part, setPart] = useState(0)
  const { lines } = cart
  const parts = groupsOf(lines, AT_ONCE)
  // the cart may have become shorter than it was when it was turned
  const at = Math.min(part, parts.length - 1)
  const after = lines.length - (at + 1) * AT_ONCE
  const turn = (to: number): void => {
    setPart(to)
    scrollToTop()
  }
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
      {at > 0 ? (
        <Button look="plain" wide onClick={() => turn(at - 1)}>
          {`前面 ${at * AT_ONCE} 样`}
        </Button>
      ) : null}
      <Card tight>
        {parts[at]?.map((line) => (
          <CartLineRow key={line.goods.id} line={line} {...props} />
        ))}
      </Card>
      {after > 0 ? (
        <Button look="plain" wide onClick={() => turn(at + 1)}>
          {`还有 ${after} 样`}
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
