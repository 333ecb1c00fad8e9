import type { CouponCard, CouponsAnswer } from '../../contract/coupon'
import { paths } from '../../contract/paths'
import type { Instant } from '../../domain/time'
import { Loadable } from '../../platform/loadable'
import type { Api } from '../../platform/request'
import { refuseShowing } from './coupon-facts'

/** How many are put on the home page; the rest are in the wallet. */
const MOST = 2

/** The coupons one may want at the counter right now, what ends first, first: the top of the wallet's first shelf. */
export class HandyStore {
  private readonly usable: Loadable<CouponsAnswer>

  constructor(api: Api) {
    const query = { shelf: 'usable' }
    this.usable = new Loadable(
      () => api.get<CouponsAnswer>(paths.coupons, { query, keep: true }),
      () => api.getCached<CouponsAnswer>(paths.coupons, { query }),
    )
  }

  load(): Promise<boolean> {
    return this.usable.load()
  }

  at(now: Instant): CouponCard[] {
    const held = this.usable.value?.coupons ?? []
    return held.filter((coupon) => refuseShowing(coupon, now) === null).slice(0, MOST)
  }
}
