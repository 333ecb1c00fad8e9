import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { Instant } from '../domain/time'
import type { Answer, ApiError } from './answer'
import type { Loadable } from './loadable'

export type StoreDoorParts<S, T> = {
  /** Which store: named by the card, chosen before, or the first of the list. */
  readonly choose: () => Promise<Answer<string>>
  readonly open: (storeId: string) => S
  /** What of it is drawn. */
  readonly drawn: (opened: S) => Loadable<T>
  /** Asks for all of it; by default for what is drawn. */
  readonly load?: (opened: S) => Promise<unknown>
}

/**
 * Something of a store that may first have to be chosen. Drawn like a `Loadable`, so a page that was opened cold from a
 * card has the same four states as one that was opened from the home page.
 */
export class StoreDoor<S, T> {
  opened: S | null = null
  storeId: string | null = null
  private refusal: ApiError | null = null
  private choosing = false

  constructor(private readonly parts: StoreDoorParts<S, T>) {
    makeAutoObservable<this, 'parts'>(this, { parts: false, opened: observableRef }, { autoBind: true })
  }

  private get drawn(): Loadable<T> | null {
    return this.opened && this.parts.drawn(this.opened)
  }
  get value(): T | null {
    return this.drawn?.value ?? null
  }
  get error(): ApiError | null {
    return this.drawn?.error ?? this.refusal
  }
  get loading(): boolean {
    return this.drawn?.loading ?? this.choosing
  }
  get keptAt(): Instant | null {
    return this.drawn?.keptAt ?? null
  }
  /** What a share path carries, so that a neighbour opens the same store. */
  get query(): Record<string, string> {
    return this.storeId ? { store: this.storeId } : {}
  }

  async load(): Promise<boolean> {
    if (!this.opened) await this.enter()
    if (!this.opened || !this.drawn) return false
    await (this.parts.load ? this.parts.load(this.opened) : this.drawn.load())
    return this.error === null
  }

  private async enter(): Promise<void> {
    this.choosing = true
    const chosen = await this.parts.choose()
    runInAction(() => {
      this.choosing = false
      this.refusal = chosen.ok ? null : chosen.error
      if (!chosen.ok) return
      this.storeId = chosen.data
      this.opened = this.parts.open(chosen.data)
    })
  }
}
