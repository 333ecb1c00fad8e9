import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import type { CheckoutAnswer } from '../../contract/checkout'
import type { CouponValue } from '../../domain/coupon/coupon'
import type { Instant } from '../../domain/time'
import { exactYuan } from '../../ui/amount'
import { Button } from '../../ui/button'
import { classNames } from '../../ui/class-names'
import { CouponTicket } from '../../ui/coupon-ticket'
import { groupsOf } from '../../ui/groups'
import { endDay } from '../../ui/moment'
import { ListRow, Toggle } from '../../ui/rows'
import { Sheet } from '../../ui/sheet'
import { Empty } from '../../ui/states'
import styles from './checkout.module.scss'
import type { CheckoutStore } from './checkout.store'
import { sortedCoupons, tapCoupon } from './coupon-choice'

type Coupon = CheckoutAnswer['coupons'][number]
type Props = {
  readonly store: CheckoutStore
  readonly look: CheckoutAnswer
  readonly open: boolean
  readonly pictureUrl: (name: string) => string
  readonly onClose: () => void
}

/** 优惠券: the best are in; others can be taken instead, and those that cannot say why and what is missing. */
export const CouponSheet = observer(({ store, look, open, pictureUrl, onClose }: Props) => {
  const none = look.coupons.length === 0
  const saves = look.coupons.reduce((sum, one) => sum + (one.applied ? one.saves : 0), 0)
  return (
    <Sheet
      open={open}
      title="优惠券"
      onClose={onClose}
      footer={
        <Button size="big" wide onClick={onClose}>
          {saves > 0 ? `就这样，省 ${exactYuan(saves)}` : '就这样'}
        </Button>
      }
    >
      {none ? <Empty pictureUrl={pictureUrl('ticket')} title="还没有券" words="首页领的券会出现在这里" /> : null}
      {none ? null : (
        <View className={styles.best}>
          <ListRow
            title="自动选最省的"
            words="购物车有变化时，也替你重新选"
            after={
              <Toggle
                on={store.wish.coupons === 'best'}
                label="自动选最省的"
                onChange={(on) => store.chooseCoupons(on ? 'best' : [])}
              />
            }
          />
        </View>
      )}
      <Tickets store={store} look={look} pictureUrl={pictureUrl} />
    </Sheet>
  )
})

/** So many are drawn at a time, the best first: with sixty kinds of goods behind the sheet a page has fewer than a thousand nodes. */
const AT_ONCE = 15

const Tickets = observer(({ store, look, pictureUrl }: Pick<Props, 'store' | 'look' | 'pictureUrl'>) => {
  const [part, setPart] = useState(0)
  const parts = groupsOf(sortedCoupons(look.coupons), AT_ONCE)
  const at = Math.min(part, parts.length - 1)
  const after = look.coupons.length - (at + 1) * AT_ONCE
  return (
    <View className={classNames(styles.tickets, store.stale && styles.stale)}>
      {at > 0 ? (
        <Button look="plain" wide onClick={() => setPart(at - 1)}>
          {`前面 ${at * AT_ONCE} 张`}
        </Button>
      ) : null}
      {parts[at]?.map((one) => (
        <Ticket
          key={one.coupon.id}
          one={one}
          pictureUrl={pictureUrl}
          onTap={() => store.chooseCoupons(tapCoupon(look.coupons, one))}
        />
      ))}
      {after > 0 ? (
        <Button look="plain" wide onClick={() => setPart(at + 1)}>
          {`还有 ${after} 张`}
        </Button>
      ) : null}
    </View>
  )
})

type TicketProps = { readonly one: Coupon; readonly pictureUrl: (name: string) => string; readonly onTap: () => void }

function Ticket({ one, pictureUrl, onTap }: TicketProps) {
  const { coupon, applied, choosable, words } = one
  const value = coupon.value as CouponValue
  return (
    <View className={styles.ticket}>
      <CouponTicket
        value={value}
        name={coupon.title}
        terms={endDay(coupon.usableUntil as Instant)}
        {...(value.kind === 'exchange' && { pictureUrl: pictureUrl(value.goods.picture) })}
        {...(applied || choosable ? { tag: { words, tone: applied ? 'leaf' : 'sun' } } : { over: words })}
        action={
          applied || choosable ? (
            <Button
              size="small"
              look={applied ? 'soft' : 'ghost'}
              label={`${applied ? '不用' : '用这张'}：${coupon.title}`}
              onClick={onTap}
            >
              {applied ? '不用' : '用这张'}
            </Button>
          ) : null
        }
      />
    </View>
  )
}
