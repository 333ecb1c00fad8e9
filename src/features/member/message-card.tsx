import { Text, View } from '@tarojs/components'
import type { InboxAnswer } from '../../contract/resident'
import type { Instant } from '../../domain/time'
import { access } from '../../ui/access'
import { nearMoment } from '../../ui/moment'
import styles from './message-card.module.scss'

type Props = {
  readonly message: InboxAnswer['messages'][number]
  readonly now: Instant
  readonly onOpen: (page: string) => void
}

/** One message; a new one carries a mark until it has been seen. */
export function MessageCard({ message: { title, body, at, read, page }, now, onOpen }: Props) {
  return (
    <View
      className={styles.card}
      {...(page ? { onClick: () => onOpen(page), hoverClass: styles.pressed ?? '' } : {})}
      {...(page ? access({ role: 'button' }) : {})}
    >
      <View className={styles.top}>
        {read ? null : <Text className={styles.fresh}>新</Text>}
        <Text className={styles.title}>{title}</Text>
        <Text className={styles.at}>{nearMoment(at as Instant, now)}</Text>
      </View>
      <View className={styles.body}>{body}</View>
    </View>
  )
}
