import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { Button } from '../ui/button'
import styles from './more-foot.module.scss'
import type { Pages } from './pages'

/** What stands under a list that comes in pages: 看更多, on its way, or why not. */
export const MoreFoot = observer(<A extends { readonly next: string | null }>({ pages }: { pages: Pages<A> }) => {
  if (pages.moreError) {
    return (
      <View className={styles.foot}>
        <View>{pages.moreError.message}</View>
        <Button look="ghost" onClick={() => void pages.more()}>
          再试一次
        </Button>
      </View>
    )
  }
  if (!pages.shown.value?.next) return null
  return (
    <Button look="plain" wide size="big" onClick={() => void pages.more()} busy={pages.loadingMore ? '马上来' : false}>
      看更早的
    </Button>
  )
})
