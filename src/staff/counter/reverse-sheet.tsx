import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import type { Instant } from '../../domain/time'
import { clockTime } from '../../ui/moment'
import styles from './counter.module.scss'
import { ReasonSheet } from './reason-sheet'
import { REASONS, type TodayStore, titleOf } from './today.store'

/** Takes a wrong verification or handover back, with a reason that stays in the log. */
export const ReverseSheet = observer(({ store }: { store: TodayStore }) => {
  const { target } = store
  const order = target?.kind === 'order'
  return (
    <ReasonSheet
      open={target !== null}
      title={order ? '撤销这笔交货' : '撤销这笔核销'}
      confirm={order ? '撤销，订单回到待取货' : '撤销，券还给顾客'}
      confirming="正在撤销"
      danger
      busy={store.reversing}
      may={store.canReverse}
      reasons={REASONS}
      reason={store.reason}
      ask="或写下原因"
      label="撤销的原因"
      error={store.error}
      onWrite={store.write}
      onConfirm={() => void store.reverse()}
      onClose={store.drop}
    >
      {target ? (
        <View>
          {clockTime(target.at as Instant)} · {target.till} · {titleOf(target)}
          <View className={styles.by}>
            {order
              ? `${target.holder} 的订单重新等着取货，原因记在操作记录里。`
              : `券会回到${target.holder}手里，原因记在操作记录里。`}
          </View>
        </View>
      ) : null}
    </ReasonSheet>
  )
})
