import { useDidHide, useDidShow, useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useEffect, useState } from 'react'
import { may } from '../../domain/staff/role'
import { beep } from '../../platform/beep'
import { vibrate } from '../../platform/feedback'
import { goToTab } from '../../platform/navigate'
import { canScan, scan } from '../../platform/scan'
import { hideShareMenu } from '../../platform/share-menu'
import { StoreDoor } from '../../platform/store-door'
import { usePlatform } from '../../platform/use-platform'
import { wallNow } from '../../platform/wall'
import { PageShell } from '../../ui/page-shell'
import { Skeleton } from '../../ui/states'
import { StaffPlace } from '../place'
import { NotAllowed, StaffLoaded } from '../staff-loaded'
import { AnswerScreen } from './answer-screen'
import { ConflictList, ConflictSheet } from './conflict-list'
import { ConflictStore } from './conflict.store'
import { CounterFace } from './counter-face'
import { CounterStore } from './counter.store'
import { OfflineStore } from './offline.store'
import { ReverseSheet } from './reverse-sheet'
import { TodayList } from './today-list'
import { TodayStore } from './today.store'

const signal = (outcome: 'good' | 'bad'): void => {
  vibrate(outcome)
  beep(outcome)
}
const leave = (): void => goToTab('mine')

/** 核销台: scan or type, see what to hand over, one tap, certain answer. */
export default observer(function CounterPage() {
  const { api, clock, ticker, storage, newKey, pictureUrl } = usePlatform()
  const { store } = useRouter().params
  const [place] = useState(() => new StaffPlace(api, store, 'verify'))
  const [door] = useState(
    () =>
      new StoreDoor({
        choose: place.choose,
        open: (storeId) => {
          const today = new TodayStore(api, storeId, newKey)
          const conflicts = new ConflictStore(api, storeId, newKey)
          const onStale = (): void => void today.list.load()
          const onSettled = (): void => {
            onStale()
            void conflicts.list.load()
          }
          const offline = new OfflineStore({ api, storage, newKey, storeId, clock, wall: wallNow, onSettled })
          const counter = new CounterStore({ api, storage, newKey, storeId, scan, signal, onStale, offline })
          return { today, conflicts, offline, counter }
        },
        drawn: ({ today }) => today.list.shown,
        load: ({ today, conflicts, offline }) =>
          Promise.all([today.list.load(), conflicts.list.load(), offline.pulse()]),
      }),
  )
  const now = clock.now()
  const [visible, setVisible] = useState(false)
  useDidShow(() => {
    setVisible(true)
    hideShareMenu()
    void door.load()
  })
  useDidHide(() => setVisible(false))
  const { opened } = door
  const offline = opened?.offline
  useEffect(() => (visible && offline ? ticker.subscribe(offline.tick) : undefined), [visible, offline, ticker])
  const lockUrl = pictureUrl('locked')
  if (!opened) {
    return (
      <PageShell>
        <StaffLoaded
          of={door}
          now={now}
          lockUrl={lockUrl}
          onLeave={leave}
          skeleton={<Skeleton shape="card" repeat={3} />}
        >
          {() => null}
        </StaffLoaded>
      </PageShell>
    )
  }
  if (door.error?.code === 'NOT_ALLOWED') {
    return (
      <PageShell>
        <NotAllowed message={door.error.message} lockUrl={lockUrl} onLeave={leave} />
      </PageShell>
    )
  }
  const { counter, today, conflicts } = opened
  if (counter.state.is !== 'ready' && counter.state.is !== 'looking') {
    return <AnswerScreen store={counter} pictureUrl={pictureUrl} canScan={canScan} />
  }
  const role = place.place?.role
  const mayReverse = role !== undefined && may(role, 'reverse')
  return (
    <PageShell>
      <CounterFace
        store={counter}
        offline={opened.offline}
        storeName={place.place?.storeName ?? ''}
        canScan={canScan}
      />
      {counter.till === null || counter.state.is === 'looking' ? null : (
        <>
          <ConflictList store={conflicts} now={now} mayResolve={mayReverse} />
          <TodayList store={today} now={now} mayReverse={mayReverse} pictureUrl={pictureUrl} />
        </>
      )}
      <ConflictSheet store={conflicts} />
      <ReverseSheet store={today} />
    </PageShell>
  )
})
