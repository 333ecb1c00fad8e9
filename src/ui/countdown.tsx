import { Text, View } from '@tarojs/components'
import { Fragment } from 'react'
import type { Instant } from '../domain/time'
import { access } from './access'
import styles from './countdown.module.scss'
import { remaining, remainingInWords } from './remaining'

type Props = {
  readonly until: Instant
  /** Server time; who draws this asks the shared ticker, so that all countdowns are one `setData` a second. */
  readonly now: Instant
  /** What it leads to, for reading aloud: 距试业还有 */
  readonly caption: string
}

const UNITS = [
  ['days', '天'],
  ['hours', '时'],
  ['minutes', '分'],
  ['seconds', '秒'],
] as const

/** Four tiles of fixed width. Read aloud in words that change once a minute. */
export function Countdown({ until, now, caption }: Props) {
  const parts = remaining(until, now)
  return (
    <View className={styles.tiles} {...access({ role: 'timer', label: `${caption} ${remainingInWords(until, now)}` })}>
      {UNITS.map(([part, unit], i) => (
        <Fragment key={part}>
          {i > 0 ? (
            <View className={styles.colon} {...access({ hidden: true })}>
              :
            </View>
          ) : null}
          <View className={styles.unit} {...access({ hidden: true })}>
            <View className={styles.tile}>{parts[part]}</View>
            <View className={styles.name}>{unit}</View>
          </View>
        </Fragment>
      ))}
    </View>
  )
}

/** The same within a line: 3 天 14:08:26. `short`: without the hours while there are none, 14:22. */
export function InlineCountdown({ until, now, caption, short }: Props & { readonly short?: boolean }) {
  const { days, hours, minutes, seconds } = remaining(until, now)
  const dayWords = days === '00' ? '' : `${Number(days)} 天 `
  const hourWords = short && days === '00' && hours === '00' ? '' : `${hours}:`
  return (
    <Text className={styles.inline} {...access({ role: 'timer', label: `${caption} ${remainingInWords(until, now)}` })}>
      {`${dayWords}${hourWords}${minutes}:${seconds}`}
    </Text>
  )
}
