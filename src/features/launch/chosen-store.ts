import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { ApiError } from '../../platform/answer'
import type { Api } from '../../platform/request'
import type { Storage } from '../../platform/storage'
import { chooseStore, rememberedStore } from './launch.store'

type Parts<T> = {
  readonly api: Api
  readonly storage: Storage
  /** The store a card or an address named, for the first time only. */
  readonly named: string | undefined
  readonly open: (storeId: string) => T
}

/** What a page shows of the chosen store. Another one may be chosen while the page waits behind others. */
export class ChosenStore<T> {
  opened: T | null = null
  storeId: string | null = null
  /** Why not even the store is known. */
  error: ApiError | null = null

  constructor(private readonly parts: Parts<T>) {
    makeAutoObservable<this, 'parts'>(this, { parts: false, opened: observableRef }, { autoBind: true })
  }

  /** Answers what is open now; `null` when no store could be found. */
  async enter(): Promise<T | null> {
    const { api, storage, named, open } = this.parts
    const remembered = this.storeId === null ? null : rememberedStore(storage)
    if (this.opened && (remembered === null || remembered === this.storeId)) return this.opened
    const chosen = await chooseStore(api, storage, this.storeId === null ? named : undefined)
    return runInAction(() => {
      this.error = chosen.ok ? null : chosen.error
      if (!chosen.ok || chosen.data === this.storeId) return this.opened
      this.storeId = chosen.data
      this.opened = open(chosen.data)
      return this.opened
    })
  }
}
