import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useNow } from '../../platform/use-platform'
import { access } from '../../ui/access'
import type { PromiseStore } from './promise.store'
import styles from './promise-line.module.scss'

/** 送到哪儿 · 最快几点, on the hero: a tap leads to the map. */
export const PromiseLine = observer(({ store, onOpen }: { store: PromiseStore; onOpen: () => void }) => {
  const { title, words } = store.at(useNow(false))
  return (
    <View
      className={styles.line}
      hoverClass={styles.pressed ?? ''}
      onClick={onOpen}
      {...access({ role: 'button', label: `${title}，${words}` })}
    >
      <View className={styles.pin} />
      <View className={styles.words}>
        <View className={styles.title}>{title}</View>
        {words ? <View className={styles.promise}>{words}</View> : null}
      </View>
      <View className={styles.arrow} />
    </View>
  )
})
