import { makeAutoObservable, runInAction } from 'mobx'
import type { Answer, ApiError } from './answer'
import { Loadable } from './loadable'
import type { Kept } from './request'

type Page = { readonly next: string | null }

export type PagesParts<A extends Page> = {
  /** The page after a cursor; the first without one. */
  readonly page: (after?: string) => Promise<Answer<A>>
  readonly kept?: () => Kept<A> | null
  /** What was shown with the page that follows it; something that moved between the two is in it once. */
  readonly joined: (before: A, page: A) => A
  /** How many are shown. */
  readonly size: (all: A) => number
}

/** A list in pages that follow one another by the cursor of the last. */
export class Pages<A extends Page> {
  readonly shown: Loadable<A>
  loadingMore = false
  /** Why the next page did not come; what is shown stays. */
  moreError: ApiError | null = null

  constructor(private readonly parts: PagesParts<A>) {
    this.shown = new Loadable(() => this.asMuchAsShown(), parts.kept)
    makeAutoObservable<this, 'parts'>(this, { parts: false, shown: false }, { autoBind: true })
  }

  load(): Promise<boolean> {
    return this.shown.load()
  }

  /** Appends the next page, if there is one. Asking while it is on its way does nothing. */
  async more(): Promise<void> {
    const before = this.shown.value
    if (this.loadingMore || this.shown.loading || !before?.next) return
    this.loadingMore = true
    this.moreError = null
    const answer = await this.parts.page(before.next)
    runInAction(() => {
      this.loadingMore = false
      // Asked anew meanwhile: the page belongs to a list that is no longer shown.
      if (this.shown.value !== before) return
      if (answer.ok) this.shown.change(this.parts.joined(before, answer.data))
      else this.moreError = answer.error
    })
  }

  /** Coming back must not shorten the list under the thumb: as many pages are asked for as were shown. */
  private async asMuchAsShown(): Promise<Answer<A>> {
    const { page, joined, size } = this.parts
    const { value, keptAt } = this.shown
    const wanted = value !== null && keptAt === null ? size(value) : 0
    const first = await page()
    if (!first.ok) return first
    let all = first.data
    while (all.next && size(all) < wanted) {
      const following = await page(all.next)
      if (!following.ok) return following
      all = joined(all, following.data)
    }
    return { ok: true, data: all }
  }
}

/** The items of two pages, each once by its id. */
export function joinedById<T extends { readonly id: string }>(before: readonly T[], page: readonly T[]): T[] {
  const known = new Set(before.map(({ id }) => id))
  return [...before, ...page.filter(({ id }) => !known.has(id))]
}
