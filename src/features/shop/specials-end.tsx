import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import type { GoodsCard } from '../../contract/shop'
import { useNow } from '../../platform/use-platform'
import { InlineCountdown } from '../../ui/countdown'
import { firstEnd } from './first-end'
import styles from './shop.module.scss'

/** 这批特价还有 03:12:08: the only thing of the shelf that is drawn each second (KF-41). `short` beside a heading. */
export const SpecialsEnd = observer(({ goods, short }: { goods: readonly GoodsCard[]; short?: boolean }) => {
  const now = useNow()
  const until = firstEnd(goods, now)
  if (until === null) return null
  return (
    <View className={short ? styles.endsShort : styles.ends}>
      {short ? null : <Text>这批特价还有</Text>}
      <Text className={styles.clock}>
        <InlineCountdown until={until} now={now} caption="这批特价还有" />
      </Text>
    </View>
  )
})
