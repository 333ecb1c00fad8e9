import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import type { BatchCard } from '../../contract/coupon'
import { type Fen, yuan } from '../../domain/money'
import { useNow, usePlatform } from '../../platform/use-platform'
import { access } from '../../ui/access'
import { Picture } from '../../ui/picture'
import { Price } from '../../ui/price'
import { count } from '../../ui/quantity'
import { ClaimAction } from './claim-action'
import styles from './claim.module.scss'
import type { ClaimStore } from './claim.store'

type Props = {
  readonly store: ClaimStore
  readonly pictureUrl: (name: string) => string
  readonly readOnly?: boolean
  readonly onSee: () => void
  /** The first few only; all without it. */
  readonly most?: number
}

const Good = observer(({ store, batch, pictureUrl, readOnly, onSee }: Props & { batch: BatchCard }) => {
  const { clock } = usePlatform()
  const now = useNow(batch.claimOpensAt > clock.now())
  const state = store.stateOf(batch, now)
  const refusal = store.refusals.get(batch.id)
  if (batch.value.kind !== 'exchange') return null
  const { goods, price } = batch.value
  const share = Math.round((100 * batch.remaining) / batch.total)
  return (
    <View className={styles.good}>
      <Picture src={pictureUrl(goods.picture)} alt={goods.name} shape="shelf" />
      <View className={styles.goodName}>{`${goods.name} ${goods.quantity}${goods.unit}`}</View>
      {price > 0 ? (
        <Price amount={price as Fen} instead={goods.worth as Fen} />
      ) : (
        <View className={styles.given}>
          免费领<Text className={styles.worth}>{`值 ${yuan(goods.worth as Fen)}`}</Text>
        </View>
      )}
      <View className={styles.left} {...access({ role: 'img', label: `还剩 ${batch.remaining} 份` })}>
        <View className={styles.leftBar} style={{ width: `${share}%` }} />
      </View>
      <View className={styles.leftWords}>{batch.remaining > 0 ? `还剩 ${count(batch.remaining)} 份` : '已领完'}</View>
      {readOnly ? null : (
        <ClaimAction
          batch={batch}
          state={state}
          now={now}
          wide
          onClaim={() => void store.claim(batch.id)}
          onSee={onSee}
        />
      )}
      {refusal && state.is !== 'claiming' ? <View className={styles.refusal}>{refusal.message}</View> : null}
    </View>
  )
})

/** 开业福利 on a shelf of two columns, each with what is left of it. */
export const BenefitShelf = observer((props: Props) => {
  const shown = props.most === undefined ? props.store.benefits : props.store.benefits.slice(0, props.most)
  return (
    <View className={styles.shelf}>
      {shown.map((batch) => (
        <Good key={batch.id} {...props} batch={batch} />
      ))}
    </View>
  )
})
