import { makeAutoObservable } from 'mobx'
import { Pages } from '../platform/pages'

/** Lists side by side, each in pages and asked for when it is looked at: 待处理 · 处理过的. */
export class Shelves<S extends string, A extends { readonly next: string | null }> {
  private readonly pages: Map<S, Pages<A>>

  constructor(
    names: readonly S[],
    public chosen: S,
    pagesOf: (name: S) => Pages<A>,
  ) {
    this.pages = new Map(names.map((name) => [name, pagesOf(name)]))
    makeAutoObservable<this, 'pages'>(this, { pages: false }, { autoBind: true })
  }

  get current(): Pages<A> {
    return this.pages.get(this.chosen)!
  }

  load(): Promise<boolean> {
    return this.current.load()
  }

  choose(name: S): void {
    this.chosen = name
    void this.load()
  }

  more(): Promise<void> {
    return this.current.more()
  }
}
