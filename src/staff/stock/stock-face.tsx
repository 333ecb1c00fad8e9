import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { access } from '../../ui/access'
import { Button } from '../../ui/button'
import { classNames } from '../../ui/class-names'
import { isPhoto } from '../../ui/goods-row'
import { Notice } from '../../ui/notice'
import { Card } from '../../ui/page-shell'
import { Picture } from '../../ui/picture'
import { Tag } from '../../ui/tag'
import { MoreFoot } from '../more-foot'
import { groupsOf } from '../../ui/groups'
import { KIND_NAMES } from './kinds'
import styles from './stock.module.scss'
import type { StockGoods, StockMove, StockStore } from './stock.store'

type Props = {
  readonly store: StockStore
  readonly goods: readonly StockGoods[]
  readonly pictureUrl: (name: string) => string
}

/** So few that somebody should look. */
const FEW = 5

export const GoodsList = observer(({ store, goods, pictureUrl }: Props) => (
  <Card tight>
    {groupsOf(goods).map((group) => (
      <View key={group[0]?.id} className={styles.group}>
        {group.map((one) => (
          <Row key={one.id} goods={one} pictureUrl={pictureUrl} onOpen={() => store.open(one)} />
        ))}
      </View>
    ))}
    <MoreFoot pages={store.goods} words="看后面的" />
  </Card>
))

type RowProps = {
  readonly goods: StockGoods
  readonly pictureUrl: (name: string) => string
  readonly onOpen: () => void
}

function Row({ goods, pictureUrl, onOpen }: RowProps) {
  const { name, shelf, unit, stock, held, listed, picture } = goods
  return (
    <View className={styles.row} hoverClass={styles.pressed ?? ''} onClick={onOpen} {...access({ role: 'button' })}>
      <Picture src={pictureUrl(picture)} photo={isPhoto(picture)} alt="" className={styles.picture} />
      <View className={styles.middle}>
        <View className={styles.name}>{name}</View>
        {shelf ? <View className={styles.aside}>{shelf}</View> : null}
        {held > 0 ? <View className={styles.aside}>{`已订 ${held}`}</View> : null}
        {listed ? null : <Tag tone="calm">没有上架</Tag>}
      </View>
      <View className={classNames(styles.stock, stock === 0 ? styles.out : stock <= FEW && styles.few)}>
        <View className={styles.number}>{stock}</View>
        <View className={styles.unit}>{unit}</View>
      </View>
    </View>
  )
}

/** Sent before, and nobody knows whether it is in the books: found out by itself, or now. */
export const Lost = observer(({ store }: { readonly store: StockStore }) =>
  store.pending.length === 0 || store.target ? null : (
    <View className={styles.lost}>
      <Notice
        tone="sun"
        title={`${store.pending.map(moveInWords).join('、')} 没收到回音`}
        action={
          <Button look="soft" size="big" busy={store.busy ? '正在问' : false} onClick={() => void store.load()}>
            再问
          </Button>
        }
      >
        再问一次，不会重复记
      </Notice>
    </View>
  ),
)

/** 鸡蛋 入库 20 盒 */
export const moveInWords = ({ name, kind, units, unit }: StockMove): string =>
  `${name} ${KIND_NAMES[kind]} ${units} ${unit}`
