import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { PlacesAnswer } from '../contract/delivery'
import { paths } from '../contract/paths'
import type { ApiError } from './answer'
import type { Later } from './later'
import { question } from './question'
import type { Api } from './request'

export type Place = PlacesAnswer['places'][number]

export type PlaceSearchParts = {
  readonly api: Api
  readonly later: Later
  /** Near which store to look; `undefined`: wherever the map thinks best. */
  readonly storeId: string | undefined
  /** How the last asking went: `null` when it was answered. */
  readonly heard?: (error: ApiError | null) => void
}

const SEEK_AFTER_MS = 350
/** As the API takes it: characters. */
const SEEK_LIMIT = 60

/** Places to choose from while an address is being typed: asked for when the fingers rest; the latest text wins. */
export class PlaceSearch {
  places: readonly Place[] = []
  seeking = false
  /** The text that `places` belong to. */
  sought = ''
  private turn = 0
  private timer: unknown = null

  constructor(private readonly parts: PlaceSearchParts) {
    makeAutoObservable<this, 'parts' | 'turn' | 'timer'>(
      this,
      { parts: false, turn: false, timer: false, places: observableRef },
      { autoBind: true },
    )
  }

  /** What stands in the field now. */
  typed(text: string): void {
    const turn = ++this.turn
    this.parts.later.stop(this.timer)
    this.seeking = false
    const sought = text.trim().slice(0, SEEK_LIMIT)
    if (sought === '') {
      this.clear()
      return
    }
    if (sought === this.sought) return
    this.timer = this.parts.later.start(() => void this.seek(sought, turn), SEEK_AFTER_MS)
  }

  /** One of them was taken, or nobody looks any more. */
  clear(): void {
    this.turn++
    this.parts.later.stop(this.timer)
    this.seeking = false
    this.places = []
    this.sought = ''
  }

  private async seek(text: string, turn: number): Promise<void> {
    runInAction(() => {
      this.seeking = true
    })
    const { api, storeId, heard: tell } = this.parts
    const heard = await question<PlacesAnswer>(api, paths.placeSuggestions, { text, storeId })
    if (turn !== this.turn) return
    runInAction(() => {
      this.seeking = false
      if (heard.ok) {
        this.places = heard.data.places
        this.sought = text
      }
    })
    tell?.(heard.ok ? null : heard.error)
  }
}
