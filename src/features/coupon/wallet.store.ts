import { makeAutoObservable, observable, runInAction } from 'mobx'
import type { CouponCard, CouponsAnswer } from '../../contract/coupon'
import { paths } from '../../contract/paths'
import type { WalletShelf } from '../../domain/coupon/coupon'
import type { Answer, ApiError } from '../../platform/answer'
import { Loadable } from '../../platform/loadable'
import type { Api } from '../../platform/request'

export const SHELVES = ['usable', 'gifting', 'used', 'ended'] as const satisfies readonly WalletShelf[]

/** One shelf of the wallet, in pages that follow one another by the cursor of the last. */
export class ShelfPages {
  readonly shown: Loadable<CouponsAnswer>
  loadingMore = false
  /** Why the next page did not come; what is shown stays. */
  moreError: ApiError | null = null

  constructor(
    private readonly api: Api,
    private readonly shelf: WalletShelf,
  ) {
    this.shown = new Loadable(
      () => this.asMuchAsShown(),
      () => api.getCached<CouponsAnswer>(paths.coupons, { query: { shelf } }),
    )
    makeAutoObservable<this, 'api' | 'shelf'>(this, { api: false, shelf: false, shown: false }, { autoBind: true })
  }

  get coupons(): readonly CouponCard[] {
    return this.shown.value?.coupons ?? []
  }

  /** Appends the next page, if there is one. Asking while it is on its way does nothing. */
  async more(): Promise<void> {
    const before = this.shown.value
    if (this.loadingMore || this.shown.loading || !before?.next) return
    this.loadingMore = true
    this.moreError = null
    const answer = await this.page(before.next)
    runInAction(() => {
      this.loadingMore = false
      // Asked anew meanwhile: the page belongs to a list that is no longer shown.
      if (this.shown.value !== before) return
      if (answer.ok) this.shown.change(joined(before, answer.data))
      else this.moreError = answer.error
    })
  }

  /** Coming back must not shorten the list under the thumb: as many pages are asked for as were shown. */
  private async asMuchAsShown(): Promise<Answer<CouponsAnswer>> {
    const wanted = this.shown.keptAt === null ? this.coupons.length : 0
    const first = await this.page()
    if (!first.ok) return first
    let all = first.data
    while (all.next && all.coupons.length < wanted) {
      const following = await this.page(all.next)
      if (!following.ok) return following
      all = joined(all, following.data)
    }
    return { ok: true, data: all }
  }

  private page(after?: string): Promise<Answer<CouponsAnswer>> {
    return this.api.get<CouponsAnswer>(paths.coupons, {
      query: { shelf: this.shelf, after },
      keep: after === undefined,
    })
  }
}

/** A coupon that moved between two pages is shown once. */
function joined(before: CouponsAnswer, page: CouponsAnswer): CouponsAnswer {
  const known = new Set(before.coupons.map((coupon) => coupon.id))
  return { ...page, coupons: [...before.coupons, ...page.coupons.filter((coupon) => !known.has(coupon.id))] }
}

/** 我的卡券: four shelves, each loaded when it is looked at, and how many lie on each. */
export class WalletStore {
  chosen: WalletShelf = 'usable'
  private readonly shelves: Readonly<Record<WalletShelf, ShelfPages>>
  private latest = observable.box<CouponsAnswer['counts'] | null>(null)

  constructor(api: Api) {
    const pages = (shelf: WalletShelf): ShelfPages => new ShelfPages(api, shelf)
    this.shelves = { usable: pages('usable'), gifting: pages('gifting'), used: pages('used'), ended: pages('ended') }
    makeAutoObservable<this, 'shelves' | 'latest'>(this, { shelves: false, latest: false }, { autoBind: true })
  }

  get current(): ShelfPages {
    return this.shelves[this.chosen]
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
