import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { groupDigits } from '../../domain/pickup/code'
import type { Instant } from '../../domain/time'
import { useNow, usePlatform } from '../../platform/use-platform'
import { access } from '../../ui/access'
import { Button } from '../../ui/button'
import { Notice } from '../../ui/notice'
import { QrCode } from '../../ui/qr-code'
import { secondsUntil } from '../../ui/remaining'
import { Skeleton } from '../../ui/states'
import type { CodeStore } from './code.store'
import type { Stores } from './coupon-facts'
import styles from './code.module.scss'

type Props = { readonly store: CodeStore; readonly stores: Stores }

/** Store and hours, a large QR, eight digits: nothing else. */
export const CodeFace = observer(({ store, stores }: Props) => (
  <View className={styles.face}>
    <Where store={store} stores={stores} />
    <Code store={store} />
  </View>
))

const hour = (minute: number): string => `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`

const Where = observer(({ store, stores }: Props) => {
  const ids = store.codes?.coupon.storeIds ?? []
  const found = stores.find(({ id }) => ids.includes(id))
  if (!found) return <View className={styles.where}>到店出示给店员</View>
  const others = ids.length > 1 ? `等 ${ids.length} 家店` : ''
  return (
    <View className={styles.where}>
      <View className={styles.store}>{`${found.name}${others}`}</View>
      <View className={styles.hours}>
        {`每天 ${hour(found.hours.opensMinute)}–${hour(found.hours.closesMinute)} · 请店员扫码`}
      </View>
    </View>
  )
})

/** What is valid this second. It is chosen here, each second, so that nothing above is drawn again. */
const Code = observer(({ store }: { store: CodeStore }) => {
  const now = useNow()
  const { qr, digits } = store.codeAt(now)
  if (!store.codes && !store.unreached) return <Skeleton shape="card" repeat={1} />
  return (
    <>
      {qr ? <QrCode text={qr.text} label="券码，给店员扫" /> : <NoQr store={store} digits={digits} />}
      {digits ? (
        <View className={styles.digits} {...access({ role: 'img', label: `8 位券码 ${[...digits].join(' ')}` })}>
          {groupDigits(digits)}
        </View>
      ) : null}
      {qr ? <Renewal until={qr.until} now={now} store={store} digits={digits !== null} /> : null}
      {store.unreached && (qr || digits) ? (
        <View className={styles.weak}>
          <Notice tone="calm">网络不太顺，这个码还能用，连上后会自动更新</Notice>
        </View>
      ) : null}
    </>
  )
})

const WINDOW_SECONDS = 30

/** 18 秒后自动更新, with a ring that empties. */
function Renewal({ until, now, store, digits }: { until: Instant; now: Instant; store: CodeStore; digits: boolean }) {
  const seconds = secondsUntil(until, now)
  const share = Math.min(1, seconds / WINDOW_SECONDS)
  return (
    <View className={styles.renewal}>
      <View className={styles.renewalWords}>
        <View
          className={styles.ring}
          style={{ backgroundImage: `conic-gradient(var(--leaf) ${Math.round(share * 360)}deg, var(--line) 0)` }}
          {...access({ hidden: true })}
        >
          <View className={styles.hole} />
        </View>
        {store.unreached ? '还能用 ' : ''}
        <Text className={styles.seconds}>{seconds} 秒</Text>
        {store.unreached ? '' : '后自动更新'}
      </View>
      {digits ? <View className={styles.renewalWords}>数字也可以报给店员</View> : null}
    </View>
  )
}

const NoQr = observer(({ store, digits }: { store: CodeStore; digits: string | null }) => {
  const { clock } = usePlatform()
  return (
    <View className={styles.noQr} {...access({ role: 'alert' })}>
      <View className={styles.noQrTitle}>{digits ? '二维码过期了，请报下面的数字' : '码过期了，连上网就有新的'}</View>
      <View className={styles.hours}>{store.unreached?.message ?? '正在取新的码'}</View>
      <Button look="ghost" onClick={() => void store.ask(clock.now())} busy={store.asking ? '正在连接' : false}>
        再试一次
      </Button>
    </View>
  )
})
