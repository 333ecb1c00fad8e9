import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import type { NearestAnswer } from '../../contract/checkout'
import type { Instant } from '../../domain/time'
import { Button } from '../../ui/button'
import { Loaded } from '../../ui/loaded'
import { distance } from '../../ui/quantity'
import { Sheet } from '../../ui/sheet'
import { Empty, Skeleton } from '../../ui/states'
import styles from './checkout.module.scss'
import type { NearestStore } from './nearest.store'

type Near = NearestAnswer['stores'][number]
type Props = {
  readonly store: NearestStore
  /** The store the basket is of. */
  readonly here: string
  readonly now: Instant
  readonly onChoose: (near: Near) => void
}

/** 哪家店能送: what each store can do for this basket at this door. */
export const NearestSheet = observer(({ store, here, now, onChoose }: Props) => (
  <Sheet open={store.open} title="哪家店能送" onClose={store.close}>
    {store.open ? (
      <Loaded
        of={store.answer}
        now={now}
        skeleton={<Skeleton repeat={4} />}
        isEmpty={({ stores }) => stores.length === 0}
        empty={<Empty title="附近还没有能送到的店" words="可以改成到店自提" />}
      >
        {({ stores }) => (
          <View>
            {stores.some(({ delivers }) => delivers) ? null : (
              <View className={styles.how}>没有店能送到这个地址，可以到这些店自提。</View>
            )}
            {stores.map((near) => (
              <Shop key={near.store.id} near={near} here={here} onChoose={onChoose} />
            ))}
          </View>
        )}
      </Loaded>
    ) : null}
  </Sheet>
))

function Shop({ near, here, onChoose }: { near: Near; here: string; onChoose: (near: Near) => void }) {
  const { store, metres, delivers, whole, missing } = near
  return (
    <View className={styles.shop}>
      <View className={styles.shopHead}>
        <View className={styles.shopName}>{store.name}</View>
        {store.id === here ? null : (
          <Button size="small" look="soft" label={`换到这家：${store.name}`} onClick={() => onChoose(near)}>
            换到这家
          </Button>
        )}
      </View>
      <View className={styles.shopWords}>
        {`${distance(metres)} · ${delivers ? '能送到' : '只能自提'} · ${whole ? '这些都有' : '缺几样'}`}
      </View>
      {missing.map(({ goodsId, name, wanted, has }) => (
        <View key={goodsId} className={styles.troubleWords}>
          {has === 0 ? `${name} 没有了` : `${name} 要 ${wanted}，只有 ${has}`}
        </View>
      ))}
    </View>
  )
}
