import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import type { StoreCard } from '../../contract/launch'
import type { Instant } from '../../domain/time'
import { access } from '../../ui/access'
import { Button } from '../../ui/button'
import { classNames } from '../../ui/class-names'
import { distance } from '../../ui/quantity'
import { FactList } from '../../ui/rows'
import { factsOf, say } from './answer-words'
import styles from './delivery-range.module.scss'
import type { RangeStore } from './range.store'

type Props = {
  readonly range: RangeStore
  /** Server time. */
  readonly now: Instant
  readonly onWay: (store: StoreCard) => void
  /** What the button of the way does: 到这里, or 复制地址 where no map opens. */
  readonly wayWords: string
  readonly onStores: () => void
}

/** The answer: one sentence in large type that says itself to a screen reader, then the facts or the way to a store. */
export const AnswerCard = observer(({ range, now, onWay, wayWords, onStores }: Props) => {
  const { answer, error } = range
  const pending = range.asking || range.moving
  return (
    <View className={styles.answer}>
      <View {...access({ role: 'status' })}>
        <Sentence range={range} now={now} />
      </View>
      {error && !pending ? (
        <View className={styles.buttons}>
          <Button look="ghost" onClick={() => void range.again()}>
            再问一次
          </Button>
        </View>
      ) : null}
      {answer && !error ? (
        <View className={classNames(styles.facts, pending && styles.stale)}>
          {answer.verdict === 'inside' ? <FactList facts={factsOf(answer)} /> : null}
          {answer.verdict === 'unsure' ? (
            <View className={styles.buttons}>
              <Button look="soft" onClick={() => void range.vouch()}>
                图钉没错，就在这里
              </Button>
            </View>
          ) : null}
          {answer.verdict === 'outside' && answer.nearestStore ? (
            <Nearest
              store={answer.nearestStore.store}
              metres={answer.nearestStore.metres}
              wayWords={wayWords}
              onWay={onWay}
              onStores={onStores}
            />
          ) : null}
        </View>
      ) : null}
    </View>
  )
})

const Sentence = observer(({ range, now }: { range: RangeStore; now: Instant }) => {
  if (range.moving) return <Line words="松手就告诉你" note="把图钉的尖对准家门口" />
  if (range.locating) return <Line words="正在找你的位置…" note="请在弹出的窗口里点“允许”" />
  if (range.asking) return <Line words="正在看能不能送到…" />
  if (range.error) return <Line tone="tomato" words={range.error.message} />
  if (!range.answer) return <Line words="你家在哪儿？" note="把图钉放到家门口，或用下面任意一种办法" />
  const { tone, sentence, note } = say(range.answer, now)
  return <Line tone={tone} words={sentence} note={note} />
})

function Line({ words, note, tone }: { words: string; note?: string | null; tone?: 'leaf' | 'tomato' | 'sun' }) {
  return (
    <View>
      <View className={classNames(styles.sentence, tone && styles[tone])}>
        {clauses(words).map((clause) => (
          <View key={clause} className={styles.clause}>
            {clause}
          </View>
        ))}
      </View>
      {note ? <View className={styles.note}>{note}</View> : null}
    </View>
  )
}

/** A line breaks after a comma before it breaks within 可以到店自提. */
const clauses = (words: string): readonly string[] => words.match(/[^，]+，?/g) ?? [words]

type NearestProps = Pick<Props, 'onWay' | 'wayWords' | 'onStores'> & {
  readonly store: StoreCard
  readonly metres: number
}

function Nearest({ store, metres, onWay, wayWords, onStores }: NearestProps) {
  return (
    <View>
      <View className={styles.nearest}>{`最近的店 · ${distance(metres)}`}</View>
      <View className={styles.storeName}>{store.name}</View>
      <View className={styles.address}>{store.address}</View>
      <View className={styles.buttons}>
        <Button look="soft" onClick={() => onWay(store)} label={`${wayWords}：${store.name}`}>
          {wayWords}
        </Button>
        <Button look="plain" onClick={onStores}>
          看看门店
        </Button>
      </View>
    </View>
  )
}
