import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import type { PreviewAnswer, VerifyAnswer } from '../../contract/staff'
import type { Instant } from '../../domain/time'
import { readCodeText } from '../../domain/pickup/code'
import { Button } from '../../ui/button'
import { classNames } from '../../ui/class-names'
import { clockTime, endMoment } from '../../ui/moment'
import { Picture } from '../../ui/picture'
import { ResultScreen } from '../../ui/result-screen'
import { FactList } from '../../ui/rows'
import { isUndecided } from '../undecided'
import styles from './counter.module.scss'
import type { CounterState, CounterStore } from './counter.store'
import { groupTyped, handoverOf } from './handover'
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
    case 'confirming':
      return <Preview {...props} card={state.card} busy={state.is === 'confirming'} />
    case 'done':
      return <Done {...props} answer={state.answer} />
    case 'lost':
      return <Lost {...props} state={state} />
    case 'refused':
      return <Refused {...props} state={state} />
    default:
      return null
  }
})

function Preview({ store, pictureUrl, canScan, card, busy }: Props & { card: PreviewAnswer; busy: boolean }) {
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
      <Goods card={card} pictureUrl={pictureUrl} />
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

function Goods({ card, pictureUrl }: { card: PreviewAnswer; pictureUrl: (name: string) => string }) {
  const { what, amount } = handoverOf(card)
  return (
    <View className={styles.goods}>
      {card.value.kind === 'exchange' ? (
        <Picture src={pictureUrl(card.value.goods.picture)} alt="" className={styles.picture ?? ''} />
      ) : null}
      <View className={styles.what}>{what}</View>
      {amount ? <View className={styles.amount}>{amount}</View> : null}
    </View>
  )
}

function Done({ store, pictureUrl, canScan, answer }: Props & { answer: VerifyAnswer }) {
  const next = (): void => {
    store.back()
    if (canScan) void store.scan()
  }
  return (
    <ResultScreen
      outcome="good"
      title={handoverOf(answer).done}
      words={`${clockTime(answer.at as Instant)} · ${answer.till}`}
      footer={
        <>
          <Main words={canScan ? '扫下一位' : '下一位'} onClick={next} />
          {canScan ? <Again words="返回核销台" onClick={store.back} /> : null}
        </>
      }
    >
      <Goods card={answer} pictureUrl={pictureUrl} />
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
      <Goods card={pending.card} pictureUrl={pictureUrl} />
    </ResultScreen>
  )
}

function Refused({ store, canScan, state }: Props & { state: Shown<'refused'> }) {
  const { error, code } = state
  const typed = error.code === 'CODE_UNKNOWN' ? readCodeText(code) : null
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

type MainProps = {
  readonly words: string
  readonly tone?: 'warn' | 'bad'
  readonly busy?: string | false
  readonly onClick: () => void
}

function Main({ words, tone, busy = false, onClick }: MainProps) {
  const look = classNames(styles.main, tone && styles[tone], busy && styles.busy)
  return (
    <Button look="onHero" size="big" wide className={look} onClick={onClick} busy={busy}>
      {words}
    </Button>
  )
}

type AgainProps = {
  readonly words: string
  readonly onClick: () => void
  /** Keeps its room, so that nothing moves under the thumb. */
  readonly away?: boolean
}

const Again = ({ words, onClick, away }: AgainProps) => (
  <Button look="plain" wide className={classNames(styles.again, away && styles.away)} disabled={away} onClick={onClick}>
    {words}
  </Button>
)
