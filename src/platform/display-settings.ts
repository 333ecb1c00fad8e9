import { makeAutoObservable } from 'mobx'
import type { Storage } from './storage'

export type DisplayParts = {
  readonly storage: Storage
  /** Whether the phone's own font setting asks for large text. */
  readonly phoneWantsLargeText: () => boolean
  readonly apply: (large: boolean) => void
}

const PLACE = 'display'

/** 长辈模式: follows the phone's font setting until the person chooses otherwise in 我的; the choice stays on the phone. */
export class DisplaySettings {
  private chosen: boolean | null
  private phone: boolean

  constructor(private readonly parts: DisplayParts) {
    this.chosen = parts.storage.read<{ largeText?: boolean }>(PLACE)?.largeText ?? null
    this.phone = parts.phoneWantsLargeText()
    makeAutoObservable<this, 'parts'>(this, { parts: false }, { autoBind: true })
    parts.apply(this.largeText)
  }

  get largeText(): boolean {
    return this.chosen ?? this.phone
  }

  chooseLargeText(large: boolean): void {
    this.chosen = large
    this.parts.storage.write(PLACE, { largeText: large })
    this.parts.apply(this.largeText)
  }

  /** The phone's setting may have been changed while the app was away. */
  lookAgain(): void {
    this.phone = this.parts.phoneWantsLargeText()
    this.parts.apply(this.largeText)
  }
}
