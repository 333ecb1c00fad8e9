import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import type { OrderAnswer, OrderLine } from '../../contract/order'
import { exactYuan } from '../../ui/amount'
import { CheckBox } from '../../ui/check-box'
import { Chips } from '../../ui/choices'
import { TextArea } from '../../ui/field'
import { groupsOf } from '../../ui/groups'
import { Card, Section } from '../../ui/page-shell'
import { Picture } from '../../ui/picture'
import { Stepper } from '../../ui/stepper'
import styles from './form.module.scss'
import { REASON_WORDS } from './order-words'
import { PhotoStrip } from './photo-strip'
import { REFUND_WORDS_LIMIT, type RefundReason, refundable, type RefundStore } from './refund.store'

type Props = {
  readonly store: RefundStore
  readonly order: OrderAnswer
  readonly pictureUrl: (name: string) => string
}

const REASONS = Object.entries(REASON_WORDS).map(([value, words]) => ({ value: value as RefundReason, words }))

/** Which goods and how many, why, words and photographs; about how much it comes to. */
export const RefundForm = observer(({ store, order, pictureUrl }: Props) => (
  <View>
    <View className={styles.lead}>选要退的商品</View>
    {groupsOf(order.lines.filter((line) => refundable(line) > 0)).map((group) => (
      <Card key={group[0]?.id}>
        {group.map((line) => (
          <Line key={line.id} store={store} line={line} pictureUrl={pictureUrl} />
        ))}
      </Card>
    ))}
    <Section title="什么原因">
      <Chips
        label="什么原因"
        choices={REASONS}
        chosen={store.reason ?? ('' as RefundReason)}
        onChoose={store.because}
      />
    </Section>
    <Section title="说一说" aside="拍张照片，处理更快">
      <Card>
        <TextArea
          label="情况"
          quiet
          lines="more"
          value={store.words}
          most={REFUND_WORDS_LIMIT}
          placeholder="比如 番茄压烂了两个"
          locked={store.sending}
          counted
          onInput={store.write}
        />
        <PhotoStrip store={store.photos} />
      </Card>
    </Section>
  </View>
))

type LineProps = Pick<Props, 'store' | 'pictureUrl'> & { readonly line: OrderLine }

const Line = observer(({ store, line, pictureUrl }: LineProps) => {
  const most = refundable(line)
  const quantity = store.chosen.get(line.id) ?? 0
  return (
    <View className={styles.line}>
      <CheckBox
        on={quantity > 0}
        label={`退${line.name}`}
        disabled={store.sending}
        onChange={(on) => store.take(line, on ? most : 0)}
      />
      <Picture src={pictureUrl(line.picture)} alt="" photo={line.picture.startsWith('http')} />
      <View className={styles.lineWords}>
        <View>{line.name}</View>
        <View className={styles.note}>{`最多退 ${most} ${line.unit}`}</View>
      </View>
      {quantity > 0 && most > 1 ? (
        <Stepper quantity={quantity} most={most} name={line.name} onChange={(next) => store.take(line, next)} />
      ) : null}
    </View>
  )
})

/** 大约退 ¥6.90: the store decides and says exactly. */
export const RefundEstimate = observer(({ store, order }: Pick<Props, 'store' | 'order'>) => {
  const about = store.estimateOf(order)
  return about > 0 ? (
    <View className={styles.about}>
      {`大约退 `}
      <View className={styles.aboutAmount}>{exactYuan(about)}</View>
      {'，按这些商品实际付的钱算'}
    </View>
  ) : null
})
