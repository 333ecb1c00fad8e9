import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { Button } from '../../ui/button'
import { Notice } from '../../ui/notice'
import { Sheet } from '../../ui/sheet'
import type { GiveStore } from './give.store'
import styles from './gift.module.scss'

type Props = {
  readonly open: boolean
  readonly store: GiveStore
  readonly onClose: () => void
  /** The gift has ended, one way or the other: what is shown is to be asked for again. */
  readonly onEnded: () => void
}

/** Asks once more, and says what it means. */
export const TakeBackSheet = observer(({ open, store, onClose, onEnded }: Props) => {
  const { gift } = store
  const takeBack = async (): Promise<void> => {
    if (!gift) return
    if (await store.takeBack(gift.giftId)) onClose()
    onEnded()
  }
  return (
    <Sheet
      open={open}
      title="收回这张券？"
      onClose={onClose}
      footer={
        <View className={styles.pair}>
          {gift ? (
            <Button
              size="big"
              wide
              look="danger"
              onClick={() => void takeBack()}
              busy={store.takingBack ? '正在收回' : false}
            >
              收回，自己留着用
            </Button>
          ) : null}
          <Button size="big" wide look="plain" onClick={onClose}>
            {gift ? '不收回，再等等' : '知道了'}
          </Button>
        </View>
      }
    >
      <View className={styles.explain}>收回后，已经发出去的卡片就不能再收下了。券会马上回到你的“可用”里。</View>
      {store.error ? <Notice tone="tomato">{store.error.message}</Notice> : null}
    </Sheet>
  )
})
