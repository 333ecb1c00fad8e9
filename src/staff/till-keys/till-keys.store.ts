import { makeAutoObservable, runInAction } from 'mobx'
import { fill, paths } from '../../contract/paths'
import { Loadable } from '../../platform/loadable'
import type { Api } from '../../platform/request'
import { Asking } from '../asking'

export type TillSource = 'till' | 'platform'
export type TillKey = {
  readonly id: string
  readonly name: string
  readonly source: TillSource
  readonly createdAt: number
  readonly revokedAt: number | null
}
/** A key that was just made. The secret is on this page and nowhere else, and gone with it. */
export type NewKey = { readonly keyId: string; readonly secret: string; readonly name: string }

export const NAME_LIMIT = 24
export const SOURCE_NAMES = { till: '收银机', platform: '外卖平台' } as const satisfies Record<TillSource, string>

/** 收银接口: keys with which tills and platforms sign the orders that they send. */
export class TillKeysStore {
  readonly keys: Loadable<{ readonly keys: readonly TillKey[] }>
  readonly making: Asking
  readonly ending: Asking
  name = ''
  source: TillSource = 'till'
  made: NewKey | null = null
  /** The one being ended, while its sheet asks. */
  target: TillKey | null = null

  constructor(
    api: Api,
    private readonly storeId: string,
    newKey: () => Promise<string>,
  ) {
    this.keys = new Loadable(() => api.get<{ keys: TillKey[] }>(fill(paths.staffTillKeys, { storeId })))
    this.making = new Asking(api, newKey)
    this.ending = new Asking(api, newKey)
    makeAutoObservable<this, 'storeId'>(
      this,
      { storeId: false, keys: false, making: false, ending: false },
      { autoBind: true },
    )
  }

  call(name: string): void {
    this.name = name.slice(0, NAME_LIMIT)
  }

  from(source: TillSource): void {
    this.source = source
  }

  /** The same name and source again after a lost answer is the same key, with the same secret. */
  async make(): Promise<void> {
    const name = this.name.trim()
    if (name === '') return
    const path = fill(paths.staffTillKeys, { storeId: this.storeId })
    const answer = await this.making.send<{ keyId: string; secret: string }>(path, { name, source: this.source })
    if (!answer?.ok) return
    runInAction(() => {
      this.made = { ...answer.data, name }
      this.name = ''
    })
    await this.keys.load()
  }

  /** Written down: it is not shown again. */
  forgetSecret(): void {
    this.made = null
    this.making.clear()
  }

  ask(target: TillKey): void {
    this.target = target
    this.ending.clear()
  }

  keep(): void {
    if (!this.ending.busy) this.target = null
  }

  /** Ends a key at once. */
  async end(): Promise<void> {
    const { target } = this
    if (!target) return
    const path = fill(paths.staffRevokeTillKey, { storeId: this.storeId, keyId: target.id })
    const answer = await this.ending.send(path)
    if (!answer || this.ending.lost) return
    if (answer.ok) runInAction(() => (this.target = null))
    await this.keys.load()
  }
}
