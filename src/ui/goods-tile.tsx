import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { access } from './access'
import { classNames } from './class-names'
import { GoodsPrice, isPhoto } from './goods-row'
import { measure, type ShelfGoods } from './goods-words'
import styles from './goods-tile.module.scss'
import { Picture } from './picture'

type Props = {
  readonly goods: ShelfGoods
  readonly picture: string
  readonly pictureUrl: (nameOrUrl: string) => string
  readonly onOpen: () => void
  /** A stepper on the lower edge of the picture. */
  readonly action: ReactNode
}

/** Goods as a tile of a shelf that scrolls sideways. */
export function GoodsTile({ goods, picture, pictureUrl, onOpen, action }: Props) {
  const over = goods.available === 0
  return (
    <View className={classNames(styles.tile, over && styles.over)}>
      <View className={styles.open} hoverClass={styles.pressed ?? ''} onClick={onOpen} {...access({ role: 'button' })}>
        <Picture src={pictureUrl(picture)} alt="" shape="shelf" photo={isPhoto(picture)} className={styles.picture} />
        <View className={styles.name}>{goods.name}</View>
        <View className={styles.measure}>{measure(goods)}</View>
        <GoodsPrice goods={goods} />
      </View>
      {over ? <View className={styles.gone}>卖完了</View> : <View className={styles.action}>{action}</View>}
    </View>
  )
}

/** Tiles side by side, further ones beyond the edge. */
export const tilesClass: string = styles.tiles ?? ''
