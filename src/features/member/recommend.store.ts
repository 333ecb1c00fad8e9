import { makeAutoObservable, runInAction } from 'mobx'
import { paths } from '../../contract/paths'
import type { MeAnswer } from '../../contract/resident'
import type { ApiError } from '../../platform/answer'
import type { Loadable } from '../../platform/loadable'
import type { Api } from '../../platform/request'

/** 个性推荐: whether what one buys is counted for neighbours, and what they buy is shown. */
export class RecommendStore {
  error: ApiError | null = null
  private wanted: boolean | null = null

  constructor(private readonly parts: { readonly api: Api; readonly me: Loadable<MeAnswer> }) {
    makeAutoObservable<this, 'parts'>(this, { parts: false }, { autoBind: true })
  }

  /** `null` while it is not known. */
  get on(): boolean | null {
    return this.wanted ?? this.parts.me.value?.recommend ?? null
  }

  get busy(): boolean {
    return this.wanted !== null
  }

  /** One tap on the switch; a refusal puts it back and says why. */
  async turn(on: boolean): Promise<void> {
    if (this.busy) return
    this.wanted = on
    this.error = null
    const { api, me } = this.parts
    const answer = await api.put<MeAnswer>(paths.settings, { recommend: on })
    runInAction(() => {
      this.wanted = null
      this.error = answer.ok ? null : answer.error
      if (answer.ok && me.value) me.change({ ...me.value, recommend: on })
    })
  }
}
