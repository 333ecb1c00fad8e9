import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { GoodsCard } from '../../contract/shop'
import type { Answer, ApiError } from '../../platform/answer'

/** A part of a list, and where the next one begins. */
export type Page = { readonly goods: readonly GoodsCard[]; readonly next: string | null }

/** Goods in pages that follow one another by the cursor of the last. None is shown twice. */
export class GoodsPages {
  /** `null` until the first page has come. */
  goods: readonly GoodsCard[] | null = null
  loading = false
  /** Why the first page did not come; what is shown stays. */
  error: ApiError | null = null
  loadingMore = false
  moreError: ApiError | null = null
  private next: string | null = null
  private turn = 0

  constructor(private readonly ask: (after?: string) => Promise<Answer<Page>>) {
    makeAutoObservable<this, 'ask' | 'turn'>(
      this,
      { ask: false, turn: false, goods: observableRef },
      { autoBind: true },
    )
  }

  get hasMore(): boolean {
    return this.next !== null
  }

  /** Asks for the first page, or again; the answer of the latest asking wins. */
  async load(): Promise<boolean> {
    const turn = ++this.turn
    this.loading = true
    const answer = await this.ask()
    if (turn !== this.turn) return answer.ok
    runInAction(() => {
      this.loading = false
      this.error = answer.ok ? null : answer.error
      if (answer.ok) this.put(answer.data)
    })
    return answer.ok
  }

  /** A first page that came with another answer. A list that has grown longer stays: only what it says of goods is renewed. */
  begin(page: Page): void {
    this.error = null
    if (this.goods === null || this.goods.length <= page.goods.length) this.put(page)
    else this.renew(page.goods)
  }

  /** Appends the next page, if there is one. Asking while it is on its way does nothing. */
  async more(): Promise<void> {
    if (this.loadingMore || this.loading || this.next === null) return
    const turn = this.turn
    this.loadingMore = true
    this.moreError = null
    const answer = await this.ask(this.next)
    runInAction(() => {
      this.loadingMore = false
      // Asked anew meanwhile: the page belongs to a list that is no longer shown.
      if (turn !== this.turn) return
      if (!answer.ok) {
        this.moreError = answer.error
        return
      }
      const known = new Set(this.goods?.map(({ id }) => id))
      this.goods = [...(this.goods ?? []), ...answer.data.goods.filter(({ id }) => !known.has(id))]
      this.next = answer.data.next
    })
  }

  private put(page: Page): void {
    this.turn++
    this.loadingMore = false
    this.moreError = null
    this.goods = page.goods
    this.next = page.next
  }

  private renew(fresh: readonly GoodsCard[]): void {
    const by = new Map(fresh.map((goods) => [goods.id, goods]))
    this.goods = this.goods?.map((goods) => by.get(goods.id) ?? goods) ?? null
  }
}
