import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import type { CheckoutAnswer } from '../../contract/checkout'
import { access } from '../../ui/access'
import { exactYuan, weight } from '../../ui/amount'
import { Button } from '../../ui/button'
import { classNames } from '../../ui/class-names'
import { groupsOf } from '../../ui/groups'
import { Card } from '../../ui/page-shell'
import { Picture } from '../../ui/picture'
import { Tag } from '../../ui/tag'
import styles from './checkout.module.scss'
import type { CheckoutStore } from './checkout.store'

type Line = CheckoutAnswer['lines'][number]
type Props = {
  readonly store: CheckoutStore
  readonly look: CheckoutAnswer
  readonly pictureUrl: (name: string) => string
}

/** So many are shown before one asks for all. */
const FEW = 4

/** What is bought. The amounts are what the receipt begins with; what a line costs in the end is said beneath it. */
export const GoodsCard = observer(({ store, look, pictureUrl }: Props) => {
  const [open, setOpen] = useState(false)
  const { lines, receipt } = look
  const folds = lines.length > FEW + 1 && !open && lines.every(({ trouble }) => !trouble)
  const shown = folds ? lines.slice(0, FEW) : lines
  const listOf = (line: Line): number =>
    receipt.lines.find(({ goodsId }) => goodsId === line.goods.id)?.list ?? line.goods.price * line.quantity
  return (
    <View>
      {groupsOf(shown).map((group, g, { length }) => (
        <Card key={group[0]?.goods.id} className={classNames(store.stale && styles.stale)}>
          {group.map((line) => (
            <GoodsLine key={line.goods.id} store={store} line={line} list={listOf(line)} pictureUrl={pictureUrl} />
          ))}
          {g < length - 1 ? null : folds ? (
            <Button look="plain" wide onClick={() => setOpen(true)}>{`看全部 ${lines.length} 样`}</Button>
          ) : (
            <Gifts gifts={receipt.gifts} />
          )}
        </Card>
      ))}
    </View>
  )
})

const Gifts = ({ gifts }: Pick<CheckoutAnswer['receipt'], 'gifts'>) => (
  <>
    {gifts.map((gift) => (
      <View key={`${gift.offerId}-${gift.goodsId}`} className={styles.goods}>
        <View className={styles.goodsWords}>
          <View className={styles.goodsName}>{gift.name}</View>
          <View className={styles.goodsNote}>{`× ${gift.quantity}`}</View>
        </View>
        <Tag tone="tomato">赠品</Tag>
      </View>
    ))}
  </>
)

type LineProps = Pick<Props, 'store' | 'pictureUrl'> & { readonly line: Line; readonly list: number }

const GoodsLine = observer(({ store, line, list, pictureUrl }: LineProps) => {
  const { goods, quantity, paid, trouble } = line
  return (
    <View className={styles.goods}>
      <Picture src={pictureUrl(goods.picture)} alt="" photo={goods.picture.startsWith('http')} />
      <View className={styles.goodsWords}>
        <View className={styles.goodsName}>{goods.name}</View>
        <View className={styles.goodsNote}>{noteOf(line)}</View>
        {trouble ? (
          <View className={styles.trouble}>
            <View className={styles.troubleWords} {...access({ role: 'alert' })}>
              {trouble.words}
            </View>
            {trouble.most > 0 && trouble.most < quantity ? (
              <Button
                look="soft"
                size="small"
                label={`改成 ${trouble.most} ${goods.unit}：${goods.name}`}
                onClick={() => store.setQuantity(goods.id, trouble.most)}
              >
                {`改成 ${trouble.most} ${goods.unit}`}
              </Button>
            ) : null}
            <Button
              look={trouble.most > 0 ? 'plain' : 'soft'}
              size="small"
              label={`不要了：${goods.name}`}
              onClick={() => store.setQuantity(goods.id, 0)}
            >
              不要了
            </Button>
          </View>
        ) : null}
      </View>
      <View className={styles.goodsAmount}>
        <View className={styles.list}>{exactYuan(list)}</View>
        {paid < list && !trouble ? <View className={styles.paid}>{`优惠后 ${exactYuan(paid)}`}</View> : null}
      </View>
    </View>
  )
})

/** × 2 · × 1 约 650 g · 称重，多退少不补 */
function noteOf({ goods, quantity }: Line): string {
  const times = `× ${quantity}`
  if (goods.soldBy !== 'weight') return times
  const grams = goods.unitGrams === null ? '' : ` 约 ${weight(goods.unitGrams * quantity)}`
  return `${times}${grams} · 称重，多退少不补`
}
