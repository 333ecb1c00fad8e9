import { makeAutoObservable, observable } from 'mobx'
import { fill, paths } from '../../contract/paths'
import type { Category, GoodsCard, GoodsPage, ShopAnswer } from '../../contract/shop'
import { Loadable } from '../../platform/loadable'
import { onePerStore } from '../../platform/one-per-store'
import type { Api } from '../../platform/request'
import { GoodsPages } from './goods-pages'

/** 今日特价: no category of the shop, and the first of the rail while there are any. */
export const TODAY = 'today'

/** What the rail shows. */
export type Shelf = Pick<Category, 'id' | 'name' | 'picture'>

/** 选购: categories, what is special today, and the goods of one category after another. */
export class ShopStore {
  /** The first screen, in one answer. */
  readonly shop: Loadable<ShopAnswer>
  private wanted: string | null = null
  private readonly categories = observable.map<string, GoodsPages>({}, { deep: false })

  constructor(
    private readonly api: Api,
    readonly storeId: string,
  ) {
    const path = fill(paths.shop, { storeId })
    this.shop = new Loadable(
      () => api.get<ShopAnswer>(path, { session: 'none', keep: true }),
      () => api.getCached<ShopAnswer>(path),
    )
    makeAutoObservable<this, 'api'>(this, { api: false, storeId: false, shop: false }, { autoBind: true })
  }

  get shelves(): readonly Shelf[] {
    const shown = this.shop.value
    if (!shown) return []
    const today = shown.specials.length > 0 ? [{ id: TODAY, name: '今日特价', picture: 'fire' }] : []
    return [...today, ...shown.categories]
  }

  /** The shelf looked at: the one wanted while it is there, else the first. */
  get chosen(): string | null {
    const { shelves, wanted } = this
    return shelves.find(({ id }) => id === wanted)?.id ?? shelves[0]?.id ?? null
  }

  /** The shelf after the one looked at; `null` after the last. */
  get following(): Shelf | null {
    const at = this.shelves.findIndex(({ id }) => id === this.chosen)
    return this.shelves[at + 1] ?? null
  }

  get specials(): readonly GoodsCard[] {
    return this.shop.value?.specials ?? []
  }

  /** The pages of the category looked at; `null` for 今日特价, which has no more than it shows. */
  get pages(): GoodsPages | null {
    return this.chosen === null || this.chosen === TODAY ? null : (this.categories.get(this.chosen) ?? null)
  }

  async load(): Promise<boolean> {
    const came = await this.shop.load()
    this.begin()
    if (this.pages?.goods === null) await this.pages.load()
    return came
  }

  choose(shelf: string): void {
    this.wanted = shelf
    if (shelf === TODAY || !this.shop.value) return
    const pages = this.pagesOf(shelf)
    const [first] = this.shop.value.categories
    // the first category came with the shop; the others are asked for each time: their prices may be of this morning
    if (shelf !== first?.id || pages.goods === null) void pages.load()
  }

  /** The first page of the first category came with the shop. */
  private begin(): void {
    const shown = this.shop.value
    if (!shown) return
    const [first] = shown.categories
    if (first) this.pagesOf(first.id).begin(shown.page)
    if (this.chosen && this.chosen !== TODAY) this.pagesOf(this.chosen)
  }

  private pagesOf(category: string): GoodsPages {
    const known = this.categories.get(category)
    if (known) return known
    const path = fill(paths.goodsList, { storeId: this.storeId })
    const made = new GoodsPages((after) =>
      this.api.get<GoodsPage>(path, { query: { category, after }, session: 'none' }),
    )
    this.categories.set(category, made)
    return made
  }
}

/** The shop of a store, the same for every page: the home page and 选购 show one answer. */
export const shopOf = onePerStore(({ api }, storeId) => new ShopStore(api, storeId))
