import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import type { StockPlanAnswer } from '../../contract/staff'
import type { Instant } from '../../domain/time'
import { access } from '../../ui/access'
import { classNames } from '../../ui/class-names'
import { nearMoment } from '../../ui/moment'
import { Card, Section } from '../../ui/page-shell'
import { Picture } from '../../ui/picture'
import { count } from '../../ui/quantity'
import { ChartPicture } from '../chart-picture'
import { groupsOf } from '../../ui/groups'
import { couponsWords, dayName, expectedWords, onTrack, type PlannedGoods, rangeWords, rateWords } from './range'
import styles from './plan.module.scss'
import type { StockPlanStore } from './stock-plan.store'

type Props = {
  readonly store: StockPlanStore
  readonly plan: StockPlanAnswer
  readonly pictureUrl: (name: string) => string
}

/** Per goods what to prepare in all, day by day on a tap; then the chart of the next days. */
export const PlanFace = observer(({ store, plan, pictureUrl }: Props) => {
  const asOf = plan.asOf as Instant
  return (
    <View>
      <View className={styles.headline}>按已领的券备货</View>
      <View className={styles.how}>
        真实数量 10 天里有 8 天落在范围内：怕不够就按右边的数备，怕剩下就按左边的数备。随着核销越来越准。
      </View>
      <View className={styles.asOf}>算到 {nearMoment(asOf, asOf)}</View>
      {groupsOf(plan.goods).map((group) => (
        <View key={group[0]?.batchId} className={styles.group}>
          {group.map((goods) => (
            <GoodsCard key={goods.batchId} goods={goods} store={store} asOf={asOf} pictureUrl={pictureUrl} />
          ))}
        </View>
      ))}
      <Section title="接下来几天">
        <Card>
          <View className={styles.legend}>绿条是范围，圆点是预计。每样货的每天数字，点开上面的货看。</View>
          <ChartPicture chart={plan.chart} />
        </Card>
      </Section>
    </View>
  )
})

type GoodsProps = Omit<Props, 'plan'> & { readonly goods: PlannedGoods; readonly asOf: Instant }

const GoodsCard = observer(({ goods, store, asOf, pictureUrl }: GoodsProps) => {
  const open = store.unfolded.has(goods.batchId)
  const { name, unit, total, days } = goods
  return (
    <Card tight>
      <View
        className={styles.goods}
        hoverClass={styles.pressed ?? 'none'}
        onClick={() => store.toggle(goods.batchId)}
        {...access({
          role: 'button',
          label: `${name}，${expectedWords(total, unit)}，备 ${rangeWords(total)} ${unit}，${open ? '收起' : '看每天'}`,
        })}
      >
        <Picture src={pictureUrl(goods.picture)} alt="" />
        <View className={styles.what}>
          <View className={styles.name}>{name}</View>
          <View className={styles.expected}>{expectedWords(total, unit)}</View>
          <View className={styles.range}>
            备 {rangeWords(total)} {unit}
          </View>
        </View>
        <View className={classNames(styles.arrow, open && styles.up)} />
      </View>
      {open ? (
        <View className={styles.days}>
          <View className={styles.facts}>{couponsWords(goods)}</View>
          <View className={styles.facts}>{rateWords(goods)}</View>
          {days.length === 0 ? <View className={styles.facts}>没有要备的日子了</View> : null}
          <DayRows goods={goods} asOf={asOf} />
        </View>
      ) : null}
    </Card>
  )
})

function DayRows({ goods, asOf }: { goods: PlannedGoods; asOf: Instant }) {
  const highest = Math.max(...goods.days.map(({ high }) => high))
  return (
    <>
      {groupsOf(goods.days).map((group) => (
        <View key={group[0]?.day} {...access({ role: 'list' })}>
          {group.map((range) => {
            const { left, width, mark } = onTrack(range, highest)
            return (
              <View
                key={range.day}
                className={styles.day}
                {...access({
                  role: 'listitem',
                  label: `${dayName(range.day, asOf)}，${expectedWords(range, goods.unit)}，备 ${rangeWords(range)}`,
                })}
              >
                <View className={styles.line}>
                  <View className={styles.date}>{dayName(range.day, asOf)}</View>
                  <View className={styles.numbers}>
                    {rangeWords(range)} {goods.unit}
                  </View>
                </View>
                <View className={styles.track}>
                  <View className={styles.bar} style={{ left: `${left}%`, width: `${width}%` }} />
                  <View className={styles.mark} style={{ left: `${mark}%` }} />
                </View>
                <View className={styles.mean}>预计 {count(range.expected)}</View>
              </View>
            )
          })}
        </View>
      ))}
    </>
  )
}
