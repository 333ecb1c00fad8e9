import { makeAutoObservable, runInAction } from 'mobx'
import { fill, paths } from '../../contract/paths'
import type { GoodsAnswer, GoodsCard, GoodsPage, SearchAnswer } from '../../contract/shop'
import type { Fen } from '../../domain/money'
import { givenBack, missingUnits } from '../../domain/order/picking'
import type { Answer } from '../../platform/answer'
import type { Later } from '../../platform/later'
import { Loadable } from '../../platform/loadable'
import type { Api } from '../../platform/request'
import { Asking } from '../asking'
import { asOrdered, type Line } from './walk'

export type SubstituteParts = {
  readonly api: Api
  readonly newKey: () => Promise<string>
  readonly later: Later
  readonly storeId: string
  readonly orderId: string
  /** The resident is being asked, or something else is so than what is shown. */
  readonly onAsked: () => void
}

/** Typing goes on: asked once it has paused. */
const PAUSE_MS = 300

/**
 * Other goods for what a line is short of. They are looked for as residents look for them, since who picks need not be who may see the
 * whole stock: what is for sale, there, and not dearer than what the missing part has paid.
 */
export class SubstituteStore {
  line: Line | null = null
  query = ''
  chosen: GoodsCard | null = null
  quantity = 1
  readonly asking: Asking
  readonly found: Loadable<readonly GoodsCard[]>
  private others: ReadonlySet<string> = new Set()
  private waiting: unknown = null

  constructor(private readonly parts: SubstituteParts) {
    this.asking = new Asking(parts.api, parts.newKey)
    this.found = new Loadable(() => this.look())
    makeAutoObservable<this, 'parts' | 'waiting' | 'others'>(
      this,
      { parts: false, waiting: false, others: false, asking: false, found: false },
      { autoBind: true },
    )
  }

  /** Begins with what stands on the same shelf of the shop. @param others what is in the order anyway */
  open(line: Line, others: readonly Line[]): void {
    this.line = line
    this.others = new Set(others.map(({ goodsId }) => goodsId))
    this.query = ''
    this.chosen = null
    this.asking.clear()
    this.found.value = null
    void this.found.load()
  }

  close(): void {
    if (!this.asking.busy) this.line = null
  }

  write(query: string): void {
    const { later } = this.parts
    this.query = query
    later.stop(this.waiting)
    this.waiting = later.start(() => void this.found.load(), PAUSE_MS)
  }

  search(): void {
    this.parts.later.stop(this.waiting)
    void this.found.load()
  }

  /** What it may cost at most: what the missing part has paid. */
  get most(): Fen {
    return this.line ? givenBack(asOrdered(this.line)) : (0 as Fen)
  }

  /** How many of the chosen the money and the shelf allow. */
  get mostUnits(): number {
    const { chosen } = this
    if (!chosen) return 0
    return Math.max(1, Math.min(chosen.available, chosen.price > 0 ? Math.floor(this.most / chosen.price) : 1))
  }

  choose(goods: GoodsCard | null): void {
    this.chosen = goods
    this.asking.clear()
    this.quantity = this.line ? Math.min(this.mostUnits, Math.max(1, missingUnits(asOrdered(this.line)))) : 1
  }

  count(quantity: number): void {
    this.quantity = Math.min(Math.max(1, quantity), this.mostUnits)
  }

  /** Asks the resident. */
  async offer(): Promise<void> {
    const { line, chosen, quantity } = this
    if (!line || !chosen) return
    const { storeId, orderId } = this.parts
    const path = fill(paths.staffSubstitute, { storeId, orderId, lineId: line.id })
    const answer = await this.asking.send(path, { goodsId: chosen.id, quantity })
    if (!answer || this.asking.lost) return
    if (answer.ok) runInAction(() => (this.line = null))
    this.parts.onAsked()
  }

  private async look(): Promise<Answer<readonly GoodsCard[]>> {
    const { line, most, others } = this
    const answer = this.query.trim() === '' ? await this.sameShelf() : await this.searched()
    if (!answer.ok || !line) return answer
    const fits = ({ id, price, available }: GoodsCard): boolean => !others.has(id) && available > 0 && price <= most
    return { ok: true, data: answer.data.filter(fits) }
  }

  private async searched(): Promise<Answer<readonly GoodsCard[]>> {
    const path = fill(paths.search, { storeId: this.parts.storeId })
    const query = { q: this.query.trim(), available: 'yes' }
    const answer = await this.parts.api.get<SearchAnswer>(path, { query, session: 'none' })
    return answer.ok ? { ok: true, data: answer.data.goods } : answer
  }

  /** Goods of the same category; nothing when what is missing is no longer sold. */
  private async sameShelf(): Promise<Answer<readonly GoodsCard[]>> {
    const { api, storeId } = this.parts
    const goods = await api.get<GoodsAnswer>(fill(paths.goods, { storeId, goodsId: this.line?.goodsId ?? '' }), {
      session: 'none',
    })
    if (!goods.ok) return goods.error.code === 'GOODS_NOT_FOUND' ? { ok: true, data: [] } : goods
    const query = { category: goods.data.goods.categoryId, available: 'yes' }
    const page = await api.get<GoodsPage>(fill(paths.goodsList, { storeId }), { query, session: 'none' })
    return page.ok ? { ok: true, data: page.data.goods } : page
  }
}
