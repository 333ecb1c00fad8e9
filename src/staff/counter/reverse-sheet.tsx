import { Input, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import type { CouponValue } from '../../domain/coupon/coupon'
import type { Instant } from '../../domain/time'
import { access } from '../../ui/access'
import { Button } from '../../ui/button'
import { classNames } from '../../ui/class-names'
import { valueInWords } from '../../ui/coupon-words'
import { clockTime } from '../../ui/moment'
import { Notice } from '../../ui/notice'
import { Sheet } from '../../ui/sheet'
import { isUndecided } from '../undecided'
import styles from './counter.module.scss'
import { REASON_LIMIT, REASONS, type TodayStore } from './today.store'

/** Takes a wrong verification back, with a reason that stays in the log. */
export const ReverseSheet = observer(({ store }: { store: TodayStore }) => {
  const { target } = store
  return (
    <Sheet
      open={target !== null}
      title="撤销这笔核销"
      onClose={store.drop}
      footer={
        <Button
          look="danger"
          wide
          className={styles.glove ?? ''}
          disabled={!store.canReverse}
          busy={store.reversing ? '正在撤销' : false}
          onClick={() => void store.reverse()}
        >
          {isUndecided(store.error) ? '再点一次，不会重复' : '撤销，券还给顾客'}
        </Button>
      }
    >
      {target ? (
        <View>
          {clockTime(target.at as Instant)} · {target.till} · {valueInWords(target.value as CouponValue)}
          <View className={styles.by}>券会回到{target.holder}手里，原因记在操作记录里。</View>
        </View>
      ) : null}
      <View className={styles.reasons}>
        {REASONS.map((reason) => (
          <View
            key={reason}
            className={classNames(styles.reason, store.reason === reason && styles.chosen)}
            onClick={() => store.write(reason)}
            {...access({ role: 'button', label: reason })}
          >
            {reason}
          </View>
        ))}
      </View>
      <View className={styles.field}>
        <Input
          className={styles.input ?? ''}
          value={store.reason}
          maxlength={REASON_LIMIT}
          placeholder="或写下原因"
          placeholderClass={styles.placeholder ?? ''}
          cursorSpacing={140}
          onInput={({ detail }) => store.write(detail.value)}
          {...access({ label: '撤销的原因' })}
        />
      </View>
      {store.error ? <Notice tone="tomato">{store.error.message}</Notice> : null}
    </Sheet>
  )
})
