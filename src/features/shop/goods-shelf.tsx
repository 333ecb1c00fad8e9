import { ScrollView, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import type { GoodsCard } from '../../contract/shop'
import { GoodsTile, tilesClass } from '../../ui/goods-tile'
import type { GoodsActions } from './goods-scroll'
import styles from './shop.module.scss'

/** A dozen goods side by side: 今日特价 · 邻居也买 · 常买. */
export const GoodsShelf = observer(({ goods, ...actions }: GoodsActions & { goods: readonly GoodsCard[] }) => (
  <ScrollView scrollX enhanced showScrollbar={false} className={styles.shelf}>
    <View className={tilesClass}>
      {goods.map((one) => (
        <Tile key={one.id} goods={one} {...actions} />
      ))}
    </View>
  </ScrollView>
))

const Tile = observer(({ goods, pictureUrl, onOpen, stepper }: GoodsActions & { goods: GoodsCard }) => (
  <GoodsTile
    goods={goods}
    picture={goods.picture}
    pictureUrl={pictureUrl}
    onOpen={() => onOpen(goods)}
    action={stepper(goods)}
  />
))
