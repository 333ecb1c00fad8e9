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
import { ReplySheet, ReviewList } from './reviews-face'
import styles from './reviews.module.scss'
import { ReviewsStore } from './reviews.store'

const SHELVES = [
  { value: 'waiting', words: '等你看' },
  { value: 'shown', words: '展示中' },
  { value: 'hidden', words: '不展示' },
] as const

/** 评价 */
export default observer(function ReviewsPage() {
  const { api, clock, newKey, pictureUrl } = usePlatform()
  const { store } = useRouter().params
  const [place] = useState(() => new StaffPlace(api, store, 'moderate'))
  const [door] = useState(
    () =>
      new StoreDoor({
        choose: place.choose,
        open: (storeId) => new ReviewsStore(api, storeId, newKey),
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
            label="哪些评价"
          />
        </View>
      ) : null}
      <StaffLoaded
        of={door}
        now={clock.now()}
        lockUrl={pictureUrl('locked')}
        onLeave={() => goToTab('mine')}
        skeleton={<Skeleton shape="card" repeat={3} />}
        isEmpty={({ reviews }) => reviews.length === 0}
        empty={<Empty pictureUrl={pictureUrl('basket')} title="这里没有评价" words="顾客收到货后写的，先在这里看" />}
      >
        {({ reviews }) => (opened ? <ReviewList store={opened} reviews={reviews} now={clock.now()} /> : null)}
      </StaffLoaded>
      {opened && allowed ? <ReplySheet store={opened} /> : null}
    </PageShell>
  )
})
