import { Input, Textarea, View } from '@tarojs/components'
import { useState } from 'react'
import { access } from './access'
import { classNames } from './class-names'
import styles from './field.module.scss'

type Props = {
  readonly label: string
  readonly value: string
  readonly most: number
  readonly placeholder: string
  /** A number: the number pad, unless something else stands there already (0857-6220000). */
  readonly digits?: boolean
  /** What is not right with it, in words; said once somebody has tried to go on. */
  readonly problem?: string | null
  /** While a wish is under way its words stay as they were sent. */
  readonly locked?: boolean
  readonly onInput: (text: string) => void
}

/** One line to write in, with its name above it. */
export function Field({ label, value, most, placeholder, digits, problem, locked, onInput }: Props) {
  const [writing, setWriting] = useState(false)
  return (
    <View className={styles.line}>
      <View className={styles.label}>{label}</View>
      <View
        className={classNames(
          styles.field,
          writing && styles.writing,
          problem && styles.wrong,
          locked && styles.locked,
        )}
      >
        <Input
          className={styles.input ?? ''}
          value={value}
          type={digits && /^\d*$/.test(value) ? 'number' : 'text'}
          maxlength={most}
          placeholder={placeholder}
          placeholderClass={styles.hint ?? ''}
          cursorSpacing={120}
          {...(locked && { disabled: true })}
          onInput={({ detail }) => onInput(String(detail.value))}
          onFocus={() => setWriting(true)}
          onBlur={() => setWriting(false)}
          {...access({ label })}
        />
      </View>
      {problem ? (
        <View className={styles.problem} {...access({ role: 'alert' })}>
          {problem}
        </View>
      ) : null}
    </View>
  )
}

type AreaProps = Omit<Props, 'digits' | 'problem'> & {
  /** Read aloud only: the words around it say already what goes in here. */
  readonly quiet?: boolean
  /** Lines of room: few for a remark, more for a story. */
  readonly lines?: 'few' | 'more'
  /** 12/100, once the end comes near. */
  readonly counted?: boolean
}

/** Several lines to write in. */
export function TextArea({ label, quiet, value, most, placeholder, locked, lines, counted, onInput }: AreaProps) {
  const [writing, setWriting] = useState(false)
  return (
    <View className={styles.line}>
      {quiet ? null : <View className={styles.label}>{label}</View>}
      <View className={classNames(styles.field, writing && styles.writing, locked && styles.locked)}>
        <Textarea
          className={classNames(styles.area, lines === 'more' && styles.more)}
          value={value}
          maxlength={most}
          placeholder={placeholder}
          placeholderClass={styles.hint ?? ''}
          showConfirmBar={false}
          cursorSpacing={120}
          {...(locked && { disabled: true })}
          onInput={({ detail }) => onInput(detail.value)}
          onFocus={() => setWriting(true)}
          onBlur={() => setWriting(false)}
          {...access({ label })}
        />
        {counted ? <View className={styles.count}>{`${value.length}/${most}`}</View> : null}
      </View>
    </View>
  )
}
