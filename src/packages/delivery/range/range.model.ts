import { makeAutoObservable, runInAction } from 'mobx'
import type { StoreCard } from '../../../contract/launch'
import { AddressStore, type Place } from '../../../features/delivery-range/address.store'
import { RangeStore } from '../../../features/delivery-range/range.store'
import { readClipboard } from '../../../platform/feedback'
import { later } from '../../../platform/later'
import { choosePlace, locate, openLocationSetting } from '../../../platform/locate'
import type { Platform } from '../../../platform/platform'
import { canShowWay, showWay } from '../../../platform/way-there'

/** Joins the pin and the address that is being written: whatever names a door ends in one question. */
export class RangeModel {
  readonly range: RangeStore
  readonly address: AddressStore
  /** Whether the store's address is on the clipboard, where no map can be opened. */
  copied: 'yes' | 'no' | null = null

  constructor({ api, storage }: Platform, storeId: string) {
    this.range = new RangeStore({ api, storage, storeId, later, locate, openSetting: openLocationSetting })
    this.address = new AddressStore({ api, storage, storeId, later, readClipboard, use: this.range.take })
    makeAutoObservable(this, { range: false, address: false }, { autoBind: true })
  }

  /** A suggestion; what was typed is kept until it has been answered. */
  async pick(place: Place): Promise<void> {
    this.address.close()
    if (await this.range.pick(place.at, place.title)) this.address.used()
  }

  /** A place on WeChat's own map. */
  async choose(): Promise<void> {
    const choice = await choosePlace()
    if (!choice.found) return
    const { at, title } = { at: choice.place.point, title: choice.place.name || choice.place.address }
    await this.pick({ at, title, address: choice.place.address })
  }

  async showWay({ name, address, at }: StoreCard): Promise<void> {
    const shown = await showWay({ name, address, at })
    runInAction(() => {
      this.copied = canShowWay ? null : shown ? 'yes' : 'no'
    })
  }
}
