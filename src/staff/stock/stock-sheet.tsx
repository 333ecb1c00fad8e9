import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { Button } from '../../ui/button'
import { SegmentedControl } from '../../ui/choices'
import { Field } from '../../ui/field'
import { Notice } from '../../ui/notice'
import { Sheet } from '../../ui/sheet'
import { Keypad } from '../keypad'
import { KIND_NAMES } from './kinds'
import { moveInWords } from './stock-face'
import styles from './stock.module.scss'
import { REASON_LIMIT, REASONS, type StockStore } from './stock.store'

const KINDS = (['received', 'wasted', 'adjusted'] as const).map((value) => ({ value, words: KIND_NAMES[value] }))
const DIGITS = 4

/** 入库, 报损 or 盘点 of one kind of goods. */
export const StockSheet = observer(({ store }: { readonly store: StockStore }) => {
  const { target, lost, busy, wrong, error } = store
  return (
    <Sheet
      open={target !== null}
      title={target?.name ?? ''}
      onClose={store.close}
      footer={
        lost ? (
          <Button size="big" wide busy={busy ? '正在问' : false} onClick={() => void store.repeat()}>
            再问一次，不会重复
          </Button>
        ) : (
          <Button
            size="big"
            wide
            disabled={wrong !== null}
            busy={busy ? '正在记' : false}
            onClick={() => void store.move()}
          >
            {wrong ?? confirmWords(store)}
          </Button>
        )
      }
    >
      {target && lost ? (
        <Notice tone="sun">{`“${moveInWords(lost)}”没收到回音，问清楚了再记别的`}</Notice>
      ) : target ? (
        <Form store={store} />
      ) : null}
      {error && !lost ? <Notice tone="tomato">{error.message}</Notice> : null}
    </Sheet>
  )
})

function confirmWords({ kind, units, target }: StockStore): string {
  const amount = units ?? 0
  const unit = target?.unit ?? ''
  if (kind !== 'adjusted') return `${KIND_NAMES[kind]} ${amount} ${unit}`
  return amount > 0 ? `账上加 ${amount} ${unit}` : `账上减 ${-amount} ${unit}`
}

const Form = observer(({ store }: { readonly store: StockStore }) => {
  const { target, kind, typed, booked, reason } = store
  return (
    <View>
      <SegmentedControl choices={KINDS} chosen={kind} onChoose={store.turn} label="做什么" />
      <View className={styles.typed}>
        {typed === '' ? <View className={styles.blank}>0</View> : typed}
        <View className={styles.typedUnit}>{target?.unit}</View>
      </View>
      <View className={styles.rule}>
        {kind === 'adjusted' ? <View>货架上一共数到多少</View> : null}
        {kind === 'adjusted'
          ? `账上 ${booked}：可卖 ${target?.stock}，已订 ${target?.held}`
          : `现在可卖 ${target?.stock}`}
      </View>
      <Keypad typed={typed} onType={store.type} most={DIGITS} />
      <View className={styles.reasons}>
        {(kind === 'received' ? [] : REASONS[kind]).map((words) => (
          <View key={words} className={styles.reason}>
            <Button look={reason === words ? 'primary' : 'soft'} size="big" onClick={() => store.say(words)}>
              {words}
            </Button>
          </View>
        ))}
      </View>
      <Field
        label={kind === 'received' ? '备注（可以不写）' : '或写下原因'}
        value={reason}
        most={REASON_LIMIT}
        placeholder="记在操作记录里"
        onInput={store.say}
      />
    </View>
  )
})
