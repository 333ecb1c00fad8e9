import { observer } from 'mobx-react-lite'
import { View } from '@tarojs/components'
import { Button } from '../../ui/button'
import { clockTime } from '../../ui/moment'
import { Notice } from '../../ui/notice'
import styles from './counter.module.scss'
import type { OfflineStore } from './offline.store'

/** 离线中 · 3 笔待结算 · 名单 10:32 更新. Nothing is drawn while all is well. */
export const OfflineLine = observer(({ store }: { store: OfflineStore }) => {
  const { away, queue, trouble, listAsOf } = store
  if (!away && queue.length === 0) return null
  const waiting = queue.length > 0 ? `${queue.length} 笔待结算` : null
  const list = listAsOf === null ? '还没有离线名单' : `名单 ${clockTime(listAsOf)} 更新`
  return (
    <View className={styles.notice}>
      <Notice
        tone={trouble ? 'tomato' : 'sun'}
        title={[away ? '离线中' : '已联网', waiting, list].filter(Boolean).join(' · ')}
        action={
          <Button look="soft" className={styles.glove ?? ''} onClick={() => void store.pulse()}>
            再连
          </Button>
        }
      >
        {trouble ? `${trouble.message}。记下的都还在这部手机上` : wordsOf(away, listAsOf !== null)}
      </Notice>
    </View>
  )
})

function wordsOf(away: boolean, listed: boolean): string {
  if (!away) return '正在结算，不用管它'
  return listed ? '订单的二维码照常扫，联网后自动结算；数字和券要等联网' : '先别交货，连一次网就能离线核对'
}
