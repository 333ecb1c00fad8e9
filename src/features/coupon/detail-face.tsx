import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import type { CouponCard } from '../../contract/coupon'
import type { Instant } from '../../domain/time'
import { useNow } from '../../platform/use-platform'
import { CouponFace } from '../../ui/coupon-face'
import { endMoment, longMoment, nearMoment } from '../../ui/moment'
import { Section } from '../../ui/page-shell'
import { timeLeft } from '../../ui/remaining'
import type { Fact } from '../../ui/rows'
import { shelfNow, type Stores, storeNamesOf, valueOf } from './coupon-facts'
import styles from './coupon.module.scss'

type Props = {
  readonly coupon: CouponCard
  readonly stores: Stores
  readonly pictureUrl: (name: string) => string
}

/** A coupon with all one must know of it. */
export const DetailFace = observer(({ coupon, stores, pictureUrl }: Props) => {
  const now = useNow()
  const shelf = shelfNow(coupon, now)
  const over = shelf === 'used' ? '已用' : shelf === 'ended' ? '已过期' : undefined
  return (
    <View>
      <CouponFace
        value={valueOf(coupon)}
        name={coupon.title}
        facts={factsOf(coupon, stores, now)}
        {...(over && { over })}
        {...(coupon.value.kind === 'exchange' && { pictureUrl: pictureUrl(coupon.value.goods.picture) })}
      />
      {coupon.note ? (
        <Section title="使用规则">
          <View className={styles.note}>{coupon.note}</View>
        </Section>
      ) : null}
    </View>
  )
})

function factsOf(coupon: CouponCard, stores: Stores, now: Instant): Fact[] {
  const names = storeNamesOf(coupon.storeIds, stores)
  const where = [...(coupon.usableCounter ? names : []), ...(coupon.usableOnline ? ['线上商城'] : [])].join(' · ')
  const shelf = shelfNow(coupon, now)
  const facts: Fact[] = [{ name: '能在哪用', value: where || '门店' }]
  if (shelf === 'used') {
    const [store] = storeNamesOf(coupon.usedStoreId ? [coupon.usedStoreId] : [], stores)
    if (coupon.usedAt !== null) facts.push({ name: '什么时候用的', value: nearMoment(coupon.usedAt as Instant, now) })
    if (store) facts.push({ name: '在哪用的', value: store })
  } else {
    if (now < coupon.usableFrom) {
      facts.push({ name: '什么时候', value: `${longMoment(coupon.usableFrom as Instant)} 起`, tone: 'leaf' })
    }
    facts.push({ name: '有效期至', value: endMoment(coupon.usableUntil as Instant) })
    const left = now < coupon.usableFrom ? null : timeLeft(coupon.usableUntil as Instant, now)
    if (left) facts.push({ name: '还剩多久', value: left, tone: 'sun' })
  }
  const came = nearMoment(coupon.claimedAt as Instant, now)
  facts.push({ name: '怎么来的', value: coupon.received ? '邻居送的' : `${came} 领取` })
  return facts
}
