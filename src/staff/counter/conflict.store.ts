import { makeAutoObservable, runInAction } from 'mobx'
import { fill, paths } from '../../contract/paths'
import type { ConflictsAnswer } from '../../contract/staff-order'
import type { ApiError } from '../../platform/answer'
import { Loadable } from '../../platform/loadable'
import type { Api } from '../../platform/request'
import { isUndecided } from '../undecided'
import { REASON_LEAST, REASON_LIMIT } from './today.store'

export type Conflict = ConflictsAnswer['conflicts'][number]

export const RESOLUTIONS = ['货追回来了', '和顾客说好了', '记作损耗'] as const

/** What was handed over without the network and could not be settled: shown until somebody says what came of it. */
export class ConflictStore {
  readonly list: Loadable<ConflictsAnswer>
  /** The one being resolved, while its sheet is open. */
  target: Conflict | null = null
  resolution = ''
  resolving = false
  error: ApiError | null = null
  private key: string | null = null

  constructor(
    private readonly api: Api,
    private readonly storeId: string,
    private readonly newKey: () => Promise<string>,
  ) {
    this.list = new Loadable(() => api.get<ConflictsAnswer>(fill(paths.staffConflicts, { storeId })))
    makeAutoObservable<this, 'api' | 'storeId' | 'newKey' | 'key'>(
      this,
      { api: false, storeId: false, newKey: false, key: false, list: false },
      { autoBind: true },
    )
  }

  get open(): readonly Conflict[] {
    return this.list.value?.conflicts.filter(({ resolvedAt }) => resolvedAt === null) ?? []
  }

  pick(target: Conflict): void {
    this.target = target
    this.resolution = ''
    this.error = null
    this.key = null
  }

  drop(): void {
    if (!this.resolving) this.target = null
  }

  write(resolution: string): void {
    this.resolution = resolution.slice(0, REASON_LIMIT)
    // Another word is another request.
    this.key = null
  }

  get canResolve(): boolean {
    return this.resolution.trim().length >= REASON_LEAST
  }

  async resolve(): Promise<void> {
    const { target } = this
    if (!target || this.resolving || !this.canResolve) return
    this.resolving = true
    this.error = null
    const key = (this.key ??= await this.newKey())
    const path = fill(paths.staffResolveConflict, { storeId: this.storeId, conflictId: target.id })
    const answer = await this.api.post(path, { resolution: this.resolution.trim() }, { key })
    runInAction(() => {
      this.resolving = false
      this.error = answer.ok ? null : answer.error
      if (answer.ok) this.target = null
      if (!isUndecided(this.error)) this.key = null
    })
    if (!isUndecided(this.error)) await this.list.load()
  }
}
