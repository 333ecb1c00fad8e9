import { View } from '@tarojs/components'
import { access } from '../ui/access'
import { classNames } from '../ui/class-names'
import styles from './keypad.module.scss'
import { withKey } from './typed'

type Props = {
  /** What is typed so far. */
  readonly typed: string
  readonly onType: (typed: string) => void
  readonly most: number
  /** Yuan have a point, grams and units have none. */
  readonly point?: boolean
}

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const
/** Keys for gloved fingers. */
export function Keypad({ typed, onType, most, point }: Props) {
  const press = (key: string) => () => onType(withKey(typed, key, most))
  return (
    <View className={styles.pad}>
      {DIGITS.map((digit) => (
        <Key key={digit} words={digit} onPress={press(digit)} />
      ))}
      {point ? <Key words="." onPress={press('.')} /> : <Key words="清空" word onPress={() => onType('')} />}
      <Key words="0" onPress={press('0')} />
      <Key words="删除" word onPress={() => onType(typed.slice(0, -1))} />
    </View>
  )
}

type KeyProps = {
  readonly words: string
  readonly word?: boolean
  readonly label?: string
  readonly onPress: () => void
}

function Key({ words, word, onPress }: KeyProps) {
  return (
    <View className={styles.key}>
      <View
        className={classNames(styles.cap, word && styles.word)}
        hoverClass={styles.down ?? 'none'}
        hoverStayTime={60}
        onClick={onPress}
        {...access({ role: 'button', label: words })}
      >
        {words}
      </View>
    </View>
  )
}
