import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useNow } from '../../platform/use-platform'
import { exactYuan } from '../../ui/amount'
import { CodePanel, CodePlace } from '../../ui/code-panel'
import { hoursOfDay } from '../../ui/moment'
import { Card } from '../../ui/page-shell'
import { Picture } from '../../ui/picture'
import { Skeleton } from '../../ui/states'
import type { OrderCode } from './code.store'
import styles from './code-face.module.scss'

/** Store and hours, a large QR, eight digits: what a clerk needs to see, and nothing beside it. */
export const OrderCodeFace = observer(({ store }: { store: OrderCode }) => {
  const { codes } = store
  return (
    <View>
      {codes ? (
        <CodePlace name={codes.store.name} words={`每天 ${hoursOfDay(codes.store.hours)} · 请店员扫码`} />
      ) : (
        <CodePlace words="到店出示给店员" />
      )}
      <Code store={store} />
    </View>
  )
})

/** What is valid this second. It is chosen here, each second, so that nothing above is drawn again. */
const Code = observer(({ store }: { store: OrderCode }) => {
  const now = useNow()
  if (!store.codes && !store.unreached) return <Skeleton shape="card" repeat={1} />
  return (
    <CodePanel
      {...store.codeAt(now)}
      now={now}
      name="提货码"
      unreached={store.unreached?.message ?? null}
      asking={store.asking}
      onAgain={() => void store.ask(now)}
    />
  )
})

const PICTURES = 5
type PackedProps = { readonly store: OrderCode; readonly pictureUrl: (name: string) => string }

/** What is packed, below the code: so that one sees it is all there, and what weighing has given back. */
export const Packed = observer(({ store, pictureUrl }: PackedProps) => {
  const { codes } = store
  if (!codes) return null
  const { order, notes } = codes
  return (
    <Card>
      <View className={styles.head}>
        <View className={styles.title}>{`已备好 · ${order.units} 件`}</View>
        <View className={styles.total}>{exactYuan(order.total - order.refunded)}</View>
      </View>
      <View className={styles.pictures}>
        {order.pictures.slice(0, PICTURES).map(({ picture, name }, i) => (
          <Picture
            key={`${i}-${name}`}
            src={pictureUrl(picture)}
            alt={name}
            photo={picture.startsWith('http')}
            className={styles.picture}
          />
        ))}
      </View>
      {notes.map((note) => (
        <View key={note} className={styles.note}>
          {note}
        </View>
      ))}
      <View className={styles.number}>{`订单号 ${order.number}`}</View>
    </Card>
  )
})
