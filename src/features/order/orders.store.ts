import { makeAutoObservable, observable, runInAction } from 'mobx'
import type { OrdersAnswer, OrderSummary } from '../../contract/order'
import { paths } from '../../contract/paths'
import { joinedById, Pages } from '../../platform/pages'
import type { Api } from '../../platform/request'

export type OrderShelf = 'all' | 'unpaid' | 'active' | 'ready' | 'done'
type Counts = OrdersAnswer['counts']

/** In the order of the tabs, with their names. */
export const SHELVES: readonly { readonly shelf: OrderShelf; readonly words: string }[] = [
  { shelf: 'all', words: '全部' },
  { shelf: 'unpaid', words: '待付款' },
  { shelf: 'active', words: '进行中' },
  { shelf: 'ready', words: '待取货' },
  { shelf: 'done', words: '已完成' },
]

export const shelfNamed = (name: string | undefined): OrderShelf =>
  SHELVES.find(({ shelf }) => shelf === name)?.shelf ?? 'all'

const pagesOf = (api: Api, shelf: OrderShelf): Pages<OrdersAnswer> =>
  new Pages({
    page: (after) => api.get<OrdersAnswer>(paths.orders, { query: { shelf, after }, keep: after === undefined }),
    kept: () => api.getCached<OrdersAnswer>(paths.orders, { query: { shelf } }),
    joined: (before, page) => ({ ...page, orders: joinedById(before.orders, page.orders) }),
    size: ({ orders }) => orders.length,
  })

/** 我的订单: five shelves in pages of twenty, each asked for when it is looked at, and how many wait on each. */
export class OrdersStore {
  private readonly shelves: Map<OrderShelf, Pages<OrdersAnswer>>
  private readonly latest = observable.box<Counts | null>(null, { deep: false })

  constructor(
    api: Api,
    public chosen: OrderShelf = 'all',
  ) {
    this.shelves = new Map(SHELVES.map(({ shelf }) => [shelf, pagesOf(api, shelf)]))
    makeAutoObservable<this, 'shelves' | 'latest'>(this, { shelves: false, latest: false }, { autoBind: true })
  }

  get current(): Pages<OrdersAnswer> {
    return this.shelves.get(this.chosen)!
  }

  get orders(): readonly OrderSummary[] {
    return this.current.shown.value?.orders ?? []
  }

  /** As the last answer of any shelf said; `null` until one has come. */
  get counts(): Counts | null {
    return this.latest.get() ?? this.current.shown.value?.counts ?? null
  }

  async load(): Promise<boolean> {
    const { shown } = this.current
    const came = await shown.load()
    const counts = shown.value?.counts
    if (came && counts) runInAction(() => this.latest.set(counts))
    return came
  }

  choose(shelf: OrderShelf): void {
    this.chosen = shelf
    void this.load()
  }

  more(): Promise<void> {
    return this.current.more()
  }
}
