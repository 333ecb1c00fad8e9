import type { CouponCard, CouponCodeAnswer } from '../../contract/coupon'
import { fill, paths } from '../../contract/paths'
import type { ApiError } from '../../platform/answer'
import type { Api } from '../../platform/request'
import { RotatingCode } from '../../platform/rotating-code'

export type CouponCode = RotatingCode<CouponCodeAnswer, CouponCard>

/** The code page of one coupon. */
export function couponCode(api: Api, couponId: string): CouponCode {
  const path = fill(paths.couponCode, { couponId })
  return new RotatingCode({
    ask: () => api.get<CouponCodeAnswer>(path, { keep: true }),
    kept: () => api.getCached<CouponCodeAnswer>(path)?.data ?? null,
    look: async () => {
      const answer = await api.get<CouponCard>(fill(paths.coupon, { couponId }))
      return answer.ok && answer.data.shelf === 'used' ? answer.data : null
    },
    doneCode: 'COUPON_USED',
    liftedAt,
  })
}

function liftedAt({ code, facts }: ApiError): number | null {
  const { opensAt } = facts
  return code === 'COUPON_NOT_YET_USABLE' && typeof opensAt === 'number' ? opensAt : null
}
