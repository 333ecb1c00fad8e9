import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import type { StaffOrderAnswer } from '../../contract/staff-order'
import { STATE_NAMES } from '../../domain/order/order'
import type { Instant } from '../../domain/time'
import { access } from '../../ui/access'
import { Button } from '../../ui/button'
import { Notice } from '../../ui/notice'
import { Card } from '../../ui/page-shell'
import { Tag } from '../../ui/tag'
import { groupsOf } from '../../ui/groups'
import { dueInWords, hurry } from '../picking/due'
import { type LineActions, LineRow } from './line-row'
import styles from './picking-order.module.scss'
import type { PickingStore } from './picking.store'
import { progressOf, walkOf } from './walk'

/** Whose it is, by when, and what they asked for. */
export function OrderHead({ order, now }: { order: StaffOrderAnswer; now: Instant }) {
  const { day, hours } = dueInWords(order, now)
  const rush = order.state === 'paid' || order.state === 'picking' ? hurry(order, now) : null
  return (
    <View className={styles.head}>
      <View className={styles.when}>
        {day ? <View className={styles.day}>{day}</View> : null}
        <View className={styles.hours}>{hours}</View>
        <View className={styles.way}>
          <Tag tone={order.fulfilment === 'pickup' ? 'leaf' : 'sun'}>
            {order.fulfilment === 'pickup' ? '自提' : '配送'}
          </Tag>
        </View>
        {rush ? (
          <View className={styles.way}>
            <Tag tone={rush.late ? 'tomato' : 'sun'}>{rush.words}</Tag>
          </View>
        ) : null}
      </View>
      <View className={styles.who}>{whoseInWords(order)}</View>
      {order.remark ? <View className={styles.remark}>{order.remark}</View> : null}
    </View>
  )
}

/** 订单 2116 · 张** · 尾号 8000 · 11 样 21 件 · 小李在备 */
function whoseInWords({ number, customer, kinds, units, state, picker }: StaffOrderAnswer): string {
  const parts = [`订单 ${number.slice(-4)}`, customer, `${kinds} 样 ${units} 件`]
  return [...parts, ...(state === 'picking' && picker ? [`${picker}在备`] : [])].join(' · ')
}

/** The walk, zone by zone. */
export const Walk = observer(({ store, ...actions }: Omit<LineActions, 'workOn'> & { store: PickingStore }) => (
  <View>
    {walkOf(store.lines).map(({ zone, name, stops }) => {
      const left = stops.filter(({ line }) => line.pickedQuantity === null).length
      return (
        <View key={`${zone}-${stops[0]?.line.id}`} className={styles.stretch}>
          <View className={styles.zone}>
            {name}
            <View className={styles.left}>{left > 0 ? `还有 ${left} 样` : '拿完了'}</View>
          </View>
          <Card tight>
            {groupsOf(stops).map((group) => (
              <View key={group[0]?.line.id} className={styles.group}>
                {group.map((stop) => (
                  <LineRow key={stop.line.id} stop={stop} {...actions} workOn={store.workOn} />
                ))}
              </View>
            ))}
          </Card>
        </View>
      )
    })}
  </View>
))

type FootProps = {
  readonly store: PickingStore
  readonly order: StaffOrderAnswer
  readonly onPack: () => void
  readonly onLeave: () => void
}

/** What comes next: take it, pick it, pack it, or go back to the board. */
export const Foot = observer(({ store, order, onPack, onLeave }: FootProps) => {
  const { starting } = store
  if (order.state === 'paid') {
    return (
      <View>
        {starting.error ? <Notice tone="tomato">{starting.error.message}</Notice> : null}
        <Button size="big" wide busy={starting.busy ? '正在拿单' : false} onClick={() => void store.start()}>
          {starting.lost ? '再点一次，不会重复' : '开始备货'}
        </Button>
      </View>
    )
  }
  if (order.state === 'picking') return <PickingFoot store={store} onPack={onPack} />
  return (
    <View>
      <View className={styles.over}>{`这单现在是“${STATE_NAMES[order.state]}”`}</View>
      <Button size="big" wide onClick={onLeave}>
        回备货台
      </Button>
    </View>
  )
})

const PickingFoot = observer(({ store, onPack }: Pick<FootProps, 'store' | 'onPack'>) => {
  const { picked, of, questions } = progressOf(store.lines)
  const whole = picked === of
  const words = !whole ? `还有 ${of - picked} 样没拿` : questions > 0 ? '等顾客答复替换' : '备好了'
  return (
    <View>
      <View className={styles.progress} {...access({ role: 'status', label: `${of} 样里拿了 ${picked} 样` })}>
        <View className={styles.track}>
          <View className={styles.done} style={{ width: `${of === 0 ? 0 : Math.round((picked / of) * 100)}%` }} />
        </View>
        <View className={styles.picked}>{`${picked}/${of}`}</View>
      </View>
      <Button
        size="big"
        wide
        className={styles.pack ?? ''}
        disabled={!whole || questions > 0}
        busy={whole && store.unsettled ? '还有一样正在记' : false}
        onClick={onPack}
      >
        {words}
      </Button>
    </View>
  )
})
