import { View } from '@tarojs/components'
import type { CSSProperties, ReactNode } from 'react'
import { access } from './access'
import styles from './nav-bar.module.scss'

type Props = {
  /** Room left to the phone's status bar and WeChat's capsule, in px, as the platform measures it. */
  readonly room: { readonly statusHeight: number; readonly barHeight: number; readonly capsuleSpace: number }
  readonly title?: ReactNode
  readonly onBack?: () => void
}

/** The title bar of a page that paints its own top. Takes the colour of what it lies on. */
export function NavBar({ room, title, onBack }: Props) {
  const bar: CSSProperties = { minHeight: `${room.barHeight}px`, paddingRight: `${room.capsuleSpace}px` }
  return (
    <View className={styles.bar} style={{ paddingTop: `${room.statusHeight}px` }}>
      <View className={styles.line} style={bar}>
        {onBack ? (
          <View className={styles.back} onClick={onBack} {...access({ role: 'button', label: '返回' })}>
            <View className={styles.arrow} />
          </View>
        ) : null}
        <View className={styles.title}>{title}</View>
      </View>
    </View>
  )
}
