import { View } from '@tarojs/components'
import { access } from '../../ui/access'
import { Picture } from '../../ui/picture'
import styles from './entries.module.scss'

export type Entry = { readonly words: string; readonly picture: string; readonly onClick: () => void }

/** The ways on from the home page: 项目介绍 · 开业福利 · 到家范围 · 附近门店. */
export function Entries({ entries, pictureUrl }: { entries: readonly Entry[]; pictureUrl: (name: string) => string }) {
  return (
    <View className={styles.entries}>
      {entries.map((entry) => (
        <View
          key={entry.words}
          className={styles.entry}
          onClick={entry.onClick}
          hoverClass={styles.pressed ?? ''}
          {...access({ role: 'button', label: entry.words })}
        >
          <View className={styles.circle}>
            <Picture src={pictureUrl(entry.picture)} alt="" shape="bare" className={styles.icon} />
          </View>
          <View className={styles.words}>{entry.words}</View>
        </View>
      ))}
    </View>
  )
}
