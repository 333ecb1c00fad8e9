import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import type { ReactNode } from 'react'
import type { GoodsCard } from '../../contract/shop'
import { Button } from '../../ui/button'
import { Notice } from '../../ui/notice'
import { Empty, Failed, Skeleton } from '../../ui/states'
import { type GoodsActions, GoodsScroll } from './goods-scroll'
import type { GoodsPages } from './goods-pages'
import styles from './shop.module.scss'
import { type Shelf, type ShopStore, TODAY } from './shop.store'
import { SpecialsEnd } from './specials-end'

type Props = GoodsActions & { readonly store: ShopStore }

/** The goods of the shelf looked at, in their four states, page after page. */
export const ShelfList = observer(({ store, ...actions }: Props) => {
  const { chosen, pages, following } = store
  const onward = <Onward following={following} onGo={store.choose} />
  if (chosen === TODAY) {
    return (
      <GoodsScroll
        key={TODAY}
        goods={store.specials}
        head={<SpecialsEnd goods={store.specials} />}
        foot={onward}
        onEnd={() => undefined}
        {...actions}
      />
    )
  }
  if (!pages || pages.goods === null) return <Waiting pages={pages} />
  if (pages.goods.length === 0) return <Nothing pictureUrl={actions.pictureUrl} onward={onward} />
  return (
    <GoodsScroll
      key={chosen ?? ''}
      goods={pages.goods}
      {...(pages.error && { head: <Notice tone="calm">{pages.error.message}</Notice> })}
      foot={<Foot pages={pages} goods={pages.goods} onward={onward} />}
      onEnd={() => void pages.more()}
      {...actions}
    />
  )
})

const Waiting = observer(({ pages }: { pages: GoodsPages | null }) => (
  <View className={styles.waiting}>
    {pages?.error ? (
      <Failed message={pages.error.message} onRetry={() => void pages.load()} busy={pages.loading} />
    ) : (
      <Skeleton shape="ticket" repeat={6} />
    )}
  </View>
))

function Nothing({ pictureUrl, onward }: Pick<GoodsActions, 'pictureUrl'> & { onward: ReactNode }) {
  return (
    <View className={styles.waiting}>
      <Empty
        pictureUrl={pictureUrl('seedling')}
        title="这一类还没上货"
        words="先看看别的，新到的会出现在这里"
        action={onward}
      />
    </View>
  )
}

type FootProps = { readonly pages: GoodsPages; readonly goods: readonly GoodsCard[]; readonly onward: ReactNode }

const Foot = observer(({ pages, onward }: FootProps) => {
  if (pages.moreError) {
    return (
      <View className={styles.foot}>
        <View>{pages.moreError.message}</View>
        <Button look="ghost" size="small" onClick={() => void pages.more()}>
          再试一次
        </Button>
      </View>
    )
  }
  if (!pages.hasMore) return onward
  return (
    <View className={styles.foot}>
      {pages.loadingMore ? (
        '下面还有，马上来'
      ) : (
        <Button look="plain" onClick={() => void pages.more()}>
          看更多
        </Button>
      )}
    </View>
  )
})

/** At the end of a shelf the next one is a tap away. */
function Onward({ following, onGo }: { following: Shelf | null; onGo: (shelf: string) => void }) {
  return (
    <View className={styles.foot}>
      {following ? (
        <Button look="plain" onClick={() => onGo(following.id)}>
          {`接着看 ${following.name}`}
        </Button>
      ) : (
        '都在这儿了'
      )}
    </View>
  )
}
