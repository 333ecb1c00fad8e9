import { ScrollView, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { access } from '../../ui/access'
import { classNames } from '../../ui/class-names'
import styles from './shop.module.scss'
import type { ShopStore } from './shop.store'

/** Categories at the left, in a scroll of their own. */
export const CategoryRail = observer(({ store }: { store: ShopStore }) => (
  <ScrollView scrollY enhanced showScrollbar={false} className={styles.rail}>
    <View {...access({ role: 'tablist', label: '商品分类' })}>
      {store.shelves.map(({ id, name }) => {
        const on = id === store.chosen
        return (
          <View
            key={id}
            className={classNames(styles.shelfName, on && styles.shelfOn)}
            onClick={() => store.choose(id)}
            {...access({ role: 'tab', selected: on, label: name })}
          >
            {name}
          </View>
        )
      })}
    </View>
  </ScrollView>
))
