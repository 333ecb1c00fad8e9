import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import type { PayDeed } from '../../platform/payment'
import { Button } from '../../ui/button'
import { Price } from '../../ui/price'
import { Sheet } from '../../ui/sheet'
import styles from './pay.module.scss'
import type { PayStore } from './pay.store'

const DEEDS: readonly { does: PayDeed; words: string; look: 'primary' | 'soft' | 'ghost' | 'plain' }[] = [
  { does: 'pay', words: '付款', look: 'primary' },
  { does: 'pay-late', words: '付款，通知晚到', look: 'soft' },
  { does: 'fail', words: '付款失败', look: 'ghost' },
  { does: 'leave', words: '先不付', look: 'plain' },
]

/** The pay sheet of the stand-in, in development outside WeChat: each way a payment can go is one tap. */
export const StandInPaySheet = observer(({ store }: { store: PayStore }) => (
  <Sheet
    open={store.sheet !== null}
    title="微信支付（演示）"
    onClose={() => store.act('leave')}
    footer={
      <View className={styles.deeds}>
        {DEEDS.map(({ does, words, look }) => (
          <Button key={does} wide size={does === 'pay' ? 'big' : 'normal'} look={look} onClick={() => store.act(does)}>
            {words}
          </Button>
        ))}
      </View>
    }
  >
    {store.sheet ? (
      <View className={styles.what}>
        <View className={styles.description}>{store.sheet.description}</View>
        <Price amount={store.sheet.total} size="large" exact quiet />
        <View className={styles.note}>这里没有真的微信支付，也不会扣钱</View>
      </View>
    ) : null}
  </Sheet>
))
