import { makeAutoObservable, observable, runInAction } from 'mobx'
import { fill, paths } from '../../contract/paths'
import type { DeliveriesAnswer } from '../../contract/staff-order'
import { type Instant, SECOND } from '../../domain/time'
import type { ApiError } from '../../platform/answer'
import { Loadable } from '../../platform/loadable'
import type { Photos } from '../../platform/photos'
import type { Api, Kept } from '../../platform/request'
import type { Storage } from '../../platform/storage'
import { every } from '../every'
import { isUndecided } from '../undecided'
import { type Deed, deedName, letterOf } from './deed'
import { Proof } from './proof'

export type Stop = DeliveriesAnswer['mine'][number]
/** What was not taken of what was done: said until somebody has read it. */
export type Refused = { readonly key: string; readonly words: string }

export type RunParts = {
  readonly api: Api
  readonly storage: Storage
  readonly newKey: () => Promise<string>
  readonly storeId: string
  readonly now: () => Instant
  readonly choose: (most: number) => Promise<Photos>
}

const POLL_MS = 20 * SECOND

/**
 * A courier's round. What is done is kept on the phone first and told as soon as the network is there, in the order in which it was
 * done; a restart loses none of it. Of the addresses only those of this round are kept, and only until it is over.
 */
export class RunStore {
  readonly list: Loadable<DeliveriesAnswer>
  readonly tick = every(POLL_MS, () => void this.load())
  /** Orders to take along. */
  chosen: readonly string[] = []
  deeds: readonly Deed[]
  refused: readonly Refused[] = []
  /** Why the last telling did not get through; it is tried again by itself. */
  away: ApiError | null = null
  /** A photograph could not be opened. */
  unreadable = false
  private readonly proofs = observable.map<string, Proof>({}, { deep: false })
  private telling: Promise<void> | null = null

  constructor(private readonly parts: RunParts) {
    const { api, storage, storeId } = parts
    this.list = new Loadable(
      () => api.get<DeliveriesAnswer>(fill(paths.staffDeliveries, { storeId })),
      () => storage.read<Kept<DeliveriesAnswer>>(this.roundPlace),
    )
    this.deeds = (storage.read<Deed[]>(this.deedsPlace) ?? []).map(withoutLostPhoto)
    makeAutoObservable<this, 'parts' | 'proofs' | 'telling' | 'roundPlace' | 'deedsPlace'>(
      this,
      { parts: false, proofs: false, telling: false, list: false, tick: false, roundPlace: false, deedsPlace: false },
      { autoBind: true },
    )
  }

  private get roundPlace(): string {
    return `round.${this.parts.storeId}`
  }
  private get deedsPlace(): string {
    return `deliveries.${this.parts.storeId}`
  }

  /** Tells what has not been told, then asks how things are. */
  async load(): Promise<boolean> {
    await this.tell()
    const { storage, now } = this.parts
    const came = await this.list.load()
    const { value, error } = this.list
    if (error?.code === 'NOT_ALLOWED') storage.remove(this.roundPlace)
    if (!came) return false
    if (!value || value.mine.length === 0) storage.remove(this.roundPlace)
    else storage.write(this.roundPlace, { data: { waiting: [], mine: value.mine }, storedAt: now() })
    return true
  }

  /** What was done about an order last and the server does not know yet. */
  deedOf(orderId: string): Deed | null {
    return this.deeds.filter((deed) => deed.orderId === orderId).at(-1) ?? null
  }

  toggle(orderId: string): void {
    const { chosen } = this
    this.chosen = chosen.includes(orderId) ? chosen.filter((id) => id !== orderId) : [...chosen, orderId]
  }

  chooseAll(): void {
    this.chosen = (this.list.value?.waiting ?? []).map(({ id }) => id)
  }

  /** 出发, with all that was chosen: each is taken by itself, so that one that somebody else has does not stop the others. */
  async setOut(): Promise<void> {
    const stops = (this.list.value?.waiting ?? []).filter(({ id }) => this.chosen.includes(id) && !this.deedOf(id))
    this.chosen = []
    for (const { id, number } of stops) {
      const key = await this.parts.newKey()
      this.add({ kind: 'set-out', key, orderId: id, number })
    }
    if (stops.length > 0) await this.load()
  }

  proofOf(orderId: string): Proof | null {
    return this.proofs.get(orderId) ?? null
  }

  /** Takes a photograph and sends it at once, so that it is there when 已送达 is tapped. */
  async photograph(orderId: string): Promise<void> {
    const { photos, unreadable } = await this.parts.choose(1)
    const [photo] = photos
    const key = photo ? await this.parts.newKey() : ''
    runInAction(() => {
      this.unreadable = unreadable
      if (photo) this.proofs.set(orderId, new Proof(this.parts.api, key, photo))
    })
    await this.proofOf(orderId)?.send()
  }

  forgetPhoto(orderId: string): void {
    this.unreadable = false
    this.proofs.delete(orderId)
  }

  /** 已送达: written down on this phone at once, with or without the network and the photograph. */
  async deliver({ id, number }: Stop, note: string): Promise<void> {
    const proof = this.proofOf(id)
    const photoId = proof?.photoId ?? null
    const photoWaits = proof !== null && photoId === null
    const key = await this.parts.newKey()
    this.add({ kind: 'deliver', key, orderId: id, number, note: note.trim(), photoId, photoWaits })
    await this.load()
  }

  /** 没送到: it goes back to the store. */
  async bringBack({ id, number }: Stop, reason: string): Promise<void> {
    const key = await this.parts.newKey()
    this.add({ kind: 'bring-back', key, orderId: id, number, reason: reason.trim() })
    await this.load()
  }

  /** The delivery matters more than its photograph, which does not get through. */
  async withoutPhoto(orderId: string): Promise<void> {
    this.proofs.delete(orderId)
    this.keep(this.deeds.map((deed) => (deed.orderId === orderId ? withoutLostPhoto(deed) : deed)))
    await this.load()
  }

  read(refused: Refused): void {
    this.refused = this.refused.filter(({ key }) => key !== refused.key)
  }

  /** One telling at a time; what is done meanwhile is told by it too. */
  private tell(): Promise<void> {
    return (this.telling ??= this.tellAll().finally(() => (this.telling = null)))
  }

  private async tellAll(): Promise<void> {
    const tried = new Set<string>()
    for (;;) {
      const next = this.deeds.find(({ key }) => !tried.has(key))
      if (!next) return
      tried.add(next.key)
      const deed = await this.withProof(next)
      if (deed && !(await this.send(deed))) return
    }
  }

  /** A delivery goes with its photograph once that is there; `null` while it is not: the others need not wait for it. */
  private async withProof(deed: Deed): Promise<Deed | null> {
    if (deed.kind !== 'deliver' || !deed.photoWaits) return deed
    const proof = this.proofOf(deed.orderId)
    await proof?.send()
    // The courier may have let it go meanwhile.
    const kept = this.deeds.find(({ key }) => key === deed.key)
    if (kept?.kind !== 'deliver' || !kept.photoWaits) return kept ?? null
    if (proof?.state === 'failed') return null
    const sure: Deed = { ...kept, photoWaits: false, photoId: proof?.photoId ?? null }
    this.keep(this.deeds.map((one) => (one.key === sure.key ? sure : one)))
    if (proof?.state === 'refused')
      this.say({ key: `photo ${deed.key}`, words: `${nameOf(deed)}的照片没传上：${proof.words}。送达照样记下了` })
    return sure
  }

  /** @returns whether the network is there */
  private async send(deed: Deed): Promise<boolean> {
    const { path, body } = letterOf(deed, this.parts.storeId)
    const answer = await this.parts.api.post(path, body, { key: deed.key })
    const error = answer.ok ? null : answer.error
    const lost = isUndecided(error)
    runInAction(() => {
      this.away = lost ? error : null
      if (lost) return
      this.keep(this.deeds.filter(({ key }) => key !== deed.key))
      if (error === null) this.settle(deed)
    })
    if (error?.code === 'PHOTO_NOT_FOUND' && deed.kind === 'deliver') await this.againWithoutPhoto(deed)
    else if (error && !lost)
      this.say({ key: deed.key, words: `${nameOf(deed)}“${deedName(deed)}”没有记上：${error.message}` })
    return !lost
  }

  /** Another body is another request. */
  private async againWithoutPhoto(deed: Extract<Deed, { kind: 'deliver' }>): Promise<void> {
    const key = await this.parts.newKey()
    this.keep([...this.deeds, { ...deed, key, photoId: null, photoWaits: false }])
    this.say({ key: `photo ${key}`, words: `${nameOf(deed)}的照片没用上，送达照样记下` })
  }

  /** What the server has taken is shown at once, before it is asked again. */
  private settle(deed: Deed): void {
    this.proofs.delete(deed.orderId)
    const { value } = this.list
    if (!value || deed.kind === 'set-out') return
    this.list.change({ ...value, mine: value.mine.filter(({ id }) => id !== deed.orderId) })
  }

  /** One deed of an order at a time: a second tap does nothing. */
  private add(deed: Deed): void {
    if (this.deedOf(deed.orderId) === null) this.keep([...this.deeds, deed])
  }

  private say(refused: Refused): void {
    this.refused = [...this.refused, refused]
  }

  private keep(deeds: readonly Deed[]): void {
    this.deeds = deeds
    if (deeds.length === 0) this.parts.storage.remove(this.deedsPlace)
    else this.parts.storage.write(this.deedsPlace, deeds)
  }
}

const nameOf = ({ number }: Deed): string => `订单 ${number.slice(-4)} `

/** A photograph that was not sent before the app was closed is gone; what was delivered was delivered. */
const withoutLostPhoto = (deed: Deed): Deed => (deed.kind === 'deliver' ? { ...deed, photoWaits: false } : deed)
