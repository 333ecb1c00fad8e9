import { Input, View } from '@tarojs/components'
import { useState } from 'react'
import { access } from '../../ui/access'
import { classNames } from '../../ui/class-names'
import styles from './delivery-range.module.scss'

type Props = {
  readonly label: string
  readonly value: string
  readonly most: number
  readonly placeholder: string
  /** A number: the number pad, unless something else stands there already (0857-6220000). */
  readonly digits?: boolean
  readonly onInput: (text: string) => void
}

/** One line to write in, with its name above it. */
export function Field({ label, value, most, placeholder, digits, onInput }: Props) {
  const [writing, setWriting] = useState(false)
  return (
    <View className={styles.line}>
      <View className={styles.label}>{label}</View>
      <View className={classNames(styles.field, writing && styles.writing)}>
        <Input
          className={styles.input ?? ''}
          value={value}
          type={digits && /^\d*$/.test(value) ? 'number' : 'text'}
          maxlength={most}
          placeholder={placeholder}
          placeholderClass={styles.hint ?? ''}
          cursorSpacing={120}
          onInput={({ detail }) => onInput(String(detail.value))}
          onFocus={() => setWriting(true)}
          onBlur={() => setWriting(false)}
          {...access({ label })}
        />
      </View>
    </View>
  )
}
