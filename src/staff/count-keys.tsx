import { View } from '@tarojs/components'
import { access } from '../ui/access'
import { classNames } from '../ui/class-names'
import styles from './count-keys.module.scss'

type Props = {
  readonly count: number
  readonly least?: number
  readonly most: number
  /** What is counted: 份 */
  readonly unit: string
  /** Under the number: 订了 3 份 */
  readonly words?: string
  readonly onChange: (count: number) => void
}

/** − 2 份 +, as large as gloves want it. */
export function CountKeys({ count, least = 0, most, unit, words, onChange }: Props) {
  return (
    <View className={styles.row}>
      <Key sign="less" off={count <= least} label={`少一${unit}`} onPress={() => onChange(count - 1)} />
      <View className={styles.middle} {...access({ role: 'status', label: `${count} ${unit}` })}>
        <View className={styles.count}>
          {count}
          <View className={styles.unit}>{unit}</View>
        </View>
        {words ? <View className={styles.words}>{words}</View> : null}
      </View>
      <Key sign="more" off={count >= most} label={`多一${unit}`} onPress={() => onChange(count + 1)} />
    </View>
  )
}

type KeyProps = {
  readonly sign: 'less' | 'more'
  readonly off: boolean
  readonly label: string
  readonly onPress: () => void
}

function Key({ sign, off, label, onPress }: KeyProps) {
  return (
    <View
      className={classNames(styles.key, styles[sign], off && styles.off)}
      hoverClass={off ? 'none' : (styles.down ?? 'none')}
      hoverStayTime={60}
      onClick={() => {
        if (!off) onPress()
      }}
      {...access({ role: 'button', label, disabled: off })}
    />
  )
}
