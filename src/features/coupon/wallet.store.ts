import { makeAutoObservable, observable, runInAction } from 'mobx'
import type { CouponCard, CouponsAnswer } from '../../contract/coupon'
import { paths } from '../../contract/paths'
import type { WalletShelf } from '../../domain/coupon/coupon'
import { joinedById, Pages } from '../../platform/pages'
import type { Api } from '../../platform/request'

export const SHELVES = ['usable', 'gifting', 'used', 'ended'] as const satisfies readonly WalletShelf[]

/** One shelf of the wallet. */
export type ShelfPages = Pages<CouponsAnswer>

const shelfPages = (api: Api, shelf: WalletShelf): ShelfPages =>
  new Pages({
    page: (after) => api.get<CouponsAnswer>(paths.coupons, { query: { shelf, after }, keep: after === undefined }),
    kept: () => api.getCached<CouponsAnswer>(paths.coupons, { query: { shelf } }),
    joined: (before, page) => ({ ...page, coupons: joinedById(before.coupons, page.coupons) }),
    size: ({ coupons }) => coupons.length,
  })

/** 我的卡券: four shelves, each loaded when it is looked at, and how many lie on each. */
export class WalletStore {
  chosen: WalletShelf = 'usable'
  private readonly shelves: Readonly<Record<WalletShelf, ShelfPages>>
  private latest = observable.box<CouponsAnswer['counts'] | null>(null)

  constructor(api: Api) {
    const pages = (shelf: WalletShelf): ShelfPages => shelfPages(api, shelf)
    this.shelves = { usable: pages('usable'), gifting: pages('gifting'), used: pages('used'), ended: pages('ended') }
    makeAutoObservable<this, 'shelves' | 'latest'>(this, { shelves: false, latest: false }, { autoBind: true })
  }

  get current(): ShelfPages {
    return this.shelves[this.chosen]
  }

  /** Those of the chosen shelf, as far as they were asked for. */
  get coupons(): readonly CouponCard[] {
    return this.current.shown.value?.coupons ?? []
  }

  /** As the last answer of any shelf said; `null` until one has come. */
  get counts(): CouponsAnswer['counts'] | null {
    return this.latest.get() ?? this.current.shown.value?.counts ?? null
  }

  async load(): Promise<boolean> {
    const { shown } = this.current
    const came = await shown.load()
    if (came && shown.value) runInAction(() => this.latest.set(shown.value!.counts))
    return came
  }

  choose(shelf: WalletShelf): void {
    this.chosen = shelf
    void this.load()
  }

  more(): Promise<void> {
    return this.current.more()
  }
}
