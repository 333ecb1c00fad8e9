import { makeAutoObservable, runInAction } from 'mobx'
import { fill, paths } from '../../contract/paths'
import type { ClaimsAnswer } from '../../contract/staff'
import { plusDays, storeDay } from '../../domain/time'
import type { Instant } from '../../domain/time'
import { Loadable } from '../../platform/loadable'
import type { Api } from '../../platform/request'

export const RANGES = ['7', '14', '30'] as const
export type Range = (typeof RANGES)[number]
export const TABLES = ['channels', 'batches', 'days'] as const
export type Table = (typeof TABLES)[number]

export type ClaimsParts = {
  readonly api: Api
  readonly now: () => Instant
  readonly storeId: string
  /** The chart is drawn elsewhere, in the phone's colours. */
  readonly theme: () => 'light' | 'dark'
}

/** 领券分析: seen → claimed → given → received → used, over the last days. */
export class ClaimsStore {
  readonly report: Loadable<ClaimsAnswer>
  range: Range = '14'
  table: Table = 'channels'
  /** Whether the table shows more than its first rows. */
  unfolded = false

  constructor({ api, now, storeId, theme }: ClaimsParts) {
    const path = fill(paths.staffClaims, { storeId })
    this.report = new Loadable(() => {
      const to = storeDay(now())
      const from = plusDays(to, 1 - Number(this.range))
      return api.get<ClaimsAnswer>(path, { query: { from, to, theme: theme() } })
    })
    makeAutoObservable(this, { report: false }, { autoBind: true })
  }

  /** The numbers of before stay, drawn paler, until those of the new days are here; when these do not come, neither does the choice. */
  async choose(range: Range): Promise<void> {
    const before = this.range
    if (range === before) return
    this.range = range
    const came = await this.report.load()
    runInAction(() => {
      if (!came && this.range === range && this.report.value) this.range = before
    })
  }

  show(table: Table): void {
    this.table = table
    this.unfolded = false
  }

  unfold(): void {
    this.unfolded = true
  }
}
