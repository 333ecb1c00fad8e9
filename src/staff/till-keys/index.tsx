import { useDidShow, useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { goToTab } from '../../platform/navigate'
import { hideShareMenu } from '../../platform/share-menu'
import { StoreDoor } from '../../platform/store-door'
import { usePlatform } from '../../platform/use-platform'
import { Button } from '../../ui/button'
import { PageShell } from '../../ui/page-shell'
import { Empty, Skeleton } from '../../ui/states'
import { StaffPlace } from '../place'
import { StaffLoaded } from '../staff-loaded'
import { EndSheet, KeyList, MakeSheet } from './till-keys-face'
import { TillKeysStore } from './till-keys.store'

/** 收银接口 */
export default observer(function TillKeysPage() {
  const { api, clock, newKey, pictureUrl } = usePlatform()
  const { store } = useRouter().params
  const [making, setMaking] = useState(false)
  const [place] = useState(() => new StaffPlace(api, store, 'till-keys'))
  const [door] = useState(
    () =>
      new StoreDoor({
        choose: place.choose,
        open: (storeId) => new TillKeysStore(api, storeId, newKey),
        drawn: ({ keys }) => keys,
      }),
  )
  useDidShow(() => {
    hideShareMenu()
    void door.load()
  })
  const { opened } = door
  const allowed = door.error?.code !== 'NOT_ALLOWED'
  return (
    <PageShell
      footer={
        opened && allowed ? (
          <Button size="big" wide onClick={() => setMaking(true)}>
            新建收银接口
          </Button>
        ) : null
      }
    >
      <StaffLoaded
        of={door}
        now={clock.now()}
        lockUrl={pictureUrl('locked')}
        onLeave={() => goToTab('mine')}
        skeleton={<Skeleton shape="ticket" repeat={3} />}
        isEmpty={({ keys }) => keys.length === 0}
        empty={
          <Empty pictureUrl={pictureUrl('locked')} title="还没有收银接口" words="收银机和外卖平台用它把订单送进来" />
        }
      >
        {({ keys }) => (opened ? <KeyList store={opened} keys={keys} /> : null)}
      </StaffLoaded>
      {opened && allowed ? (
        <>
          <MakeSheet
            store={opened}
            open={making}
            onClose={() => {
              setMaking(false)
              opened.forgetSecret()
            }}
          />
          <EndSheet store={opened} />
        </>
      ) : null}
    </PageShell>
  )
})
