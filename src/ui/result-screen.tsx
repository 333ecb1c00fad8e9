import { View } from '@tarojs/components'
import type { PropsWithChildren, ReactNode } from 'react'
import { access } from './access'
import { classNames } from './class-names'
import { useDisplay } from './display'
import styles from './result-screen.module.scss'

type Props = PropsWithChildren<{
  /** `good` hand it over · `warn` look again · `bad` do not hand it over. The shape says it too, not the colour alone. */
  readonly outcome: 'good' | 'warn' | 'bad'
  readonly title: string
  readonly words?: string
  readonly footer?: ReactNode
}>

/** The whole screen is the answer: read at arm's length, with gloves on, in under a second. */
export function ResultScreen({ outcome, title, words, footer, children }: Props) {
  const { large } = useDisplay()
  return (
    <View className={classNames(styles.screen, styles[outcome], large && 'large-text')} {...access({ role: 'alert' })}>
      <View className={styles.middle}>
        <View className={styles.disc} {...access({ hidden: true })}>
          <View className={styles.mark} />
        </View>
        <View className={styles.title}>{title}</View>
        {words ? <View className={styles.words}>{words}</View> : null}
        {children ? <View className={styles.paper}>{children}</View> : null}
      </View>
      {footer ? <View className={styles.footer}>{footer}</View> : null}
    </View>
  )
}
