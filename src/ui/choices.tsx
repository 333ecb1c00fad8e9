import { ScrollView, Text, View } from '@tarojs/components'
import { access } from './access'
import styles from './choices.module.scss'
import { classNames } from './class-names'

export type Choice<T extends string> = { readonly value: T; readonly words: string; readonly count?: number }

type Props<T extends string> = {
  readonly choices: readonly Choice<T>[]
  readonly chosen: T
  readonly onChoose: (value: T) => void
  /** What is being chosen, for reading aloud. */
  readonly label: string
}

/** A row of pills that scrolls sideways when it must: 可用 4 · 赠送中 1 · 已用 · 已过期. */
export function Chips<T extends string>({ choices, chosen, onChoose, label }: Props<T>) {
  return (
    <ScrollView scrollX enhanced showScrollbar={false} className={styles.scroller}>
      <View className={styles.row} {...access({ role: 'tablist', label })}>
        {choices.map(({ value, words, count }) => (
          <View
            key={value}
            className={styles.reach}
            onClick={() => onChoose(value)}
            {...access({ role: 'tab', selected: value === chosen, label: count ? `${words} ${count}` : words })}
          >
            <View className={classNames(styles.chip, value === chosen && styles.on)}>
              {words}
              {count ? <Text className={styles.count}> {count}</Text> : null}
            </View>
          </View>
        ))}
      </View>
    </ScrollView>
  )
}

/** Two or three ways side by side, one of them taken: 到店自提 | 送到家. */
export function SegmentedControl<T extends string>({ choices, chosen, onChoose, label }: Props<T>) {
  return (
    <View className={styles.segments} {...access({ role: 'tablist', label })}>
      {choices.map(({ value, words }) => (
        <View
          key={value}
          className={classNames(styles.segment, value === chosen && styles.taken)}
          onClick={() => onChoose(value)}
          {...access({ role: 'tab', selected: value === chosen, label: words })}
        >
          {words}
        </View>
      ))}
    </View>
  )
}

type ToggleProps = {
  readonly label: string
  readonly choices: readonly {
    readonly words: string
    readonly on: boolean
    readonly onChange: (on: boolean) => void
  }[]
}

/** Pills of which any number may be on: 有货 · 特价 · 蔬菜 12. */
export function ToggleChips({ choices, label }: ToggleProps) {
  return (
    <ScrollView scrollX enhanced showScrollbar={false} className={styles.scroller}>
      <View className={styles.row} {...access({ label })}>
        {choices.map(({ words, on, onChange }) => (
          <View
            key={words}
            className={styles.reach}
            onClick={() => onChange(!on)}
            {...access({ role: 'switch', checked: on, label: words })}
          >
            <View className={classNames(styles.chip, on && styles.picked)}>{words}</View>
          </View>
        ))}
      </View>
    </ScrollView>
  )
}
