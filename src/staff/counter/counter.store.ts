import { makeAutoObservable, runInAction } from 'mobx'
import { fill, paths } from '../../contract/paths'
import type { PreviewAnswer, VerifyAnswer } from '../../contract/staff'
import type { Instant } from '../../domain/time'
import type { ApiError } from '../../platform/answer'
import type { Api } from '../../platform/request'
import type { Storage } from '../../platform/storage'
import { isUndecided } from '../undecided'
import { isOrderQr, type OfflineOrder } from './offline-check'
import { isAway, type OfflineStore } from './offline.store'
import { rememberedTill, rememberTill } from './till'

/** A handover the server has not decided yet, with the key that makes every repetition the same one. */
export type Pending = {
  readonly code: string
  readonly till: string
  readonly key: string
  readonly card: PreviewAnswer
  /** Coupons that go along with an order. */
  readonly along?: readonly string[]
  /** When the code was scanned, server time. */
  readonly seenAt?: Instant | null
}

export type CounterState =
  | { readonly is: 'ready' }
  | { readonly is: 'looking'; readonly code: string }
  | { readonly is: 'preview'; readonly code: string; readonly card: PreviewAnswer; readonly seenAt: Instant | null }
  | { readonly is: 'confirming'; readonly card: PreviewAnswer }
  /** No answer came: it may have been handed over or not, the next tap tells. */
  | { readonly is: 'lost'; readonly pending: Pending; readonly error: ApiError }
  | { readonly is: 'done'; readonly answer: VerifyAnswer }
  | { readonly is: 'refused'; readonly error: ApiError; readonly code: string }
  /** Checked on this phone, without the network. */
  | { readonly is: 'offline'; readonly code: string; readonly order: OfflineOrder; readonly at: Instant }
  /** Handed over without the network; the server will be told. */
  | { readonly is: 'queued'; readonly order: OfflineOrder; readonly till: string }

export type CounterParts = {
  readonly api: Api
  readonly storage: Storage
  readonly newKey: () => Promise<string>
  readonly storeId: string
  /** Text of a scanned code; `null` when the clerk went back. */
  readonly scan: () => Promise<string | null>
  /** Sound and vibration. */
  readonly signal: (outcome: 'good' | 'bad') => void
  /** Something was handed over, or the role is gone: today's list is to be asked for anew. */
  readonly onStale: () => void
  readonly offline: Pick<OfflineStore, 'away' | 'now' | 'check' | 'handOver' | 'queuedHere' | 'noteHanded' | 'heard'>
}

export const DIGITS = 8
const NOT_KEPT = '这部手机记不下这笔交货（存储满了），先不要交货，连上网再扫'

/** 核销台: scan or type → what to hand over → one tap → a certain answer. One code at a time. */
export class CounterStore {
  state: CounterState = { is: 'ready' }
  digits = ''
  scanning = false
  /** 3 号台: chosen once, kept on this phone. */
  till: string | null
  /** Handovers whose answer got lost, also those of before a restart. */
  pending: readonly Pending[]
  /** Coupons of the customer that are handed over with the order on screen. */
  along: readonly string[] = []

  constructor(private readonly parts: CounterParts) {
    this.pending = parts.storage.read<Pending[]>(this.place) ?? []
    this.till = rememberedTill(parts.storage, parts.storeId)
    makeAutoObservable<this, 'parts' | 'place'>(this, { parts: false, place: false }, { autoBind: true })
  }

  private get place(): string {
    return `handovers.${this.parts.storeId}`
  }

  chooseTill(till: string): void {
    this.till = till
    rememberTill(this.parts.storage, this.parts.storeId, till)
  }

  /** Opens the camera and looks at what it read. */
  async scan(): Promise<void> {
    if (this.scanning || this.isBusy) return
    this.scanning = true
    const text = await this.parts.scan()
    runInAction(() => {
      this.scanning = false
    })
    if (text !== null) await this.look(text)
  }

  /** A key of the pad. The eighth digit looks by itself; the one after it begins a new number. */
  async press(digit: string): Promise<void> {
    if (this.state.is !== 'ready') return
    this.digits = this.digits.length >= DIGITS ? digit : this.digits + digit
    if (this.digits.length === DIGITS) await this.look(this.digits)
  }

  erase(): void {
    if (this.state.is === 'ready') this.digits = this.digits.slice(0, -1)
  }

  clear(): void {
    if (this.state.is === 'ready') this.digits = ''
  }

  /**
   * What a code is good for. Changes nothing on the server. Without the network the QR of an order is checked on this phone, as of the
   * instant in which it was scanned; while it is known to be away nobody waits for it.
   */
  async look(code: string): Promise<void> {
    if (this.isBusy) return
    const { offline } = this.parts
    const seenAt = offline.now()
    this.along = []
    if (offline.away && isOrderQr(code)) return this.lookOffline(code, seenAt)
    this.state = { is: 'looking', code }
    const path = fill(paths.staffPreview, { storeId: this.parts.storeId })
    const answer = await this.parts.api.post<PreviewAnswer>(path, { code })
    offline.heard(answer.ok ? null : answer.error)
    if (!answer.ok && isAway(answer.error)) return runInAction(() => this.lookOffline(code, seenAt))
    const twice = answer.ok && answer.data.kind === 'order' ? offline.queuedHere(answer.data.orderId) : null
    if (twice) return this.refuse(twice, code)
    this.parts.signal(answer.ok ? 'good' : 'bad')
    runInAction(() => {
      this.state = answer.ok
        ? { is: 'preview', code, card: answer.data, seenAt }
        : { is: 'refused', error: answer.error, code }
    })
    if (!answer.ok && answer.error.code === 'NOT_ALLOWED') this.parts.onStale()
  }

  private lookOffline(code: string, at: Instant | null): void {
    const verdict = this.parts.offline.check(code, at)
    this.parts.signal(verdict.ok ? 'good' : 'bad')
    if (!verdict.ok) this.state = { is: 'refused', error: verdict.error, code }
    else if (at !== null) this.state = { is: 'offline', code, order: verdict.order, at }
  }

  private refuse(error: ApiError, code: string): void {
    this.parts.signal('bad')
    this.state = { is: 'refused', error, code }
  }

  /** The same look again, after one that did not arrive. */
  async lookAgain(): Promise<void> {
    if (this.state.is === 'refused') await this.look(this.state.code)
  }

  /** Hands a coupon of the customer over with the order on screen, or not. */
  toggleAlong(couponId: string): void {
    if (this.state.is !== 'preview') return
    const chosen = this.along.includes(couponId)
    this.along = chosen ? this.along.filter((id) => id !== couponId) : [...this.along, couponId]
  }

  /** 确认已交给顾客. A second tap does nothing. */
  async confirm(): Promise<void> {
    const { till } = this
    if (this.state.is !== 'preview' || till === null) return
    const { code, card, seenAt } = this.state
    const along = [...this.along]
    this.state = { is: 'confirming', card }
    const key = await this.parts.newKey()
    await this.send({ code, till, key, card, seenAt, ...(along.length > 0 && { along }) })
  }

  /** 确认已交给顾客, without the network: kept on this phone first, and only then said. */
  confirmOffline(): void {
    const { state, till } = this
    if (state.is !== 'offline' || till === null) return
    const { order, code, at } = state
    // What was sent of it before and got no answer is told with the rest: of one till, an order twice is one.
    const sent = this.pending.find(({ card }) => card.kind === 'order' && card.orderId === order.orderId)
    const place = sent?.till ?? till
    const kept = this.parts.offline.handOver({ order, code, till: place, at })
    this.parts.signal(kept ? 'good' : 'bad')
    if (kept && sent) this.keep(this.others(sent))
    this.state = kept
      ? { is: 'queued', order, till: place }
      : { is: 'refused', code, error: { code: 'NETWORK', message: NOT_KEPT, facts: {} } }
  }

  /** Asks again for a handover whose answer got lost: same code, same till, same key. */
  async repeat(pending: Pending): Promise<void> {
    if (this.isBusy) return
    this.state = { is: 'confirming', card: pending.card }
    await this.send(pending)
  }

  /** 返回. The number stays where it may only have been mistyped; a lost handover stays in `pending`. */
  back(): void {
    if (this.isBusy) return
    const { state } = this
    const keeps = state.is === 'refused' && (state.error.code === 'CODE_UNKNOWN' || isUndecided(state.error))
    if (!keeps) this.digits = ''
    this.state = { is: 'ready' }
  }

  get isBusy(): boolean {
    return this.state.is === 'looking' || this.state.is === 'confirming'
  }

  private async send(pending: Pending): Promise<void> {
    const { code, till, key, card, along } = pending
    this.keep([...this.others(pending), pending])
    const path = fill(paths.staffVerify, { storeId: this.parts.storeId })
    const body = { code, till, ...(along && { alsoCouponIds: along }) }
    const answer = await this.parts.api.post<VerifyAnswer>(path, body, { key })
    const { offline } = this.parts
    offline.heard(answer.ok ? null : answer.error)
    if (answer.ok && answer.data.kind === 'order')
      offline.noteHanded({ orderId: answer.data.orderId, at: answer.data.at as Instant, till: answer.data.till })
    const away = !answer.ok && isAway(answer.error)
    if (away && card.kind === 'order' && offline.check(code, pending.seenAt ?? null).ok)
      return runInAction(() => this.lookOffline(code, pending.seenAt ?? null))
    this.parts.signal(answer.ok ? 'good' : 'bad')
    const undecided = !answer.ok && isUndecided(answer.error)
    runInAction(() => {
      if (!undecided) this.keep(this.others(pending))
      if (answer.ok) this.state = { is: 'done', answer: answer.data }
      else if (undecided) this.state = { is: 'lost', pending, error: answer.error }
      else this.state = { is: 'refused', error: answer.error, code }
    })
    if (answer.ok || answer.error.code === 'NOT_ALLOWED') this.parts.onStale()
  }

  private others({ key }: Pending): Pending[] {
    return this.pending.filter((one) => one.key !== key)
  }

  private keep(pending: readonly Pending[]): void {
    this.pending = pending
    this.parts.storage.write(this.place, pending)
  }
}
