import { observer } from 'mobx-react-lite'
import type { CouponCard } from '../../contract/coupon'
import type { Instant } from '../../domain/time'
import { Button } from '../../ui/button'
import { CouponTicket } from '../../ui/coupon-ticket'
import { tagOf, termsOf, valueOf } from './coupon-facts'

type Props = {
  readonly coupons: readonly CouponCard[]
  readonly now: Instant
  readonly pictureUrl: (name: string) => string
  readonly onOpen: (couponId: string) => void
  readonly onShow: (couponId: string) => void
}

/** Tickets that lead straight to their code. */
export const HandyList = observer(({ coupons, now, pictureUrl, onOpen, onShow }: Props) => (
  <>
    {coupons.map((coupon) => (
      <CouponTicket
        key={coupon.id}
        value={valueOf(coupon)}
        name={coupon.title}
        terms={termsOf(coupon)}
        tag={tagOf(coupon, now)}
        {...(coupon.value.kind === 'exchange' && { pictureUrl: pictureUrl(coupon.value.goods.picture) })}
        onOpen={() => onOpen(coupon.id)}
        action={
          <Button size="small" label={`出示${coupon.title}`} onClick={() => onShow(coupon.id)}>
            出示
          </Button>
        }
      />
    ))}
  </>
))
