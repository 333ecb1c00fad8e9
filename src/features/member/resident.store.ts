import { makeAutoObservable } from 'mobx'
import { paths } from '../../contract/paths'
import type { MeAnswer } from '../../contract/resident'
import { Loadable } from '../../platform/loadable'
import type { Api } from '../../platform/request'

/** Who is signed in: share code, settings, unread messages, staff grants. */
export class ResidentStore {
  readonly me: Loadable<MeAnswer>

  constructor(api: Api) {
    this.me = new Loadable(
      () => api.get<MeAnswer>(paths.me, { keep: true }),
      () => api.getCached<MeAnswer>(paths.me),
    )
    makeAutoObservable(this, { me: false }, { autoBind: true })
  }

  load(): Promise<boolean> {
    return this.me.load()
  }

  get shareCode(): string | null {
    return this.me.value?.shareCode ?? null
  }
}

/** The share code as the phone knows it, without asking: whoever opens a shared page is told who sent them. */
export const keptShareCode = (api: Api): string | null => api.getCached<MeAnswer>(paths.me)?.data.shareCode ?? null
