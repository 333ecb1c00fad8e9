import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { access } from './access'
import { classNames } from './class-names'
import styles from './rows.module.scss'

type RowProps = {
  readonly title: string
  /** The title is what the row is about: an address, a store. */
  readonly strong?: boolean
  readonly words?: string
  /** At the left: a thumbnail or an icon. */
  readonly before?: ReactNode
  /** At the right: a value, a tag, a toggle. */
  readonly after?: ReactNode
  /** A row that leads somewhere gets an arrow and answers to a tap. */
  readonly onClick?: () => void
}

/** One line of a list, 44 px at least. Rows draw the hairline between themselves. */
export function ListRow({ title, strong, words, before, after, onClick }: RowProps) {
  return (
    <View
      className={styles.row}
      onClick={onClick}
      {...(onClick ? { hoverClass: styles.pressed } : {})}
      {...(onClick ? access({ role: 'button' }) : {})}
    >
      {before ? <View className={styles.before}>{before}</View> : null}
      <View className={styles.middle}>
        <View className={classNames(styles.title, strong && styles.bold)}>{title}</View>
        {words ? <View className={styles.words}>{words}</View> : null}
      </View>
      {after ? <View className={styles.after}>{after}</View> : null}
      {onClick ? <View className={styles.arrow} /> : null}
    </View>
  )
}

type ToggleProps = {
  readonly on: boolean
  readonly label: string
  readonly onChange: (on: boolean) => void
  readonly busy?: boolean
}

/** A switch with a target of 44 px. */
export function Toggle({ on, label, onChange, busy }: ToggleProps) {
  return (
    <View
      className={classNames(styles.reach, busy && styles.busy)}
      onClick={() => {
        if (!busy) onChange(!on)
      }}
      {...access({ role: 'switch', label, checked: on, disabled: busy })}
    >
      <View className={classNames(styles.track, on && styles.on)}>
        <View className={styles.knob} />
      </View>
    </View>
  )
}

export type Fact = {
  readonly name: string
  readonly value: ReactNode
  readonly tone?: 'tomato' | 'sun' | 'leaf' | 'strong'
}

/** Names at the left, values at the right, like a receipt. The last line may be the sum. */
export function FactList({ facts, total }: { facts: readonly Fact[]; total?: Fact }) {
  return (
    <View>
      {facts.map((fact) => (
        <FactLine key={fact.name} fact={fact} />
      ))}
      {total ? (
        <View className={styles.total}>
          <FactLine fact={{ tone: 'strong', ...total }} />
        </View>
      ) : null}
    </View>
  )
}

function FactLine({ fact }: { fact: Fact }) {
  return (
    <View className={styles.fact}>
      <Text className={styles.factName}>{fact.name}</Text>
      <View className={classNames(styles.value, fact.tone && styles[fact.tone])}>{fact.value}</View>
    </View>
  )
}
