import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useNow } from '../../platform/use-platform'
import { Button } from '../../ui/button'
import { groupsOf } from '../../ui/groups'
import { Loaded } from '../../ui/loaded'
import { Empty, Skeleton } from '../../ui/states'
import { type OrderActions, OrderCard } from './order-card'
import styles from './order.module.scss'
import type { OrderShelf, OrdersStore } from './orders.store'

type Props = OrderActions & {
  readonly store: OrdersStore
  readonly pictureUrl: (name: string) => string
  /** The way on from an empty shelf. */
  readonly onShop: () => void
}

/** The chosen shelf in its four states, page after page. */
export const OrderList = observer((props: Props) => {
  const { store, pictureUrl, onShop } = props
  const now = useNow(false)
  const { shown } = store.current
  return (
    <View className={styles.list}>
      <Loaded
        of={{ value: shown.value, error: shown.error, loading: shown.loading, keptAt: shown.keptAt, load: store.load }}
        now={now}
        skeleton={<Skeleton shape="card" repeat={3} />}
        isEmpty={({ orders }) => orders.length === 0}
        empty={<EmptyShelf shelf={store.chosen} pictureUrl={pictureUrl} onShop={onShop} />}
      >
        {({ orders }) => (
          <>
            {groupsOf(orders).map((group) => (
              // WeChat takes fewer than sixty children per node.
              <View key={group[0]?.id} className={styles.group}>
                {group.map((order) => (
                  <OrderCard key={order.id} {...props} order={order} now={now} />
                ))}
              </View>
            ))}
            <Foot store={store} />
          </>
        )}
      </Loaded>
    </View>
  )
})

const Foot = observer(({ store }: { store: OrdersStore }) => {
  const pages = store.current
  if (pages.moreError) {
    return (
      <View className={styles.foot}>
        <View>{pages.moreError.message}</View>
        <Button look="ghost" size="small" onClick={() => void store.more()}>
          再试一次
        </Button>
      </View>
    )
  }
  if (pages.loadingMore) return <View className={styles.foot}>还有几笔，马上来</View>
  if (pages.shown.value?.next) {
    return (
      <Button look="plain" wide onClick={() => void store.more()}>
        看更早的
      </Button>
    )
  }
  return null
})

const NOTHING = {
  all: ['还没有下过单', '清晨刚到的菜，去看看'],
  unpaid: ['没有等着付款的订单', '下单后 15 分钟内付款，菜都给你留着'],
  active: ['没有正在准备的订单', '付好款的订单会在这里一步步走'],
  ready: ['没有等着取的订单', '备好了会告诉你，到店出示提货码就行'],
  done: ['还没有完成的订单', '取走或送到的订单会记在这里'],
} as const satisfies Record<OrderShelf, readonly [title: string, words: string]>

function EmptyShelf({ shelf, pictureUrl, onShop }: Pick<Props, 'pictureUrl' | 'onShop'> & { shelf: OrderShelf }) {
  const [title, words] = NOTHING[shelf]
  return (
    <Empty
      pictureUrl={pictureUrl('basket')}
      title={title}
      words={words}
      action={
        <Button look={shelf === 'all' ? 'primary' : 'ghost'} onClick={onShop}>
          去选购
        </Button>
      }
    />
  )
}
