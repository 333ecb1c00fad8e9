import { Input, View } from '@tarojs/components'
import { access } from './access'
import styles from './search-field.module.scss'

type Props = {
  readonly value: string
  readonly placeholder: string
  /** Whether the keyboard comes up at once: where searching is what one came for. */
  readonly atOnce?: boolean
  readonly onInput: (text: string) => void
  readonly onConfirm: () => void
  readonly onClear: () => void
}

/** What is looked for; the keyboard's own button searches too. */
export function SearchField({ value, placeholder, atOnce = true, onInput, onConfirm, onClear }: Props) {
  return (
    <View className={styles.field}>
      <View className={styles.glass} />
      <Input
        className={styles.input ?? ''}
        value={value}
        {...(atOnce && { focus: true })}
        confirmType="search"
        maxlength={40}
        placeholder={placeholder}
        placeholderClass={styles.hint ?? ''}
        onInput={({ detail }) => onInput(String(detail.value))}
        onConfirm={onConfirm}
        {...access({ label: placeholder })}
      />
      {value ? (
        <View className={styles.clear} onClick={onClear} {...access({ role: 'button', label: '清空' })}>
          <View className={styles.cross} />
        </View>
      ) : null}
    </View>
  )
}

/** The same as a way to the search page. */
export function SearchDoor({ words, onClick }: { words: string; onClick: () => void }) {
  return (
    <View
      className={styles.field}
      hoverClass={styles.pressed ?? ''}
      onClick={onClick}
      {...access({ role: 'button', label: `搜索商品，${words}` })}
    >
      <View className={styles.glass} />
      <View className={styles.words}>{words}</View>
    </View>
  )
}
