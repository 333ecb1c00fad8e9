import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import type { OrderAnswer, OrderLine } from '../../contract/order'
import { exactYuan } from '../../ui/amount'
import { classNames } from '../../ui/class-names'
import { groupsOf } from '../../ui/groups'
import { Card } from '../../ui/page-shell'
import { Picture } from '../../ui/picture'
import { Receipt, type ReceiptPart } from '../../ui/receipt'
import { Tag } from '../../ui/tag'
import styles from './detail.module.scss'
import { amountWords, givenBack, wechatPart } from './order-words'

type Props = { readonly order: OrderAnswer; readonly pictureUrl: (name: string) => string }

/** What was ordered and what came of it: weights, short picks, substitutes, what was given back. */
export const OrderLines = observer(({ order, pictureUrl }: Props) => (
  <View>
    {groupsOf(order.lines).map((group) => (
      <Card key={group[0]?.id}>
        {group.map((line) => (
          <Line key={line.id} line={line} of={order.lines} pictureUrl={pictureUrl} />
        ))}
      </Card>
    ))}
  </View>
))

type LineProps = Pick<Props, 'pictureUrl'> & { readonly line: OrderLine; readonly of: readonly OrderLine[] }

function Line({ line, of, pictureUrl }: LineProps) {
  const instead = of.find(({ id }) => id === line.insteadOf)
  const back = givenBack(line)
  const none = line.pickedQuantity === 0
  return (
    <View className={styles.line}>
      <Picture
        src={pictureUrl(line.picture)}
        alt=""
        photo={line.picture.startsWith('http')}
        className={classNames(none && styles.faint)}
      />
      <View className={styles.lineWords}>
        <View className={classNames(styles.lineName, none && styles.struck)}>{line.name}</View>
        <View className={styles.lineNote}>{amountWords(line)}</View>
        {instead ? <View className={styles.lineNote}>{`替换“${instead.name}”`}</View> : null}
        {back > 0 ? <View className={styles.back}>{`退 ${exactYuan(back)}`}</View> : null}
        <Mark line={line} />
      </View>
      <Amount line={line} />
    </View>
  )
}

/** Gifts cost nothing; a substitute costs what it was agreed for, and nothing until then: it is paid for by what it stands in for. */
function Amount({ line: { kind, consent, list, paid } }: { line: OrderLine }) {
  if (kind === 'substitute' && consent !== 'agreed') return null
  if (kind !== 'goods') return <View className={styles.lineAmount}>{exactYuan(paid)}</View>
  return (
    <View className={styles.lineAmount}>
      {exactYuan(list)}
      {paid < list ? <View className={styles.linePaid}>{`优惠后 ${exactYuan(paid)}`}</View> : null}
    </View>
  )
}

function Mark({ line: { kind, consent } }: { line: OrderLine }) {
  const words =
    kind === 'gift'
      ? '赠品'
      : consent === 'asked'
        ? '等你回话'
        : consent === 'agreed'
          ? '你同意换'
          : consent === 'declined'
            ? '没有换'
            : null
  return words ? (
    <View className={styles.mark}>
      <Tag tone={consent === 'asked' ? 'tomato' : kind === 'gift' ? 'tomato' : 'calm'}>{words}</Tag>
    </View>
  ) : null
}

/** The sum as it was shown when it was placed, how it was paid, and what came back of it. */
export const OrderSum = observer(({ order }: { order: OrderAnswer }) => {
  const { parts, total, balancePaid, refunded, saved, state, fulfilment } = order
  const paid = state !== 'pending_payment' && state !== 'closed'
  const pickup = fulfilment === 'pickup' ? [{ title: '到店自提', amount: 0 }] : []
  const ways: ReceiptPart[] =
    balancePaid > 0
      ? [
          { title: '余额支付', amount: balancePaid },
          { title: '微信支付', amount: wechatPart(order) },
        ]
      : []
  const back: ReceiptPart[] =
    refunded > 0
      ? [
          { title: '已退', amount: -refunded },
          { title: '实际花费', amount: total - refunded },
        ]
      : []
  return (
    <Receipt
      parts={[...parts, ...pickup]}
      total={total}
      totalName={paid ? '实付' : '合计'}
      saved={saved}
      after={[...ways, ...back]}
    />
  )
})
