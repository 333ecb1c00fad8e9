import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import type { CheckoutAnswer } from '../../contract/checkout'
import type { CouponValue } from '../../domain/coupon/coupon'
import type { Instant } from '../../domain/time'
import { exactYuan } from '../../ui/amount'
import { Button } from '../../ui/button'
import { classNames } from '../../ui/class-names'
import { CouponTicket } from '../../ui/coupon-ticket'
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
      <View className={classNames(styles.tickets, store.stale && styles.stale)}>
        {sortedCoupons(look.coupons).map((one) => (
          <Ticket
            key={one.coupon.id}
            one={one}
            pictureUrl={pictureUrl}
            onTap={() => store.chooseCoupons(tapCoupon(look.coupons, one))}
          />
        ))}
      </View>
    </Sheet>
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
