import { View } from '@tarojs/components'
import { useDidShow, useShareAppMessage, useShareTimeline } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import type { StoreCard } from '../../../contract/launch'
import { StoreList } from '../../../features/delivery-range/store-list.store'
import { StoreRow } from '../../../features/delivery-range/store-row'
import { rememberedStore, rememberStore } from '../../../features/launch/launch.store'
import { canOpenSetting, locate, openLocationSetting } from '../../../platform/locate'
import { goToTab } from '../../../platform/navigate'
import { call } from '../../../platform/phone-call'
import { chatCard, momentsCard } from '../../../platform/share'
import { sharePictures } from '../../../platform/share-pictures'
import { useNow, usePlatform } from '../../../platform/use-platform'
import { canShowWay, showWay } from '../../../platform/way-there'
import { Button } from '../../../ui/button'
import { Loaded } from '../../../ui/loaded'
import { Notice } from '../../../ui/notice'
import { PageShell } from '../../../ui/page-shell'
import { Empty, Skeleton } from '../../../ui/states'
import styles from './index.module.scss'

/** 附近门店 */
export default observer(function StoresPage() {
  const { api, storage, launch, pictureUrl } = usePlatform()
  const readOnly = launch.current.singlePage
  const [list] = useState(() => new StoreList({ api, storage, locate, openSetting: openLocationSetting }))
  const [copied, setCopied] = useState<{ storeId: string; done: boolean } | null>(null)
  const now = useNow(false)
  useDidShow(() => void list.load())
  const card = { title: '鲜生的门店，离你家有多远', page: 'packages/delivery/stores/index' }
  const trail = { channel: launch.current.channel }
  useShareAppMessage(() => chatCard({ ...card, picture: sharePictures.range.chat }, trail))
  useShareTimeline(() => momentsCard({ ...card, picture: sharePictures.range.moments }, trail))

  const lead = async ({ id, name, address, at }: StoreCard): Promise<void> => {
    const done = await showWay({ name, address, at })
    if (!canShowWay) setCopied({ storeId: id, done })
  }
  const choose = ({ id }: StoreCard): void => {
    rememberStore(storage, id)
    goToTab('home')
  }
  return (
    <PageShell>
      {readOnly ? null : <Position list={list} />}
      <Loaded
        of={list.stores}
        now={now}
        skeleton={<Skeleton shape="card" repeat={3} />}
        isEmpty={({ stores }) => stores.length === 0}
        empty={
          <Empty
            pictureUrl={pictureUrl('convenience-store')}
            title="还没有开店"
            words="过几天再来看看"
            action={<Button onClick={() => goToTab('home')}>回首页</Button>}
          />
        }
      >
        {() => (
          <View>
            {list.page.map((near) => (
              <View key={near.store.id} className={styles.item}>
                <StoreRow
                  near={near}
                  chosen={near.store.id === rememberedStore(storage)}
                  wayWords={canShowWay ? '到这里' : '复制地址'}
                  onCall={({ phone }) => call(phone)}
                  onWay={(store) => void lead(store)}
                  onChoose={choose}
                />
                {copied?.storeId === near.store.id ? <Copied done={copied.done} /> : null}
              </View>
            ))}
            {list.hasMore ? (
              <Button look="soft" wide onClick={list.more}>
                再看几家
              </Button>
            ) : null}
          </View>
        )}
      </Loaded>
    </PageShell>
  )
})

function Copied({ done }: { done: boolean }) {
  return (
    <View className={styles.below}>
      <Notice tone={done ? 'leaf' : 'sun'}>
        {done ? '地址复制好了，贴到地图里就能导航' : '没能复制，请照着上面的地址找'}
      </Notice>
    </View>
  )
}

/** Where the distances are counted from; the position is asked for by a tap, and nothing is missing without it (KF-35). */
const Position = observer(({ list }: { list: StoreList }) => {
  const words = { door: '按离你家的远近排', here: '按离你的远近排' }
  return (
    <View className={styles.position}>
      <Notice
        tone={list.notLocated ? 'sun' : 'calm'}
        action={
          list.notLocated === 'refused' && canOpenSetting ? (
            <Button look="soft" size="small" onClick={() => void list.allow()}>
              去设置
            </Button>
          ) : (
            <Button
              look="soft"
              size="small"
              onClick={() => void list.relocate()}
              busy={list.locating ? '定位中' : false}
            >
              {list.from?.is === 'here' ? '重新定位' : '定位'}
            </Button>
          )
        }
      >
        {list.notLocated === 'refused'
          ? '没有位置权限，门店都在下面'
          : list.notLocated === 'unavailable'
            ? '暂时定不到位，门店都在下面'
            : list.from
              ? words[list.from.is]
              : '看看哪家离你最近'}
      </Notice>
    </View>
  )
})
