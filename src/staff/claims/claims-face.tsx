import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import type { ClaimsAnswer } from '../../contract/staff'
import { access } from '../../ui/access'
import { Button } from '../../ui/button'
import { SegmentedControl } from '../../ui/choices'
import { classNames } from '../../ui/class-names'
import { Card, Section } from '../../ui/page-shell'
import { count } from '../../ui/quantity'
import { ChartPicture } from '../chart-picture'
import { groupsOf } from '../../ui/groups'
import styles from './claims.module.scss'
import type { ClaimsStore, Table } from './claims.store'
import { batchRows, channelRows, dayRows, type Funnel, funnelSteps, period, type TableRow } from './funnel'

type Props = { readonly store: ClaimsStore; readonly report: ClaimsAnswer }

/** Numbers first, then the chart, then the table it was drawn from. */
export const ClaimsFace = observer(({ store, report }: Props) => (
  <View className={classNames(styles.face, store.report.loading && styles.paler)}>
    <Card>
      <FunnelBars totals={report.totals} />
    </Card>
    <Section title="每天" aside={period(report)}>
      <Card>
        <ChartPicture chart={report.chart} />
      </Card>
    </Section>
    <Section title="明细">
      <SegmentedControl choices={TABLE_NAMES} chosen={store.table} onChoose={store.show} label="按什么看" />
      <FunnelTable store={store} rows={rowsOf(store.table, report)} />
    </Section>
  </View>
))

function FunnelBars({ totals }: { totals: Funnel }) {
  return (
    <View {...access({ role: 'list' })}>
      {funnelSteps(totals).map(({ key, name, amount, rate, share }) => (
        <View key={key} className={styles.step} {...access({ role: 'listitem' })}>
          <View className={styles.line}>
            <View className={styles.name}>{name}</View>
            <View className={styles.amount}>{amount}</View>
          </View>
          <View className={styles.track}>
            <View className={classNames(styles.bar, styles[key])} style={{ width: `${Math.max(0.5, share * 100)}%` }} />
          </View>
          {rate ? <View className={styles.rate}>{rate}</View> : null}
        </View>
      ))}
    </View>
  )
}

const TABLE_NAMES = [
  { value: 'channels', words: '按渠道' },
  { value: 'batches', words: '按券' },
  { value: 'days', words: '按天' },
] as const

function rowsOf(table: Table, report: ClaimsAnswer): TableRow[] {
  if (table === 'days') return dayRows(report)
  return table === 'channels' ? channelRows(report) : batchRows(report)
}

const COLUMNS = [
  ['seen', '看过'],
  ['claimed', '领取'],
  ['given', '送出'],
  ['received', '收下'],
  ['used', '核销'],
] as const satisfies readonly (readonly [keyof Funnel, string])[]
const FOLDED = 7

const FunnelTable = observer(({ store, rows }: { store: ClaimsStore; rows: readonly TableRow[] }) => {
  const shown = store.unfolded ? rows : rows.slice(0, FOLDED)
  // A visit belongs to no batch.
  const columns = COLUMNS.filter(([key]) => key !== 'seen' || store.table !== 'batches')
  if (rows.length === 0) return <View className={styles.none}>这几天还没有人领券</View>
  return (
    <View className={styles.table}>
      <View className={classNames(styles.cells, styles.head)} {...access({ hidden: true })}>
        {columns.map(([key, name]) => (
          <View key={key} className={styles.cell}>
            {name}
          </View>
        ))}
      </View>
      {groupsOf(shown).map((group) => (
        <View key={group[0]?.key} className={styles.group} {...access({ role: 'list' })}>
          {group.map((row) => (
            <View
              key={row.key}
              className={styles.row}
              {...access({
                role: 'listitem',
                label: `${row.name}：${columns.map(([key, name]) => `${name} ${row[key] ?? 0}`).join('，')}`,
              })}
            >
              <View className={styles.who}>{row.name}</View>
              <View className={styles.cells}>
                {columns.map(([key]) => (
                  <View key={key} className={classNames(styles.cell, !row[key] && styles.zero)}>
                    {count(row[key] ?? 0)}
                  </View>
                ))}
              </View>
            </View>
          ))}
        </View>
      ))}
      {rows.length > shown.length ? (
        <Button look="plain" wide onClick={store.unfold}>
          {`全部 ${rows.length} 行`}
        </Button>
      ) : null}
    </View>
  )
})
