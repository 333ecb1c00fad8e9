import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { access } from '../../ui/access'
import { exactYuan } from '../../ui/amount'
import { Button } from '../../ui/button'
import { Picture } from '../../ui/picture'
import styles from './detail.module.scss'
import type { OrderStore } from './order.store'
import { amountWords } from './order-words'

type Props = { readonly store: OrderStore; readonly pictureUrl: (name: string) => string }

/** 缺货了，换这个行吗？ The store waits: the two goods side by side, and two answers of the same weight. */
export const QuestionCard = observer(({ store, pictureUrl }: Props) => {
  const { question } = store
  if (!question) return null
  const { line, instead } = question
  const busy = store.doing === 'answering'
  // What the missing part of the other had paid: a substitute costs that at most.
  const before = instead ? instead.paid - (instead.kept ?? 0) : line.list
  const costs = Math.min(line.list, before)
  return (
    <View className={styles.question} {...access({ role: 'status' })}>
      <View className={styles.questionTitle}>
        {instead ? `“${instead.name}”缺货了，换这个行吗？` : '缺货了，换这个行吗？'}
      </View>
      <View className={styles.questionGoods}>
        <Picture src={pictureUrl(line.picture)} alt="" photo={line.picture.startsWith('http')} />
        <View className={styles.lineWords}>
          <View className={styles.lineName}>{line.name}</View>
          <View className={styles.lineNote}>{`${amountWords(line)} · ${exactYuan(costs)}`}</View>
        </View>
      </View>
      <View className={styles.questionNote}>{differenceWords(costs, before)}</View>
      <View className={styles.answers}>
        <Button
          look="ghost"
          className={styles.act ?? ''}
          disabled={busy}
          onClick={() => void store.answer(line.id, false)}
        >
          不换，退钱
        </Button>
        <Button
          className={styles.act ?? ''}
          busy={busy ? '正在告诉店里' : false}
          onClick={() => void store.answer(line.id, true)}
        >
          换吧
        </Button>
      </View>
    </View>
  )
})

/** A substitute is never dearer; what it is cheaper comes back. */
const differenceWords = (costs: number, before: number): string =>
  costs < before ? `换了便宜 ${exactYuan(before - costs)}，差价退给你` : '价钱一样，不用补钱'
