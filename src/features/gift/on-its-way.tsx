import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useEffect } from 'react'
import type { Instant } from '../../domain/time'
import { useNow } from '../../platform/use-platform'
import { remainingInWords } from '../../ui/remaining'
import styles from './gift.module.scss'

type Props = {
  readonly expiresAt: Instant
  /** Called once when the time is up. */
  readonly onBack?: () => void
}

/** 正在赠送，还有 23 小时 12 分退回. It looks at the clock each second and is drawn again each minute. */
export const OnItsWay = observer(({ expiresAt, onBack }: Props) => {
  const now = useNow()
  const back = now >= expiresAt
  useEffect(() => {
    if (back) onBack?.()
  }, [back, onBack])
  return (
    <View className={styles.onItsWay}>
      {back ? (
        '没有人收，券已经退回给你'
      ) : (
        <>
          正在赠送，还有 <Text className={styles.left}>{remainingInWords(expiresAt, now)}</Text>退回
        </>
      )}
    </View>
  )
})
