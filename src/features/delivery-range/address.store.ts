import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { AddressParts, DeliveryAnswer } from '../../contract/delivery'
import { paths } from '../../contract/paths'
import type { ApiError } from '../../platform/answer'
import type { Later } from '../../platform/later'
import { type Place, PlaceSearch } from '../../platform/place-search'
import { question } from '../../platform/question'
import type { Api } from '../../platform/request'
import type { Storage } from '../../platform/storage'

export type { Place }

/** What is on the way from the fingers to an address, kept on the phone until it is used. */
type Draft = {
  readonly pasted: string
  readonly typed: string
  /** What was put right in the parts of a line. */
  readonly mended: { readonly line: string; readonly parts: AddressParts } | null
}

type Parts = {
  readonly api: Api
  readonly storage: Storage
  readonly storeId: string
  readonly later: Later
  readonly readClipboard: () => Promise<string | null>
  /** An address that was confirmed, with its answer. */
  readonly use: (answer: DeliveryAnswer, parts: AddressParts) => void
}

const DRAFT = 'door.draft'
const EMPTY: Draft = { pasted: '', typed: '', mended: null }
/** As the API takes them: characters. */
export const LINE_LIMIT = 200

/** 粘贴地址 and 手动填写: a line becomes parts, the parts are confirmed, and only then it is the door. */
export class AddressStore {
  open: 'paste' | 'type' | 'confirm' | null = null
  draft: Draft
  checking = false
  error: ApiError | null = null
  clipboardRefused = false
  /** The parts as they will be used; names and places look alike, so every one can be put right (KF-42). */
  confirming: { readonly parts: AddressParts; readonly place: string | null } | null = null
  private heard: { answer: DeliveryAnswer; where: string } | null = null
  private line = ''
  private from: 'paste' | 'type' = 'paste'
  private check = 0
  private readonly search: PlaceSearch

  constructor(private readonly parts: Parts) {
    this.draft = { ...EMPTY, ...parts.storage.read<Draft>(DRAFT) }
    this.search = new PlaceSearch({ ...parts, heard: (error) => runInAction(() => (this.error = error)) })
    makeAutoObservable<this, 'parts' | 'heard' | 'line' | 'from' | 'check' | 'search'>(
      this,
      {
        parts: false,
        heard: false,
        line: false,
        from: false,
        check: false,
        search: false,
        draft: observableRef,
        confirming: observableRef,
      },
      { autoBind: true },
    )
  }

  get places(): readonly Place[] {
    return this.search.places
  }

  get seeking(): boolean {
    return this.search.seeking
  }

  /** The text that `places` belong to. */
  get sought(): string {
    return this.search.sought
  }

  show(which: 'paste' | 'type'): void {
    this.open = which
    this.error = null
    this.clipboardRefused = false
    if (which === 'type') this.search.typed(this.draft.typed)
  }

  close(): void {
    this.open = null
    this.check++
    this.checking = false
    this.error = null
  }

  /** From the parts back to the line they came from. */
  back(): void {
    this.open = this.from
    this.error = null
  }

  paste(text: string): void {
    this.keep({ ...this.draft, pasted: text.slice(0, LINE_LIMIT) })
    this.error = null
  }

  /** The clipboard, after a tap on 粘贴. */
  async pasteFromClipboard(): Promise<void> {
    const text = await this.parts.readClipboard()
    runInAction(() => {
      this.clipboardRefused = !text?.trim()
    })
    if (text?.trim()) this.paste(text.trim())
  }

  type(text: string): void {
    this.keep({ ...this.draft, typed: text })
    this.error = null
    this.search.typed(text)
  }

  /** Splits a line and finds it; what comes back is shown for confirmation, never used as it is. */
  async submit(from: 'paste' | 'type'): Promise<void> {
    const line = (from === 'paste' ? this.draft.pasted : this.draft.typed).trim()
    if (this.checking || line.length < 2) return
    const answer = await this.find(line)
    if (!answer) return
    runInAction(() => {
      const found = answer.parts ?? { name: '', phone: '', region: '', detail: line }
      const { mended } = this.draft
      this.from = from
      this.line = line
      this.heard = { answer, where: found.region + found.detail }
      this.confirming = { parts: mended?.line === line ? mended.parts : found, place: answer.place }
      this.open = 'confirm'
    })
  }

  mend(part: keyof AddressParts, text: string): void {
    if (!this.confirming) return
    const parts = { ...this.confirming.parts, [part]: text }
    this.confirming = { ...this.confirming, parts }
    this.error = null
    this.keep({ ...this.draft, mended: { line: this.line, parts } })
  }

  /** 对，用这个地址. Asked again only when where it is was put right; name and phone do not leave the phone for that. */
  async confirm(): Promise<void> {
    if (!this.confirming || !this.heard || this.checking) return
    const { parts } = this.confirming
    const where = (parts.region + parts.detail).trim()
    const answer = where === this.heard.where ? this.heard.answer : await this.find(where)
    if (!answer) return
    runInAction(() => {
      this.open = null
      this.confirming = null
      this.heard = null
      this.keep(EMPTY)
    })
    this.parts.use(answer, parts)
  }

  /** A suggestion was taken: what was typed has been used. */
  used(): void {
    this.open = null
    this.search.clear()
    this.keep(EMPTY)
  }

  private async find(address: string): Promise<DeliveryAnswer | null> {
    const check = ++this.check
    runInAction(() => {
      this.checking = true
      this.error = null
    })
    const heard = await question<DeliveryAnswer>(this.parts.api, paths.deliveryAnswer, { address })
    if (check !== this.check) return null
    runInAction(() => {
      this.checking = false
      this.error = heard.ok ? null : heard.error
    })
    return heard.ok ? heard.data : null
  }

  private keep(draft: Draft): void {
    this.draft = draft
    if (draft === EMPTY) this.parts.storage.remove(DRAFT)
    else this.parts.storage.write(DRAFT, draft)
  }
}
