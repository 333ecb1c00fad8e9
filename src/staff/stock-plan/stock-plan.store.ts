import { makeAutoObservable, observable } from 'mobx'
import { fill, paths } from '../../contract/paths'
import type { StockPlanAnswer } from '../../contract/staff'
import { Loadable } from '../../platform/loadable'
import type { Api } from '../../platform/request'

/** 备货预估: what to prepare for the coupons that are out. */
export class StockPlanStore {
  readonly plan: Loadable<StockPlanAnswer>
  /** Goods whose days are shown. */
  readonly unfolded = observable.set<string>()

  constructor(api: Api, storeId: string, theme: () => 'light' | 'dark') {
    const path = fill(paths.staffStockPlan, { storeId })
    this.plan = new Loadable(() => api.get<StockPlanAnswer>(path, { query: { theme: theme() } }))
    makeAutoObservable(this, { plan: false, unfolded: false }, { autoBind: true })
  }

  toggle(batchId: string): void {
    if (!this.unfolded.delete(batchId)) this.unfolded.add(batchId)
  }
}
