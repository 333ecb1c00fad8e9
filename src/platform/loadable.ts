import { makeAutoObservable, runInAction } from 'mobx'
import type { Instant } from '../domain/time'
import type { Answer, ApiError } from './answer'
import type { Kept } from './request'

/**
 * One answer that a page needs, with the four states it can be drawn in: nothing yet (skeleton), content, failed, and
 * content of earlier (a weak network shows the last answer with its age). Make it in a store, call `load` when shown.
 */
export class Loadable<T> {
  value: T | null = null
  /** Why the last try failed; content of before stays on screen beside it. */
  error: ApiError | null = null
  loading = false
  /** When the content shown was kept, if it is not fresh. */
  keptAt: Instant | null = null
  private asked = 0

  constructor(
    private readonly ask: () => Promise<Answer<T>>,
    private readonly kept: () => Kept<T> | null = () => null,
  ) {
    makeAutoObservable<this, 'ask' | 'kept' | 'asked'>(
      this,
      { ask: false, kept: false, asked: false },
      { autoBind: true },
    )
  }

  /** Asks, or asks again; the answer of the latest asking wins. Answers whether it came. */
  async load(): Promise<boolean> {
    const turn = ++this.asked
    this.loading = true
    if (this.value === null) this.showKept()
    const answer = await this.ask()
    if (turn !== this.asked) return answer.ok
    runInAction(() => {
      this.loading = false
      if (answer.ok) {
        this.value = answer.data
        this.keptAt = null
      }
      this.error = answer.ok ? null : answer.error
    })
    return answer.ok
  }

  /** Changes the content in place: what a tap did, before the server has said so. */
  change(value: T): void {
    this.value = value
  }

  private showKept(): void {
    const kept = this.kept()
    if (!kept) return
    this.value = kept.data
    this.keptAt = kept.storedAt
  }
}
