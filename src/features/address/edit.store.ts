import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { AddressBody, AddressCard, AddressesAnswer } from '../../contract/checkout'
import type { AddressParts, DeliveryAnswer } from '../../contract/delivery'
import { fill, paths } from '../../contract/paths'
import type { Gcj02 } from '../../domain/geo'
import { isPhone, phoneDigits } from '../../domain/phone'
import { type ApiError, isPassing } from '../../platform/answer'
import type { Later } from '../../platform/later'
import { Loadable } from '../../platform/loadable'
import type { Choice, Located, NotLocated } from '../../platform/location'
import { type Place, PlaceSearch } from '../../platform/place-search'
import { question } from '../../platform/question'
import type { Api } from '../../platform/request'
import type { Storage } from '../../platform/storage'
import { splitDoor } from './door'

export type EditParts = {
  readonly api: Api
  readonly storage: Storage
  readonly newKey: () => Promise<string>
  readonly later: Later
  readonly locate: () => Promise<Located | NotLocated>
  readonly openSetting: () => Promise<boolean>
  /** WeChat's own map. */
  readonly choosePlace: () => Promise<Choice>
  /** 微信收货地址; a line of text like a pasted one. */
  readonly chooseWechatAddress: () => Promise<AddressParts | null>
  readonly readClipboard: () => Promise<string | null>
  /** Which store the shopper looks at: places near it come first. */
  readonly storeId: string | undefined
}

/** The form. `at`: where the person pointed (a suggestion, the map, their own position); `null`: the server finds the place. */
export type Form = {
  readonly name: string
  readonly phone: string
  readonly place: string
  readonly detail: string
  readonly at: Gcj02 | null
  readonly isDefault: boolean
}

const EMPTY: Form = { name: '', phone: '', place: '', detail: '', at: null, isDefault: false }
const DRAFT = 'address.draft'
const ATTEMPT = 'address.attempt'
export const MOST = { name: 20, place: 80, detail: 60, line: 200 } as const

type Attempt = { readonly key: string; readonly body: AddressBody }

/**
 * One address being written. However it comes (pasted, from WeChat, from the map, by hand) it ends in the same form, which is what is
 * confirmed: names and places look alike, so nothing is saved that was not read there (KF-42).
 */
export class EditStore {
  form: Form = EMPTY
  /** The address of before, when one is changed. */
  readonly before: Loadable<AddressesAnswer>
  pasted = ''
  /** What is going on: splitting a line, looking for the position, saving. */
  doing: 'reading' | 'locating' | 'saving' | null = null
  error: ApiError | null = null
  /** Whether it is delivered there, as far as it is known. */
  answer: DeliveryAnswer | null = null
  /** It was filled in from somewhere and has not been read yet. */
  check = false
  notLocated: NotLocated['why'] | null = null
  clipboardRefused = false
  /** Somebody tried to save: from now on what is missing is said. */
  tried = false
  readonly search: PlaceSearch
  private turn = 0

  constructor(
    private readonly parts: EditParts,
    readonly addressId: string | null,
  ) {
    const { api, storage, later, storeId } = parts
    this.before = new Loadable(() => api.get<AddressesAnswer>(paths.addresses))
    if (addressId === null) this.form = { ...EMPTY, ...storage.read<Form>(DRAFT) }
    this.search = new PlaceSearch({ api, later, storeId })
    makeAutoObservable<this, 'parts' | 'turn'>(
      this,
      { parts: false, turn: false, before: false, search: false, form: observableRef, answer: observableRef },
      { autoBind: true },
    )
  }

  /** An address that is to be changed is fetched; a new one needs nothing. */
  async load(): Promise<boolean> {
    const came = await this.before.load()
    const found = this.before.value?.addresses.find(({ id }) => id === this.addressId)
    if (found && this.form === EMPTY) runInAction(() => (this.form = formOf(found)))
    return came
  }

  write(part: 'name' | 'phone' | 'detail', text: string): void {
    const value = part === 'phone' ? phoneDigits(text) : text.slice(0, MOST[part])
    this.fill({ [part]: value })
  }

  /** Another place is somewhere else: what was pointed at belongs to the old one. */
  writePlace(text: string): void {
    this.turn++
    this.answer = null
    this.fill({ place: text.slice(0, MOST.place), at: null })
    this.search.typed(text)
  }

  turnDefault(isDefault: boolean): void {
    this.fill({ isDefault })
  }

  /** A suggestion under the field. */
  async pick({ title, at }: Place): Promise<void> {
    this.search.clear()
    this.fill({ place: title, at: at as Gcj02 })
    await this.ask({ point: at })
  }

  paste(text: string): void {
    this.pasted = text.slice(0, MOST.line)
    this.error = null
  }

  async pasteFromClipboard(): Promise<void> {
    const text = (await this.parts.readClipboard())?.trim()
    runInAction(() => {
      this.clipboardRefused = !text
    })
    if (!text) return
    this.paste(text)
    await this.read()
  }

  /** 认一认: the line is split on the server, and what comes of it is filled in to be read. */
  async read(): Promise<void> {
    const line = this.pasted.trim()
    if (this.doing || line.length < 2) return
    const answer = await this.during('reading', () => this.ask({ address: line }))
    if (!answer) return
    const parts = answer.parts ?? { name: '', phone: '', region: '', detail: line }
    runInAction(() => {
      this.pasted = ''
      this.takeParts(parts, answer)
    })
  }

  /** From the address book of WeChat: text, never a position. */
  async fromWechat(): Promise<void> {
    if (this.doing) return
    const parts = await this.parts.chooseWechatAddress()
    if (!parts) return
    const answer = await this.during('reading', () => this.ask({ address: parts.region + parts.detail }))
    runInAction(() => this.takeParts(parts, answer))
  }

  /** 定位, after a tap. Refused is a full path: everything else on the page works without (KF-35). */
  async locate(): Promise<void> {
    if (this.doing) return
    await this.during('locating', async () => {
      const located = await this.parts.locate()
      runInAction(() => {
        this.notLocated = located.found ? null : located.why
      })
      if (!located.found) return null
      return this.takePoint(await this.ask({ point: located.point, accuracy: located.accuracy }), null)
    })
  }

  async allow(): Promise<void> {
    if (await this.parts.openSetting()) await this.locate()
  }

  /** On WeChat's own map. */
  async chooseOnMap(): Promise<void> {
    const choice = await this.parts.choosePlace()
    if (!choice.found) return
    const { point, name, address } = choice.place
    this.fill({ place: (name || address).slice(0, MOST.place), at: point })
    this.takePoint(await this.ask({ point }), name || address)
  }

  /** What is missing, by field, in words. */
  get problems(): { readonly [part in 'name' | 'phone' | 'place' | 'detail']: string | null } {
    const { name, phone, place, detail } = this.form
    return {
      name: name.trim() ? null : '写上收货人，送到了好叫你',
      phone: isPhone(phone) ? null : '手机号是 1 开头的 11 位数字',
      place: place.trim().length >= 2 ? null : '写上小区或路名',
      detail: detail.trim() ? null : '写上楼栋和门牌，免得送错门',
    }
  }

  get complete(): boolean {
    return Object.values(this.problems).every((problem) => problem === null)
  }

  /** Saves it. Answers the address as it is kept now; a second tap after a lost answer is the same one. */
  async save(): Promise<AddressCard | null> {
    this.tried = true
    if (this.doing || !this.complete) return null
    const body = this.body()
    const { api, storage } = this.parts
    return this.during('saving', async () => {
      const key = await this.keyFor(body)
      const answer =
        this.addressId === null
          ? await api.post<AddressCard>(paths.addresses, body, { key })
          : await api.put<AddressCard>(fill(paths.address, { addressId: this.addressId }), body, { key })
      if (answer.ok || !isPassing(answer.error)) storage.remove(ATTEMPT)
      if (answer.ok && this.addressId === null) storage.remove(DRAFT)
      runInAction(() => {
        this.error = answer.ok ? null : answer.error
      })
      return answer.ok ? answer.data : null
    })
  }

  private body(): AddressBody {
    const { name, phone, place, detail, at, isDefault } = this.form
    return { name: name.trim(), phone, place: place.trim(), detail: detail.trim(), isDefault, ...(at && { at }) }
  }

  /** The key of the same address sent before and not answered, or a fresh one. */
  private async keyFor(body: AddressBody): Promise<string> {
    const { storage, newKey } = this.parts
    const kept = storage.read<Attempt>(ATTEMPT)
    if (kept && JSON.stringify(kept.body) === JSON.stringify(body)) return kept.key
    const key = await newKey()
    storage.write(ATTEMPT, { key, body } satisfies Attempt)
    return key
  }

  private fill(part: Partial<Form>): void {
    this.form = { ...this.form, ...part }
    this.error = null
    if (this.addressId === null) this.parts.storage.write(DRAFT, this.form)
  }

  private takeParts({ name, phone, region, detail }: AddressParts, answer: DeliveryAnswer | null): void {
    const door = splitDoor(detail, answer?.place ?? null)
    this.fill({
      name: (name || this.form.name).slice(0, MOST.name),
      phone: phoneDigits(phone) || this.form.phone,
      place: (door.place || region).slice(0, MOST.place),
      detail: door.detail.slice(0, MOST.detail),
      at: null,
    })
    this.check = true
    this.search.clear()
  }

  private takePoint(answer: DeliveryAnswer | null, named: string | null): null {
    if (!answer) return null
    this.fill({ place: (named ?? answer.place ?? this.form.place).slice(0, MOST.place), at: answer.at as Gcj02 })
    this.check = true
    this.search.clear()
    return null
  }

  /** Asks whether it is delivered there; the latest question wins. */
  private async ask(asked: object): Promise<DeliveryAnswer | null> {
    const turn = ++this.turn
    const heard = await question<DeliveryAnswer>(this.parts.api, paths.deliveryAnswer, asked)
    if (turn !== this.turn) return null
    runInAction(() => {
      this.answer = heard.ok ? heard.data : null
      this.error = heard.ok ? null : heard.error
    })
    return heard.ok ? heard.data : null
  }

  private async during<T>(doing: NonNullable<EditStore['doing']>, work: () => Promise<T>): Promise<T> {
    runInAction(() => {
      this.doing = doing
      this.error = null
    })
    const done = await work()
    runInAction(() => {
      this.doing = null
    })
    return done
  }
}

const formOf = ({ name, phone, place, detail, at, isDefault }: AddressCard): Form => ({
  name,
  phone,
  place,
  detail,
  at: at as Gcj02,
  isDefault,
})
