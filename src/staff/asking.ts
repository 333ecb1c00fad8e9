import { makeAutoObservable, runInAction } from 'mobx'
import type { Answer, ApiError } from '../platform/answer'
import type { Api } from '../platform/request'
import { isUndecided } from './undecided'

/**
 * One write at a time, with the key that makes its repetition the same one: it is kept while nobody knows whether it was done. Another
 * path or body is another request.
 */
export class Asking {
  busy = false
  error: ApiError | null = null
  private key: string | null = null
  private asked = ''

  constructor(
    private readonly api: Pick<Api, 'post'>,
    private readonly newKey: () => Promise<string>,
  ) {
    makeAutoObservable<this, 'api' | 'newKey' | 'key' | 'asked'>(
      this,
      { api: false, newKey: false, key: false, asked: false },
      { autoBind: true },
    )
  }

  /** No answer came: it may have been done or not, the same again tells. */
  get lost(): boolean {
    return isUndecided(this.error)
  }

  /** `null` while another is on its way. */
  async send<T>(path: string, body: object = {}): Promise<Answer<T> | null> {
    if (this.busy) return null
    this.busy = true
    this.error = null
    const asked = `${path} ${JSON.stringify(body)}`
    if (asked !== this.asked) this.key = null
    this.asked = asked
    const key = (this.key ??= await this.newKey())
    const answer = await this.api.post<T>(path, body, { key })
    runInAction(() => {
      this.busy = false
      this.error = answer.ok ? null : answer.error
      if (!this.lost) this.key = null
    })
    return answer
  }

  /** The sheet opens anew: what was said before is not about it. A lost one keeps its key, in case the same is asked again. */
  clear(): void {
    if (!this.busy) this.error = null
  }
}
