import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import type { Instant } from '../../domain/time'
import { Button } from '../../ui/button'
import { classNames } from '../../ui/class-names'
import { Loaded } from '../../ui/loaded'
import { clockTime } from '../../ui/moment'
import { Card, Section } from '../../ui/page-shell'
import { Empty, Skeleton } from '../../ui/states'
import { Tag } from '../../ui/tag'
import { MoreFoot } from '../more-foot'
import { groupsOf } from '../../ui/groups'
import styles from './counter.module.scss'
import { isReversible, titleOf, type TodayStore, type Verification } from './today.store'

type Props = {
  readonly store: TodayStore
  readonly now: Instant
  /** Whether this person may take a verification back. */
  readonly mayReverse: boolean
  readonly pictureUrl: (name: string) => string
}

/** 今天交出去的: what this store handed over, latest first. */
export const TodayList = observer(({ store, now, mayReverse, pictureUrl }: Props) => {
  const { shown } = store.list
  return (
    <Section title="今天交出去的" aside={shown.value ? asideOf(shown.value) : null}>
      <Loaded
        of={shown}
        now={now}
        skeleton={<Skeleton shape="ticket" repeat={2} />}
        isEmpty={({ verifications }) => verifications.length === 0}
        empty={
          <Empty pictureUrl={pictureUrl('shopping-bags')} title="今天还没有交货" words="交出去的会一笔笔记在这里" />
        }
      >
        {({ verifications }) => (
          <Card tight>
            {groupsOf(verifications).map((group) => (
              <View key={group[0]?.id} className={styles.set}>
                {group.map((one) => (
                  <Row
                    key={one.id}
                    one={one}
                    {...(mayReverse && isReversible(one, now) && { onReverse: () => store.pick(one) })}
                  />
                ))}
              </View>
            ))}
            <MoreFoot pages={store.list} />
          </Card>
        )}
      </Loaded>
    </Section>
  )
})

/** Only what stands is counted; with a page still to come the number is a floor. */
function asideOf({
  verifications,
  next,
}: {
  verifications: readonly Verification[]
  next: string | null
}): string | null {
  const standing = verifications.filter(({ reversedAt }) => reversedAt === null).length
  return standing === 0 ? null : `${standing}${next ? ' 多' : ''} 笔`
}

function Row({ one, onReverse }: { one: Verification; onReverse?: () => void }) {
  return (
    <View className={classNames(styles.item, one.reversedAt !== null && styles.undone)}>
      <View className={styles.time}>{clockTime(one.at as Instant)}</View>
      <View className={styles.deed}>
        <View className={styles.title}>{titleOf(one)}</View>
        <View className={styles.by}>
          {one.till} · {one.clerk}
          {one.method === 'offline' ? ' · 离线' : ''}
        </View>
        <View className={styles.by}>{one.holder}</View>
      </View>
      <View className={styles.after}>
        {one.reversedAt !== null ? <Tag tone="calm">{`${clockTime(one.reversedAt as Instant)} 已撤销`}</Tag> : null}
        {onReverse ? (
          <Button
            look="ghost"
            className={styles.glove ?? ''}
            onClick={onReverse}
            label={`撤销 ${clockTime(one.at as Instant)} 的 ${one.title}`}
          >
            撤销
          </Button>
        ) : null}
      </View>
    </View>
  )
}
