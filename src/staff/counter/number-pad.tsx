import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { access } from '../../ui/access'
import { classNames } from '../../ui/class-names'
import styles from './counter.module.scss'
import type { CounterStore } from './counter.store'
import { groupTyped } from './handover'

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const

/** Eight digits as they are read out, four and four, and keys for gloved fingers. The eighth looks by itself. */
export const NumberPad = observer(({ store, ask }: { store: CounterStore; ask: string }) => (
  <View>
    <Typed digits={store.digits} ask={ask} />
    <View className={styles.pad}>
      {KEYS.map((digit) => (
        <Key key={digit} words={digit} onPress={() => void store.press(digit)} />
      ))}
      <Key words="清空" word onPress={store.clear} />
      <Key words="0" onPress={() => void store.press('0')} />
      <Key words="删除" word onPress={store.erase} />
    </View>
  </View>
))

function Typed({ digits, ask }: { digits: string; ask: string }) {
  const said = digits === '' ? '还没有输入' : `已输入 ${digits.split('').join(' ')}`
  return (
    <View className={styles.typed}>
      <View className={styles.asked}>{ask}</View>
      <View className={styles.digits} {...access({ role: 'status', label: said })}>
        {groupTyped(digits).map((group, g) => (
          <View key={g} className={styles.group} {...access({ hidden: true })}>
            {group.split('').map((digit, i) => (
              <View key={i} className={classNames(styles.digit, digit === '_' && styles.blank)}>
                {digit === '_' ? '–' : digit}
              </View>
            ))}
          </View>
        ))}
      </View>
    </View>
  )
}

type KeyProps = { readonly words: string; readonly word?: boolean; readonly onPress: () => void }

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
