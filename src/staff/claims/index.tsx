import { View } from '@tarojs/components'
import { useDidShow, useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { goToTab } from '../../platform/navigate'
import { hideShareMenu } from '../../platform/share-menu'
import { StoreDoor } from '../../platform/store-door'
import { phoneTheme } from '../../platform/system'
import { usePlatform } from '../../platform/use-platform'
import { Button } from '../../ui/button'
import { Chips } from '../../ui/choices'
import { PageShell } from '../../ui/page-shell'
import { Empty, Skeleton } from '../../ui/states'
import { StaffPlace } from '../place'
import { StaffLoaded } from '../staff-loaded'
import { ClaimsFace } from './claims-face'
import styles from './claims.module.scss'
import { ClaimsStore, RANGES } from './claims.store'

const CHOICES = RANGES.map((value) => ({ value, words: `近 ${value} 天` }))

/** 领券分析: which channel brings the people who come. */
export default observer(function ClaimsPage() {
  const { api, clock, pictureUrl } = usePlatform()
  const { store } = useRouter().params
  const [place] = useState(() => new StaffPlace(api, store, 'see-claims'))
  const [door] = useState(
    () =>
      new StoreDoor({
        choose: place.choose,
        open: (storeId) => new ClaimsStore({ api, storeId, now: clock.now, theme: phoneTheme }),
        drawn: ({ report }) => report,
      }),
  )
  useDidShow(() => {
    hideShareMenu()
    void door.load()
  })
  const { opened } = door
  return (
    <PageShell>
      {opened ? (
        <View className={styles.chips}>
          <Chips
            choices={CHOICES}
            chosen={opened.range}
            onChoose={(range) => void opened.choose(range)}
            label="看多少天"
          />
        </View>
      ) : null}
      <StaffLoaded
        of={door}
        now={clock.now()}
        lockUrl={pictureUrl('locked')}
        onLeave={() => goToTab('mine')}
        skeleton={<Skeleton shape="card" repeat={3} />}
        isEmpty={({ totals }) => totals.seen + totals.claimed + totals.used === 0}
        empty={
          <Empty
            pictureUrl={pictureUrl('bar-chart')}
            title="这几天还没有人来"
            words="有人打开或领券，数字马上出现在这里"
            action={
              opened && opened.range !== '30' ? (
                <Button look="ghost" onClick={() => void opened.choose('30')}>
                  看近 30 天
                </Button>
              ) : null
            }
          />
        }
      >
        {(report) => (opened ? <ClaimsFace store={opened} report={report} /> : null)}
      </StaffLoaded>
    </PageShell>
  )
})
