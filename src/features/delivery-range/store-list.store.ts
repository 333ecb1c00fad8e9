import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { DeliveryAnswer } from '../../contract/delivery'
import type { StoreCard, StoresAnswer } from '../../contract/launch'
import { paths } from '../../contract/paths'
import { type Gcj02, metresBetween } from '../../domain/geo'
import { Loadable } from '../../platform/loadable'
import type { Located, NotLocated } from '../../platform/location'
import type { Api } from '../../platform/request'
import type { Storage } from '../../platform/storage'
import { question } from '../../platform/question'
import { type Door, KEPT_DOOR } from './kept-door'

export type NearStore = { readonly store: StoreCard; readonly metres: number | null }

type Parts = {
  readonly api: Api
  readonly storage: Storage
  readonly locate: () => Promise<Located | NotLocated>
  readonly openSetting: () => Promise<boolean>
}

const PAGE = 20

/** 附近门店: nearest first as soon as a place is known (the door of 到家范围, or the phone's), in the API's order before. */
export class StoreList {
  readonly stores: Loadable<StoresAnswer>
  /** Where from the distances are counted. */
  from: { readonly at: Gcj02; readonly is: 'door' | 'here' } | null = null
  locating = false
  notLocated: NotLocated['why'] | null = null
  shown = PAGE

  constructor(private readonly parts: Parts) {
    this.stores = new Loadable(
      () => parts.api.get<StoresAnswer>(paths.stores, { session: 'none', keep: true }),
      () => parts.api.getCached<StoresAnswer>(paths.stores),
    )
    makeAutoObservable<this, 'parts'>(
      this,
      { parts: false, stores: false, from: observableRef },
      {
        autoBind: true,
      },
    )
  }

  async load(): Promise<void> {
    const door = this.parts.storage.read<Door>(KEPT_DOOR)
    if (this.from?.is !== 'here') this.from = door && { at: door.at, is: 'door' }
    await this.stores.load()
  }

  get all(): readonly NearStore[] {
    const stores = this.stores.value?.stores ?? []
    const from = this.from?.at
    if (!from) return stores.map((store) => ({ store, metres: null }))
    return stores.map((store) => ({ store, metres: metresBetween(from, store.at) })).sort((a, b) => a.metres - b.metres)
  }

  get page(): readonly NearStore[] {
    return this.all.slice(0, this.shown)
  }

  get hasMore(): boolean {
    return this.all.length > this.shown
  }

  more(): void {
    this.shown += PAGE
  }

  /** 按远近排, after a tap. */
  async relocate(): Promise<void> {
    if (this.locating) return
    this.locating = true
    this.notLocated = null
    const located = await this.parts.locate()
    const at = located.found ? await this.asGcj02(located) : null
    runInAction(() => {
      this.locating = false
      if (at) this.from = { at, is: 'here' }
      this.notLocated = located.found ? (at ? null : 'unavailable') : located.why
    })
  }

  async allow(): Promise<void> {
    if (await this.parts.openSetting()) await this.relocate()
  }

  /** The API is the one that converts datums. */
  private async asGcj02({ point, accuracy }: Located): Promise<Gcj02 | null> {
    if (point.datum === 'gcj02') return point
    const asked = { point, accuracy }
    const heard = await question<DeliveryAnswer>(this.parts.api, paths.deliveryAnswer, asked)
    return heard.ok ? heard.data.at : null
  }
}
