import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import type { CartLine } from '../../contract/cart'
import { type Fen, fen, yuan } from '../../domain/money'
import { access } from '../../ui/access'
import { Button } from '../../ui/button'
import { classNames } from '../../ui/class-names'
import { CheckBox } from '../../ui/check-box'
import { GoodsPrice, isPhoto } from '../../ui/goods-row'
import { measure } from '../../ui/goods-words'
import { Picture } from '../../ui/picture'
import { CartStepper } from './cart-stepper'
import type { CartStore } from './cart.store'
import styles from './cart.module.scss'

export type LineActions = {
  readonly pictureUrl: (nameOrUrl: string) => string
  readonly onOpen: (goodsId: string) => void
}

type Props = LineActions & { readonly cart: CartStore; readonly line: CartLine }

/** One line: taken along or not, what it is, what is said of it, how many. */
export const CartLineRow = observer(({ cart, line, pictureUrl, onOpen }: Props) => {
  const { goods, chosen, trouble } = line
  const gone = trouble !== null && trouble.most === 0
  return (
    <View className={styles.line}>
      <CheckBox
        on={chosen && !gone}
        disabled={gone}
        label={`结算${goods.name}`}
        onChange={(on) => cart.choose([goods.id], on)}
      />
      <View className={classNames(styles.what, gone && styles.over)}>
        <View
          className={styles.open}
          hoverClass={styles.pressed ?? ''}
          onClick={() => onOpen(goods.id)}
          {...access({ role: 'button' })}
        >
          <Picture src={pictureUrl(goods.picture)} alt="" photo={isPhoto(goods.picture)} />
          <View className={styles.words}>
            <View className={styles.name}>{goods.name}</View>
            <View className={styles.measure}>{measure(goods)}</View>
          </View>
        </View>
        <View className={styles.foot}>
          <GoodsPrice goods={goods} />
          <View className={styles.right}>
            {gone ? (
              <Button look="plain" size="small" label={`拿掉${goods.name}`} onClick={() => cart.set(goods, 0)}>
                拿掉
              </Button>
            ) : (
              <CartStepper cart={cart} goods={goods} />
            )}
          </View>
        </View>
        <Remarks cart={cart} line={line} />
      </View>
    </View>
  )
})

/** 比上次便宜 ¥1 · 比上次贵 ¥0.5 */
function changeWords({ was, is }: { was: number; is: number }): string {
  const by = yuan(fen(Math.abs(is - was)))
  return is < was ? `比上次便宜了 ${by}` : `比上次贵了 ${by}，上次 ${yuan(was as Fen)}`
}

const Remarks = observer(({ cart, line: { goods, trouble } }: Pick<Props, 'cart' | 'line'>) => {
  const refusal = cart.refusals.get(goods.id)
  const change = cart.changes.get(goods.id)
  return (
    <>
      {change ? (
        <Text className={classNames(styles.remark, change.is < change.was ? styles.leaf : styles.sun)}>
          {changeWords(change)}
        </Text>
      ) : null}
      {trouble ? (
        <Text className={classNames(styles.remark, styles.tomato)}>
          {trouble.most > 0 ? `${trouble.words}，结算时按 ${trouble.most} ${goods.unit}算` : trouble.words}
        </Text>
      ) : null}
      {refusal && !trouble ? <Text className={classNames(styles.remark, styles.tomato)}>{refusal}</Text> : null}
    </>
  )
})
