import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import type { OrderAnswer } from '../../contract/order'
import type { Instant } from '../../domain/time'
import { usePlatform } from '../../platform/use-platform'
import { exactYuan } from '../../ui/amount'
import { Button } from '../../ui/button'
import { nearMoment, nearSlot } from '../../ui/moment'
import { Card } from '../../ui/page-shell'
import { Picture } from '../../ui/picture'
import { type Fact, FactList } from '../../ui/rows'
import { Tag } from '../../ui/tag'
import styles from './detail.module.scss'
import { Stars } from './stars'
import type { OrderStore } from './order.store'
import { REASON_WORDS, REFUND_STATES, REQUEST_STATES } from './order-words'

type Props = {
  readonly order: OrderAnswer
  readonly now: Instant
  /** What the button of the way does: 到这里, or 复制地址 where no map opens. */
  readonly wayWords: string
  readonly onCall: () => void
  readonly onWay: () => void
  readonly onCopy: () => void
}

/** Where, when and for whom; the numbers one reads out to the store. */
export const OrderFacts = observer(({ order, now, wayWords, onCall, onWay, onCopy }: Props) => {
  const { store, contact, address, remark, slot, fulfilment, number, trackingCode, placedAt } = order
  const pickup = fulfilment === 'pickup'
  const facts: Fact[] = [
    { name: pickup ? '在哪取' : '送到', value: pickup ? `${store.name}，${store.address}` : address },
    ...(slot ? [{ name: pickup ? '提货时间' : '送达时间', value: nearSlot(slot, now) }] : []),
    ...(contact.name || contact.phone
      ? [{ name: pickup ? '提货人' : '收货人', value: `${contact.name} ${contact.phone}`.trim() }]
      : []),
    ...(remark ? [{ name: '备注', value: remark }] : []),
    ...(pickup ? [] : [{ name: '哪家店', value: store.name }]),
    { name: '下单时间', value: nearMoment(placedAt as Instant, now) },
    { name: '订单号', value: number },
    { name: '追踪码', value: trackingCode },
  ]
  return (
    <Card>
      <FactList facts={facts} />
      <View className={styles.acts}>
        <Button look="ghost" size="small" className={styles.act ?? ''} onClick={onCall}>
          打给门店
        </Button>
        {pickup ? (
          <Button look="ghost" size="small" className={styles.act ?? ''} onClick={onWay}>
            {wayWords}
          </Button>
        ) : null}
        <Button look="ghost" size="small" className={styles.act ?? ''} onClick={onCopy}>
          复制单号
        </Button>
      </View>
    </Card>
  )
})

/** 订单动态: what happened, latest first. */
export const Timeline = observer(({ order: { steps }, now }: Pick<Props, 'order' | 'now'>) => (
  <Card>
    {steps.map(({ at, kind, words }, i) => (
      <View key={`${at}-${kind}-${i}`} className={styles.event}>
        <View className={styles.eventWords}>{words}</View>
        <View className={styles.eventAt}>{nearMoment(at as Instant, now)}</View>
      </View>
    ))}
  </Card>
))

/** What was asked back and what became of it; what went back without asking stands in the timeline. */
export const Requests = observer(({ order, now, store }: Pick<Props, 'order' | 'now'> & { store: OrderStore }) => (
  <Card>
    {order.requests.map((request) => (
      <View key={request.id} className={styles.request}>
        <View className={styles.requestHead}>
          <View
            className={styles.requestTitle}
          >{`${REASON_WORDS[request.reason]} · ${exactYuan(request.given ?? request.fen)}`}</View>
          <Tag tone={request.state === 'agreed' ? 'leaf' : request.state === 'asked' ? 'sun' : 'calm'}>
            {REQUEST_STATES[request.state]}
          </Tag>
        </View>
        {request.words ? <View className={styles.requestWords}>{request.words}</View> : null}
        <Photos urls={request.photos} />
        {request.answer ? <View className={styles.answer}>{`店里说：${request.answer}`}</View> : null}
        <View className={styles.requestFoot}>
          <View className={styles.lineNote}>
            {nearMoment((request.decidedAt ?? request.createdAt) as Instant, now)}
          </View>
          {request.state === 'asked' ? (
            <Button
              look="plain"
              size="small"
              label="撤回退款申请"
              busy={store.doing === 'withdrawing' ? '正在撤回' : false}
              onClick={() => void store.withdraw(request.id)}
            >
              撤回
            </Button>
          ) : null}
        </View>
      </View>
    ))}
    {order.refunds.map((refund) => (
      <View key={refund.id} className={styles.request}>
        <View className={styles.requestHead}>
          <View className={styles.requestTitle}>{`退款 ${exactYuan(refund.fen)}`}</View>
          <Tag tone={refund.state === 'done' ? 'leaf' : refund.state === 'failed' ? 'tomato' : 'sun'}>
            {REFUND_STATES[refund.state]}
          </Tag>
        </View>
        <View className={styles.requestWords}>{refund.words}</View>
        <View className={styles.lineNote}>
          {`${whereTo(refund.wechat, refund.balance)} · ${nearMoment(refund.at as Instant, now)}`}
        </View>
      </View>
    ))}
  </Card>
))

const whereTo = (wechat: number, balance: number): string =>
  [wechat > 0 && `${exactYuan(wechat)} 退到微信`, balance > 0 && `${exactYuan(balance)} 回到余额`]
    .filter(Boolean)
    .join('，')

/** Photographs that were sent along, small. */
export function Photos({ urls }: { urls: readonly string[] }) {
  const { pictureUrl } = usePlatform()
  if (urls.length === 0) return null
  return (
    <View className={styles.photos}>
      {urls.map((url, i) => (
        <Picture key={url} src={pictureUrl(url)} alt={`第 ${i + 1} 张照片`} photo className={styles.photo} />
      ))}
    </View>
  )
}

type ReviewProps = {
  readonly review: NonNullable<OrderAnswer['review']>
  readonly pictureUrl: (name: string) => string
}

/** 我的评价, with what the store said to it. */
export const MyReview = observer(({ review, pictureUrl }: ReviewProps) => (
  <Card>
    <Stars score={review.score} pictureUrl={pictureUrl} />
    {review.words ? <View>{review.words}</View> : null}
    <Photos urls={review.photos} />
    {review.answer ? <View className={styles.answer}>{`店里说：${review.answer}`}</View> : null}
  </Card>
))
