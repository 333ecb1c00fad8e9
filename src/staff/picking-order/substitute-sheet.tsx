import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import type { GoodsCard } from '../../contract/shop'
import { fen, yuan } from '../../domain/money'
import type { Instant } from '../../domain/time'
import { access } from '../../ui/access'
import { Button } from '../../ui/button'
import { isPhoto } from '../../ui/goods-row'
import { measure } from '../../ui/goods-words'
import { Loaded } from '../../ui/loaded'
import { Notice } from '../../ui/notice'
import { Picture } from '../../ui/picture'
import { SearchField } from '../../ui/search-field'
import { Sheet } from '../../ui/sheet'
import { Empty, Skeleton } from '../../ui/states'
import { CountKeys } from '../count-keys'
import { groupsOf } from '../../ui/groups'
import styles from './picking-order.module.scss'
import type { SubstituteStore } from './substitute.store'

type Props = {
  readonly store: SubstituteStore
  readonly clock: { now(): Instant }
  readonly pictureUrl: (name: string) => string
}

/** What could come instead; then how many, and the question to the resident. */
export const SubstituteSheet = observer(({ store, clock, pictureUrl }: Props) => {
  const { line, chosen, asking } = store
  return (
    <Sheet
      open={line !== null}
      title={chosen ? '问顾客换不换' : `${line?.name ?? ''}，换成什么`}
      onClose={store.close}
      footer={
        chosen ? (
          <View className={styles.two}>
            <Button look="plain" size="big" disabled={asking.busy} onClick={() => store.choose(null)}>
              换一样
            </Button>
            <Button
              size="big"
              className={styles.main ?? ''}
              busy={asking.busy ? '正在问' : false}
              onClick={() => void store.offer()}
            >
              {asking.lost ? '再点一次，不会重复' : '问顾客'}
            </Button>
          </View>
        ) : null
      }
    >
      {line && chosen ? <Chosen store={store} goods={chosen} pictureUrl={pictureUrl} /> : null}
      {line && !chosen ? (
        <View>
          <View className={styles.cap}>{`不贵于 ${yuan(store.most)}，多的退给顾客`}</View>
          <View className={styles.search}>
            <SearchField
              value={store.query}
              placeholder="搜商品，名字或拼音"
              atOnce={false}
              onInput={store.write}
              onConfirm={store.search}
              onClear={() => {
                store.write('')
                store.search()
              }}
            />
          </View>
          <Loaded
            of={store.found}
            now={clock.now()}
            skeleton={<Skeleton shape="ticket" repeat={3} />}
            isEmpty={(goods) => goods.length === 0}
            empty={<Empty title="没有合适的" words="有货、不贵于原来那样的才能换；没有就直接退钱" />}
          >
            {(goods) =>
              groupsOf(goods).map((group) => (
                <View key={group[0]?.id}>
                  {group.map((one) => (
                    <Candidate key={one.id} goods={one} pictureUrl={pictureUrl} onChoose={() => store.choose(one)} />
                  ))}
                </View>
              ))
            }
          </Loaded>
        </View>
      ) : null}
    </Sheet>
  )
})

type GoodsProps = { readonly goods: GoodsCard; readonly pictureUrl: (name: string) => string }

function Candidate({ goods, pictureUrl, onChoose }: GoodsProps & { readonly onChoose: () => void }) {
  const price = yuan(fen(goods.price))
  return (
    <View
      className={styles.candidate}
      hoverClass={styles.pressed ?? ''}
      onClick={onChoose}
      {...access({ role: 'button' })}
    >
      <Picture src={pictureUrl(goods.picture)} photo={isPhoto(goods.picture)} alt="" className={styles.picture} />
      <View className={styles.what}>
        <View className={styles.name}>{goods.name}</View>
        <View className={styles.about}>{measure(goods)}</View>
      </View>
      <View className={styles.price}>{price}</View>
    </View>
  )
}

const Chosen = observer(({ store, goods, pictureUrl }: GoodsProps & { readonly store: SubstituteStore }) => {
  const { line, quantity, most, mostUnits, asking } = store
  const cost = fen(goods.price * quantity)
  return (
    <View>
      <View className={styles.top}>
        <Picture src={pictureUrl(goods.picture)} photo={isPhoto(goods.picture)} alt="" className={styles.picture} />
        <View className={styles.what}>
          <View className={styles.name}>{goods.name}</View>
          <View className={styles.about}>{measure(goods)}</View>
        </View>
        <View className={styles.price}>{yuan(cost)}</View>
      </View>
      <View className={styles.scale}>
        <CountKeys count={quantity} least={1} most={mostUnits} unit={goods.unit} onChange={store.count} />
      </View>
      <View className={styles.explain}>
        {`顾客同意后，${line?.name ?? ''}缺的部分换成它${cost < most ? `，差价退 ${yuan(fen(most - cost))}` : ''}；不同意就退 ${yuan(most)}。`}
      </View>
      {asking.error && !asking.lost ? <Notice tone="tomato">{asking.error.message}</Notice> : null}
    </View>
  )
})
