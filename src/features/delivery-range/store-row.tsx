import { View } from '@tarojs/components'
import type { StoreCard } from '../../contract/launch'
import { useNow } from '../../platform/use-platform'
import { Button } from '../../ui/button'
import { classNames } from '../../ui/class-names'
import { Card } from '../../ui/page-shell'
import { distance } from '../../ui/quantity'
import { Tag } from '../../ui/tag'
import { hoursWords, openingOf } from './store-hours'
import type { NearStore } from './store-list.store'
import styles from './store-row.module.scss'

type Props = {
  readonly near: NearStore
  /** The one this resident looks at already. */
  readonly chosen: boolean
  readonly wayWords: string
  readonly onCall: (store: StoreCard) => void
  readonly onWay: (store: StoreCard) => void
  readonly onChoose: (store: StoreCard) => void
}

/** One store with everything one does with a store: read, call, go there, look at its home page. */
export function StoreRow({ near: { store, metres }, chosen, wayWords, onCall, onWay, onChoose }: Props) {
  return (
    <Card>
      <View className={styles.head}>
        <View className={styles.name}>{store.name}</View>
        {metres === null ? null : <View className={styles.metres}>{distance(metres)}</View>}
      </View>
      <View className={styles.state}>
        <Opening store={store} />
        {chosen ? <Tag tone="calm">你在看的店</Tag> : null}
      </View>
      <View className={styles.words}>{store.address}</View>
      <View className={classNames(styles.words, styles.facts)}>
        <View>{hoursWords(store.hours)}</View>
        <View>{`电话 ${store.phone}`}</View>
      </View>
      <View className={styles.buttons}>
        <Button
          look="ghost"
          size="small"
          className={styles.button ?? ''}
          onClick={() => onCall(store)}
          label={`打电话给${store.name}`}
        >
          打电话
        </Button>
        <Button
          look="ghost"
          size="small"
          className={styles.button ?? ''}
          onClick={() => onWay(store)}
          label={`${wayWords}：${store.name}`}
        >
          {wayWords}
        </Button>
        <Button
          look="soft"
          size="small"
          className={styles.button ?? ''}
          onClick={() => onChoose(store)}
          label={`看这家店：${store.name}`}
        >
          看这家店
        </Button>
      </View>
    </Card>
  )
}

function Opening({ store }: { store: StoreCard }) {
  const { tone, words } = openingOf(store, useNow())
  return <Tag tone={tone}>{words}</Tag>
}
