import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import type { Instant } from '../../domain/time'
import { access } from '../../ui/access'
import { Button } from '../../ui/button'
import { classNames } from '../../ui/class-names'
import { Tag } from '../../ui/tag'
import { dueInWords } from '../picking/due'
import { deedName } from './deed'
import styles from './deliveries.module.scss'
import type { RunStore, Stop } from './run.store'

/** Where to, by when, how much: the same for what waits and what is with me. */
function StopFacts({ stop, now }: { stop: Stop; now: Instant }) {
  const { day, hours } = dueInWords({ slot: stop.slot, placedAt: now }, now)
  const attempts = attemptsInWords(stop)
  return (
    <View className={styles.facts}>
      <View className={styles.address}>{stop.address}</View>
      <View className={styles.line}>
        {stop.slot ? <View className={classNames(styles.bit, styles.hours)}>{`${day} ${hours}`.trim()}</View> : null}
        <View className={styles.bit}>{`${stop.units} 件 · 订单 ${stop.number.slice(-4)}`}</View>
        {attempts ? <Tag tone="sun">{attempts}</Tag> : null}
      </View>
      {stop.remark ? <View className={styles.remark}>{stop.remark}</View> : null}
    </View>
  )
}

/** A round that is under way counts: the first time needs no words. */
function attemptsInWords({ attempts, mine }: Stop): string | null {
  if (mine) return attempts > 1 ? `第 ${attempts} 次送` : null
  return attempts > 0 ? `送过 ${attempts} 次` : null
}

type WaitingProps = { readonly store: RunStore; readonly stop: Stop; readonly now: Instant }

/** A packed order: a tap takes it along. */
export const WaitingCard = observer(({ store, stop, now }: WaitingProps) => {
  const chosen = store.chosen.includes(stop.id)
  const leaving = store.deedOf(stop.id) !== null
  return (
    <View
      className={classNames(styles.card, styles.choice, chosen && styles.chosen)}
      onClick={() => {
        if (!leaving) store.toggle(stop.id)
      }}
      {...access({ role: 'checkbox', checked: chosen, disabled: leaving })}
    >
      <View className={classNames(styles.box, chosen && styles.ticked)} />
      <View className={styles.middle}>
        <StopFacts stop={stop} now={now} />
        {leaving ? <View className={styles.told}>{store.away ? '出发记在手机上，连上网就报' : '正在拿单'}</View> : null}
      </View>
    </View>
  )
})

type MineProps = WaitingProps & {
  /** Its place on the way round, from 1. */
  readonly place: number
  readonly wayWords: string
  readonly onCall: () => void
  readonly onWay: () => void
  readonly onDeliver: () => void
  readonly onBack: () => void
}

/** A stop of mine: the address large, then what one does there. */
export const MineCard = observer(({ store, stop, now, place, ...acts }: MineProps) => {
  const deed = store.deedOf(stop.id)
  return (
    <View className={styles.card}>
      <View className={styles.head}>
        <View className={styles.place}>{place}</View>
        <View className={styles.name}>{stop.name}</View>
        <Button look="soft" size="big" onClick={acts.onCall} label={`打电话给${stop.name}`}>
          打电话
        </Button>
      </View>
      <StopFacts stop={stop} now={now} />
      {deed ? (
        <Told store={store} orderId={stop.id} name={deedName(deed)} />
      ) : (
        <>
          <View className={styles.acts}>
            <Button look="ghost" size="big" onClick={acts.onWay} label={`${acts.wayWords} ${stop.address}`}>
              {acts.wayWords}
            </Button>
            <Button look="plain" size="big" onClick={acts.onBack} label={`${stop.address} 没送到`}>
              没送到
            </Button>
          </View>
          <Button
            size="big"
            wide
            className={styles.main ?? ''}
            onClick={acts.onDeliver}
            label={`已送达 ${stop.address}`}
          >
            已送达
          </Button>
        </>
      )}
    </View>
  )
})

/** Done here, and not heard of there yet. */
const Told = observer(({ store, orderId, name }: { store: RunStore; orderId: string; name: string }) => {
  const deed = store.deedOf(orderId)
  const proof = store.proofOf(orderId)
  const stuck = deed?.kind === 'deliver' && deed.photoWaits && proof?.state === 'failed'
  return (
    <View className={styles.waiting} {...access({ role: 'status' })}>
      <View className={styles.told}>
        {stuck
          ? `“${name}”记在手机上了，照片还没传上去`
          : store.away
            ? `“${name}”记在手机上了，连上网就报，不用再点`
            : `正在记“${name}”`}
      </View>
      {stuck ? (
        <View className={styles.acts}>
          <Button look="soft" size="big" onClick={() => void store.load()}>
            再传一次
          </Button>
          <Button look="plain" size="big" onClick={() => void store.withoutPhoto(orderId)}>
            不带照片
          </Button>
        </View>
      ) : store.away ? (
        <Button look="soft" size="big" onClick={() => void store.load()}>
          现在就报
        </Button>
      ) : null}
    </View>
  )
})
