import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useEffect, useState } from 'react'
import { yuan } from '../../domain/money'
import { weight } from '../../ui/amount'
import { Button } from '../../ui/button'
import { Notice } from '../../ui/notice'
import { Sheet } from '../../ui/sheet'
import { CountKeys } from '../count-keys'
import { Keypad } from '../keypad'
import type { LineWork } from './line-work'
import styles from './picking-order.module.scss'
import { type Line, weighing } from './walk'

type Props = {
  /** `null`: the sheet is away. */
  readonly line: Line | null
  /** Opened because there was not enough. */
  readonly fewer: boolean
  readonly work: LineWork | null
  readonly onClose: () => void
}

const GRAM_DIGITS = 6

/** How many there were, and by weight what the scale says of all of them. */
export const LineSheet = observer(({ line, fewer, work, onClose }: Props) => {
  const [quantity, setQuantity] = useState(0)
  const [typed, setTyped] = useState('')
  const id = line?.id
  useEffect(() => {
    if (!line) return
    setQuantity(line.pickedQuantity ?? (fewer ? line.quantity - 1 : line.quantity))
    setTyped(line.pickedGrams ? String(line.pickedGrams) : '')
    work?.picking.clear()
    // Only when another line's sheet opens: a poll must not take what is being typed.
  }, [id])
  const weighed = line?.soldBy === 'weight' && quantity > 0
  const grams = Number(typed || 0)
  const wrong = line && weighed && typed !== '' ? weighing(line, quantity, grams).wrong : null
  const ready = line !== null && (!weighed || (typed !== '' && wrong === null))
  const save = async (): Promise<void> => {
    if (!line || !work || !ready) return
    if (await work.pick(weighed ? { quantity, grams } : { quantity })) onClose()
  }
  const picking = work?.picking
  return (
    <Sheet
      open={line !== null}
      title={line?.name ?? ''}
      onClose={onClose}
      footer={
        <Button
          size="big"
          wide
          className={styles.save ?? ''}
          disabled={!ready}
          busy={picking?.busy ? '正在记' : false}
          onClick={() => void save()}
        >
          {picking?.lost ? '再点一次，不会重复' : line ? saveWords(line, quantity, grams) : ''}
        </Button>
      }
    >
      {line ? (
        <View>
          <CountKeys
            count={quantity}
            most={line.quantity}
            unit={line.unit}
            words={`订了 ${line.quantity} ${line.unit}`}
            onChange={setQuantity}
          />
          {weighed ? (
            <>
              <Scale line={line} quantity={quantity} typed={typed} />
              <Keypad typed={typed} onType={setTyped} most={GRAM_DIGITS} />
            </>
          ) : (
            <View className={styles.none}>
              {quantity === 0 ? (
                <View className={styles.back}>记下后可以找替换，或者直接退钱</View>
              ) : (
                <Button look="danger" size="big" wide onClick={() => setQuantity(0)}>
                  {`一${line.unit}都没有`}
                </Button>
              )}
            </View>
          )}
          {picking?.error && !picking.lost ? <Notice tone="tomato">{picking.error.message}</Notice> : null}
        </View>
      ) : null}
    </Sheet>
  )
})

function saveWords(line: Line, quantity: number, grams: number): string {
  if (quantity === 0) return '记下：没有'
  if (line.soldBy === 'weight') return grams > 0 ? `记下 ${weight(grams)}` : '输入秤上的克数'
  return quantity === line.quantity ? '记下：拿齐了' : `记下：拿了 ${quantity} ${line.unit}`
}

/** What is typed, what it was thought to weigh, and what that comes to. */
function Scale({ line, quantity, typed }: { line: Line; quantity: number; typed: string }) {
  const { expected, kept, back, wrong, odd } = weighing(line, quantity, Number(typed || 0))
  return (
    <View className={styles.scale}>
      <View className={styles.grams}>
        {typed === '' ? <View className={styles.blank}>0</View> : typed}
        <View className={styles.g}>克</View>
      </View>
      <View className={styles.expected}>{`预估 ${weight(expected)}`}</View>
      <View className={styles.comes}>
        {typed === '' ? (
          <View className={styles.back}>
            称好再输，克数是全部 {quantity} {line.unit}的
          </View>
        ) : wrong !== null ? (
          <Notice tone="tomato">{wrong}</Notice>
        ) : odd !== null ? (
          <Notice tone="sun" title={`收 ${yuan(kept)}${back > 0 ? `，退 ${yuan(back)}` : ''}`}>
            {odd}
          </Notice>
        ) : (
          <View className={styles.sum}>
            收 {yuan(kept)}
            <View className={styles.back}>{back > 0 ? `退 ${yuan(back)}` : '多出的不另收'}</View>
          </View>
        )}
      </View>
    </View>
  )
}
