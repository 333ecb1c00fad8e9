import { View } from '@tarojs/components'
import type { Fen } from '../domain/money'
import { exactYuan } from './amount'
import { classNames } from './class-names'
import { Price } from './price'
import styles from './receipt.module.scss'

/** A line as it is read: 满 50 减 5 −¥5.00. `because` says how it came about, when the title does not. */
export type ReceiptPart = { readonly title: string; readonly because?: string; readonly amount: number }

type Props = {
  /** In order; their amounts add up to `total`. */
  readonly parts: readonly ReceiptPart[]
  readonly total: number
  /** 合计, or 实付 once it has been. */
  readonly totalName?: string
  /** Everything taken off, as a positive number; said when there is some. */
  readonly saved?: number
  /** How the total is paid, or what came back of it: below the sum, smaller. */
  readonly after?: readonly ReceiptPart[]
  /** Of a moment ago: another is on its way. */
  readonly stale?: boolean
}

/** The sum as a till prints it: every line adds up, down to the edge where it is torn off. */
export function Receipt({ parts, total, totalName = '合计', saved = 0, after = [], stale }: Props) {
  return (
    <View className={classNames(styles.paper, stale && styles.stale)}>
      {parts.map((part, i) => (
        <Line key={`${i}-${part.title}`} part={part} />
      ))}
      <View className={styles.sum}>
        <View className={styles.sumName}>{totalName}</View>
        <View className={styles.sumAmount}>
          {saved > 0 ? <View className={styles.saved}>{`已省 ${exactYuan(saved)}`}</View> : null}
          <Price amount={total as Fen} exact />
        </View>
      </View>
      {after.length > 0 ? (
        <View className={styles.after}>
          {after.map((part) => (
            <Line key={part.title} part={part} />
          ))}
        </View>
      ) : null}
    </View>
  )
}

function Line({ part: { title, because, amount } }: { part: ReceiptPart }) {
  return (
    <View className={styles.line}>
      <View className={styles.name}>
        {title}
        {because && because !== title ? <View className={styles.because}>{because}</View> : null}
      </View>
      <View className={classNames(styles.amount, amount < 0 && styles.off)}>{exactYuan(amount)}</View>
    </View>
  )
}
