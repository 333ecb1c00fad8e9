import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { STATE_NAMES } from '../../domain/order/order'
import type { Instant } from '../../domain/time'
import { access } from '../../ui/access'
import { classNames } from '../../ui/class-names'
import { Empty, Skeleton } from '../../ui/states'
import { Tag, type Tone } from '../../ui/tag'
import { MoreFoot } from '../more-foot'
import { groupsOf } from '../../ui/groups'
import { StaffLoaded } from '../staff-loaded'
import { type BoardOrder, type BoardShelf, type BoardStore, SHELVES } from './board.store'
import { dueInWords, hurry } from './due'
import styles from './picking.module.scss'

/** How many there are in each state: the number first. */
export const Counts = observer(({ store }: { store: BoardStore }) => (
  <View className={styles.counts} {...access({ role: 'tablist', label: '订单到了哪一步' })}>
    {SHELVES.map((shelf) => (
      <View key={shelf} className={styles.quarter}>
        <View
          className={classNames(styles.tile, store.chosen === shelf && styles.on)}
          onClick={() => store.choose(shelf)}
          {...access({ role: 'tab', selected: store.chosen === shelf })}
        >
          <View className={styles.number}>{store.counts?.[shelf] ?? '–'}</View>
          <View className={styles.state}>{STATE_NAMES[shelf]}</View>
        </View>
      </View>
    ))}
  </View>
))

type ListProps = {
  readonly store: BoardStore
  /** Asked whenever the list is drawn: how much time is left is as fresh as the list. */
  readonly clock: { now(): Instant }
  readonly pictureUrl: (name: string) => string
  readonly onOpen: (orderId: string) => void
  readonly onLeave: () => void
}

/** The chosen state, earliest slot first. */
export const BoardList = observer(({ store, clock, pictureUrl, onOpen, onLeave }: ListProps) => {
  const { shown } = store.current
  const now = clock.now()
  return (
    <StaffLoaded
      of={{ value: shown.value, error: shown.error, loading: shown.loading, keptAt: shown.keptAt, load: store.load }}
      now={now}
      lockUrl={pictureUrl('locked')}
      onLeave={onLeave}
      skeleton={<Skeleton shape="card" repeat={3} />}
      isEmpty={({ orders }) => orders.length === 0}
      empty={<Nothing shelf={store.chosen} pictureUrl={pictureUrl} />}
    >
      {({ orders }) => (
        <>
          {groupsOf(orders).map((group) => (
            <View key={group[0]?.id} className={styles.group}>
              {group.map((order) => (
                <OrderCard key={order.id} order={order} now={now} onOpen={() => onOpen(order.id)} />
              ))}
            </View>
          ))}
          <MoreFoot pages={store.current} words="看后面的" />
        </>
      )}
    </StaffLoaded>
  )
})

const NOTHING = {
  paid: ['没有等着备货的', '有人付了款，马上出现在这里'],
  picking: ['没有正在备的', '从待备货里拿一单'],
  ready: ['没有备好在等的', '备好的单在这里等人来取或出发'],
  delivering: ['没有在路上的', '出发的单会在这里'],
} as const satisfies Record<BoardShelf, readonly [title: string, words: string]>

function Nothing({ shelf, pictureUrl }: { shelf: BoardShelf; pictureUrl: (name: string) => string }) {
  const [title, words] = NOTHING[shelf]
  return <Empty pictureUrl={pictureUrl('basket')} title={title} words={words} />
}

const Mark = ({ tone, words }: { readonly tone: Tone; readonly words: string }) => (
  <View className={styles.mark}>
    <Tag tone={tone}>{words}</Tag>
  </View>
)

type CardProps = { readonly order: BoardOrder; readonly now: Instant; readonly onOpen: () => void }

function OrderCard({ order, now, onOpen }: CardProps) {
  const { state, fulfilment, kinds, units, picked, weighs, question, picker, remark } = order
  const { day, hours } = dueInWords(order, now)
  const packing = state === 'paid' || state === 'picking'
  const rush = packing ? hurry(order, now) : null
  return (
    <View className={styles.card} hoverClass={styles.pressed ?? ''} onClick={onOpen} {...access({ role: 'button' })}>
      <View className={styles.head}>
        <View className={styles.due}>
          {day ? <View className={styles.day}>{day}</View> : null}
          <View className={styles.hours}>{hours}</View>
        </View>
        <View className={classNames(styles.way, styles[fulfilment])}>{fulfilment === 'pickup' ? '自提' : '配送'}</View>
      </View>
      <View className={styles.who}>
        <View className={styles.short}>{order.number.slice(-4)}</View>
        <View className={styles.customer}>{order.customer}</View>
      </View>
      <View className={styles.marks}>
        <View className={classNames(styles.mark, styles.amount)}>{`${kinds} 样 ${units} 件`}</View>
        {rush ? <Mark tone={rush.late ? 'tomato' : 'sun'} words={rush.words} /> : null}
        {weighs ? <Mark tone="leaf" words="称重" /> : null}
        {question ? <Mark tone="tomato" words="等顾客答复" /> : null}
      </View>
      {remark ? <View className={styles.remark}>{remark}</View> : null}
      {state === 'picking' ? (
        <View className={styles.progress}>
          <View className={styles.track}>
            <View
              className={styles.done}
              style={{ width: `${kinds === 0 ? 0 : Math.round((picked / kinds) * 100)}%` }}
            />
          </View>
          <View className={styles.picked}>{`${picked}/${kinds}`}</View>
          {picker ? <View className={styles.picker}>{picker}在备</View> : null}
        </View>
      ) : null}
    </View>
  )
}
