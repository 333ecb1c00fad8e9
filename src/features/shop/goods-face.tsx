import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import type { GoodsAnswer, GoodsCard } from '../../contract/shop'
import type { Instant } from '../../domain/time'
import { useNow } from '../../platform/use-platform'
import { InlineCountdown } from '../../ui/countdown'
import { GoodsPrice, isPhoto } from '../../ui/goods-row'
import { measure, tagsOf, weight } from '../../ui/goods-words'
import { day } from '../../ui/moment'
import { Card, Section } from '../../ui/page-shell'
import { Picture } from '../../ui/picture'
import { FactList } from '../../ui/rows'
import { Tag } from '../../ui/tag'
import styles from './goods.module.scss'
import type { GoodsActions } from './goods-scroll'
import { GoodsShelf } from './goods-shelf'
import type { GoodsStore } from './goods.store'

/** 商品: picture, price, what to know, what is taken off, what others say, what goes with it. */
export const GoodsFace = observer(
  ({ store, answer, ...actions }: GoodsActions & { store: GoodsStore; answer: GoodsAnswer }) => {
    const { goods, offers, together } = answer
    return (
      <>
        <Picture
          src={actions.pictureUrl(goods.picture)}
          alt={goods.name}
          shape="banner"
          photo={isPhoto(goods.picture)}
          className={styles.picture}
        />
        <View className={styles.margins}>
          {goods.special ? <SpecialLine special={goods.special} /> : null}
          <Card className={goods.special ? styles.under : undefined}>
            <Head goods={goods} />
          </Card>
          <Card>
            <FactList facts={factsOf(answer)} />
            {goods.soldBy === 'weight' && goods.unitGrams !== null ? (
              <View className={styles.note}>
                {`按约 ${weight(goods.unitGrams)} 先付，称好多退少不补：轻了退差价，重了不加钱`}
              </View>
            ) : null}
          </Card>
          {offers.length > 0 ? (
            <Section title="可享优惠">
              <Card>
                {offers.map(({ id, title, words }) => (
                  <View key={id} className={styles.offer}>
                    <Tag tone="tomato">{title}</Tag>
                    <Text className={styles.offerWords}>{words}</Text>
                  </View>
                ))}
              </Card>
            </Section>
          ) : null}
          <Reviews store={store} answer={answer} />
          {together.length > 0 ? (
            <Section title="邻居也买">
              <GoodsShelf goods={together} {...actions} />
            </Section>
          ) : null}
        </View>
      </>
    )
  },
)

function Head({ goods }: { goods: GoodsCard }) {
  const tags = tagsOf(goods)
  return (
    <>
      <View className={styles.priceLine}>
        <GoodsPrice goods={goods} size="large" />
        <Text className={styles.measure}>{measure(goods)}</Text>
      </View>
      <View className={styles.name}>{goods.name}</View>
      {goods.note ? <View className={styles.noteLine}>{goods.note}</View> : null}
      {tags.length > 0 ? (
        <View className={styles.tags}>
          {tags.map(({ words, tone }) => (
            <Tag key={words} tone={tone}>
              {words}
            </Tag>
          ))}
        </View>
      ) : null}
    </>
  )
}

/** The special price and its end: ticking, alone (KF-41). */
const SpecialLine = observer(({ special }: { special: NonNullable<GoodsCard['special']> }) => {
  const now = useNow()
  const ended = special.closesAt <= now
  return (
    <View className={styles.special}>
      <Text className={styles.specialName}>{special.title}</Text>
      {ended ? (
        <Text>特价刚结束，以购物车的价格为准</Text>
      ) : (
        <Text>
          {special.left !== null ? `还剩 ${special.left} 份 · ` : ''}还有{' '}
          <InlineCountdown until={special.closesAt as Instant} now={now} caption="特价还有" />
        </Text>
      )}
    </View>
  )
})

function factsOf({ goods, category }: GoodsAnswer): { name: string; value: string }[] {
  const { unit, unitGrams, perOrder, sold, soldBy, available } = goods
  const size = unitGrams === null ? unit : `${soldBy === 'weight' ? '约 ' : ''}${weight(unitGrams)}/${unit}`
  return [
    { name: '分类', value: category },
    { name: '规格', value: size },
    ...(perOrder === null ? [] : [{ name: '限购', value: `每单 ${perOrder} ${unit}` }]),
    ...(sold > 0 ? [{ name: '近 30 天', value: `邻居买了 ${sold} ${unit}` }] : []),
    { name: '库存', value: available === 0 ? '卖完了' : available > 5 ? '有货' : `只剩 ${available} ${unit}` },
  ]
}

const Reviews = observer(({ store, answer }: { store: GoodsStore; answer: GoodsAnswer }) => {
  const { count, average } = answer.reviews
  const { firstReviews } = store
  if (count === 0 || average === null || firstReviews.length === 0) return null
  return (
    <Section title="邻居怎么说" aside={`${average.toFixed(1)} 分 · ${count} 条`}>
      <Card>
        {firstReviews.map(({ id, score, words, who, at }) => (
          <View key={id} className={styles.review}>
            <View className={styles.reviewHead}>
              <Text>{who}</Text>
              <Text className={styles.score}>{`${score} 分`}</Text>
              <Text className={styles.when}>{day(at as Instant)}</Text>
            </View>
            <View>{words || '没写什么，打了个分'}</View>
          </View>
        ))}
      </Card>
    </Section>
  )
})
