import { Image, View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { access, undescribed } from './access'
import { Button } from './button'
import { classNames } from './class-names'
import styles from './states.module.scss'

type EmptyProps = {
  /** Address of a drawing; the soft circle stands alone without one. */
  readonly pictureUrl?: string
  readonly title: string
  readonly words?: string
  /** The way on. */
  readonly action?: ReactNode
}

/** Nothing here yet: a picture, a sentence, a way on. */
export function Empty({ pictureUrl, title, words, action }: EmptyProps) {
  const [missing, setMissing] = useState(false)
  return (
    <View className={styles.state}>
      {pictureUrl && !missing ? (
        <View className={styles.circle} {...access({ hidden: true })}>
          <Image
            className={styles.picture ?? ''}
            src={pictureUrl}
            mode="aspectFit"
            {...undescribed}
            onError={() => setMissing(true)}
          />
        </View>
      ) : null}
      <View className={styles.title}>{title}</View>
      {words ? <View className={styles.words}>{words}</View> : null}
      {action ? <View className={styles.action}>{action}</View> : null}
    </View>
  )
}

type FailedProps = {
  /** The sentence of the refusal, as the API or the network says it. */
  readonly message: string
  readonly onRetry?: () => void
  readonly busy?: boolean
}

/** It did not come: what happened, and 重试. */
export function Failed({ message, onRetry, busy }: FailedProps) {
  return (
    <View className={styles.state} {...access({ role: 'alert' })}>
      <View className={styles.title}>{message}</View>
      {onRetry ? (
        <View className={styles.action}>
          <Button look="ghost" onClick={onRetry} busy={busy ? '正在重试' : false}>
            重试
          </Button>
        </View>
      ) : null}
    </View>
  )
}

/** Grey blocks in the shape of what is coming; `lines` of text or a whole ticket. */
export function Skeleton({
  shape = 'line',
  repeat = 1,
}: {
  shape?: 'line' | 'ticket' | 'card' | 'shelf'
  repeat?: number
}) {
  return (
    <View className={classNames(shape === 'shelf' && styles.grid)} {...access({ role: 'status', label: '正在加载' })}>
      {Array.from({ length: repeat }, (_, i) => (
        <View key={i} className={classNames(styles.bone, styles[shape])} />
      ))}
    </View>
  )
}
