import { ScrollView, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { type ReactNode, useState } from 'react'
import type { GoodsCard } from '../../contract/shop'
import { GoodsRow, RowsRoom, rowsClass } from '../../ui/goods-row'
import { drawnAround, sectionAt } from './drawn-sections'
import styles from './shop.module.scss'

export type GoodsActions = {
  readonly pictureUrl: (nameOrUrl: string) => string
  readonly onOpen: (goods: GoodsCard) => void
  /** The stepper of these goods: the cart is another feature. */
  readonly stepper: (goods: GoodsCard) => ReactNode
}

type Props = GoodsActions & {
  readonly goods: readonly GoodsCard[]
  readonly head?: ReactNode
  readonly foot: ReactNode
  /** The end comes near: the next page, please. */
  readonly onEnd: () => void
}

/** px before the end at which the next page is asked for: a screen or so. */
const EARLY = 700

/**
 * Rows that scroll by themselves. However many have been loaded, only the sections near the screen are drawn; those above and below
 * keep their room. A node has few children that way, and a page fewer than a thousand nodes.
 */
export const GoodsScroll = observer(({ goods, head, foot, onEnd, ...actions }: Props) => {
  const [near, setNear] = useState(0)
  const { before, sections, after } = drawnAround(goods, near)
  return (
    <ScrollView
      scrollY
      enhanced
      showScrollbar={false}
      className={styles.scroll}
      lowerThreshold={EARLY}
      onScrollToLower={onEnd}
      onScroll={({ detail }) => setNear(sectionAt(detail.scrollTop, detail.scrollHeight, goods.length))}
    >
      <View className={rowsClass}>
        {head}
        {before > 0 ? <RowsRoom count={before} /> : null}
        {sections.map(({ at, rows }) => (
          <View key={at}>
            {rows.map((one) => (
              <Row key={one.id} goods={one} {...actions} />
            ))}
          </View>
        ))}
        {after > 0 ? <RowsRoom count={after} /> : null}
        {foot}
      </View>
    </ScrollView>
  )
})

const Row = observer(({ goods, pictureUrl, onOpen, stepper }: GoodsActions & { goods: GoodsCard }) => (
  <GoodsRow
    goods={goods}
    picture={goods.picture}
    pictureUrl={pictureUrl}
    onOpen={() => onOpen(goods)}
    action={stepper(goods)}
  />
))
