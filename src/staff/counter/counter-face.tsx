import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { readCodeText } from '../../domain/pickup/code'
import { access } from '../../ui/access'
import { Button } from '../../ui/button'
import { classNames } from '../../ui/class-names'
import { Notice } from '../../ui/notice'
import { Sheet } from '../../ui/sheet'
import styles from './counter.module.scss'
import type { CounterStore, Pending } from './counter.store'
import { groupTyped, handoverOf, orderName } from './handover'
import { NumberPad } from './number-pad'
import { OfflineLine } from './offline-line'
import type { OfflineStore } from './offline.store'
import { TillChoice } from './till-choice'

type Props = {
  readonly store: CounterStore
  readonly offline: OfflineStore
  readonly storeName: string
  readonly canScan: boolean
}

/** Scan or type. Until the till has a name that is all there is to do. */
export const CounterFace = observer(({ store, offline, storeName, canScan }: Props) => {
  if (store.till === null) {
    return (
      <View>
        <View className={styles.question}>你在几号台？</View>
        <View className={styles.why}>选一次就记在这部手机上，核销记录里会写明是哪个台。</View>
        <TillChoice chosen={null} onChoose={store.chooseTill} />
      </View>
    )
  }
  if (store.state.is === 'looking') return <Looking code={store.state.code} />
  return (
    <View>
      <TillLine store={store} till={store.till} storeName={storeName} />
      <OfflineLine store={offline} />
      {store.pending.map((pending) => (
        <Unanswered key={pending.key} pending={pending} onAsk={() => void store.repeat(pending)} />
      ))}
      {canScan ? <ScanButton onScan={() => void store.scan()} /> : null}
      <NumberPad store={store} ask={canScan ? '或输入顾客报的 8 位数字' : '浏览器不能扫码，请输入顾客报的 8 位数字'} />
    </View>
  )
})

const TillLine = observer(({ store, till, storeName }: { store: CounterStore; till: string; storeName: string }) => {
  const [choosing, setChoosing] = useState(false)
  return (
    <View className={styles.till}>
      <View className={styles.where}>
        {storeName}
        <View className={styles.name}>{till}</View>
      </View>
      <Button
        look="soft"
        className={classNames(styles.glove, styles.change)}
        onClick={() => setChoosing(true)}
        label={`换台，现在是${till}`}
      >
        换台
      </Button>
      <Sheet open={choosing} title="换到几号台" onClose={() => setChoosing(false)}>
        <View className={styles.sheet}>
          <TillChoice
            chosen={till}
            onChoose={(name) => {
              store.chooseTill(name)
              setChoosing(false)
            }}
          />
        </View>
      </Sheet>
    </View>
  )
})

/** As large as a hand. */
function ScanButton({ onScan }: { onScan: () => void }) {
  return (
    <View
      className={styles.scan}
      hoverClass={styles.pressed ?? 'none'}
      hoverStayTime={80}
      onClick={onScan}
      {...access({ role: 'button', label: '扫码核销' })}
    >
      <View className={styles.frame} {...access({ hidden: true })}>
        {(['nw', 'ne', 'sw', 'se'] as const).map((corner) => (
          <View key={corner} className={classNames(styles.corner, styles[corner])} />
        ))}
        <View className={styles.beam} />
      </View>
      扫码
      <View className={styles.hint}>对准顾客的提货码或券码</View>
    </View>
  )
}

function Unanswered({ pending, onAsk }: { pending: Pending; onAsk: () => void }) {
  const { card } = pending
  const { what, amount } =
    card.kind === 'order' ? { what: orderName(card.number), amount: `${card.units} 件` } : handoverOf(card)
  return (
    <View className={styles.notice}>
      <Notice
        tone="sun"
        title={`${what}${amount ? ` ${amount}` : ''} 没收到回音`}
        action={
          <Button look="soft" className={styles.glove ?? ''} onClick={onAsk}>
            再问
          </Button>
        }
      >
        再问一次，不会重复核销
      </Notice>
    </View>
  )
}

function Looking({ code }: { code: string }) {
  const read = readCodeText(code)
  return (
    <View className={styles.looking} {...access({ role: 'status', label: '正在查' })}>
      {read?.method === 'digits' ? <View className={styles.code}>{groupTyped(read.digits).join(' ')}</View> : null}
      <View className={styles.asked}>正在查</View>
      <View className={styles.dots}>
        <View className={styles.dot} />
        <View className={styles.dot} />
        <View className={styles.dot} />
      </View>
    </View>
  )
}
