import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useNow } from '../../platform/use-platform'
import { CodePanel, CodePlace } from '../../ui/code-panel'
import { hoursOfDay } from '../../ui/moment'
import { Skeleton } from '../../ui/states'
import type { CouponCode } from './code.store'
import type { Stores } from './coupon-facts'

type Props = { readonly store: CouponCode; readonly stores: Stores }

/** Store and hours, a large QR, eight digits: nothing else. */
export const CodeFace = observer(({ store, stores }: Props) => (
  <View>
    <Where store={store} stores={stores} />
    <Code store={store} />
  </View>
))

const Where = observer(({ store, stores }: Props) => {
  const ids = store.codes?.coupon.storeIds ?? []
  const found = stores.find(({ id }) => ids.includes(id))
  if (!found) return <CodePlace words="到店出示给店员" />
  const others = ids.length > 1 ? `等 ${ids.length} 家店` : ''
  return <CodePlace name={`${found.name}${others}`} words={`每天 ${hoursOfDay(found.hours)} · 请店员扫码`} />
})

/** What is valid this second. It is chosen here, each second, so that nothing above is drawn again. */
const Code = observer(({ store }: { store: CouponCode }) => {
  const now = useNow()
  if (!store.codes && !store.unreached) return <Skeleton shape="card" repeat={1} />
  return (
    <CodePanel
      {...store.codeAt(now)}
      now={now}
      name="券码"
      unreached={store.unreached?.message ?? null}
      asking={store.asking}
      onAgain={() => void store.ask(now)}
    />
  )
})
