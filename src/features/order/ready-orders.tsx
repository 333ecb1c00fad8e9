import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import type { OrderSummary } from '../../contract/order'
import type { Instant } from '../../domain/time'
import { access } from '../../ui/access'
import { Button } from '../../ui/button'
import { nearSlot } from '../../ui/moment'
import { Picture } from '../../ui/picture'
import styles from './ready.module.scss'

type Props = {
  readonly orders: readonly OrderSummary[]
  readonly now: Instant
  readonly pictureUrl: (name: string) => string
  readonly onOpen: (orderId: string) => void
  readonly onShow: (orderId: string) => void
}

const PICTURES = 4

/** 备好了，来取吧: what lies packed at the counter, on the home page, one tap from its code. */
export const ReadyOrders = observer(({ orders, now, pictureUrl, onOpen, onShow }: Props) => (
  <>
    {orders.map((order) => (
      <View key={order.id} className={styles.ready}>
        <View className={styles.what} onClick={() => onOpen(order.id)} {...access({ role: 'button' })}>
          <View className={styles.title}>{`备好了 · ${order.units} 件`}</View>
          <View className={styles.where}>
            {[order.storeName, order.slot && nearSlot(order.slot, now)].filter(Boolean).join(' · ')}
          </View>
          <View className={styles.pictures}>
            {order.pictures.slice(0, PICTURES).map(({ picture, name }, i) => (
              <Picture
                key={`${i}-${name}`}
                src={pictureUrl(picture)}
                alt={name}
                photo={picture.startsWith('http')}
                className={styles.picture}
              />
            ))}
          </View>
        </View>
        <Button className={styles.show ?? ''} label={`出示提货码：${order.storeName}`} onClick={() => onShow(order.id)}>
          出示提货码
        </Button>
      </View>
    ))}
  </>
))
