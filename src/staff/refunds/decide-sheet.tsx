import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { fen, yuan } from '../../domain/money'
import { Button } from '../../ui/button'
import { SegmentedControl } from '../../ui/choices'
import { TextArea } from '../../ui/field'
import { Notice } from '../../ui/notice'
import { Sheet } from '../../ui/sheet'
import { Keypad } from '../keypad'
import { ANSWER_LIMIT, DECLINE_WORDS, type RefundsStore } from './refunds.store'
import styles from './refunds.module.scss'

const WAYS = [
  { value: 'yes', words: '同意' },
  { value: 'no', words: '不同意' },
] as const
const MONEY_DIGITS = 9

/** Agree to all of it or less, or decline and say why. */
export const DecideSheet = observer(({ store }: { readonly store: RefundsStore }) => {
  const { target, agrees, deciding, wrong, given } = store
  return (
    <Sheet
      open={target !== null}
      title={target ? `${target.customer} 要退 ${yuan(fen(target.fen))}` : ''}
      onClose={store.close}
      footer={
        <Button
          size="big"
          wide
          {...(!agrees && { look: 'danger' as const })}
          disabled={wrong !== null}
          busy={deciding.busy ? '正在记下' : false}
          onClick={() => void store.decide()}
        >
          {wrong ??
            (deciding.lost ? '再点一次，不会重复' : agrees ? `退 ${yuan(given ?? fen(0))}` : '不同意，告诉顾客')}
        </Button>
      }
    >
      {target ? (
        <View>
          <SegmentedControl
            choices={WAYS}
            chosen={agrees ? 'yes' : 'no'}
            onChoose={(way) => store.turn(way === 'yes')}
            label="同意还是不同意"
          />
          {agrees ? (
            <>
              <View className={styles.typed}>
                <View className={styles.sign}>¥</View>
                {store.typed || '0'}
              </View>
              <View className={styles.rule}>{`可以少退，最多 ${yuan(fen(target.fen))}，原路退回`}</View>
              <Keypad typed={store.typed} onType={store.type} most={MONEY_DIGITS} point />
            </>
          ) : (
            <>
              <View className={styles.reasons}>
                {DECLINE_WORDS.map((words) => (
                  <View key={words} className={styles.reason}>
                    <Button
                      look={store.answer === words ? 'primary' : 'soft'}
                      size="big"
                      onClick={() => store.write(words)}
                    >
                      {words}
                    </Button>
                  </View>
                ))}
              </View>
              <TextArea
                label="告诉顾客为什么"
                value={store.answer}
                most={ANSWER_LIMIT}
                placeholder="说清楚，也说说怎么办"
                onInput={store.write}
              />
            </>
          )}
          {deciding.error && !deciding.lost ? <Notice tone="tomato">{deciding.error.message}</Notice> : null}
        </View>
      ) : null}
    </Sheet>
  )
})
