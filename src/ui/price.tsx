import { Text, View } from '@tarojs/components'
import { type Fen, yuan, yuanParts } from '../domain/money'
import { access } from './access'
import { classNames } from './class-names'
import styles from './price.module.scss'

type Props = {
  readonly amount: Fen
  /** What it costs otherwise, struck through; drawn only when it is more. */
  readonly instead?: Fen
  readonly size?: 'small' | 'normal' | 'large'
  /** In the colour of the text around it, for a line of a receipt. */
  readonly quiet?: boolean
  /** With both digits of the fen, for sums: 40.50, not 40.5. */
  readonly exact?: boolean
}

/** Small ¥, large yuan, small fen. */
export function Price({ amount, instead, size = 'normal', quiet, exact }: Props) {
  const { minus, yuan: whole, fen } = yuanParts(amount)
  const cents = exact ? `.${fen}` : fen === '00' ? '' : `.${fen.replace(/0$/, '')}`
  const struck = instead !== undefined && instead > amount ? yuan(instead) : null
  const label = struck ? `${yuan(amount)}，平时 ${struck}` : yuan(amount)
  return (
    <View className={classNames(styles.price, styles[size], quiet && styles.quiet)} {...access({ role: 'img', label })}>
      <Text className={styles.sign}>{minus ? '−¥' : '¥'}</Text>
      <Text className={styles.yuan}>{whole}</Text>
      {cents ? <Text className={styles.fen}>{cents}</Text> : null}
      {struck ? <Text className={styles.struck}>{struck}</Text> : null}
    </View>
  )
}
