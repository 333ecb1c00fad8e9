import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import type { Instant } from '../../domain/time'
import { Button } from '../../ui/button'
import { clockTime, nearMoment } from '../../ui/moment'
import { Card, Section } from '../../ui/page-shell'
import { groupsOf } from '../../ui/groups'
import { type Conflict, type ConflictStore, RESOLUTIONS } from './conflict.store'
import styles from './counter.module.scss'
import { orderName } from './handover'
import { ReasonSheet } from './reason-sheet'

type Props = { readonly store: ConflictStore; readonly now: Instant; readonly mayResolve: boolean }

/** 离线交货，没有结算: what left the counter without the network and does not fit what the server knows. */
export const ConflictList = observer(({ store, now, mayResolve }: Props) => {
  const { open } = store
  if (open.length === 0) return null
  return (
    <Section title="离线交货，没有结算" aside={`${open.length} 笔`}>
      <Card tight>
        {groupsOf(open).map((group) => (
          <View key={group[0]?.id} className={styles.set}>
            {group.map((one) => (
              <Row key={one.id} one={one} now={now} {...(mayResolve && { onResolve: () => store.pick(one) })} />
            ))}
          </View>
        ))}
        {mayResolve ? null : <View className={styles.foot}>请店长核对后处理</View>}
      </Card>
    </Section>
  )
})

const nameOf = ({ orderNumber }: Conflict): string => (orderNumber === null ? '认不出的订单' : orderName(orderNumber))

function Row({ one, now, onResolve }: { one: Conflict; now: Instant; onResolve?: () => void }) {
  return (
    <View className={styles.item}>
      <View className={styles.time}>{clockTime(one.happenedAt as Instant)}</View>
      <View className={styles.deed}>
        <View className={styles.title}>{nameOf(one)}</View>
        <View className={styles.wrong}>{one.why}</View>
        <View className={styles.by}>
          {one.till} · {one.clerk} · {nearMoment(one.heardAt as Instant, now)} 联网
        </View>
      </View>
      {onResolve ? (
        <View className={styles.after}>
          <Button look="ghost" className={styles.glove ?? ''} onClick={onResolve} label={`处理${nameOf(one)}`}>
            处理
          </Button>
        </View>
      ) : null}
    </View>
  )
}

/** A manager says what came of it. */
export const ConflictSheet = observer(({ store }: { store: ConflictStore }) => {
  const { target } = store
  return (
    <ReasonSheet
      open={target !== null}
      title="这笔后来怎样了"
      confirm="记下，处理完了"
      confirming="正在记下"
      busy={store.resolving}
      may={store.canResolve}
      reasons={RESOLUTIONS}
      reason={store.resolution}
      ask="或写下结果"
      label="处理的结果"
      error={store.error}
      onWrite={store.write}
      onConfirm={() => void store.resolve()}
      onClose={store.drop}
    >
      {target ? (
        <View>
          {nameOf(target)} · {target.till} {clockTime(target.happenedAt as Instant)} 离线交货
          <View className={styles.by}>{target.why}</View>
        </View>
      ) : null}
    </ReasonSheet>
  )
})
