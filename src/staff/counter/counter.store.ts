import { makeAutoObservable, runInAction } from 'mobx'
import { fill, paths } from '../../contract/paths'
import type { PreviewAnswer, VerifyAnswer } from '../../contract/staff'
import type { ApiError } from '../../platform/answer'
import type { Api } from '../../platform/request'
import type { Storage } from '../../platform/storage'
import { isUndecided } from '../undecided'
import { rememberedTill, rememberTill } from './till'

/** A handover the server has not decided yet, with the key that makes every repetition the same one. */
export type Pending = {
  readonly code: string
  readonly till: string
  readonly key: string
  readonly card: PreviewAnswer
}

export type CounterState =
  | { readonly is: 'ready' }
  | { readonly is: 'looking'; readonly code: string }
  | { readonly is: 'preview'; readonly code: string; readonly card: PreviewAnswer }
  | { readonly is: 'confirming'; readonly card: PreviewAnswer }
  /** No answer came: it may have been handed over or not, the next tap tells. */
  | { readonly is: 'lost'; readonly pending: Pending; readonly error: ApiError }
  | { readonly is: 'done'; readonly answer: VerifyAnswer }
  | { readonly is: 'refused'; readonly error: ApiError; readonly code: string }

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
}

export const DIGITS = 8

/** 核销台: scan or type → what to hand over → one tap → a certain answer. One code at a time. */
export class CounterStore {
  state: CounterState = { is: 'ready' }
  digits = ''
  scanning = false
  /** 3 号台: chosen once, kept on this phone. */
  till: string | null
  /** Handovers whose answer got lost, also those of before a restart. */
  pending: readonly Pending[]

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

  /** What a code is good for. Changes nothing on the server. */
  async look(code: string): Promise<void> {
    if (this.isBusy) return
    this.state = { is: 'looking', code }
    const path = fill(paths.staffPreview, { storeId: this.parts.storeId })
    const answer = await this.parts.api.post<PreviewAnswer>(path, { code })
    this.parts.signal(answer.ok ? 'good' : 'bad')
    runInAction(() => {
      this.state = answer.ok ? { is: 'preview', code, card: answer.data } : { is: 'refused', error: answer.error, code }
    })
    if (!answer.ok && answer.error.code === 'NOT_ALLOWED') this.parts.onStale()
  }

  /** The same look again, after one that did not arrive. */
  async lookAgain(): Promise<void> {
    if (this.state.is === 'refused') await this.look(this.state.code)
  }

  /** 确认已交给顾客. A second tap does nothing. */
  async confirm(): Promise<void> {
    const { till } = this
    if (this.state.is !== 'preview' || till === null) return
    const { code, card } = this.state
    this.state = { is: 'confirming', card }
    const key = await this.parts.newKey()
    await this.send({ code, till, key, card })
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
    const { code, till, key } = pending
    this.keep([...this.others(pending), pending])
    const path = fill(paths.staffVerify, { storeId: this.parts.storeId })
    const answer = await this.parts.api.post<VerifyAnswer>(path, { code, till }, { key })
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
