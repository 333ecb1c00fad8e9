import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { Notice } from '../../ui/notice'
import { Toggle } from '../../ui/rows'
import styles from './coupon.module.scss'
import type { RemindStore } from './remind.store'

/** 到期前提醒我, as the resident's own act. */
export const RemindNotice = observer(({ store }: { store: RemindStore }) => {
  if (store.on === null) return null
  const words =
    store.error?.message ??
    (store.on && store.allowed === false
      ? '微信没有允许发通知，到期前会记在“我的 · 消息”里'
      : '结束前一天发一条微信通知，可随时取消')
  return (
    <View className={styles.remind}>
      <Notice
        title="到期前提醒我"
        action={<Toggle on={store.on} label="到期前提醒我" busy={store.busy} onChange={(on) => void store.turn(on)} />}
      >
        {words}
      </Notice>
    </View>
  )
})
