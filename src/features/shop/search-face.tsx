import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { Button } from '../../ui/button'
import { Chips, ToggleChips } from '../../ui/choices'
import { Notice } from '../../ui/notice'
import { Card, Section } from '../../ui/page-shell'
import { Empty, Failed, Skeleton } from '../../ui/states'
import { access } from '../../ui/access'
import { CategoryGrid } from './category-grid'
import { type GoodsActions, GoodsScroll } from './goods-scroll'
import { GoodsShelf } from './goods-shelf'
import type { GoodsPages } from './goods-pages'
import styles from './search.module.scss'
import { SEARCH_ORDERS, type SearchStore } from './search.store'
import type { ShopStore } from './shop.store'

type Props = GoodsActions & { readonly store: SearchStore; readonly onShop: () => void }

const ORDER_NAMES = { fit: '综合', popular: '销量', cheap: '价格从低', dear: '价格从高' } as const

type BeforeProps = GoodsActions & {
  readonly store: SearchStore
  readonly shop: ShopStore
  /** To a shelf of the shop. */
  readonly onShelf: (shelf: string) => void
}

/** Before anything is typed: what was looked for, what one buys, what neighbours buy, what is special, and the shelves. */
export const BeforeSearch = observer(({ store, shop, onShelf, ...actions }: BeforeProps) => {
  const { history, recommended } = store
  const known = recommended.value
  return (
    <View className={styles.before}>
      {history.length > 0 ? (
        <Section
          title="找过的"
          aside={
            <Button look="plain" size="small" onClick={store.forgetHistory}>
              清空
            </Button>
          }
        >
          <View className={styles.words}>
            {history.map((word) => (
              <View
                key={word}
                className={styles.reach}
                onClick={() => store.search(word)}
                {...access({ role: 'button', label: `搜 ${word}` })}
              >
                <Text className={styles.word}>{word}</Text>
              </View>
            ))}
          </View>
        </Section>
      ) : null}
      {known && known.again.length > 0 ? (
        <Section title="常买">
          <GoodsShelf goods={known.again} {...actions} />
        </Section>
      ) : null}
      {known && known.neighbours.length > 0 ? (
        <Section title="邻居也买" aside={known.optedOut ? undefined : '可在“我的”里关掉'}>
          <GoodsShelf goods={known.neighbours} {...actions} />
        </Section>
      ) : null}
      {shop.specials.length > 0 ? (
        <Section title="今日特价">
          <GoodsShelf goods={shop.specials} {...actions} />
        </Section>
      ) : null}
      {shop.shelves.length > 0 ? (
        <Section title="按货架逛">
          <Card className={styles.shelves}>
            <CategoryGrid shelves={shop.shelves} pictureUrl={actions.pictureUrl} onChoose={onShelf} />
          </Card>
        </Section>
      ) : null}
      <View className={styles.tip}>写汉字、拼音或首字母都行：西红柿、xihongshi、xhs</View>
    </View>
  )
})

/** What was found, with the ways to narrow it down. */
export const Found = observer(({ store, onShop, ...actions }: Props) => {
  const { pages } = store
  if (!pages) return null
  const { goods } = pages
  return (
    <>
      <Narrow store={store} />
      {goods === null ? (
        <View className={styles.waiting}>
          {pages.error ? (
            <Failed message={pages.error.message} onRetry={() => void pages.load()} busy={pages.loading} />
          ) : (
            <Skeleton shape="ticket" repeat={5} />
          )}
        </View>
      ) : goods.length === 0 ? (
        <Nothing store={store} pictureUrl={actions.pictureUrl} onShop={onShop} />
      ) : (
        <View className={styles.paper}>
          <GoodsScroll
            // another question begins at its top
            key={`${store.query} ${JSON.stringify(store.filters)}`}
            goods={goods}
            {...(store.near && { head: <Near /> })}
            foot={<End pages={pages} />}
            onEnd={() => void pages.more()}
            {...actions}
          />
        </View>
      )}
    </>
  )
})

const Near = () => (
  <View className={styles.near}>
    <Notice tone="sun">没有完全一样的，这些比较像</Notice>
  </View>
)

const Narrow = observer(({ store }: { store: SearchStore }) => {
  const { filters, categories } = store
  return (
    <View className={styles.narrow}>
      <Chips
        label="排序"
        chosen={filters.order}
        onChoose={(order) => store.filter({ order })}
        choices={SEARCH_ORDERS.map((order) => ({ value: order, words: ORDER_NAMES[order] }))}
      />
      <ToggleChips
        label="筛选"
        choices={[
          { words: '有货', on: filters.available, onChange: (available) => store.filter({ available }) },
          { words: '特价', on: filters.special, onChange: (special) => store.filter({ special }) },
          ...(categories.length > 1 || filters.category !== null ? categories : []).map(({ id, name, count }) => ({
            words: `${name} ${count}`,
            on: filters.category === id,
            onChange: (on: boolean) => store.filter({ category: on ? id : null }),
          })),
        ]}
      />
    </View>
  )
})

const End = observer(({ pages }: { pages: GoodsPages }) => (
  <View className={styles.end}>
    {pages.moreError ? (
      <Button look="ghost" size="small" onClick={() => void pages.more()}>
        再试一次
      </Button>
    ) : pages.hasMore ? (
      '下面还有'
    ) : (
      '都在这儿了'
    )}
  </View>
))

const Nothing = observer(({ store, pictureUrl, onShop }: Pick<Props, 'store' | 'pictureUrl' | 'onShop'>) => {
  const { filters } = store
  const narrowed = filters.category !== null || filters.special || filters.available
  return (
    <View className={styles.waiting}>
      <Empty
        pictureUrl={pictureUrl('magnifying-glass-tilted-left')}
        title={narrowed ? '这样筛选就没有了' : `没找到“${store.query}”`}
        words={narrowed ? '放宽一点试试' : '换个说法试试，或者去货架上看看'}
        action={
          narrowed ? (
            <Button look="ghost" onClick={() => store.filter({ category: null, special: false, available: false })}>
              不筛选
            </Button>
          ) : (
            <Button onClick={onShop}>去货架看看</Button>
          )
        }
      />
    </View>
  )
})
