import { View } from '@tarojs/components'
import { access } from '../../ui/access'
import { Picture } from '../../ui/picture'
import styles from './category-grid.module.scss'
import type { Shelf } from './shop.store'

type Props = {
  readonly shelves: readonly Shelf[]
  readonly pictureUrl: (name: string) => string
  readonly onChoose: (shelf: string) => void
}

const MOST = 10

/** The ways into the shop on the home page, five a row. */
export function CategoryGrid({ shelves, pictureUrl, onChoose }: Props) {
  return (
    <View className={styles.grid}>
      {shelves.slice(0, MOST).map(({ id, name, picture }) => (
        <View
          key={id}
          className={styles.entry}
          hoverClass={styles.pressed ?? ''}
          onClick={() => onChoose(id)}
          {...access({ role: 'button', label: name })}
        >
          <Picture src={pictureUrl(picture)} alt="" shape="bare" className={styles.picture} />
          <View className={styles.name}>{name}</View>
        </View>
      ))}
    </View>
  )
}
