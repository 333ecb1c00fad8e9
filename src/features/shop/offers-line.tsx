import { View } from '@tarojs/components'
import type { OfferCard } from '../../contract/shop'
import { Tag } from '../../ui/tag'
import styles from './shop.module.scss'

/** 满 50 减 5 · 满 99 减 15 · 满 59 送小葱: what more goods would bring. */
export function OffersLine({ offers }: { offers: readonly OfferCard[] }) {
  if (offers.length === 0) return null
  return (
    <View className={styles.offers}>
      {offers.map(({ id, words }, i) => (
        <View key={id} className={i > 0 ? styles.furtherOffer : undefined}>
          <Tag tone="tomato">{words}</Tag>
        </View>
      ))}
    </View>
  )
}
