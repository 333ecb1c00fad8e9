import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { LaunchAnswer } from '../../contract/launch'
import { access } from '../../ui/access'
import { classNames } from '../../ui/class-names'
import { NavBar } from '../../ui/nav-bar'
import { Picture } from '../../ui/picture'
import styles from './hero.module.scss'

/** How long one slogan stays, and how many the style sheet can turn (hero.module.scss). */
const SLOGAN_SECONDS = 6
const MOST_SLOGANS = 6

type Room = { readonly statusHeight: number; readonly barHeight: number; readonly capsuleSpace: number }

/**
 * The slogans of the launch, one after another. The style sheet turns them, so that nothing is sent to the page while it
 * counts; who asked for less motion sees the first. All lie on one another: the tallest keeps the room for all.
 */
function Slogans({ slogans }: { slogans: LaunchAnswer['slogans'] }) {
  const shown = slogans.slice(0, MOST_SLOGANS)
  return (
    <View className={styles.slogans}>
      {shown.map((slogan, i) => (
        <View
          key={slogan.note}
          className={classNames(styles.slogan, shown.length > 1 && styles[`turn${shown.length}`])}
          style={{ animationDelay: `${i * SLOGAN_SECONDS}s` }}
          {...(i > 0 ? access({ hidden: true }) : {})}
        >
          <View className={styles.lines}>
            {slogan.lines.map((line) => (
              <View key={line}>{line}</View>
            ))}
          </View>
          <View className={styles.note}>{slogan.note}</View>
        </View>
      ))}
    </View>
  )
}

type Props = {
  readonly room: Room
  readonly launch: LaunchAnswer | null
  readonly pictureUrl: (name: string) => string
  /** What lies over the lower edge of the hero. */
  readonly children: ReactNode
  /** Lower once the store is open: the goods come first then. */
  readonly low?: boolean
  /** In the place of slogans and goods: where it is brought to and what is looked for. */
  readonly front?: ReactNode
}

/** The green morning: store's name, slogan, goods peeking over the edge. */
export function Hero({ room, launch, pictureUrl, children, low, front }: Props) {
  return (
    <View className={styles.wrap}>
      <View className={styles.hero}>
        <View className={styles.glow} />
        <View className={styles.bar}>
          <NavBar room={room} title={launch ? `鲜生 · ${launch.store.name}` : '鲜生'} />
        </View>
        {front ? (
          <View className={styles.front}>{front}</View>
        ) : (
          <Slogan launch={launch} pictureUrl={pictureUrl} low={low} />
        )}
      </View>
      <View className={styles.over}>{children}</View>
    </View>
  )
}

function Slogan({ launch, pictureUrl, low }: Pick<Props, 'launch' | 'pictureUrl' | 'low'>) {
  return (
    <View className={low ? styles.lowTop : styles.top}>
      {launch ? <Slogans slogans={launch.slogans} /> : <View className={styles.slogans} />}
      <View className={styles.peek} {...access({ hidden: true })}>
        {(launch?.peek ?? []).slice(0, 3).map((goods) => (
          <View key={goods.picture} className={styles.goods}>
            <Picture src={pictureUrl(goods.picture)} alt="" shape="bare" className={styles.goodsPicture} />
          </View>
        ))}
      </View>
    </View>
  )
}
