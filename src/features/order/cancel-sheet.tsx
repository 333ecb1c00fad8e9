import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import type { OrderAnswer } from '../../contract/order'
import { Button } from '../../ui/button'
import { Chips } from '../../ui/choices'
import { Notice } from '../../ui/notice'
import { Sheet } from '../../ui/sheet'
import styles from './detail.module.scss'
import type { OrderStore } from './order.store'
import { givesBack } from './order-words'

const REASONS = ['不想要了', '买错了', '换个时间', '地址不对', '其他'] as const

type Props = {
  readonly store: OrderStore
  readonly order: OrderAnswer
  readonly open: boolean
  readonly onClose: () => void
}

/** 取消这笔订单？ Says what goes back before it is done. */
export const CancelSheet = observer(({ store, order, open, onClose }: Props) => {
  const [reason, setReason] = useState<string>(REASONS[0])
  const cancel = async (): Promise<void> => {
    if (await store.cancel(reason)) onClose()
  }
  return (
    <Sheet
      open={open}
      title="取消这笔订单？"
      onClose={onClose}
      footer={
        <View>
          <Button
            look="danger"
            size="big"
            wide
            busy={store.doing === 'cancelling' ? '正在取消' : false}
            onClick={() => void cancel()}
          >
            取消订单
          </Button>
          <View className={styles.under}>
            <Button look="plain" wide onClick={onClose}>
              先留着
            </Button>
          </View>
        </View>
      }
    >
      <View className={styles.sheetLabel}>为什么取消</View>
      <Chips
        label="为什么取消"
        choices={REASONS.map((words) => ({ value: words as string, words }))}
        chosen={reason}
        onChoose={setReason}
      />
      <View className={styles.sheetLabel}>取消以后</View>
      {givesBack(order).map((words) => (
        <View key={words} className={styles.giveBack}>
          {words}
        </View>
      ))}
      {store.error ? <Notice tone="tomato">{store.error.message}</Notice> : null}
    </Sheet>
  )
})
