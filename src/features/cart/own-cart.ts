import { makeAutoObservable, observable, observableRef } from 'mobx'
import type { CartLine } from '../../contract/cart'
import type { GoodsCard } from '../../contract/shop'
import type { Storage } from '../../platform/storage'
import { type CheckoutLine, freshLine, type Wish } from './cart-view'

type OwnLine = { readonly goods: GoodsCard; readonly quantity: number; readonly chosen: boolean }
/** Lines that are being handed to the server, under one key until it has answered. */
type Merging = { readonly key: string; readonly lines: readonly OwnLine[] }
type Kept = { readonly lines: readonly OwnLine[]; readonly merging: Merging | null }

/** As many kinds as the API takes at once. */
const MOST_KINDS = 60

const asked = ({ goods, quantity }: OwnLine): CheckoutLine => ({ goodsId: goods.id, quantity })

/** What the phone keeps while nobody is signed in. It is handed over once somebody is, and then empty. */
export class OwnCart {
  merging: Merging | null
  private readonly byId = observable.map<string, OwnLine>({}, { deep: false })

  constructor(
    private readonly storage: Storage,
    private readonly place: string,
  ) {
    const kept = storage.read<Kept>(place)
    this.merging = kept?.merging ?? null
    for (const line of kept?.lines ?? []) this.byId.set(line.goods.id, line)
    makeAutoObservable<this, 'storage' | 'place'>(
      this,
      { storage: false, place: false, merging: observableRef },
      { autoBind: true },
    )
  }

  get isEmpty(): boolean {
    return this.byId.size === 0
  }

  has(goodsId: string): boolean {
    return this.byId.has(goodsId)
  }

  /** Answers false when no further kind has room. */
  set(goods: GoodsCard, quantity: number): boolean {
    const known = this.byId.get(goods.id)
    if (quantity === 0) this.byId.delete(goods.id)
    else if (!known && this.byId.size >= MOST_KINDS) return false
    else this.byId.set(goods.id, { goods, quantity, chosen: known?.chosen ?? true })
    this.keep()
    return true
  }

  choose(goodsIds: readonly string[], chosen: boolean): void {
    for (const id of goodsIds) {
      const line = this.byId.get(id)
      if (line) this.byId.set(id, { ...line, chosen })
    }
    this.keep()
  }

  /** What the server is asked the price of. */
  get chosenLines(): CheckoutLine[] {
    return [...this.byId.values()].filter(({ chosen }) => chosen).map(asked)
  }

  /** As a cart, latest added first; `known` is what the server said of some of these lines. */
  shownWith(known: readonly CartLine[]): readonly CartLine[] {
    const byId = new Map(known.map((line) => [line.goods.id, line]))
    const lines = [...this.byId.values()].map(({ goods, quantity, chosen }): CartLine => {
      return { ...(byId.get(goods.id) ?? freshLine(goods, quantity)), quantity, chosen }
    })
    return lines.reverse()
  }

  /** As wishes on top of the server's cart: the larger quantity of both stays, as the merge will say. */
  wishesOver(units: ReadonlyMap<string, number>): Wish[] {
    return this.asWishes([...this.byId.values()], units)
  }

  /** The lines to hand over, and under which key: the same as before while no answer has come. */
  startMerging(key: string): { key: string; lines: CheckoutLine[] } {
    this.merging ??= { key, lines: [...this.byId.values()] }
    this.keep()
    return { key: this.merging.key, lines: this.merging.lines.map(asked) }
  }

  /**
   * The server has what was handed over, and the phone keeps nothing. Answers what was tapped while it was under way, and which
   * lines were not chosen: the server has yet to hear that. `units`: what its cart holds now.
   */
  merged(units: ReadonlyMap<string, number>): Wish[] {
    const before = new Map(this.merging?.lines.map((line) => [line.goods.id, line]))
    const all = [...this.byId.values()]
    const gone = [...before.values()].filter(({ goods }) => !this.byId.has(goods.id))
    const changed = all.filter(
      ({ goods, quantity }) => before.has(goods.id) && before.get(goods.id)?.quantity !== quantity,
    )
    const since = all.filter(({ goods }) => !before.has(goods.id))
    const out = all.filter((line) => !line.chosen && before.has(line.goods.id)).map(({ goods }) => goods.id)
    this.byId.clear()
    this.merging = null
    this.keep()
    return [
      ...gone.map(({ goods }): Wish => ({ kind: 'line', goods, quantity: 0 })),
      ...changed.map(({ goods, quantity }): Wish => ({ kind: 'line', goods, quantity })),
      ...this.asWishes(since, units),
      ...(out.length > 0 ? [{ kind: 'choose', goodsIds: out, chosen: false } as const] : []),
    ]
  }

  /** It did not want them like this: nothing is lost, the next attempt is another one. */
  notMerged(): void {
    this.merging = null
    this.keep()
  }

  private asWishes(lines: readonly OwnLine[], units: ReadonlyMap<string, number>): Wish[] {
    const set = lines.map(({ goods, quantity }): Wish => {
      return { kind: 'line', goods, quantity: Math.max(quantity, units.get(goods.id) ?? 0) }
    })
    const out = lines.filter(({ chosen }) => !chosen).map(({ goods }) => goods.id)
    return out.length === 0 ? set : [...set, { kind: 'choose', goodsIds: out, chosen: false }]
  }

  private keep(): void {
    if (this.isEmpty && this.merging === null) this.storage.remove(this.place)
    else this.storage.write(this.place, { lines: [...this.byId.values()], merging: this.merging } satisfies Kept)
  }
}
