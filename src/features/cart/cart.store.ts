import { makeAutoObservable, observable, observableRef, runInAction } from 'mobx'
import type { CartAnswer, CartLine } from '../../contract/cart'
import type { GoodsCard } from '../../contract/shop'
import { type Fen, fen } from '../../domain/money'
import type { Instant } from '../../domain/time'
import type { ApiError } from '../../platform/answer'
import { type Later, later } from '../../platform/later'
import { onePerStore } from '../../platform/one-per-store'
import type { Api } from '../../platform/request'
import type { Storage } from '../../platform/storage'
import { CartApi, isLost, isNobody } from './cart-api'
import { type CheckoutLine, checkoutLines, emptyCart, roughTotal, unitsOf, type Wish, withWishes } from './cart-view'
import { OwnCart } from './own-cart'
import { WishQueue } from './wish-queue'

export type CartParts = {
  readonly api: Api
  readonly storage: Storage
  readonly storeId: string
  readonly newKey: () => Promise<string>
  readonly later: Later
  /** Whether somebody is signed in on this phone right now. */
  readonly signedIn: () => boolean
}

/** Where the checkout finds what it is about. */
export const CHECKOUT = 'checkout'

/**
 * 购物车 of one store. What is shown is the server's last answer with what has been tapped since; every answer of the server wins.
 * Who is not signed in has a cart on the phone, priced by the server; it is handed over once, when somebody is.
 */
export class CartStore {
  answer: CartAnswer | null = null
  error: ApiError | null = null
  loading = false
  keptAt: Instant | null = null
  /** What changed since last time, for as long as the cart is looked at. */
  said: readonly string[] = []
  /** Prices that are others than last time, by goods. */
  readonly changes = observable.map<string, { was: number; is: number }>({}, { deep: false })
  /** Why the last tap on some goods did nothing, and what was said last. */
  readonly refusals = observable.map<string, string>()
  refusal: string | null = null
  /** Taken out a moment ago, to be put back. */
  takenOut: { readonly goods: GoodsCard; readonly quantity: number } | null = null
  readonly queue: WishQueue
  readonly own: OwnCart
  private looking = false
  /** Why nobody is signed in here. */
  private nobody: ApiError | null = null
  /** The answer is a cart of the server, not a look at the phone's own. */
  private fromServer = false
  /** Counts the answers taken over: one that was asked for before the last of them is old. */
  private version = 0
  private readonly server: CartApi

  constructor(private readonly parts: CartParts) {
    const { api, storage, storeId, newKey, later } = parts
    this.server = new CartApi(api, storeId)
    this.own = new OwnCart(storage, `own-cart.${storeId}`)
    this.queue = new WishQueue({
      storage,
      place: `cart-wishes.${storeId}`,
      newKey,
      later,
      send: (wish, key) => this.server.send(wish, key),
      heard: (answer) => this.take(answer),
      refused: (wish, error) => this.refuse(wish, error),
    })
    makeAutoObservable<this, 'parts' | 'version' | 'server'>(
      this,
      {
        parts: false,
        version: false,
        server: false,
        queue: false,
        own: false,
        answer: observableRef,
        takenOut: observableRef,
      },
      { autoBind: true },
    )
  }

  get storeId(): string {
    return this.parts.storeId
  }

  /** The lines as they are on screen. */
  get lines(): readonly CartLine[] {
    const known = this.answer?.lines ?? []
    const shown = this.fromServer ? withWishes(known, this.own.wishesOver(unitsOf(known))) : this.own.shownWith(known)
    return withWishes(shown, this.queue.all)
  }

  private get units(): ReadonlyMap<string, number> {
    return unitsOf(this.lines)
  }

  quantityOf(goodsId: string): number {
    return this.units.get(goodsId) ?? 0
  }

  /** Units in the cart. */
  get count(): number {
    return this.lines.reduce((sum, { quantity }) => sum + quantity, 0)
  }

  /** Nothing is on its way: the receipt is of what is shown. */
  get settled(): boolean {
    return this.answer !== null && this.queue.isEmpty && !this.looking && (this.own.isEmpty || !this.fromServer)
  }

  /** What is to be paid; close to it while the server has not said it. */
  get total(): Fen {
    const { answer } = this
    if (answer && this.settled) return fen(answer.receipt.total)
    return roughTotal(answer?.receipt.total ?? 0, answer?.lines ?? [], this.lines)
  }

  get isAllChosen(): boolean {
    return this.lines.length > 0 && this.lines.every(({ chosen }) => chosen)
  }

  get forCheckout(): readonly CheckoutLine[] {
    return checkoutLines(this.lines)
  }

  /** For `Loaded`: the lines, once anything is known of them. */
  get value(): readonly CartLine[] | null {
    return this.answer !== null || !this.own.isEmpty || !this.queue.isEmpty ? this.lines : null
  }

  /** The cart is looked at (again). */
  visit(): Promise<boolean> {
    this.refusals.clear()
    this.refusal = null
    this.takenOut = null
    return this.load()
  }

  /** It has been looked at: what was said is known now. */
  leave(): void {
    this.said = []
    this.changes.clear()
  }

  /** Sends what still waits, hands over the phone's own cart, and asks what there is. */
  async load(): Promise<boolean> {
    this.loading = true
    if (this.answer === null) this.showKept()
    const came = await this.ask()
    runInAction(() => {
      this.loading = false
    })
    return came
  }

  set(goods: GoodsCard, quantity: number): void {
    this.refusals.delete(goods.id)
    this.refusal = null
    this.takenOut = quantity === 0 ? { goods, quantity: Math.max(1, this.quantityOf(goods.id)) } : null
    if (this.parts.signedIn() && !this.own.has(goods.id)) {
      this.queue.want({ kind: 'line', goods, quantity })
      return
    }
    if (!this.own.set(goods, quantity)) this.say(goods.id, '购物车放满了，先买几样再加')
    void this.priceOwn()
  }

  putBack(): void {
    if (this.takenOut) this.set(this.takenOut.goods, this.takenOut.quantity)
  }

  choose(goodsIds: readonly string[], chosen: boolean): void {
    const here = goodsIds.filter((id) => this.own.has(id))
    const there = goodsIds.filter((id) => !this.own.has(id))
    if (here.length > 0) {
      this.own.choose(here, chosen)
      void this.priceOwn()
    }
    if (there.length > 0 && this.parts.signedIn()) this.queue.want({ kind: 'choose', goodsIds: there, chosen })
  }

  chooseAll(chosen: boolean): void {
    this.choose(
      this.lines.map(({ goods }) => goods.id),
      chosen,
    )
  }

  /** A tap that would go beyond what there is says why. */
  say(goodsId: string, words: string): void {
    this.refusals.set(goodsId, words)
    this.refusal = words
  }

  /**
   * Leaves the chosen lines where the checkout finds them. What is still on the phone alone is handed over first, so that it can be
   * taken out of the cart once it is bought. Answers whether one can go there.
   */
  async toCheckout(): Promise<boolean> {
    if (!this.own.isEmpty) {
      await this.load()
      if (!this.own.isEmpty) return this.cannot()
    }
    const lines = this.forCheckout
    if (lines.length === 0) return false
    this.parts.storage.write(CHECKOUT, { storeId: this.parts.storeId, lines })
    return true
  }

  private async ask(): Promise<boolean> {
    if (this.parts.signedIn()) {
      await this.queue.run()
      if (this.queue.stuck) return this.failed(this.queue.stuck)
    }
    const before = this.version
    if (!this.own.isEmpty || this.own.merging !== null) return this.merge(before)
    const answer = await this.server.get()
    if (!answer.ok) return this.notTold(answer.error)
    // a write that was answered meanwhile knows more
    if (before === this.version) this.take(answer.data)
    return true
  }

  private async merge(before: number): Promise<boolean> {
    const { key, lines } = this.own.startMerging(await this.parts.newKey())
    const answer = await this.server.merge(lines, key)
    if (!answer.ok) {
      if (!isLost(answer.error) && !isNobody(answer.error)) this.own.notMerged()
      return this.notTold(answer.error)
    }
    const since = this.own.merged(unitsOf(answer.data.lines))
    const overtaken = before !== this.version
    this.take(answer.data)
    for (const wish of since) this.queue.want(wish)
    // a write that was answered meanwhile may know more, and this answer more than that one
    return overtaken ? this.ask() : true
  }

  /** The phone's own cart could not be handed over: why is said where the tap was. */
  private cannot(): boolean {
    runInAction(() => {
      this.refusal = (this.nobody ?? this.error)?.message ?? null
    })
    return false
  }

  private notTold(error: ApiError): Promise<boolean> | boolean {
    if (!isNobody(error)) return this.failed(error)
    runInAction(() => {
      this.nobody = error
      if (this.fromServer || this.own.isEmpty) this.answer = emptyCart
      this.fromServer = false
    })
    return this.own.isEmpty ? true : this.lookAtOwn()
  }

  /** Once somebody is signed in the phone's own lines are handed over; until then they are looked at. */
  private priceOwn(): Promise<boolean> {
    return this.parts.signedIn() ? this.load() : this.lookAtOwn()
  }

  /** What the phone's own cart would cost; its latest state is asked for, one question at a time. */
  private async lookAtOwn(): Promise<boolean> {
    if (this.looking) return true
    this.looking = true
    const answer = await this.server.look(() => this.own.chosenLines)
    runInAction(() => {
      this.looking = false
      this.error = answer.ok ? null : answer.error
      if (!answer.ok || this.fromServer) return
      this.answer = answer.data
      this.keptAt = null
    })
    return answer.ok
  }

  private take(answer: CartAnswer): void {
    runInAction(() => {
      this.version++
      this.answer = answer
      this.fromServer = true
      this.keptAt = null
      this.error = null
      this.said = [...new Set([...this.said, ...answer.notes])]
      for (const { goods, changed } of answer.lines) if (changed) this.changes.set(goods.id, changed)
    })
    this.parts.storage.write(this.place, answer)
  }

  /** The tap did nothing; what the cart is now the server knows. */
  private refuse(wish: Wish, error: ApiError): void {
    if (wish.kind === 'line') this.say(wish.goods.id, error.message)
    void this.load()
  }

  private failed(error: ApiError): boolean {
    runInAction(() => {
      this.error = error
    })
    return false
  }

  private showKept(): void {
    const kept = this.parts.storage.read<CartAnswer>(this.place)
    if (!kept) return
    this.answer = kept
    this.keptAt = kept.asOf as Instant
    this.fromServer = true
  }

  /** Where the phone keeps the server's last answer. */
  private get place(): string {
    return `cart.${this.parts.storeId}`
  }
}

/** The cart of a store, the same for every page. */
export const cartOf = onePerStore(
  ({ api, storage, newKey, session }, storeId) =>
    new CartStore({ api, storage, storeId, newKey, later, signedIn: () => session.token() !== null }),
)
