import { View } from '@tarojs/components'
import { useDidShow, useRouter, useShareAppMessage, useShareTimeline } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { ConfirmSheet, PasteSheet, TypeSheet } from '../../../features/delivery-range/address-sheets'
import { AnswerCard } from '../../../features/delivery-range/answer-card'
import { DoorCard } from '../../../features/delivery-range/door-card'
import { RangeMap } from '../../../features/delivery-range/range-map'
import { ZoneList } from '../../../features/delivery-range/zone-list'
import { chooseStore } from '../../../features/launch/launch.store'
import { canChoosePlace, canOpenSetting } from '../../../platform/locate'
import { goTo, goToTab } from '../../../platform/navigate'
import type { Platform } from '../../../platform/platform'
import { chatCard, momentsCard } from '../../../platform/share'
import { sharePictures } from '../../../platform/share-pictures'
import { StoreDoor } from '../../../platform/store-door'
import { useNow, usePlatform } from '../../../platform/use-platform'
import { canShowWay } from '../../../platform/way-there'
import { Button } from '../../../ui/button'
import { Loaded } from '../../../ui/loaded'
import { Notice } from '../../../ui/notice'
import { PageShell } from '../../../ui/page-shell'
import { Skeleton } from '../../../ui/states'
import styles from './index.module.scss'
import { RangeModel } from './range.model'

const doorTo = (platform: Platform, named: string | undefined) =>
  new StoreDoor({
    choose: () => chooseStore(platform.api, platform.storage, named),
    open: (storeId) => new RangeModel(platform, storeId),
    drawn: ({ range }) => range.zones,
    load: ({ range }) => range.load(),
  })

/** 能送到家吗 */
export default observer(function DeliveryRangePage() {
  const platform = usePlatform()
  const { store } = useRouter().params
  const readOnly = platform.launch.current.singlePage
  const [door] = useState(() => doorTo(platform, store))
  const now = useNow(false)
  useDidShow(() => void door.load())
  const card = { title: '鲜生能送到你家吗？看一眼就知道', page: 'packages/delivery/range/index', query: door.query }
  const trail = { channel: platform.launch.current.channel }
  useShareAppMessage(() => chatCard({ ...card, picture: sharePictures.range.chat }, trail))
  useShareTimeline(() => momentsCard({ ...card, picture: sharePictures.range.moments }, trail))
  return (
    <PageShell
      bare
      footer={
        readOnly ? null : (
          <Button size="big" wide onClick={() => goToTab('home')}>
            去首页领券
          </Button>
        )
      }
    >
      <Loaded of={door} now={now} skeleton={<View className={styles.ground} />}>
        {() => (door.opened ? <Map model={door.opened} /> : null)}
      </Loaded>
      {door.opened ? <Body model={door.opened} readOnly={readOnly} /> : <Waiting failed={door.error !== null} />}
    </PageShell>
  )
})

const Map = observer(({ model: { range } }: { model: RangeModel }) => (
  <RangeMap areas={range.areas} pin={range.pin} onDrag={range.drag} onDrop={range.drop} />
))

function Waiting({ failed }: { failed: boolean }) {
  return failed ? null : (
    <View className={styles.margins}>
      <Skeleton shape="card" repeat={2} />
    </View>
  )
}

const Body = observer(({ model, readOnly }: { model: RangeModel; readOnly: boolean }) => {
  const { range, address } = model
  return (
    <View className={styles.margins}>
      <Answer model={model} />
      {model.copied ? (
        <View className={styles.copied}>
          <Notice tone={model.copied === 'yes' ? 'leaf' : 'sun'}>
            {model.copied === 'yes' ? '门店地址复制好了，贴到地图里就能导航' : '没能复制，请照着上面的地址找'}
          </Notice>
        </View>
      ) : null}
      {readOnly ? null : <DoorCard range={range} address={address} canOpenSetting={canOpenSetting} />}
      <ZoneList areas={range.areas} />
      <PasteSheet address={address} />
      <TypeSheet address={address} onPick={model.pick} onChoose={canChoosePlace ? model.choose : null} />
      <ConfirmSheet address={address} />
    </View>
  )
})

const Answer = observer(({ model }: { model: RangeModel }) => (
  <AnswerCard
    range={model.range}
    now={useNow()}
    onWay={model.showWay}
    wayWords={canShowWay ? '到这里' : '复制地址'}
    onStores={() => goTo('/packages/delivery/stores/index')}
  />
))
