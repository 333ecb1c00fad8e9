import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import type { AddressCard } from '../../contract/checkout'
import { access } from '../../ui/access'
import { Button } from '../../ui/button'
import { Notice } from '../../ui/notice'
import { Card } from '../../ui/page-shell'
import { Sheet } from '../../ui/sheet'
import { Tag } from '../../ui/tag'
import styles from './address.module.scss'
import type { AddressBookStore } from './address-book.store'

type Props = {
  readonly store: AddressBookStore
  readonly addresses: readonly AddressCard[]
  /** Choosing one for an order; `null` when the book is only looked after. */
  readonly onChoose: ((address: AddressCard) => void) | null
  readonly onEdit: (address: AddressCard) => void
}

/** The addresses as cards: the whole card chooses when one is being chosen. */
export const AddressList = observer(({ store, addresses, onChoose, onEdit }: Props) => (
  <>
    {store.error && !store.removing ? <Notice tone="tomato">{store.error.message}</Notice> : null}
    {addresses.map((address) => (
      <Card key={address.id}>
        <Where address={address} onChoose={onChoose} />
        <View className={styles.acts}>
          {address.isDefault ? null : (
            <Button
              look="plain"
              size="small"
              busy={store.busy === address.id ? '正在改' : false}
              label={`设为常用：${address.place}`}
              onClick={() => void store.makeUsual(address)}
            >
              设为常用
            </Button>
          )}
          <Button look="plain" size="small" label={`修改：${address.place}`} onClick={() => onEdit(address)}>
            修改
          </Button>
          <Button look="plain" size="small" label={`删除：${address.place}`} onClick={() => store.askRemoval(address)}>
            删除
          </Button>
        </View>
      </Card>
    ))}
    <RemoveSheet store={store} />
  </>
))

function Where({ address, onChoose }: Pick<Props, 'onChoose'> & { address: AddressCard }) {
  const { name, phone, place, detail, isDefault } = address
  return (
    <View
      className={styles.where}
      {...(onChoose ? { onClick: () => onChoose(address), hoverClass: styles.pressed ?? '' } : {})}
      {...(onChoose ? access({ role: 'button' }) : {})}
    >
      <View className={styles.place}>{`${place} ${detail}`}</View>
      <View className={styles.who}>
        {`${name} ${phone}`}
        {isDefault ? (
          <View className={styles.usual}>
            <Tag tone="leaf">常用</Tag>
          </View>
        ) : null}
      </View>
    </View>
  )
}

const RemoveSheet = observer(({ store }: { store: AddressBookStore }) => (
  <Sheet
    open={store.removing !== null}
    title="删除这个地址？"
    onClose={store.keep}
    footer={
      <View>
        <Button
          look="danger"
          size="big"
          wide
          busy={store.busy ? '正在删除' : false}
          onClick={() => void store.remove()}
        >
          删除
        </Button>
        <View className={styles.under}>
          <Button look="plain" wide onClick={store.keep}>
            留着
          </Button>
        </View>
      </View>
    }
  >
    <View className={styles.place}>{store.removing ? `${store.removing.place} ${store.removing.detail}` : ''}</View>
    <View className={styles.how}>已经下的订单不受影响。</View>
    {store.error ? <Notice tone="tomato">{store.error.message}</Notice> : null}
  </Sheet>
))
