import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import type { StaffOrderAnswer } from '../../contract/staff-order'
import { yuan } from '../../domain/money'
import { Button } from '../../ui/button'
import { Notice } from '../../ui/notice'
import { Sheet } from '../../ui/sheet'
import styles from './picking-order.module.scss'
import type { PickingStore } from './picking.store'
import { progressOf, settlementOfOrder } from './walk'

type Props = {
  readonly store: PickingStore
  readonly order: StaffOrderAnswer
  readonly open: boolean
  readonly onClose: () => void
}

/** Before it is packed: what goes back, in the words that the customer will read. */
export const PackSheet = observer(({ store, order, open, onClose }: Props) => {
  const { packing, lines } = store
  const { nothing } = progressOf(lines)
  return (
    <Sheet
      open={open && store.ended === null}
      title={nothing ? '一样都没拿到' : '都拿好了？'}
      onClose={onClose}
      footer={
        nothing ? null : (
          <Button size="big" wide busy={packing.busy ? '正在记' : false} onClick={() => void store.pack()}>
            {packing.lost ? '再点一次，不会重复' : '备好了'}
          </Button>
        )
      }
    >
      {nothing ? (
        <View className={styles.explain}>这单没有东西可交，请店长点“这单做不了”，钱全部退给顾客。</View>
      ) : open ? (
        <GivenBack order={order} lines={lines} />
      ) : null}
      {packing.error && !packing.lost ? <Notice tone="tomato">{packing.error.message}</Notice> : null}
    </Sheet>
  )
})

function GivenBack({ order, lines }: { order: StaffOrderAnswer; lines: PickingStore['lines'] }) {
  const { back, notes } = settlementOfOrder(lines)
  if (order.source !== 'mini-program') {
    return <View className={styles.explain}>这单在别处付的款，缺的和轻的不从这里退，请交货时和顾客说清楚。</View>
  }
  if (back === 0) return <View className={styles.explain}>一样不缺，不用退钱。</View>
  return (
    <View>
      <View className={styles.refund}>
        退给顾客
        <View className={styles.total}>{yuan(back)}</View>
      </View>
      {notes.map((note) => (
        <View key={note} className={styles.note}>
          {note}
        </View>
      ))}
      <View className={styles.explain}>确认后自动原路退回，顾客马上收到这几句话。</View>
    </View>
  )
}
