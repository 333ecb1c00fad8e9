import { View } from '@tarojs/components'
import { useDidShow, usePullDownRefresh, useReachBottom, useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { goToTab, refreshed } from '../../platform/navigate'
import { hideShareMenu } from '../../platform/share-menu'
import { StoreDoor } from '../../platform/store-door'
import { usePlatform } from '../../platform/use-platform'
import { SegmentedControl } from '../../ui/choices'
import { PageShell } from '../../ui/page-shell'
import { Empty, Skeleton } from '../../ui/states'
import { StaffPlace } from '../place'
import { StaffLoaded } from '../staff-loaded'
import { DecideSheet } from './decide-sheet'
import { FailedRefunds, RefundList } from './refunds-face'
import styles from './refunds.module.scss'
import { RefundsStore } from './refunds.store'

const SHELVES = [
  { value: 'asked', words: '等你决定' },
  { value: 'decided', words: '处理过的' },
] as const

/** 退款 */
export default observer(function RefundsPage() {
  const { api, clock, newKey, pictureUrl } = usePlatform()
  const { store } = useRouter().params
  const [place] = useState(() => new StaffPlace(api, store, 'decide-refund'))
  const [door] = useState(
    () =>
      new StoreDoor({
        choose: place.choose,
        open: (storeId) => new RefundsStore(api, storeId, newKey),
        drawn: ({ shelves }) => shelves.current.shown,
      }),
  )
  useDidShow(() => {
    hideShareMenu()
    void door.load()
  })
  const { opened } = door
  useReachBottom(() => void opened?.shelves.more())
  usePullDownRefresh(() => void door.load().finally(() => refreshed()))
  const allowed = door.error?.code !== 'NOT_ALLOWED'
  return (
    <PageShell>
      {opened && allowed ? (
        <View className={styles.shelves}>
          <SegmentedControl
            choices={SHELVES}
            chosen={opened.shelves.chosen}
            onChoose={opened.shelves.choose}
            label="哪些申请"
          />
        </View>
      ) : null}
      {opened && allowed ? <FailedRefunds store={opened} /> : null}
      <StaffLoaded
        of={door}
        now={clock.now()}
        lockUrl={pictureUrl('locked')}
        onLeave={() => goToTab('mine')}
        skeleton={<Skeleton shape="card" repeat={3} />}
        isEmpty={({ requests }) => requests.length === 0}
        empty={
          <Empty pictureUrl={pictureUrl('basket')} title="这里没有退款申请" words="顾客收到货 24 小时内可以申请" />
        }
      >
        {({ requests }) => (opened ? <RefundList store={opened} requests={requests} now={clock.now()} /> : null)}
      </StaffLoaded>
      {opened && allowed ? <DecideSheet store={opened} /> : null}
    </PageShell>
  )
})
