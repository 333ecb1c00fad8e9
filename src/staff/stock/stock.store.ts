import { makeAutoObservable, runInAction } from 'mobx'
import { fill, paths } from '../../contract/paths'
import type { StaffGoodsAnswer } from '../../contract/staff-order'
import type { ApiError } from '../../platform/answer'
import type { Later } from '../../platform/later'
import { joinedById, Pages } from '../../platform/pages'
import type { Api } from '../../platform/request'
import type { Storage } from '../../platform/storage'
import { isUndecided } from '../undecided'

export type StockGoods = StaffGoodsAnswer['goods'][number]
/** 入库 · 报损 · 盘点 */
export type MoveKind = 'received' | 'wasted' | 'adjusted'

/** A move that was sent and of which nobody knows whether it is in the books; asked again with its key. */
export type StockMove = {
  readonly key: string
  readonly goodsId: string
  readonly name: string
  readonly unit: string
  readonly kind: MoveKind
  readonly units: number
  readonly reason: string
}

export type StockParts = {
  readonly api: Api
  readonly storage: Storage
  readonly newKey: () => Promise<string>
  readonly later: Later
  readonly storeId: string
}

export const REASON_LIMIT = 60
export const MOST_UNITS = 9999
export const REASONS = {
  wasted: ['坏了', '过期', '破损'],
  adjusted: ['定期盘点', '货架上没有', '多出来的'],
} as const satisfies Record<Exclude<MoveKind, 'received'>, readonly string[]>

const PAUSE_MS = 300

/** 库存: what there is, and putting right what is not so. */
export class StockStore {
  readonly goods: Pages<StaffGoodsAnswer>
  query = ''
  /** Whose sheet is open, as it was when it was opened: what is counted is counted against that. */
  target: StockGoods | null = null
  kind: MoveKind = 'received'
  typed = ''
  reason = ''
  busy = false
  error: ApiError | null = null
  /** Also those of before a restart. */
  pending: readonly StockMove[]
  private waiting: unknown = null

  constructor(private readonly parts: StockParts) {
    const path = fill(paths.staffGoods, { storeId: parts.storeId })
    this.pending = parts.storage.read<StockMove[]>(this.place) ?? []
    this.goods = new Pages<StaffGoodsAnswer>({
      page: (after) => parts.api.get<StaffGoodsAnswer>(path, { query: { q: this.query.trim() || undefined, after } }),
      joined: (before, page) => ({ ...page, goods: joinedById(before.goods, page.goods) }),
      size: ({ goods }) => goods.length,
    })
    makeAutoObservable<this, 'parts' | 'waiting' | 'place'>(
      this,
      { parts: false, waiting: false, place: false, goods: false },
      { autoBind: true },
    )
  }

  private get place(): string {
    return `stock.${this.parts.storeId}`
  }

  /** Finds out about what was lost, then how things are. */
  async load(): Promise<boolean> {
    for (const move of this.pending) if (!(await this.send(move))) break
    return this.goods.load()
  }

  write(query: string): void {
    const { later } = this.parts
    this.query = query
    later.stop(this.waiting)
    this.waiting = later.start(this.search, PAUSE_MS)
  }

  search(): void {
    this.parts.later.stop(this.waiting)
    // What is shown belongs to another question.
    this.goods.shown.value = null
    void this.goods.load()
  }

  open(goods: StockGoods): void {
    this.target = goods
    this.error = null
    this.turn('received')
  }

  close(): void {
    if (!this.busy) this.target = null
  }

  turn(kind: MoveKind): void {
    this.kind = kind
    this.typed = ''
    this.reason = ''
  }

  type(typed: string): void {
    this.typed = typed
  }

  say(reason: string): void {
    this.reason = reason.slice(0, REASON_LIMIT)
  }

  /** What was sent of the open goods and got no answer: nothing else is done with them before it is known. */
  get lost(): StockMove | null {
    return this.pending.find(({ goodsId }) => goodsId === this.target?.id) ?? null
  }

  /** What is on the shelf by the books: for sale, and kept for orders. */
  get booked(): number {
    return this.target ? this.target.stock + this.target.held : 0
  }

  /** By how much the books change; `null` while nothing is typed. Counting says how many there are, the others how many come or go. */
  get units(): number | null {
    if (this.typed === '') return null
    const number = Number(this.typed)
    return this.kind === 'adjusted' ? number - this.booked : number
  }

  /** Why it cannot be written down; `null` when it can. */
  get wrong(): string | null {
    const { units, kind, target } = this
    if (!target || units === null) return kind === 'adjusted' ? '输入货架上数到的' : '输入数量'
    if (units === 0) return kind === 'adjusted' ? '数得一样，不用记' : '输入数量'
    if (Math.abs(units) > MOST_UNITS) return `一次最多 ${MOST_UNITS}`
    if (kind === 'wasted' && units > target.stock) return `可卖的只有 ${target.stock}`
    if (kind === 'adjusted' && -units > target.stock) return `至少有 ${target.held} 已经卖出，等着交`
    return kind !== 'received' && this.reason.trim() === '' ? '选一个原因' : null
  }

  async move(): Promise<void> {
    const { target, units, kind } = this
    if (!target || units === null || this.wrong !== null || this.busy || this.lost) return
    this.busy = true
    const { id: goodsId, name, unit } = target
    const key = await this.parts.newKey()
    await this.send({ key, goodsId, name, unit, kind, units, reason: this.reason.trim() })
  }

  /** The same again, with the same key. */
  async repeat(): Promise<void> {
    if (this.lost && !this.busy) await this.send(this.lost)
  }

  /** @returns whether it is known what became of it */
  private async send(move: StockMove): Promise<boolean> {
    this.busy = true
    this.error = null
    this.keep([...this.pending.filter(({ key }) => key !== move.key), move])
    const { goodsId, kind, units, reason } = move
    const path = fill(paths.staffStock, { storeId: this.parts.storeId, goodsId })
    const answer = await this.parts.api.post<{ stock: number; held: number }>(
      path,
      { kind, units, reason },
      { key: move.key },
    )
    const lost = !answer.ok && isUndecided(answer.error)
    runInAction(() => {
      this.busy = false
      this.error = answer.ok ? null : answer.error
      if (!lost) this.keep(this.pending.filter(({ key }) => key !== move.key))
      if (!answer.ok) return
      this.put(goodsId, answer.data)
      if (this.target?.id === goodsId) this.target = null
    })
    return !lost
  }

  private put(goodsId: string, { stock, held }: { stock: number; held: number }): void {
    const { value } = this.goods.shown
    if (!value) return
    const goods = value.goods.map((one) => (one.id === goodsId ? { ...one, stock, held, available: stock } : one))
    this.goods.shown.change({ ...value, goods })
  }

  private keep(pending: readonly StockMove[]): void {
    this.pending = pending
    if (pending.length === 0) this.parts.storage.remove(this.place)
    else this.parts.storage.write(this.place, pending)
  }
}
