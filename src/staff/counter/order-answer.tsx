import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import type { OrderPreview, OrderVerified } from '../../contract/staff'
import type { CouponValue } from '../../domain/coupon/coupon'
import type { Instant } from '../../domain/time'
import { access } from '../../ui/access'
import { classNames } from '../../ui/class-names'
import { valueInWords } from '../../ui/coupon-words'
import { clockTime, endMoment } from '../../ui/moment'
import { Picture } from '../../ui/picture'
import { ResultScreen } from '../../ui/result-screen'
import { groupsOf } from '../../ui/groups'
import { Again, Main, Onward } from './answer-parts'
import styles from './counter.module.scss'
import type { CounterStore } from './counter.store'
import { customerLine, GOODS, orderName } from './handover'
import type { OfflineOrder } from './offline-check'

type Props = {
  readonly store: CounterStore
  readonly pictureUrl: (name: string) => string
  readonly canScan: boolean
}

/** 可以交货: the goods of an order, and what else this customer can take along. */
export const OrderCard = observer((props: Props & { card: OrderPreview; busy: boolean }) => {
  const { store, canScan, card, busy } = props
  return (
    <ResultScreen
      outcome="good"
      title={GOODS.may}
      words={customerLine(card)}
      footer={
        <>
          <Main
            words={confirmWords(store.along.length)}
            onClick={() => void store.confirm()}
            busy={busy && GOODS.confirming}
          />
          <Again words={canScan ? '不对？返回重扫' : '不对？返回重输'} onClick={store.back} away={busy} />
        </>
      }
    >
      <OrderLines lines={card.lines} pictureUrl={props.pictureUrl} />
      {card.remark ? <View className={styles.mind}>顾客说：{card.remark}</View> : null}
      <Notes notes={card.notes} number={card.number} />
      {card.alsoHas.length > 0 ? <Along store={store} coupons={card.alsoHas} /> : null}
    </ResultScreen>
  )
})

const confirmWords = (along: number): string => (along === 0 ? GOODS.confirm : `${GOODS.confirm}（含 ${along} 张券）`)

type Line = { readonly name: string; readonly amount: string; readonly picture?: string; readonly gift?: boolean }

/** Groups of twenty: WeChat takes fewer than sixty children per node. */
function OrderLines({ lines, pictureUrl }: { lines: readonly Line[]; pictureUrl: (name: string) => string }) {
  return (
    <View>
      {groupsOf(lines).map((group, g) => (
        <View key={g} className={styles.set}>
          {group.map((line, i) => (
            <View key={i} className={styles.line}>
              {line.picture ? (
                <Picture src={pictureUrl(line.picture)} alt="" className={styles.lineGoods ?? ''} />
              ) : null}
              <View className={styles.lineName}>
                {line.name}
                {line.gift ? ' · 赠品' : ''}
              </View>
              <View className={styles.lineAmount}>{line.amount}</View>
            </View>
          ))}
        </View>
      ))}
    </View>
  )
}

function Notes({ notes, number }: { notes: readonly string[]; number: string }) {
  return (
    <View className={styles.facts}>
      <View className={styles.by}>{orderName(number)}</View>
      {notes.map((note, i) => (
        <View key={i} className={styles.by}>
          {note}
        </View>
      ))}
    </View>
  )
}

/** 还有 2 张券可在柜台用: each is handed over with the same tap when it is chosen. */
const Along = observer(({ store, coupons }: { store: CounterStore; coupons: OrderPreview['alsoHas'] }) => (
  <View className={styles.along}>
    <View className={styles.alongTitle}>还有 {coupons.length} 张券可在柜台用</View>
    {coupons.map((coupon) => {
      const chosen = store.along.includes(coupon.couponId)
      const what = valueInWords(coupon.value as CouponValue)
      return (
        <View
          key={coupon.couponId}
          className={classNames(styles.pick, chosen && styles.picked)}
          onClick={() => store.toggleAlong(coupon.couponId)}
          {...access({ role: 'checkbox', label: `${what}，一起核销`, checked: chosen })}
        >
          <View className={styles.lineName}>
            {what}
            <View className={styles.by}>
              {coupon.benefit ? '开业福利 · ' : ''}到 {endMoment(coupon.usableUntil as Instant)}
            </View>
          </View>
          <View className={styles.tick}>{chosen ? '一起交' : '点一下'}</View>
        </View>
      )
    })}
  </View>
))

/** 已交货, with what became of the coupons that went along. */
export function OrderDone({ store, pictureUrl, canScan, answer }: Props & { answer: OrderVerified }) {
  const refused = answer.also.filter(({ verificationId }) => verificationId === null)
  return (
    <ResultScreen
      outcome={refused.length > 0 ? 'warn' : 'good'}
      title={refused.length > 0 ? '订单已交，券没核上' : GOODS.done}
      words={`${clockTime(answer.at as Instant)} · ${answer.till}`}
      footer={<Onward store={store} canScan={canScan} {...(refused.length > 0 && { tone: 'warn' as const })} />}
    >
      {answer.also.map(({ couponId, value, words }) => (
        <View key={couponId} className={styles.line}>
          <View className={styles.lineName}>
            {valueInWords(value as CouponValue)}
            {words ? <View className={styles.by}>{words}</View> : null}
          </View>
          <View className={styles.lineAmount}>{words ? '别交' : '已核销'}</View>
        </View>
      ))}
      <OrderLines lines={answer.lines} pictureUrl={pictureUrl} />
    </ResultScreen>
  )
}

/** Checked on this phone: as green as it gets without the network, and it says so. */
export function OfflineCard({ store, pictureUrl, canScan, order }: Props & { order: OfflineOrder }) {
  return (
    <ResultScreen
      outcome="good"
      title="离线核对无误，可以交货"
      words={`${customerLine(order)} · 联网后自动结算`}
      footer={
        <>
          <Main words={GOODS.confirm} onClick={store.confirmOffline} />
          <Again words={canScan ? '不对？返回重扫' : '不对？返回重输'} onClick={store.back} />
        </>
      }
    >
      <OrderLines lines={order.lines} pictureUrl={pictureUrl} />
      <View className={styles.mind}>现在没有网络。券要等联网再核</View>
      <Notes notes={[]} number={order.number} />
    </ResultScreen>
  )
}

/** Kept on this phone: nothing is lost when it is switched off now. */
export function OfflineDone({
  store,
  pictureUrl,
  canScan,
  order,
  till,
}: Props & { order: OfflineOrder; till: string }) {
  return (
    <ResultScreen
      outcome="good"
      title="已交货，记在这部手机上"
      words={`${till} · 联网后自动结算`}
      footer={<Onward store={store} canScan={canScan} />}
    >
      <OrderLines lines={order.lines} pictureUrl={pictureUrl} />
    </ResultScreen>
  )
}
