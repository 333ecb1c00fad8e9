import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { type Fen, fen, yuan } from '../domain/money'
import { access } from './access'
import { classNames } from './class-names'
import { type GoodsTag, measure, priceNow, type ShelfGoods, tagsOf } from './goods-words'
import styles from './goods-row.module.scss'
import { Picture } from './picture'
import { Price } from './price'
import { Tag } from './tag'

/** A photograph fills its box; anything else is the name of a drawing. */
export const isPhoto = (picture: string): boolean => /^(https?:|data:|\/)/.test(picture)

type Props = {
  readonly goods: ShelfGoods
  readonly picture: string
  readonly pictureUrl: (nameOrUrl: string) => string
  readonly onOpen: () => void
  /** The stepper, in the lower right corner; what is sold out has none. */
  readonly action: ReactNode
}

/** How many marks a row has room for. */
const MOST_TAGS = 2

/**
 * Goods as a row of fixed height (`--row`, by text size and width of the phone): a row that is not drawn can be stood for by an
 * empty box, and nothing moves when it comes.
 */
export function GoodsRow({ goods, picture, pictureUrl, onOpen, action }: Props) {
  const over = goods.available === 0
  const tags = tagsOf(goods).slice(0, MOST_TAGS)
  return (
    <View className={classNames(styles.row, over && styles.over)}>
      <View className={styles.open} hoverClass={styles.pressed ?? ''} onClick={onOpen} {...access({ role: 'button' })}>
        <Picture src={pictureUrl(picture)} alt="" photo={isPhoto(picture)} className={styles.picture} />
        <View className={styles.words}>
          <View className={styles.name}>{goods.name}</View>
          <View className={styles.measure}>{measure(goods)}</View>
          {tags.length > 0 ? <Marks tags={tags} /> : <View className={styles.note}>{goods.note}</View>}
          <GoodsPrice goods={goods} />
        </View>
      </View>
      <View className={styles.action}>{over ? <Text className={styles.gone}>卖完了</Text> : action}</View>
    </View>
  )
}

const Marks = ({ tags }: { tags: readonly GoodsTag[] }) => (
  <View className={styles.tags}>
    {tags.map(({ words, tone }, i) => (
      <View key={words} className={i > 0 ? styles.further : undefined}>
        <Tag tone={tone}>{words}</Tag>
      </View>
    ))}
  </View>
)

/** ¥6.9 with what it costs otherwise, below it where there is no room; 约 before what is weighed later. */
export function GoodsPrice({ goods, size }: { goods: ShelfGoods; size?: 'small' | 'normal' | 'large' }) {
  const price: Fen = priceNow(goods)
  const usual = fen(goods.price)
  return (
    <View className={styles.price}>
      {goods.soldBy === 'weight' ? <Text className={styles.about}>约</Text> : null}
      <Price amount={price} size={size} />
      {usual > price ? (
        <Text className={styles.usual} {...access({ role: 'img', label: `平时 ${yuan(usual)}` })}>
          {yuan(usual)}
        </Text>
      ) : null}
    </View>
  )
}

/** Where rows lie: it says how high one is. */
export const rowsClass: string = styles.rows ?? ''
/** The room of `count` rows that are not drawn. */
export const RowsRoom = ({ count }: { count: number }) => (
  <View className={styles.room} style={{ height: `calc(var(--row) * ${count})` }} {...access({ hidden: true })} />
)
