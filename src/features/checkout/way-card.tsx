import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import type { CheckoutAnswer } from '../../contract/checkout'
import { maskedPhone } from '../../domain/phone'
import type { Instant } from '../../domain/time'
import { exactYuan } from '../../ui/amount'
import { Button } from '../../ui/button'
import { SegmentedControl } from '../../ui/choices'
import { nearSlot } from '../../ui/moment'
import { Notice } from '../../ui/notice'
import { Card } from '../../ui/page-shell'
import { distance } from '../../ui/quantity'
import { ListRow } from '../../ui/rows'
import styles from './checkout.module.scss'
import type { CheckoutStore } from './checkout.store'
import type { Trouble } from './checkout-words'

type Props = {
  readonly store: CheckoutStore
  readonly look: CheckoutAnswer
  readonly now: Instant
  readonly onSlot: () => void
  readonly onAddress: () => void
  readonly onContact: () => void
  /** 去凑单: more goods. */
  readonly onMore: () => void
  /** Which store delivers there; `null` where that cannot be asked. */
  readonly onElsewhere: (() => void) | null
}

/** 到店自提 or 送到家, where, when and for whom; what stands in the way stands beside it. */
export const WayCard = observer((props: Props) => {
  const { store, look, now, onSlot } = props
  const pickup = store.wish.kind === 'pickup'
  return (
    <Card tight>
      <View className={styles.segments}>
        <SegmentedControl
          label="怎么拿到"
          choices={[
            { value: 'pickup', words: '到店自提' },
            { value: 'delivery', words: '送到家' },
          ]}
          chosen={store.wish.kind}
          onChoose={store.chooseKind}
        />
      </View>
      {pickup ? <ListRow title={look.store.name} strong words={look.store.address} /> : <DeliveryRows {...props} />}
      {pickup || look.zone ? (
        <ListRow
          title="时间"
          after={<Chosen words={look.slot ? nearSlot(look.slot, now) : '选一个时段'} />}
          onClick={onSlot}
        />
      ) : null}
      {store.troublesAt('slot').map((trouble) => (
        <Stands key={trouble.code} trouble={trouble} words="换时段" onClick={onSlot} />
      ))}
      {pickup ? <ContactRow {...props} /> : null}
    </Card>
  )
})

/** 今天 11:00–12:00 breaks between its words or not at all. */
const Chosen = ({ words }: { words: string }) => (
  <View className={styles.chosen}>
    {words.split(' ').map((word, i) => (
      <Text key={word} className={styles.word}>{`${i > 0 ? ' ' : ''}${word}`}</Text>
    ))}
  </View>
)

const ContactRow = observer(({ store, onContact }: Props) => {
  const { name, phone } = store.contact
  const known = name.trim() !== '' && phone !== ''
  return (
    <ListRow
      title="提货人"
      after={<Chosen words={known ? `${name.trim()} ${maskedPhone(phone)}` : '填称呼和手机号'} />}
      onClick={onContact}
    />
  )
})

const DeliveryRows = observer(({ store, look, onAddress, onMore, onElsewhere }: Props) => {
  const { address, zone } = look
  return (
    <>
      {address ? (
        <ListRow
          title={`${address.place} ${address.detail}`}
          strong
          words={`${address.name} ${maskedPhone(address.phone)}`}
          onClick={onAddress}
        />
      ) : (
        <ListRow title="选择收货地址" words="粘贴、手动填写、地图上选都行" onClick={onAddress} />
      )}
      {zone ? <ListRow title="能送到" words={zoneWords(zone, look.store.name)} /> : null}
      {store.troublesAt('address').map((trouble) => {
        // Without any address the row above says it already; one that was chosen and is gone is news.
        if (trouble.code === 'ADDRESS_NOT_FOUND') {
          return store.wish.addressId === null ? null : (
            <Stands key={trouble.code} trouble={trouble} words="换一个" onClick={onAddress} />
          )
        }
        if (trouble.code === 'DELIVERY_MINIMUM') {
          return <Stands key={trouble.code} trouble={trouble} words="去凑单" onClick={onMore} />
        }
        const { storeId } = trouble
        if (storeId !== null) {
          return (
            <Stands key={trouble.code} trouble={trouble} words="换到那家" onClick={() => store.changeStore(storeId)} />
          )
        }
        return onElsewhere ? (
          <Stands key={trouble.code} trouble={trouble} words="哪家店能送" onClick={onElsewhere} />
        ) : (
          <Stands key={trouble.code} trouble={trouble} words="换地址" onClick={onAddress} />
        )
      })}
    </>
  )
})

/** 威宁广场店 · 1.2 公里 · 配送费 ¥3.00，满 ¥39.00 免 */
function zoneWords({ metres, fee, freeFrom }: NonNullable<CheckoutAnswer['zone']>, store: string): string {
  const terms = fee === 0 ? '免配送费' : `配送费 ${exactYuan(fee)}`
  const free = fee > 0 && freeFrom !== null ? `，满 ${exactYuan(freeFrom)} 免` : ''
  return `${store} · ${distance(metres)} · ${terms}${free}`
}

/** What stands in the way, and the way on. */
function Stands({ trouble, words, onClick }: { trouble: Trouble; words: string; onClick: () => void }) {
  return (
    <View className={styles.stands}>
      <Notice
        tone="tomato"
        action={
          <Button look="danger" size="small" onClick={onClick}>
            {words}
          </Button>
        }
      >
        {trouble.words}
      </Notice>
    </View>
  )
}
