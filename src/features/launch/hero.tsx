import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import type { ReactNode } from 'react'
import type { LaunchAnswer } from '../../contract/launch'
import { SECOND } from '../../domain/time'
import { useNow } from '../../platform/use-platform'
import { access } from '../../ui/access'
import { NavBar } from '../../ui/nav-bar'
import { Picture } from '../../ui/picture'
import styles from './hero.module.scss'

type Room = { readonly statusHeight: number; readonly barHeight: number; readonly capsuleSpace: number }

/** How long one slogan stays. */
const SLOGAN_MS = 6 * SECOND

/** A slogan of the launch, the next one every six seconds on every phone alike. Two lines are always kept free. */
const Slogan = observer(({ slogans }: { slogans: LaunchAnswer['slogans'] }) => {
  const now = useNow(slogans.length > 1)
  const shown = slogans[Math.floor(now / SLOGAN_MS) % slogans.length]
  if (!shown) return null
  return (
    <View className={styles.slogan} key={shown.lines.join()}>
      <View className={styles.lines}>
        {shown.lines.map((line) => (
          <View key={line}>{line}</View>
        ))}
      </View>
      <View className={styles.note}>{shown.note}</View>
    </View>
  )
})

type Props = {
  readonly room: Room
  readonly launch: LaunchAnswer | null
  readonly pictureUrl: (name: string) => string
  /** What lies over the lower edge of the hero. */
  readonly children: ReactNode
  /** Lower once the store is open: the goods come first then. */
  readonly low?: boolean
}

/** The green morning: store's name, slogan, goods peeking over the edge. */
export function Hero({ room, launch, pictureUrl, children, low }: Props) {
  return (
    <View className={styles.wrap}>
      <View className={styles.hero}>
        <View className={styles.glow} />
        <View className={styles.bar}>
          <NavBar room={room} title={launch ? `鲜生 · ${launch.store.name}` : '鲜生'} />
        </View>
        <View className={low ? styles.lowTop : styles.top}>
          {launch ? <Slogan slogans={launch.slogans} /> : <View className={styles.slogan} />}
          <View className={styles.peek} {...access({ hidden: true })}>
            {(launch?.peek ?? []).slice(0, 3).map((goods) => (
              <View key={goods.picture} className={styles.goods}>
                <Picture src={pictureUrl(goods.picture)} alt="" shape="bare" className={styles.goodsPicture} />
              </View>
            ))}
          </View>
        </View>
      </View>
      <View className={styles.over}>{children}</View>
    </View>
  )
}
