import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { CheckoutAnswer, SubmitAnswer } from '../../contract/checkout'
import { paths } from '../../contract/paths'
import type { Fulfilment } from '../../domain/order/order'
import { phoneDigits } from '../../domain/phone'
import { clientError } from '../../platform/answer'
import type { Consents } from '../../platform/consents'
import { Loadable } from '../../platform/loadable'
import { changesBetween, nextStep, placeOf, type Step, type Trouble } from './checkout-words'
import { SubmitStore, type SubmitParts } from './submit.store'
import * as wishes from './wish'
import type { Basket, Contact, Wish } from './wish'

export type CheckoutParts = SubmitParts & {
  readonly consents: (storeId: string) => Pick<Consents, 'ask' | 'load'>
}

/**
 * 确认订单: what was chosen, what it costs as the server says it, and the one tap that buys it. Every change asks the look again; the
 * answer of the latest asking wins, and the one of before stays on screen until then.
 */
export class CheckoutStore {
  basket: Basket | null
  wish: Wish
  contact: Contact
  readonly look: Loadable<CheckoutAnswer>
  readonly buying: SubmitStore
  /** What is another since a tap was refused, one sentence each. */
  changes: readonly string[] = []
  private consents: Pick<Consents, 'ask' | 'load'> | null = null

  constructor(private readonly parts: CheckoutParts) {
    const { storage } = parts
    this.buying = new SubmitStore(parts)
    const sent = this.buying.attempt ? wishes.wishOf(this.buying.attempt.body) : null
    this.basket = sent?.basket ?? wishes.readBasket(storage)
    this.wish = sent?.wish ?? wishes.readWish(storage)
    this.contact = sent?.contact ?? wishes.readContact(storage)
    this.look = new Loadable(() => this.ask())
    makeAutoObservable<this, 'parts' | 'consents'>(
      this,
      { parts: false, consents: false, look: false, buying: false, basket: observableRef, wish: observableRef },
      { autoBind: true },
    )
  }

  /** The page is on screen (again): an address chosen meanwhile is taken, everything is asked anew, and what has changed by itself is said. */
  async shown(): Promise<void> {
    const chosen = this.takeAddress()
    if (this.basket && !this.consents) {
      this.consents = this.parts.consents(this.basket.storeId)
      void this.consents.load()
    }
    await (chosen ? this.again() : this.lookAgain(this.look.value))
  }

  /** Nothing may be changed: a tap is under way, or nobody knows yet what came of the last. */
  get locked(): boolean {
    return this.buying.sending || this.buying.attempt !== null
  }

  /** What is shown belongs to a question of before. */
  get stale(): boolean {
    return this.look.loading && this.look.value !== null
  }

  get step(): Step | null {
    if (this.buying.lost) return { does: 'submit', words: '再点一次，不会重复' }
    return this.look.value && nextStep(this.look.value, this.wish, this.contact)
  }

  troublesAt(place: ReturnType<typeof placeOf>): readonly Trouble[] {
    return this.look.value?.troubles.filter((trouble) => placeOf(trouble) === place) ?? []
  }

  chooseKind(kind: Fulfilment): void {
    this.choose({ kind })
  }

  chooseSlot(opensAt: number): void {
    this.choose({ slots: { ...this.wish.slots, [this.wish.kind]: opensAt } })
  }

  chooseCoupons(coupons: Wish['coupons']): void {
    this.choose({ coupons })
  }

  turnBalance(useBalance: boolean): void {
    this.choose({ useBalance })
  }

  /** How many of these; 0 takes them out. */
  setQuantity(goodsId: string, quantity: number): void {
    if (!this.basket || this.locked) return
    const lines = this.basket.lines.flatMap((line) =>
      line.goodsId !== goodsId ? [line] : quantity > 0 ? [{ goodsId, quantity }] : [],
    )
    this.takeBasket({ ...this.basket, lines })
  }

  /** The same goods from another store: its slots, its zone, its prices (KF-50). */
  changeStore(storeId: string): void {
    if (!this.basket || this.locked) return
    this.wish = { ...this.wish, slots: { pickup: null, delivery: null } }
    this.takeBasket({ ...this.basket, storeId })
  }

  write(remark: string): void {
    if (this.locked) return
    this.wish = { ...this.wish, remark: remark.slice(0, wishes.REMARK_LIMIT) }
    wishes.keepWish(this.parts.storage, this.wish)
  }

  sign(part: keyof Contact, text: string): void {
    if (this.locked) return
    const value = part === 'phone' ? phoneDigits(text) : text.slice(0, wishes.NAME_LIMIT)
    this.contact = { ...this.contact, [part]: value }
    wishes.keepContact(this.parts.storage, this.contact)
  }

  /**
   * The tap that buys. WeChat's question comes first in it, before anything asynchronous (KF-36). Answers the order once it is placed
   * and WeChat's question is off the screen.
   */
  async submit(): Promise<SubmitAnswer | null> {
    const { basket, wish, contact } = this
    const seen = this.look.value
    if (!basket || this.buying.sending || (!this.buying.attempt && (this.look.loading || !seen))) return null
    const asking = this.consents?.ask('order')
    this.changes = []
    const body = this.buying.attempt?.body ?? wishes.submitOf(basket, wish, contact, seen!)
    const placed = await this.buying.submit(body)
    if (placed) {
      wishes.forgetBasket(this.parts.storage, wish)
      await asking
      return placed
    }
    if (this.buying.refusal) await this.lookAgain(seen)
    return null
  }

  /** 不买这一单了: back to what the cart hands over. */
  async forget(): Promise<void> {
    this.buying.forget()
    runInAction(() => {
      this.basket = wishes.readBasket(this.parts.storage)
    })
    await this.again()
  }

  private async lookAgain(before: CheckoutAnswer | null): Promise<void> {
    await this.again()
    const after = this.look.value
    runInAction(() => {
      this.changes = before && after ? changesBetween(before, after, this.parts.now()) : []
    })
  }

  private choose(part: Partial<Wish>): void {
    if (this.locked) return
    this.wish = { ...this.wish, ...part }
    wishes.keepWish(this.parts.storage, this.wish)
    this.changed()
  }

  private takeBasket(basket: Basket): void {
    this.basket = basket.lines.length > 0 ? basket : null
    wishes.keepBasket(this.parts.storage, basket)
    this.changed()
  }

  private changed(): void {
    this.buying.calm()
    this.changes = []
    void this.again()
  }

  private takeAddress(): boolean {
    const addressId = this.parts.storage.read<string>(wishes.ADDRESS_PLACE)
    if (!addressId) return false
    this.parts.storage.remove(wishes.ADDRESS_PLACE)
    if (this.locked) return false
    const slots = { ...this.wish.slots, delivery: null }
    this.wish = { ...this.wish, kind: 'delivery', addressId, slots }
    wishes.keepWish(this.parts.storage, this.wish)
    return true
  }

  private async again(): Promise<void> {
    if (this.basket) await this.look.load()
    const shown = this.look.value
    if (!shown || this.look.loading || this.wish.coupons === 'best') return
    // A coupon that dropped out has been said (KF-16); asking for it again would only say it again.
    const applied = shown.coupons.filter((coupon) => coupon.applied).map(({ coupon }) => coupon.id)
    runInAction(() => {
      this.wish = { ...this.wish, coupons: applied }
    })
  }

  private ask() {
    const { basket, wish } = this
    if (!basket) return Promise.resolve({ ok: false as const, error: clientError('NETWORK', '还没有选商品') })
    return this.parts.api.post<CheckoutAnswer>(paths.checkout, wishes.questionOf(basket, wish))
  }
}
