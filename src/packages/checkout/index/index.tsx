import { View } from '@tarojs/components'
import { useDidShow, useUnload } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import type { CheckoutAnswer } from '../../../contract/checkout'
import { ContactSheet } from '../../../features/checkout/contact-sheet'
import { CouponSheet } from '../../../features/checkout/coupon-sheet'
import { GoodsCard } from '../../../features/checkout/goods-card'
import { NearestSheet } from '../../../features/checkout/nearest-sheet'
import { Said } from '../../../features/checkout/said'
import { SavingsCard } from '../../../features/checkout/savings-card'
import { SlotSheet } from '../../../features/checkout/slot-sheet'
import { WayCard } from '../../../features/checkout/way-card'
import { REMARK_LIMIT } from '../../../features/checkout/wish'
import { StandInPaySheet } from '../../../features/order/pay-sheet'
import { goTo, goToTab, replaceBy } from '../../../platform/navigate'
import { useNow, usePlatform } from '../../../platform/use-platform'
import { Button } from '../../../ui/button'
import { TextArea } from '../../../ui/field'
import { Loaded } from '../../../ui/loaded'
import { Notice } from '../../../ui/notice'
import { Card, PageShell } from '../../../ui/page-shell'
import { Receipt } from '../../../ui/receipt'
import { Empty, Skeleton } from '../../../ui/states'
import { CheckoutModel } from './checkout.model'
import styles from './index.module.scss'

const toAddresses = (): void => goTo('/packages/address/list/index?choose=yes')
const toShop = (): void => goToTab('shop')

/** 确认订单 */
export default observer(function CheckoutPage() {
  const platform = usePlatform()
  const [model] = useState(() => new CheckoutModel(platform))
  const now = useNow(false)
  const { checkout } = model
  useDidShow(() => void checkout.shown())
  useUnload(model.paying.stop)
  if (!checkout.basket) {
    return (
      <PageShell>
        <Empty
          pictureUrl={platform.pictureUrl('shopping-cart')}
          title="还没有选商品"
          words="从购物车里勾上要买的，再来结算"
          action={<Button onClick={() => goToTab('cart')}>去购物车</Button>}
        />
      </PageShell>
    )
  }
  return (
    <PageShell footer={<Foot model={model} />}>
      <Loaded of={checkout.look} now={now} skeleton={<Skeleton shape="card" repeat={3} />}>
        {(look) => <Body model={model} look={look} />}
      </Loaded>
      <StandInPaySheet store={model.paying} />
    </PageShell>
  )
})

type BodyProps = { readonly model: CheckoutModel; readonly look: CheckoutAnswer }

const Body = observer(({ model, look }: BodyProps) => {
  const { pictureUrl } = usePlatform()
  const now = useNow(false)
  const { checkout } = model
  return (
    <View>
      <Notes model={model} look={look} />
      <WayCard
        store={checkout}
        look={look}
        now={now}
        onSlot={() => model.show('slot')}
        onAddress={toAddresses}
        onContact={() => model.show('contact')}
        onMore={toShop}
        onElsewhere={model.elsewhere}
      />
      <View className={styles.gap} />
      <GoodsCard store={checkout} look={look} pictureUrl={pictureUrl} />
      <View className={styles.gap} />
      <SavingsCard store={checkout} look={look} onCoupons={() => model.show('coupons')} onMore={toShop} />
      <View className={styles.gap} />
      <Card tight>
        <View className={styles.remark}>
          <TextArea
            label="备注"
            value={checkout.wish.remark}
            most={REMARK_LIMIT}
            placeholder="比如 鱼请杀好，番茄要熟一点的"
            locked={checkout.locked}
            onInput={checkout.write}
          />
        </View>
      </Card>
      <View className={styles.gap} />
      <Sum model={model} look={look} />
      <Sheets model={model} look={look} />
    </View>
  )
})

/** What the server has to say beside the numbers: what dropped out, a gift that ran out, a store that is not open. */
const Notes = observer(({ model, look }: BodyProps) => {
  const whole = model.checkout.troublesAt('whole').map(({ words }) => words)
  const calm = [...look.notes, ...look.receipt.notices.map(({ words }) => words)]
  if (whole.length + calm.length === 0) return null
  return (
    <View className={styles.notes}>
      {whole.length > 0 ? <Notice tone="tomato">{whole.join('；')}</Notice> : null}
      {calm.length > 0 ? (
        <Notice tone="sun">
          {calm.map((words) => (
            <View key={words}>{words}</View>
          ))}
        </Notice>
      ) : null}
    </View>
  )
})

const Sum = observer(({ model, look: { receipt, balance, toPay } }: BodyProps) => {
  const pickup = model.checkout.wish.kind === 'pickup'
  const parts = pickup ? [...receipt.parts, { title: '到店自提', because: '', amount: 0 }] : receipt.parts
  const after =
    balance.uses > 0
      ? [
          { title: '余额支付', amount: balance.uses },
          { title: '微信支付', amount: toPay },
        ]
      : []
  return (
    <Receipt parts={parts} total={receipt.total} saved={receipt.saved} after={after} stale={model.checkout.stale} />
  )
})

const Sheets = observer(({ model, look }: BodyProps) => {
  const { pictureUrl } = usePlatform()
  const now = useNow(false)
  const { checkout, nearest } = model
  const pickup = checkout.wish.kind === 'pickup'
  return (
    <>
      <SlotSheet
        open={model.sheet === 'slot'}
        title={pickup ? '什么时候来取' : '什么时候送到'}
        slots={look.slots}
        chosen={look.slot?.opensAt ?? null}
        now={now}
        onChoose={(opensAt) => {
          checkout.chooseSlot(opensAt)
          model.close()
        }}
        onClose={model.close}
      />
      <CouponSheet
        store={checkout}
        look={look}
        open={model.sheet === 'coupons'}
        pictureUrl={pictureUrl}
        onClose={model.close}
      />
      <ContactSheet store={checkout} open={model.sheet === 'contact'} onClose={model.close} />
      <NearestSheet store={nearest} here={look.store.id} now={now} onChoose={model.moveTo} />
    </>
  )
})

const Foot = observer(({ model }: { model: CheckoutModel }) => {
  const step = model.checkout.step
  if (!step) return null
  const act = {
    submit: () => void buy(model),
    slot: () => model.show('slot'),
    contact: () => model.show('contact'),
    address: toAddresses,
    pickup: () => model.checkout.chooseKind('pickup'),
    more: toShop,
    unpaid: () => goTo('/packages/order/list/index?shelf=unpaid'),
    wait: () => undefined,
  }[step.does]
  return (
    <View>
      <Said store={model.checkout} />
      <Button size="big" wide onClick={act} busy={model.busy} disabled={step.does === 'wait'}>
        {step.words}
      </Button>
    </View>
  )
})

/** The order's own page takes the place of this one: going back must not lead to a basket that is an order. */
async function buy(model: CheckoutModel): Promise<void> {
  const bought = await model.buy()
  if (bought) replaceBy(`/packages/order/detail/index?orderId=${bought.orderId}&ended=${bought.ended}`)
}
