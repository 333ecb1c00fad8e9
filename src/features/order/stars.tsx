import { View } from '@tarojs/components'
import { access } from '../../ui/access'
import { classNames } from '../../ui/class-names'
import { Picture } from '../../ui/picture'
import { SCORE_WORDS } from './review.store'
import styles from './stars.module.scss'

const STARS = [1, 2, 3, 4, 5] as const

type Props = {
  readonly score: number
  readonly pictureUrl: (name: string) => string
  /** Stars as large as a thumb, to be given; without it they only say what was given. */
  readonly onGive?: (score: number) => void
}

/** Five stars, as many of them lit as were given. */
export function Stars({ score, pictureUrl, onGive }: Props) {
  const small = onGive ? {} : access({ role: 'img', label: `${score} 星，${SCORE_WORDS[score] ?? ''}` })
  return (
    <View className={styles.stars} {...small}>
      {STARS.map((star) => (
        <View
          key={star}
          className={classNames(styles.star, onGive && styles.large, star > score && styles.out)}
          {...(onGive ? { onClick: () => onGive(star) } : {})}
          {...(onGive
            ? access({ role: 'button', label: `${star} 星，${SCORE_WORDS[star]}${star === score ? '，已选' : ''}` })
            : {})}
        >
          <Picture src={pictureUrl('star')} alt="" shape="bare" className={styles.picture} />
        </View>
      ))}
    </View>
  )
}
