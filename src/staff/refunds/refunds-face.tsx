import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { fen, yuan } from '../../domain/money'
import type { Instant } from '../../domain/time'
import { Button } from '../../ui/button'
import { nearMoment } from '../../ui/moment'
import { Price } from '../../ui/price'
import { Tag } from '../../ui/tag'
import { Notice } from '../../ui/notice'
import { MoreFoot } from '../more-foot'
import { groupsOf } from '../../ui/groups'
import { PhotoRow } from '../photo-row'
import { REASON_NAMES, STATE_WORDS } from './refund-words'
import type { RefundsStore, Request } from './refunds.store'
import styles from './refunds.module.scss'

type Props = { readonly store: RefundsStore; readonly requests: readonly Request[]; readonly now: Instant }

export const RefundList = observer(({ store, requests, now }: Props) => (
  <View>
    {groupsOf(requests).map((group) => (
      <View key={group[0]?.id} className={styles.group}>
        {group.map((request) => (
          <RequestCard key={request.id} store={store} request={request} now={now} />
        ))}
      </View>
    ))}
    <MoreFoot pages={store.shelves.current} words={store.shelves.chosen === 'asked' ? '看后面的' : '看更早的'} />
  </View>
))

/** What WeChat could not pay out: nobody hears of it otherwise. */
export const FailedRefunds = observer(({ store }: { readonly store: RefundsStore }) => (
  <>
    {(store.shelves.current.shown.value?.failed ?? []).map((refund) => (
      <Notice key={refund.refundId} tone="tomato" title={`微信没能退回 ${yuan(fen(refund.fen))}`}>
        {`订单尾号 ${refund.orderNumber.slice(-4)}${refund.words ? `，${refund.words}` : ''}。请到微信商户平台处理，再告诉顾客。`}
      </Notice>
    ))}
  </>
))

function RequestCard({ store, request, now }: Omit<Props, 'requests'> & { readonly request: Request }) {
  const open = request.state === 'asked'
  return (
    <View className={styles.card}>
      <View className={styles.head}>
        <Price amount={fen(request.fen)} size="large" exact />
        {open ? null : <Tag tone={request.state === 'agreed' ? 'leaf' : 'calm'}>{STATE_WORDS[request.state]}</Tag>}
      </View>
      <View className={styles.why}>{REASON_NAMES[request.reason]}</View>
      {request.words ? <View className={styles.words}>{request.words}</View> : null}
      <PhotoRow photos={request.photos} of={request.customer} />
      <View className={styles.lines}>
        {request.lines.map(({ lineId, name, quantity, fen: amount }) => (
          <View key={lineId} className={styles.line}>
            <View className={styles.name}>{`${name} × ${quantity}`}</View>
            <View className={styles.amount}>{yuan(fen(amount))}</View>
          </View>
        ))}
      </View>
      <View className={styles.by}>
        {`订单 ${request.orderNumber.slice(-4)} · ${request.customer} · ${nearMoment(request.createdAt as Instant, now)} 申请`}
      </View>
      {open ? <Acts store={store} request={request} /> : <Decision request={request} now={now} />}
    </View>
  )
}

function Acts({ store, request }: { readonly store: RefundsStore; readonly request: Request }) {
  return (
    <View className={styles.acts}>
      <Button look="plain" size="big" onClick={() => store.open(request, false)} label={`不同意退 ${request.customer}`}>
        不同意
      </Button>
      <Button
        size="big"
        className={styles.main ?? ''}
        onClick={() => store.open(request, true)}
        label={`同意退 ${yuan(fen(request.fen))} 给 ${request.customer}`}
      >
        同意退
      </Button>
    </View>
  )
}

function Decision({ request, now }: { readonly request: Request; readonly now: Instant }) {
  const { given, answer, decidedAt, decidedBy } = request
  return (
    <View className={styles.decision}>
      {given === null ? null : <View className={styles.given}>{`退了 ${yuan(fen(given))}`}</View>}
      {answer ? <View>{answer}</View> : null}
      <View className={styles.by}>
        {[decidedBy ?? '', decidedAt === null ? '' : nearMoment(decidedAt as Instant, now)].filter(Boolean).join(' · ')}
      </View>
    </View>
  )
}
