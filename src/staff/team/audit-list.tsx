import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import type { Instant } from '../../domain/time'
import { Button } from '../../ui/button'
import { Loaded } from '../../ui/loaded'
import { nearMoment } from '../../ui/moment'
import { Card, Section } from '../../ui/page-shell'
import { Empty, Skeleton } from '../../ui/states'
import { MoreFoot } from '../more-foot'
import { groupsOf } from '../../ui/groups'
import { deedOf, type Entry } from './deeds'
import styles from './team.module.scss'
import type { TeamStore } from './team.store'

type Props = { readonly store: TeamStore; readonly now: Instant; readonly pictureUrl: (name: string) => string }

/** 操作记录: asked for when somebody wants to see it. */
export const AuditList = observer(({ store, now, pictureUrl }: Props) => {
  const { shown } = store.audit
  const untouched = shown.value === null && shown.error === null && !shown.loading
  return (
    <Section title="操作记录">
      {untouched ? (
        <Button look="ghost" wide onClick={() => void store.audit.load()}>
          看看谁做了什么
        </Button>
      ) : (
        <Loaded
          of={shown}
          now={now}
          skeleton={<Skeleton shape="ticket" repeat={3} />}
          isEmpty={({ entries }) => entries.length === 0}
          empty={<Empty pictureUrl={pictureUrl('clipboard')} title="还没有记录" words="核销、邀请、发券都会记在这里" />}
        >
          {({ entries }) => (
            <Card tight>
              {groupsOf(entries).map((group) => (
                <View key={group[0]?.id} className={styles.group}>
                  {group.map((entry) => (
                    <EntryRow key={entry.id} entry={entry} now={now} />
                  ))}
                </View>
              ))}
              <MoreFoot pages={store.audit} />
            </Card>
          )}
        </Loaded>
      )}
    </Section>
  )
})

function EntryRow({ entry, now }: { entry: Entry; now: Instant }) {
  const { deed, words } = deedOf(entry)
  return (
    <View className={styles.row}>
      <View className={styles.middle}>
        <View>{`${entry.who} ${deed}`}</View>
        {words ? <View className={styles.words}>{words}</View> : null}
        <View className={styles.words}>{nearMoment(entry.at as Instant, now)}</View>
      </View>
    </View>
  )
}
