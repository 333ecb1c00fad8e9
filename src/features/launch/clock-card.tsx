import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import type { LaunchAnswer } from '../../contract/launch'
import type { LaunchPhase } from '../../domain/launch/launch'
import { type Instant, minuteOfStoreDay } from '../../domain/time'
import type { Loadable } from '../../platform/loadable'
import { useNow } from '../../platform/use-platform'
import { Button } from '../../ui/button'
import { Countdown, InlineCountdown } from '../../ui/countdown'
import { longMoment } from '../../ui/moment'
import { count } from '../../ui/quantity'
import { Failed, Skeleton } from '../../ui/states'
import styles from './clock-card.module.scss'

/** The ticking part, alone: the only thing on the page that is drawn each second. */
const Ticking = observer(({ until, caption }: { until: Instant; caption: string }) => (
  <Countdown until={until} now={useNow()} caption={caption} />
))
const TickingInline = observer(({ until, caption }: { until: Instant; caption: string }) => (
  <InlineCountdown until={until} now={useNow()} caption={caption} />
))

const hourWords = (minute: number): string => `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`

/** 营业中 · 7:00–21:00, or when it opens next, on the store's clock. */
const OpenNow = observer(({ store }: { store: LaunchAnswer['store'] }) => {
  const minute = minuteOfStoreDay(useNow(false))
  const { opensMinute, closesMinute } = store.hours
  const open = minute >= opensMinute && minute < closesMinute
  const hours = `${hourWords(opensMinute)}–${hourWords(closesMinute)}`
  return (
    <View className={styles.openRow}>
      <View className={open ? styles.lamp : styles.lampOff} />
      <Text className={styles.openWords}>{open ? '营业中' : '已打烊'}</Text>
      <Text className={styles.hint}>{`每天 ${hours}`}</Text>
    </View>
  )
})

type Props = {
  /** The launch as it is being loaded; `null` while not even the store is known. */
  readonly of: Loadable<LaunchAnswer> | null
  readonly phase: LaunchPhase | null
  readonly remind: 'ask' | 'asking' | 'set'
  /** Moments’ single page: to look at only. */
  readonly readOnly: boolean
  readonly onRemind: () => void
  /** Absent where another line says whether it delivers. */
  readonly onRange?: (() => void) | undefined
}

/** Over the hero's edge: the countdown before the opening, the open store afterwards. Its height does not depend on the time. */
export const ClockCard = observer((props: Props) => {
  const { of, phase } = props
  const launch = of?.value
  if (of?.error && !launch) {
    return (
      <View className={styles.card}>
        <Failed message={of.error.message} onRetry={() => void of.load()} busy={of.loading} />
      </View>
    )
  }
  if (!launch || !phase) {
    return (
      <View className={styles.card}>
        <Skeleton repeat={4} />
      </View>
    )
  }
  return (
    <View className={styles.card}>
      {phase === 'preheat' ? <Before {...props} launch={launch} /> : <Since {...props} launch={launch} phase={phase} />}
    </View>
  )
})

function Before({ launch, remind, readOnly, onRemind }: Props & { launch: LaunchAnswer }) {
  return (
    <>
      <View className={styles.caption}>
        <Text>距试业还有</Text>
        <Text>
          已有 <Text className={styles.claimants}>{count(launch.claimants)}</Text> 位邻居领券
        </Text>
      </View>
      <Ticking until={launch.trialOpensAt as Instant} caption="距试业还有" />
      <View className={styles.foot}>
        <Text className={styles.hint}>{`${longMoment(launch.trialOpensAt as Instant)} 开门`}</Text>
        {readOnly ? null : remind === 'set' ? (
          <Text className={styles.set}>到时提醒你</Text>
        ) : (
          <Button
            look="plain"
            size="small"
            className={styles.remind}
            onClick={onRemind}
            busy={remind === 'asking' ? '正在设置' : false}
          >
            开门提醒我
          </Button>
        )}
      </View>
    </>
  )
}

function Since({ launch, phase, readOnly, onRange }: Props & { launch: LaunchAnswer; phase: LaunchPhase }) {
  return (
    <>
      <OpenNow store={launch.store} />
      {phase === 'trial' ? (
        <View className={styles.caption}>
          <Text>试业中，距盛大开业还有</Text>
          <TickingInline until={launch.grandOpensAt as Instant} caption="距盛大开业还有" />
        </View>
      ) : null}
      <View className={onRange ? styles.foot : styles.where}>
        <Text className={styles.address}>{launch.store.address}</Text>
        {readOnly || !onRange ? null : (
          <Button look="ghost" size="small" onClick={onRange}>
            能送到家吗
          </Button>
        )}
      </View>
    </>
  )
}
