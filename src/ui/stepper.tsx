import { View } from '@tarojs/components'
import { access } from './access'
import { classNames } from './class-names'
import styles from './stepper.module.scss'

type Props = {
  readonly quantity: number
  /** What is counted, for reading aloud: 加一份番茄. */
  readonly name: string
  /** How many there can be; at it, a further + only says why. */
  readonly most: number
  readonly onChange: (quantity: number) => void
  /** A tap on + at `most`. */
  readonly onMost?: () => void
}

/** − 2 +, or a single + while there is none. It answers at once; what it stands for follows. */
export function Stepper({ quantity, name, most, onChange, onMost }: Props) {
  const full = quantity >= most
  const some = quantity > 0
  return (
    <View className={styles.stepper}>
      {some ? (
        <View
          className={classNames(styles.reach, styles.less)}
          hoverClass={styles.pressed ?? ''}
          onClick={() => onChange(quantity - 1)}
          {...access({ role: 'button', label: `${name}减一份，现在 ${quantity} 份` })}
        />
      ) : null}
      {some ? <View className={styles.count}>{quantity}</View> : null}
      <View
        className={classNames(styles.reach, styles.more, full && styles.full)}
        hoverClass={styles.pressed ?? ''}
        onClick={() => (full ? onMost?.() : onChange(quantity + 1))}
        {...access({ role: 'button', label: some ? `${name}加一份，现在 ${quantity} 份` : `把${name}放进购物车` })}
      />
    </View>
  )
}
