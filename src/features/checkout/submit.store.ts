import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { SubmitAnswer, SubmitBody } from '../../contract/checkout'
import { paths } from '../../contract/paths'
import { DAY, type Instant } from '../../domain/time'
import { type ApiError, isPassing } from '../../platform/answer'
import type { Api } from '../../platform/request'
import type { Storage } from '../../platform/storage'

export type SubmitParts = {
  readonly api: Api
  readonly storage: Storage
  readonly newKey: () => Promise<string>
  readonly now: () => Instant
}

/** A tap whose answer is not known yet: the same key with the same body, or the API would see two orders. */
type Attempt = { readonly key: string; readonly body: SubmitBody; readonly at: number }

const PLACE = 'checkout.attempt'

/**
 * One wish, one key. It is kept until the server has decided, over lost answers and restarts of the app: however often it is
 * tapped, it is bought once.
 */
export class SubmitStore {
  sending = false
  /** Why it was not bought; the server has decided, and the next tap is a new wish. */
  refusal: ApiError | null = null
  /** The last answer got lost; what was sent stands as it was sent. */
  attempt: Attempt | null = null
  private unreached: ApiError | null = null

  constructor(private readonly parts: SubmitParts) {
    const kept = parts.storage.read<Attempt>(PLACE)
    if (kept && parts.now() - kept.at < DAY) this.attempt = kept
    makeAutoObservable<this, 'parts'>(this, { parts: false, attempt: observableRef }, { autoBind: true })
  }

  /** Nobody knows whether it was bought: the next tap repeats it, and nothing about it may be changed meanwhile. */
  get lost(): boolean {
    return this.attempt !== null && !this.sending
  }

  get lostWords(): string {
    return this.unreached?.message ?? '上次提交没有收到回音。再点一次就好，不会重复下单'
  }

  /** A second tap while one is under way does nothing; one after a lost answer repeats it, whatever `body` says. */
  async submit(body: SubmitBody): Promise<SubmitAnswer | null> {
    if (this.sending) return null
    this.sending = true
    this.refusal = null
    const attempt = this.attempt ?? { key: await this.parts.newKey(), body, at: this.parts.now() }
    this.keep(attempt)
    const answer = await this.parts.api.post<SubmitAnswer>(paths.orders, attempt.body, { key: attempt.key })
    runInAction(() => {
      this.sending = false
      this.unreached = !answer.ok && isPassing(answer.error) ? answer.error : null
      if (this.unreached) return
      this.keep(null)
      this.refusal = answer.ok ? null : answer.error
    })
    return answer.ok ? answer.data : null
  }

  /** 不买这一单了. Whether it was bought can be seen among the orders. */
  forget(): void {
    this.unreached = null
    this.keep(null)
  }

  /** Something was changed: what was refused before is no longer what is asked. */
  calm(): void {
    this.refusal = null
  }

  private keep(attempt: Attempt | null): void {
    runInAction(() => {
      this.attempt = attempt
    })
    if (attempt) this.parts.storage.write(PLACE, attempt)
    else this.parts.storage.remove(PLACE)
  }
}
