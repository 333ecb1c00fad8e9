import { Text } from '@tarojs/components'
import { classNames } from './class-names'
import styles from './tag.module.scss'

export type Tone = 'sun' | 'leaf' | 'tomato' | 'calm'

/** A word or two on a soft ground. */
export function Tag({ tone = 'sun', children }: { tone?: Tone; children: string }) {
  return <Text className={classNames(styles.tag, styles[tone])}>{children}</Text>
}
