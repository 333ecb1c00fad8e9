import { makeAutoObservable } from 'mobx'
import type { LaunchAnswer } from '../../contract/launch'
import { fill, paths } from '../../contract/paths'
import { HOUR, type Instant } from '../../domain/time'
import { onePerStore } from '../../platform/one-per-store'
import type { Api, Kept } from '../../platform/request'
import { LaunchStore } from './launch.store'

/** As old as a kept answer about an opening may be while that is still ahead. */
const FRESH = HOUR

/** Whether one can order already. Nearly always the phone knows it from the home page, and nothing is asked. */
export class Opening {
  private readonly store: LaunchStore

  constructor(
    private readonly api: Api,
    private readonly storeId: string,
  ) {
    this.store = new LaunchStore(api, storeId)
    makeAutoObservable<this, 'api' | 'storeId' | 'store' | 'kept'>(this, {
      api: false,
      storeId: false,
      store: false,
      // read from the phone each time: nothing would tell an observer that it has changed
      kept: false,
    })
  }

  /** The first opening while it is still to come, else `null`; also while nobody knows: the API decides. */
  opensAt(now: Instant): Instant | null {
    const known = this.store.times?.trialOpensAt ?? this.kept?.data.trialOpensAt
    return known !== undefined && now < known ? (known as Instant) : null
  }

  async load(now: Instant): Promise<void> {
    const { kept } = this
    if (kept && (now >= kept.data.trialOpensAt || now - kept.storedAt < FRESH)) return
    await this.store.launch.load()
  }

  private get kept(): Kept<LaunchAnswer> | null {
    return this.api.getCached<LaunchAnswer>(fill(paths.launch, { storeId: this.storeId }))
  }
}

export const openingOf = onePerStore(({ api }, storeId) => new Opening(api, storeId))
