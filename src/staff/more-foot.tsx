import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import type { ApiError } from '../platform/answer'
import { Button } from '../ui/button'
import styles from './more-foot.module.scss'

type Props = {
  readonly pages: {
    readonly shown: { readonly value: { readonly next: string | null } | null }
    readonly loadingMore: boolean
    readonly moreError: ApiError | null
    more(): Promise<void>
  }
  readonly words?: string
}

/** What stands under a list that comes in pages: 看更多, on its way, or why not. */
export const MoreFoot = observer(({ pages, words = '看更早的' }: Props) => {
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
      {words}
    </Button>
  )
})
