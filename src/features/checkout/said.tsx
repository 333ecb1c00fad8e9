import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { Button } from '../../ui/button'
import { Notice } from '../../ui/notice'
import styles from './checkout.module.scss'
import type { CheckoutStore } from './checkout.store'

/** Above the button: why the last tap bought nothing and what is another now; or that nobody knows yet. */
export const Said = observer(({ store }: { store: CheckoutStore }) => {
  const { buying, changes } = store
  if (buying.lost) {
    return (
      <View className={styles.said}>
        <Notice
          title={buying.lostWords}
          action={
            <Button look="plain" size="small" onClick={() => void store.forget()}>
              不买了
            </Button>
          }
        >
          是否已经下单，也可以在“我的订单”里看
        </Notice>
      </View>
    )
  }
  if (!buying.refusal) return null
  return (
    <View className={styles.said}>
      <Notice tone="tomato" title={buying.refusal.message}>
        {changes.length > 0 ? changes.map((words) => <View key={words}>{words}</View>) : '还没有下单，也没有扣钱'}
      </Notice>
    </View>
  )
})
