import { View } from '@tarojs/components'
import { access } from './access'
import styles from './check-box.module.scss'
import { classNames } from './class-names'

type Props = {
  readonly on: boolean
  /** What is chosen, for reading aloud. */
  readonly label: string
  readonly disabled?: boolean
  readonly onChange: (on: boolean) => void
  /** Beside the box, within the same reach: 全选. */
  readonly words?: string
}

/** A round box with a tick, in a thumb's reach. */
export function CheckBox({ on, label, disabled, onChange, words }: Props) {
  return (
    <View
      className={styles.reach}
      onClick={() => {
        if (!disabled) onChange(!on)
      }}
      {...access({ role: 'checkbox', label, checked: on, disabled })}
    >
      <View className={classNames(styles.box, on && styles.on, disabled && styles.disabled)} />
      {words ? <View className={styles.words}>{words}</View> : null}
    </View>
  )
}
