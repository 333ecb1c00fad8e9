import { makeAutoObservable, observable, runInAction } from 'mobx'
import { fill, paths } from '../../contract/paths'
import type { BoardAnswer } from '../../contract/staff-order'
import { SECOND } from '../../domain/time'
import { joinedById, Pages } from '../../platform/pages'
import type { Api } from '../../platform/request'
import { every } from '../every'

export type BoardShelf = 'paid' | 'picking' | 'ready' | 'delivering'
export type BoardOrder = BoardAnswer['orders'][number]

/** In the order in which an order goes through them. */
export const SHELVES: readonly BoardShelf[] = ['paid', 'picking', 'ready', 'delivering']
export const shelfNamed = (name: string | undefined): BoardShelf => SHELVES.find((shelf) => shelf === name) ?? 'paid'

/** An order that was just paid is on the board within so long. */
const POLL_MS = 20 * SECOND

/** 备货台: the orders of a store by state, the earliest slot first, kept fresh while somebody looks. */
export class BoardStore {
  readonly tick = every(POLL_MS, () => this.renew())
  private readonly shelves: Map<BoardShelf, Pages<BoardAnswer>>
  private readonly latest = observable.box<BoardAnswer['counts'] | null>(null, { deep: false })

  constructor(
    api: Api,
    storeId: string,
    public chosen: BoardShelf = 'paid',
  ) {
    const path = fill(paths.staffOrders, { storeId })
    const pagesOf = (state: BoardShelf) =>
      new Pages<BoardAnswer>({
        page: (after) => api.get<BoardAnswer>(path, { query: { state, after } }),
        joined: (before, page) => ({ ...page, orders: joinedById(before.orders, page.orders) }),
        size: ({ orders }) => orders.length,
      })
    this.shelves = new Map(SHELVES.map((shelf) => [shelf, pagesOf(shelf)]))
    makeAutoObservable<this, 'shelves' | 'latest'>(
      this,
      { shelves: false, latest: false, tick: false },
      { autoBind: true },
    )
  }

  get current(): Pages<BoardAnswer> {
    return this.shelves.get(this.chosen)!
  }

  /** As the last answer of any shelf said; `null` until one has come. */
  get counts(): BoardAnswer['counts'] | null {
    return this.latest.get()
  }

  async load(): Promise<boolean> {
    const { shown } = this.current
    const came = await shown.load()
    const counts = shown.value?.counts
    if (came && counts) runInAction(() => this.latest.set(counts))
    return came
  }

  choose(shelf: BoardShelf): void {
    this.chosen = shelf
    void this.load()
  }

  more(): Promise<void> {
    return this.current.more()
  }

  private renew(): void {
    const { shown, loadingMore } = this.current
    if (!shown.loading && !loadingMore) void this.load()
  }
}
