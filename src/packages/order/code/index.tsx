import { View } from '@tarojs/components'
import { useDidHide, useDidShow, useRouter, useUnload } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useEffect, useState } from 'react'
import type { OrderAnswer } from '../../../contract/order'
import { OrderCodeFace, Packed } from '../../../features/order/code-face'
import { orderCode, type OrderCode } from '../../../features/order/code.store'
import { goBack, goTo, replaceBy } from '../../../platform/navigate'
import { brightenScreen, restoreScreen } from '../../../platform/screen'
import { hideShareMenu } from '../../../platform/share-menu'
import { usePlatform } from '../../../platform/use-platform'
import { Button } from '../../../ui/button'
import { Card, PageShell } from '../../../ui/page-shell'
import { ResultScreen } from '../../../ui/result-screen'
import { Empty } from '../../../ui/states'
import styles from './index.module.scss'

/** 提货码: read by a scanner at arm's length, so the screen is bright and stays on. Nobody can pass it on from here. */
export default observer(function OrderCodePage() {
  const { api, clock, ticker, pictureUrl } = usePlatform()
  const { orderId = '' } = useRouter().params
  const [code] = useState(() => orderCode(api, orderId))
  const [visible, setVisible] = useState(false)

  useDidShow(() => {
    setVisible(true)
    hideShareMenu()
    void brightenScreen()
    void code.shown(clock.now())
  })
  useDidHide(() => {
    setVisible(false)
    void restoreScreen()
  })
  useUnload(() => void restoreScreen())
  useEffect(() => (visible ? ticker.subscribe(code.tick) : undefined), [visible, ticker, code])

  if (code.verified) return <Collected order={code.verified} />
  if (code.refusal) return <Refused code={code} orderId={orderId} />
  return (
    <PageShell>
      <Card>
        <OrderCodeFace store={code} />
      </Card>
      <View className={styles.gap} />
      <Packed store={code} pictureUrl={pictureUrl} />
    </PageShell>
  )
})

/** The clerk has handed it over: the whole screen says so, calmly. */
function Collected({ order }: { order: OrderAnswer }) {
  const units = order.lines.reduce((sum, { pickedQuantity, quantity }) => sum + (pickedQuantity ?? quantity), 0)
  return (
    <ResultScreen
      outcome="good"
      title="已取货"
      words={`${order.store.name} · ${units} 件，慢走`}
      footer={
        <Button
          size="big"
          wide
          look="onHero"
          onClick={() => replaceBy(`/packages/order/detail/index?orderId=${order.id}`)}
        >
          看看订单
        </Button>
      }
    />
  )
}

const WHY: Readonly<Record<string, { readonly words: string; readonly picture: string }>> = {
  ORDER_NOT_READY: { words: '备好了会告诉你，这一页也会自己变成提货码', picture: 'basket' },
  ORDER_IS_DELIVERY: { words: '骑手会送到你家，请留意电话', picture: 'motor-scooter' },
  ORDER_NOT_FOUND: { words: '它可能是在别的微信号下的单', picture: 'receipt' },
}

/** Why there is no code now, in the API's sentence, and what to do. */
const Refused = observer(({ code, orderId }: { code: OrderCode; orderId: string }) => {
  const { pictureUrl } = usePlatform()
  const why = code.refusal ? WHY[code.refusal.code] : undefined
  const known = code.refusal?.code !== 'ORDER_NOT_FOUND'
  return (
    <PageShell>
      <Card>
        <Empty
          pictureUrl={pictureUrl(why?.picture ?? 'receipt')}
          title={code.refusal?.message ?? ''}
          {...(why && { words: why.words })}
          action={
            <Button
              look="ghost"
              onClick={() => (known ? goTo(`/packages/order/detail/index?orderId=${orderId}`) : goBack())}
            >
              {known ? '看看订单' : '返回'}
            </Button>
          }
        />
      </Card>
    </PageShell>
  )
})
