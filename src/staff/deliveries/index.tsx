import { View } from '@tarojs/components'
import { useDidShow, usePullDownRefresh, useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import type { DeliveriesAnswer } from '../../contract/staff-order'
import { gcj02 } from '../../domain/geo'
import { goToTab, refreshed } from '../../platform/navigate'
import { call } from '../../platform/phone-call'
import { choosePhotos } from '../../platform/photo'
import { hideShareMenu } from '../../platform/share-menu'
import { StoreDoor } from '../../platform/store-door'
import { usePlatform } from '../../platform/use-platform'
import { canShowWay, showWay } from '../../platform/way-there'
import { Button } from '../../ui/button'
import { Notice } from '../../ui/notice'
import { PageShell, Section } from '../../ui/page-shell'
import { Empty, Skeleton } from '../../ui/states'
import { groupsOf } from '../../ui/groups'
import { StaffPlace } from '../place'
import { StaffLoaded } from '../staff-loaded'
import { useWhileShown } from '../while-shown'
import styles from './deliveries.module.scss'
import { BackSheet, DeliverSheet } from './door-sheets'
import { RunStore, type Stop } from './run.store'
import { MineCard, WaitingCard } from './stop-card'

type AtDoor = { readonly is: 'deliver' | 'back'; readonly stop: Stop } | null

/** 配送: what is with me in the order of the way, and what waits to be taken along. */
export default observer(function DeliveriesPage() {
  const { api, clock, storage, newKey, pictureUrl } = usePlatform()
  const { store } = useRouter().params
  const [atDoor, setAtDoor] = useState<AtDoor>(null)
  const [place] = useState(() => new StaffPlace(api, store, 'deliver'))
  const [door] = useState(
    () =>
      new StoreDoor({
        choose: place.choose,
        open: (storeId) => new RunStore({ api, storage, newKey, storeId, now: clock.now, choose: choosePhotos }),
        drawn: ({ list }) => list,
        load: (opened) => opened.load(),
      }),
  )
  useDidShow(() => {
    hideShareMenu()
    void door.load()
  })
  usePullDownRefresh(() => void door.load().finally(() => refreshed()))
  const { opened } = door
  useWhileShown(opened?.tick)
  const allowed = door.error?.code !== 'NOT_ALLOWED'
  const close = (): void => setAtDoor(null)
  return (
    <PageShell footer={opened && allowed && opened.chosen.length > 0 ? <SetOut store={opened} /> : null}>
      {opened?.refused.map((one) => (
        <View key={one.key} className={styles.refused}>
          <Notice
            tone="tomato"
            action={
              <Button look="plain" size="big" onClick={() => opened.read(one)}>
                知道了
              </Button>
            }
          >
            {one.words}
          </Notice>
        </View>
      ))}
      <StaffLoaded
        of={door}
        now={clock.now()}
        lockUrl={pictureUrl('locked')}
        onLeave={() => goToTab('mine')}
        skeleton={<Skeleton shape="card" repeat={3} />}
        isEmpty={({ waiting, mine }) => waiting.length + mine.length === 0}
        empty={<Empty pictureUrl={pictureUrl('motor-scooter')} title="没有要送的" words="备好的配送单会出现在这里" />}
      >
        {(answer) => (opened ? <Round store={opened} answer={answer} onDoor={setAtDoor} /> : null)}
      </StaffLoaded>
      {opened && allowed ? (
        <>
          <DeliverSheet store={opened} stop={atDoor?.is === 'deliver' ? atDoor.stop : null} onClose={close} />
          <BackSheet store={opened} stop={atDoor?.is === 'back' ? atDoor.stop : null} onClose={close} />
        </>
      ) : null}
    </PageShell>
  )
})

const SetOut = observer(({ store }: { store: RunStore }) => (
  <Button size="big" wide className={styles.main ?? ''} onClick={() => void store.setOut()}>
    {`出发，带上 ${store.chosen.length} 单`}
  </Button>
))

type RoundProps = {
  readonly store: RunStore
  readonly answer: DeliveriesAnswer
  readonly onDoor: (atDoor: AtDoor) => void
}

const Round = observer(({ store, answer: { mine, waiting }, onDoor }: RoundProps) => {
  const { clock } = usePlatform()
  const [copied, setCopied] = useState<string | null>(null)
  const now = clock.now()
  const way = async (stop: Stop): Promise<void> => {
    const { lat, lng } = stop.at
    const name = `订单 ${stop.number.slice(-4)}`
    const shown = await showWay({ name, address: stop.address, at: gcj02(lat, lng) })
    if (shown && !canShowWay) setCopied(stop.id)
  }
  return (
    <>
      {mine.length > 0 ? (
        <Section title="在我车上" aside={`${mine.length} 单`}>
          {groupsOf(mine.map((stop, i) => ({ stop, place: i + 1 }))).map((group) => (
            <View key={group[0]?.stop.id} className={styles.group}>
              {group.map(({ stop, place }) => (
                <MineCard
                  key={stop.id}
                  store={store}
                  stop={stop}
                  now={now}
                  place={place}
                  wayWords={canShowWay ? '去这里' : copied === stop.id ? '地址已复制' : '复制地址'}
                  onCall={() => call(stop.phone)}
                  onWay={() => void way(stop)}
                  onDeliver={() => onDoor({ is: 'deliver', stop })}
                  onBack={() => onDoor({ is: 'back', stop })}
                />
              ))}
            </View>
          ))}
        </Section>
      ) : null}
      {waiting.length > 0 ? (
        <Section
          title="等着出发"
          aside={
            waiting.length > 1 ? (
              <Button look="plain" size="small" onClick={store.chooseAll}>
                {`全选 ${waiting.length} 单`}
              </Button>
            ) : (
              '1 单'
            )
          }
        >
          {groupsOf(waiting).map((group) => (
            <View key={group[0]?.id} className={styles.group}>
              {group.map((stop) => (
                <WaitingCard key={stop.id} store={store} stop={stop} now={now} />
              ))}
            </View>
          ))}
        </Section>
      ) : null}
    </>
  )
})
