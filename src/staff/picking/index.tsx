import { useDidShow, usePullDownRefresh, useReachBottom, useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { goTo, goToTab, refreshed } from '../../platform/navigate'
import { hideShareMenu } from '../../platform/share-menu'
import { StoreDoor } from '../../platform/store-door'
import { usePlatform } from '../../platform/use-platform'
import { PageShell } from '../../ui/page-shell'
import { Skeleton } from '../../ui/states'
import { StaffPlace } from '../place'
import { StaffLoaded } from '../staff-loaded'
import { useWhileShown } from '../while-shown'
import { BoardList, Counts } from './board-face'
import { BoardStore, shelfNamed } from './board.store'

const leave = (): void => goToTab('mine')

/** 备货台 */
export default observer(function PickingPage() {
  const { api, clock, pictureUrl } = usePlatform()
  const { store, shelf } = useRouter().params
  const [place] = useState(() => new StaffPlace(api, store, 'pick'))
  const [door] = useState(
    () =>
      new StoreDoor({
        choose: place.choose,
        open: (storeId) => new BoardStore(api, storeId, shelfNamed(shelf)),
        drawn: (board) => board.current.shown,
        load: (board) => board.load(),
      }),
  )
  const { opened, storeId } = door
  useDidShow(() => {
    hideShareMenu()
    void door.load()
  })
  useReachBottom(() => void opened?.more())
  usePullDownRefresh(() => void door.load().finally(() => refreshed()))
  useWhileShown(opened?.tick)
  if (!opened || !storeId) {
    return (
      <PageShell>
        <StaffLoaded
          of={door}
          now={clock.now()}
          lockUrl={pictureUrl('locked')}
          onLeave={leave}
          skeleton={<Skeleton shape="card" repeat={3} />}
        >
          {() => null}
        </StaffLoaded>
      </PageShell>
    )
  }
  return (
    <PageShell>
      {opened.current.shown.error?.code === 'NOT_ALLOWED' ? null : <Counts store={opened} />}
      <BoardList
        store={opened}
        clock={clock}
        pictureUrl={pictureUrl}
        onOpen={(orderId) => goTo(`/staff/picking-order/index?store=${storeId}&orderId=${orderId}`)}
        onLeave={leave}
      />
    </PageShell>
  )
})
