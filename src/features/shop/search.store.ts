import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import { fill, paths } from '../../contract/paths'
import type { Category, RecommendedAnswer, SearchAnswer } from '../../contract/shop'
import type { Answer } from '../../platform/answer'
import type { Later } from '../../platform/later'
import { Loadable } from '../../platform/loadable'
import type { Api } from '../../platform/request'
import type { Storage } from '../../platform/storage'
import { GoodsPages } from './goods-pages'

export const SEARCH_ORDERS = ['fit', 'popular', 'cheap', 'dear'] as const
export type SearchOrder = (typeof SEARCH_ORDERS)[number]

export type Filters = {
  readonly category: string | null
  readonly order: SearchOrder
  readonly special: boolean
  readonly available: boolean
}

export type SearchParts = {
  readonly api: Api
  readonly storage: Storage
  readonly later: Later
  readonly storeId: string
  /** Without a session nobody is asked what this person buys. */
  readonly session: 'required' | 'optional'
}

const PLACE = 'searches'
const MOST_KEPT = 10
/** As the API takes it: characters. */
const LIMIT = 40
/** After the last letter: a word is not asked for letter by letter. */
const SETTLE_MS = 250
const ALL: Filters = { category: null, order: 'fit', special: false, available: false }

/** 搜索: answers while typing. Asked for when the fingers rest; the latest text wins, whenever its answer comes. */
export class SearchStore {
  /** What stands in the field. */
  text = ''
  filters: Filters = ALL
  /** What is shown: `null` before anything was looked for. */
  pages: GoodsPages | null = null
  /** Categories of what was found, for the filter; they stay while one of them is chosen. */
  categories: readonly Category[] = []
  /** Nothing fits to the letter; these are near it. */
  near = false
  /** What was looked for before, the latest first. */
  history: readonly string[]
  /** 常买 and 邻居也买. */
  readonly recommended: Loadable<RecommendedAnswer>
  private timer: unknown = null
  /** Asked last: only its answer is shown. */
  private latest: GoodsPages | null = null

  constructor(private readonly parts: SearchParts) {
    const { api, storage, storeId, session } = parts
    this.history = storage.read<string[]>(PLACE) ?? []
    const path = fill(paths.recommended, { storeId })
    this.recommended = new Loadable(
      () => api.get<RecommendedAnswer>(path, { session, keep: true }),
      () => api.getCached<RecommendedAnswer>(path),
    )
    makeAutoObservable<this, 'parts' | 'timer' | 'latest'>(
      this,
      {
        parts: false,
        timer: false,
        latest: false,
        recommended: false,
        pages: observableRef,
        filters: observableRef,
        history: observableRef,
      },
      { autoBind: true },
    )
  }

  /** What is looked for: the text without its edges. */
  get query(): string {
    return this.text.trim().slice(0, LIMIT)
  }

  type(text: string): void {
    this.text = text
    this.parts.later.stop(this.timer)
    if (this.query === '') {
      this.clear()
      return
    }
    this.timer = this.parts.later.start(() => void this.look(), SETTLE_MS)
  }

  /** The keyboard's own button, or a word of the history: at once, and remembered. */
  search(text: string = this.text): void {
    this.parts.later.stop(this.timer)
    this.text = text
    if (this.query === '') return
    this.remember()
    void this.look()
  }

  clear(): void {
    this.parts.later.stop(this.timer)
    this.text = ''
    this.pages = null
    this.filters = ALL
    this.categories = []
    this.near = false
  }

  filter(change: Partial<Filters>): void {
    this.filters = { ...this.filters, ...change }
    void this.look()
  }

  /** Something that was found has been opened or taken: worth remembering. */
  remember(): void {
    if (this.query === '') return
    this.history = [this.query, ...this.history.filter((one) => one !== this.query)].slice(0, MOST_KEPT)
    this.parts.storage.write(PLACE, this.history)
  }

  forgetHistory(): void {
    this.history = []
    this.parts.storage.remove(PLACE)
  }

  /** Shows the answer of these pages once it is there; what was shown before stays until then. */
  private async look(): Promise<void> {
    const { query, filters } = this
    let heard: SearchAnswer | null = null
    const pages = new GoodsPages(async (after) => {
      const answer = await this.ask(query, filters, after)
      if (answer.ok && after === undefined) heard = answer.data
      return answer
    })
    this.latest = pages
    this.pages ??= pages
    await pages.load()
    if (this.latest !== pages || this.query === '') return
    runInAction(() => {
      this.pages = pages
      if (!heard) return
      this.near = heard.near
      if (filters.category === null) this.categories = heard.categories
    })
  }

  private ask(query: string, filters: Filters, after?: string): Promise<Answer<SearchAnswer>> {
    const { category, order, special, available } = filters
    return this.parts.api.get<SearchAnswer>(fill(paths.search, { storeId: this.parts.storeId }), {
      session: 'none',
      query: {
        q: query,
        after,
        ...(order !== 'fit' && { order }),
        ...(category && { category }),
        ...(special && { special: 'yes' }),
        ...(available && { available: 'yes' }),
      },
    })
  }
}
