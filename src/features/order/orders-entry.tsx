import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { access } from '../../ui/access'
import { Picture } from '../../ui/picture'
import styles from './orders-entry.module.scss'
import type { OrderShelf } from './orders.store'
import type { ReadyStore } from './ready.store'

const WAYS = [
  { shelf: 'unpaid', words: '待付款', picture: 'purse' },
  { shelf: 'active', words: '进行中', picture: 'basket' },
  { shelf: 'ready', words: '待取货', picture: 'shopping-bags' },
  { shelf: 'done', words: '已完成', picture: 'receipt' },
] as const

type Props = {
  readonly store: ReadyStore
  readonly pictureUrl: (name: string) => string
  readonly onOpen: (shelf: OrderShelf) => void
}

/** 我的订单 by state, each with how many wait there. */
export const OrdersEntry = observer(({ store, pictureUrl, onOpen }: Props) => (
  <View className={styles.ways}>
    {WAYS.map(({ shelf, words, picture }) => {
      const count = shelf === 'done' ? 0 : (store.counts?.[shelf] ?? 0)
      return (
        <View
          key={shelf}
          className={styles.way}
          hoverClass={styles.pressed ?? ''}
          onClick={() => onOpen(shelf)}
          {...access({ role: 'button' })}
        >
          <View className={styles.circle}>
            <Picture src={pictureUrl(picture)} alt="" shape="bare" className={styles.icon} />
            {count > 0 ? <View className={styles.count}>{count > 99 ? '99+' : count}</View> : null}
          </View>
          <View className={styles.words}>{words}</View>
        </View>
      )
    })}
  </View>
))
