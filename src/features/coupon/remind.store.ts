import { makeAutoObservable, runInAction } from 'mobx'
import { paths } from '../../contract/paths'
import type { MeAnswer } from '../../contract/resident'
import type { ApiError } from '../../platform/answer'
import type { Consents } from '../../platform/consents'
import type { Loadable } from '../../platform/loadable'
import type { Api } from '../../platform/request'

export type RemindParts = {
  readonly api: Api
  readonly me: Loadable<MeAnswer>
  /** `null` until the store is known; turning on is possible without, then only the inbox reminds. */
  readonly consents: () => Pick<Consents, 'ask'> | null
}

/** 到期前提醒我: the setting, and WeChat's leave to send one message. */
export class RemindStore {
  error: ApiError | null = null
  /** What WeChat said when it was turned on just now: without its leave only the inbox reminds. */
  allowed: boolean | null = null
  private wanted: boolean | null = null

  constructor(private readonly parts: RemindParts) {
    makeAutoObservable<this, 'parts'>(this, { parts: false }, { autoBind: true })
  }

  /** `null` while it is not known. */
  get on(): boolean | null {
    return this.wanted ?? this.parts.me.value?.remindBeforeEnd ?? null
  }

  get busy(): boolean {
    return this.wanted !== null
  }

  /** One tap on the switch. WeChat's question comes before anything asynchronous (KF-36). */
  async turn(on: boolean): Promise<void> {
    if (this.busy) return
    const asking = on ? this.parts.consents()?.ask('coupon-ending', true) : undefined
    this.wanted = on
    this.error = null
    this.allowed = null
    const allowed = asking ? await asking : null
    const answer = await this.parts.api.put(paths.settings, { remindBeforeEnd: on })
    runInAction(() => {
      this.wanted = null
      this.error = answer.ok ? null : answer.error
      this.allowed = answer.ok ? allowed : null
      const me = this.parts.me.value
      if (answer.ok && me) this.parts.me.change({ ...me, remindBeforeEnd: on })
    })
  }
}
