import { makeAutoObservable, runInAction } from 'mobx'
import type { Answer, ApiError } from '../platform/answer'
import { Loadable } from '../platform/loadable'

/** A list that comes a page at a time, each by the cursor of the one before; drawn like a `Loadable`. */
export class Pages<A extends { readonly next: string | null }> {
  readonly shown: Loadable<A>
  loadingMore = false
  /** Why the next page did not come; what is shown stays. */
  moreError: ApiError | null = null

  /** @param join the list so far with a page behind it; what moved between two pages is to be taken once */
  constructor(
    private readonly ask: (after?: string) => Promise<Answer<A>>,
    private readonly join: (before: A, page: A) => A,
  ) {
    this.shown = new Loadable(() => ask())
    makeAutoObservable<this, 'ask' | 'join'>(this, { ask: false, join: false, shown: false }, { autoBind: true })
  }

  load(): Promise<boolean> {
    this.moreError = null
    return this.shown.load()
  }

  /** Appends the next page, if there is one. Asking while it is on its way does nothing. */
  async more(): Promise<void> {
    const before = this.shown.value
    if (this.loadingMore || this.shown.loading || !before?.next) return
    this.loadingMore = true
    this.moreError = null
    const answer = await this.ask(before.next)
    runInAction(() => {
      this.loadingMore = false
      // Asked anew meanwhile: the page belongs to a list that is no longer shown.
      if (this.shown.value !== before) return
      if (answer.ok) this.shown.change(this.join(before, answer.data))
      else this.moreError = answer.error
    })
  }
}

/** `items` and those of `page` that are not among them yet. */
export function joined<T extends { readonly id: string }>(items: readonly T[], page: readonly T[]): T[] {
  const known = new Set(items.map(({ id }) => id))
  return [...items, ...page.filter(({ id }) => !known.has(id))]
}
