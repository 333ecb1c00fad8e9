import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import type { CouponPreview, CouponVerified } from '../../contract/staff'
import { readCodeText } from '../../domain/pickup/code'
import type { Instant } from '../../domain/time'
import { clockTime, endMoment } from '../../ui/moment'
import { ResultScreen } from '../../ui/result-screen'
import { FactList } from '../../ui/rows'
import { isUndecided } from '../undecided'
import { Again, CouponGoods, Main, Onward } from './answer-parts'
import styles from './counter.module.scss'
import type { CounterState, CounterStore } from './counter.store'
import { customerLine, groupTyped, handoverOf } from './handover'
import { OfflineCard, OfflineDone, OrderCard, OrderDone } from './order-answer'
import { verdictOf } from './verdict'

type Props = {
  readonly store: CounterStore
  readonly pictureUrl: (name: string) => string
  /** Without a camera the way on is the pad. */
  readonly canScan: boolean
}
type Shown<S extends CounterState['is']> = Extract<CounterState, { is: S }>

/** The whole screen is the answer; `null` while there is none. */
export const AnswerScreen = observer((props: Props) => {
  const { state } = props.store
  switch (state.is) {
    case 'preview':
    case 'confirming': {
      const busy = state.is === 'confirming'
      return state.card.kind === 'order' ? (
        <OrderCard {...props} card={state.card} busy={busy} />
      ) : (
        <CouponCard {...props} card={state.card} busy={busy} />
      )
    }
    case 'done':
      return state.answer.kind === 'order' ? (
        <OrderDone {...props} answer={state.answer} />
      ) : (
        <CouponDone {...props} answer={state.answer} />
      )
    case 'offline':
      return <OfflineCard {...props} order={state.order} />
    case 'queued':
      return <OfflineDone {...props} order={state.order} till={state.till} />
    case 'lost':
      return <Lost {...props} state={state} />
    case 'refused':
      return <Refused {...props} state={state} />
    default:
      return null
  }
})

function CouponCard({ store, pictureUrl, canScan, card, busy }: Props & { card: CouponPreview; busy: boolean }) {
  const handover = handoverOf(card)
  return (
    <ResultScreen
      outcome="good"
      title={handover.may}
      words={card.holder}
      footer={
        <>
          <Main words={handover.confirm} onClick={() => void store.confirm()} busy={busy && handover.confirming} />
          <Again words={canScan ? '不对？返回重扫' : '不对？返回重输'} onClick={store.back} away={busy} />
        </>
      }
    >
      <CouponGoods card={card} pictureUrl={pictureUrl} />
      {handover.mind ? <View className={styles.mind}>{handover.mind}</View> : null}
      <View className={styles.facts}>
        <FactList
          facts={[
            { name: '券', value: card.title },
            { name: '有效到', value: endMoment(card.usableUntil as Instant) },
          ]}
        />
      </View>
    </ResultScreen>
  )
}

function CouponDone({ store, pictureUrl, canScan, answer }: Props & { answer: CouponVerified }) {
  return (
    <ResultScreen
      outcome="good"
      title={handoverOf(answer).done}
      words={`${clockTime(answer.at as Instant)} · ${answer.till}`}
      footer={<Onward store={store} canScan={canScan} />}
    >
      <CouponGoods card={answer} pictureUrl={pictureUrl} />
    </ResultScreen>
  )
}

/** Handed over or not: nobody knows yet, and the same key finds out without doing it twice. */
function Lost({ store, pictureUrl, state }: Props & { state: Shown<'lost'> }) {
  const { pending, error } = state
  const network = error.code === 'NETWORK'
  return (
    <ResultScreen
      outcome="warn"
      title={network ? '网络断了' : '还没收到回音'}
      words={network ? '再点一次，不会重复核销' : `${error.message}。再点一次不会重复核销`}
      footer={
        <>
          <Main tone="warn" words="再点一次" onClick={() => void store.repeat(pending)} />
          <Again words="先放一放，等会儿再问" onClick={store.back} />
        </>
      }
    >
      {pending.card.kind === 'order' ? (
        <View className={styles.goods}>
          <View className={styles.what}>{customerLine(pending.card)}</View>
        </View>
      ) : (
        <CouponGoods card={pending.card} pictureUrl={pictureUrl} />
      )}
    </ResultScreen>
  )
}

function Refused({ store, canScan, state }: Props & { state: Shown<'refused'> }) {
  const { error, code } = state
  const typed = error.code === 'CODE_UNKNOWN' || isUndecided(error) ? readCodeText(code) : null
  const { outcome, title } = verdictOf(error)
  const repeatable = isUndecided(error)
  const scanAgain = (): void => {
    store.back()
    if (canScan) void store.scan()
  }
  return (
    <ResultScreen
      outcome={outcome}
      title={title}
      words={error.message}
      footer={
        repeatable ? (
          <>
            <Main tone={outcome} words="再查一次" onClick={() => void store.lookAgain()} />
            <Again words="返回核销台" onClick={store.back} />
          </>
        ) : (
          <>
            <Main tone={outcome} words={canScan ? '返回重扫' : '返回重输'} onClick={canScan ? scanAgain : store.back} />
            {canScan ? <Again words="返回核销台" onClick={store.back} /> : null}
          </>
        )
      }
    >
      {typed?.method === 'digits' ? (
        <View className={styles.typedCode}>{groupTyped(typed.digits).join(' ')}</View>
      ) : null}
    </ResultScreen>
  )
}
