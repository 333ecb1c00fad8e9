import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { AddressParts, DeliveryAnswer, ZonesAnswer } from '../../contract/delivery'
import { fill, paths } from '../../contract/paths'
import type { Gcj02 } from '../../domain/geo'
import type { ApiError } from '../../platform/answer'
import type { Later } from '../../platform/later'
import { Loadable } from '../../platform/loadable'
import type { Located, NotLocated } from '../../platform/location'
import type { Api } from '../../platform/request'
import type { Storage } from '../../platform/storage'
import { question } from '../../platform/question'
import { type Door, KEPT_DOOR } from './kept-door'

type Parts = {
  readonly api: Api
  readonly storage: Storage
  readonly storeId: string
  readonly locate: () => Promise<Located | NotLocated>
  /** WeChat's settings; answers whether the position is granted now. */
  readonly openSetting: () => Promise<boolean>
  readonly later: Later
}

type Asked = {
  readonly point: { readonly lat: number; readonly lng: number; readonly datum: 'gcj02' | 'wgs84' }
  readonly accuracy?: number
}

/** After the finger has left the map; whoever nudges the pin again has not been waiting. */
const SETTLE_MS = 450
const zonesPath = (storeId: string): string => fill(paths.zones, { storeId })
const UNNAMED = '地图上选的位置'

/** Whether it delivers to one door: the pin, the question, and the latest answer. Nothing is asked while the pin moves. */
export class RangeStore {
  readonly zones: Loadable<ZonesAnswer>
  /** Where the pin stands; `null` until there is a reason for a place. */
  pin: Gcj02 | null = null
  /** The pin is being moved: nothing said on screen belongs to it any more. */
  moving = false
  asking = false
  answer: DeliveryAnswer | null = null
  door: Door | null = null
  error: ApiError | null = null
  locating = false
  notLocated: NotLocated['why'] | null = null
  /** Where other stores deliver, once an answer has named them. */
  private readonly elsewhere = new Map<string, ZonesAnswer>()
  private turn = 0
  private timer: unknown = null
  private last: { asked: Asked; name: string | null } | null = null
  private begun = false

  constructor(private readonly parts: Parts) {
    const path = zonesPath(parts.storeId)
    this.zones = new Loadable(
      () => parts.api.get<ZonesAnswer>(path, { session: 'none', keep: true }),
      () => parts.api.getCached<ZonesAnswer>(path),
    )
    makeAutoObservable<this, 'parts' | 'timer' | 'last' | 'turn' | 'begun'>(
      this,
      {
        parts: false,
        timer: false,
        last: false,
        turn: false,
        begun: false,
        zones: false,
        answer: observableRef,
        door: observableRef,
        pin: observableRef,
      },
      { autoBind: true },
    )
  }

  /** The store the answer is about: it serves the door, or is the nearest to collect from. */
  get about(): string {
    return this.answer?.zone?.storeId ?? this.answer?.nearestStore?.store.id ?? this.parts.storeId
  }

  /** What the map shows: where this store delivers, and the store that the answer is about. That one comes first. */
  get areas(): readonly ZonesAnswer[] {
    const here = this.zones.value
    const there = this.about === this.parts.storeId ? undefined : this.elsewhere.get(this.about)
    return [there, here].filter((area) => area != null)
  }

  /** The zones, and the answer for the door of last time. */
  async load(): Promise<void> {
    const zones = this.zones.load()
    if (!this.begun) {
      this.begun = true
      const kept = this.parts.storage.read<Door>(KEPT_DOOR)
      if (kept) {
        this.door = kept
        this.pin = kept.at
        void this.ask({ point: kept.at }, kept.words)
      }
    }
    await zones
  }

  /** The finger has the pin (or moves the map under it). An answer that is still on its way is for another place. */
  drag(at: Gcj02 | null): void {
    this.turn++
    this.parts.later.stop(this.timer)
    this.moving = true
    this.asking = false
    this.error = null
    if (at) this.pin = at
  }

  /** The finger has let go: asked for a moment later, and only if it stays there. */
  drop(at: Gcj02): void {
    this.drag(at)
    this.timer = this.parts.later.start(() => void this.ask({ point: at }, null), SETTLE_MS)
  }

  /** 重新定位, after a tap. */
  async relocate(): Promise<void> {
    if (this.locating) return
    this.locating = true
    this.notLocated = null
    const located = await this.parts.locate()
    runInAction(() => {
      this.locating = false
      this.notLocated = located.found ? null : located.why
    })
    if (located.found) await this.ask({ point: located.point, accuracy: located.accuracy }, null)
  }

  /** 去设置: a permission refused once is never asked again by itself. */
  async allow(): Promise<void> {
    if (await this.parts.openSetting()) await this.relocate()
  }

  /** A place from the suggestions or from WeChat's own map. */
  async pick(at: Gcj02, words: string): Promise<boolean> {
    return this.ask({ point: at }, words)
  }

  /** The pin stands right although the phone could not tell: the person vouches for it. */
  async vouch(): Promise<void> {
    if (this.answer) await this.ask({ point: this.answer.at }, this.door?.words ?? null)
  }

  /** An answer that came with an address that has been confirmed. */
  take(answer: DeliveryAnswer, parts: AddressParts): void {
    this.turn++
    this.parts.later.stop(this.timer)
    this.notLocated = null
    this.show(answer, parts.region + parts.detail, parts)
  }

  async again(): Promise<void> {
    if (this.last) await this.ask(this.last.asked, this.last.name)
  }

  /** The phone forgets the door. */
  forget(): void {
    this.turn++
    this.parts.later.stop(this.timer)
    this.parts.storage.remove(KEPT_DOOR)
    this.last = null
    this.pin = this.answer = this.door = this.error = null
    this.asking = this.moving = false
  }

  /** The latest question wins: an earlier one that is answered late changes nothing. */
  private async ask(asked: Asked, name: string | null): Promise<boolean> {
    const turn = ++this.turn
    this.last = { asked, name }
    this.parts.later.stop(this.timer)
    runInAction(() => {
      this.asking = true
      this.moving = false
      this.error = null
      if (asked.point.datum === 'gcj02') this.pin = { ...asked.point, datum: 'gcj02' }
    })
    const heard = await question<DeliveryAnswer>(this.parts.api, paths.deliveryAnswer, asked)
    if (turn !== this.turn) return heard.ok
    runInAction(() => {
      if (heard.ok) {
        const known = this.door?.words === name ? (this.door?.parts ?? null) : null
        this.show(heard.data, name ?? heard.data.place ?? UNNAMED, known)
        return
      }
      this.asking = false
      this.error = heard.error
      this.answer = null
    })
    return heard.ok
  }

  private show(answer: DeliveryAnswer, words: string, parts: AddressParts | null): void {
    this.asking = false
    this.moving = false
    this.error = null
    this.answer = answer
    this.pin = answer.at
    this.door = { at: answer.at, words, parts }
    // a place that is not sure yet would be sure next time, for no reason
    if (answer.verdict !== 'unsure') this.parts.storage.write(KEPT_DOOR, this.door)
    void this.showElsewhere(this.about)
  }

  private async showElsewhere(storeId: string): Promise<void> {
    if (storeId === this.parts.storeId || this.elsewhere.has(storeId)) return
    // the answer stands without its picture
    const heard = await this.parts.api.get<ZonesAnswer>(zonesPath(storeId), { session: 'none', keep: true })
    if (heard.ok) runInAction(() => this.elsewhere.set(storeId, heard.data))
  }
}
