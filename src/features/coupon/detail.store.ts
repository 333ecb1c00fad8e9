import { makeAutoObservable } from 'mobx'
import type { CouponCard } from '../../contract/coupon'
import type { StoresAnswer } from '../../contract/launch'
import { fill, paths } from '../../contract/paths'
import { Loadable } from '../../platform/loadable'
import type { Api } from '../../platform/request'

/** One coupon of the resident, and the stores it works in. */
export class CouponDetailStore {
  readonly coupon: Loadable<CouponCard>
  readonly stores: Loadable<StoresAnswer>

  constructor(api: Api, couponId: string) {
    const path = fill(paths.coupon, { couponId })
    this.coupon = new Loadable(
      () => api.get<CouponCard>(path, { keep: true }),
      () => api.getCached<CouponCard>(path),
    )
    this.stores = new Loadable(
      () => api.get<StoresAnswer>(paths.stores, { session: 'none', keep: true }),
      () => api.getCached<StoresAnswer>(paths.stores),
    )
    makeAutoObservable(this, { coupon: false, stores: false }, { autoBind: true })
  }

  async load(): Promise<boolean> {
    const [came] = await Promise.all([this.coupon.load(), this.stores.load()])
    return came
  }

  /** It is no longer here: a neighbour has taken it, or the address is wrong. An earlier answer must not hide that. */
  get gone(): 'taken' | 'unknown' | null {
    if (this.coupon.error?.code !== 'COUPON_NOT_FOUND') return null
    return this.coupon.value?.gift ? 'taken' : 'unknown'
  }
}
