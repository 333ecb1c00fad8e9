import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import type { BalanceAnswer } from '../../contract/checkout'
import type { Fen } from '../../domain/money'
import type { Instant } from '../../domain/time'
import type { Pages } from '../../platform/pages'
import { access } from '../../ui/access'
import { exactYuan } from '../../ui/amount'
import { Button } from '../../ui/button'
import { classNames } from '../../ui/class-names'
import { groupsOf } from '../../ui/groups'
import { nearMoment } from '../../ui/moment'
import { Card } from '../../ui/page-shell'
import { Price } from '../../ui/price'
import { Empty } from '../../ui/states'
import styles from './balance.module.scss'

const KINDS = {
  opening: '开户',
  'topped-up': '充值',
  paid: '下单用掉',
  refunded: '退款退回',
  adjusted: '门店调整',
} as const satisfies Record<BalanceAnswer['entries'][number]['kind'], string>

type Props = {
  readonly pages: Pages<BalanceAnswer>
  readonly balance: BalanceAnswer
  readonly now: Instant
  readonly onOrder: (orderId: string) => void
}

/** The amount, large; below it the entries that add up to it. */
export const BalanceList = observer(({ pages, balance, now, onOrder }: Props) => (
  <View>
    <View className={styles.balance}>
      <View className={styles.label}>余额</View>
      <Price amount={balance.fen as Fen} size="large" exact quiet />
      <View className={styles.note}>下单时打开“用余额”就能用</View>
    </View>
    {balance.entries.length === 0 ? (
      <Empty title="还没有余额往来" words="退款退回余额时，会记在这里" />
    ) : (
      groupsOf(balance.entries).map((group) => (
        <Card key={group[0]?.id} tight>
          {group.map((entry) => (
            <Entry key={entry.id} entry={entry} now={now} onOrder={onOrder} />
          ))}
        </Card>
      ))
    )}
    {pages.moreError ? <View className={styles.more}>{pages.moreError.message}</View> : null}
    {balance.next ? (
      <Button look="plain" wide busy={pages.loadingMore ? '马上来' : false} onClick={() => void pages.more()}>
        看更早的
      </Button>
    ) : null}
  </View>
))

type Item = BalanceAnswer['entries'][number]

function Entry({ entry, now, onOrder }: Pick<Props, 'now' | 'onOrder'> & { entry: Item }) {
  const { kind, delta, orderId, at } = entry
  return (
    <View
      className={styles.entry}
      {...(orderId ? { onClick: () => onOrder(orderId), hoverClass: styles.pressed ?? '' } : {})}
      {...(orderId ? access({ role: 'button' }) : {})}
    >
      <View className={styles.words}>
        <View>{KINDS[kind]}</View>
        <View className={styles.at}>{nearMoment(at as Instant, now)}</View>
      </View>
      <View className={classNames(styles.delta, delta > 0 && styles.plus)}>
        {delta > 0 ? `+${exactYuan(delta)}` : exactYuan(delta)}
      </View>
    </View>
  )
}
