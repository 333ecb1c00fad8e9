import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { access } from './access'
import { classNames } from './class-names'
import styles from './notice.module.scss'

type Props = {
  /** `leaf` something good · `sun` worth knowing · `tomato` it did not work · `calm` an aside (an old answer's age). */
  readonly tone?: 'leaf' | 'sun' | 'tomato' | 'calm'
  readonly title?: string
  readonly children?: ReactNode
  /** At the right: a switch or a word to tap. */
  readonly action?: ReactNode
}

/** A sentence in its place, beside what it is about. */
export function Notice({ tone = 'sun', title, children, action }: Props) {
  return (
    <View
      className={classNames(styles.notice, styles[tone])}
      {...access({ role: tone === 'tomato' ? 'alert' : 'status' })}
    >
      <View className={styles.said}>
        {title ? <View className={styles.title}>{title}</View> : null}
        {children ? <View className={styles.words}>{children}</View> : null}
      </View>
      {action ? <View className={styles.action}>{action}</View> : null}
    </View>
  )
}
