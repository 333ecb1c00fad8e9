import type { CheckoutAnswer } from '../../contract/checkout'

type Coupon = CheckoutAnswer['coupons'][number]

const isForDelivery = ({ coupon }: Coupon): boolean => coupon.value.kind === 'free-delivery'

/**
 * The coupons after a tap on one of them. An order takes one on goods and one on delivery, so a tap puts it in the place of its kind, or
 * takes it out when it is in.
 */
export function tapCoupon(coupons: readonly Coupon[], tapped: Coupon): string[] {
  const others = coupons.filter((one) => one.applied && one.coupon.id !== tapped.coupon.id)
  if (tapped.applied) return others.map(({ coupon }) => coupon.id)
  const staying = others.filter((one) => isForDelivery(one) !== isForDelivery(tapped))
  return [...staying.map(({ coupon }) => coupon.id), tapped.coupon.id]
}

/** In the order of the sheet: what is in, what could be, what cannot be with its reason. */
export const sortedCoupons = (coupons: readonly Coupon[]): readonly Coupon[] => [
  ...coupons.filter((one) => one.applied),
  ...coupons.filter((one) => !one.applied && one.choosable),
  ...coupons.filter((one) => !one.applied && !one.choosable),
]
