import { View } from '@tarojs/components'
import type { CouponPreview } from '../../contract/staff'
import { Button } from '../../ui/button'
import { classNames } from '../../ui/class-names'
import { Picture } from '../../ui/picture'
import styles from './counter.module.scss'
import type { CounterStore } from './counter.store'
import { handoverOf } from './handover'

type MainProps = {
  readonly words: string
  readonly tone?: 'warn' | 'bad'
  readonly busy?: string | false
  readonly onClick: () => void
}

/** The one thing to tap. */
export function Main({ words, tone, busy = false, onClick }: MainProps) {
  const look = classNames(styles.main, tone && styles[tone], busy && styles.busy)
  return (
    <Button look="onHero" size="big" wide className={look} onClick={onClick} busy={busy}>
      {words}
    </Button>
  )
}

type AgainProps = {
  readonly words: string
  readonly onClick: () => void
  /** Keeps its room, so that nothing moves under the thumb. */
  readonly away?: boolean
}

export const Again = ({ words, onClick, away }: AgainProps) => (
  <Button look="plain" wide className={classNames(styles.again, away && styles.away)} disabled={away} onClick={onClick}>
    {words}
  </Button>
)

/** What is handed over for a coupon. */
export function CouponGoods({
  card,
  pictureUrl,
}: {
  card: Pick<CouponPreview, 'value'>
  pictureUrl: (name: string) => string
}) {
  const { what, amount } = handoverOf(card)
  return (
    <View className={styles.goods}>
      {card.value.kind === 'exchange' ? (
        <Picture src={pictureUrl(card.value.goods.picture)} alt="" className={styles.picture ?? ''} />
      ) : null}
      <View className={styles.what}>{what}</View>
      {amount ? <View className={styles.amount}>{amount}</View> : null}
    </View>
  )
}

/** On to the next customer. */
export function Onward({ store, canScan, tone }: { store: CounterStore; canScan: boolean; tone?: 'warn' }) {
  const next = (): void => {
    store.back()
    if (canScan) void store.scan()
  }
  return (
    <>
      <Main words={canScan ? '扫下一位' : '下一位'} onClick={next} {...(tone && { tone })} />
      {canScan ? <Again words="返回核销台" onClick={store.back} /> : null}
    </>
  )
}
