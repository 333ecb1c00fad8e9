import { makeAutoObservable, observable, observableRef, runInAction } from 'mobx'
import type { CartAnswer } from '../../contract/cart'
import type { Answer, ApiError } from '../../platform/answer'
import type { Later } from '../../platform/later'
import type { Storage } from '../../platform/storage'
import type { Wish } from './cart-view'

type Sent = { readonly name: string; readonly wish: Wish; readonly key: string }
type Kept = { readonly sent: Sent | null; readonly waiting: readonly [string, Wish][] }

export type WishQueueParts = {
  readonly storage: Storage
  /** Where the phone keeps them over a restart. */
  readonly place: string
  readonly newKey: () => Promise<string>
  readonly later: Later
  readonly send: (wish: Wish, key: string) => Promise<Answer<CartAnswer>>
  readonly heard: (answer: CartAnswer) => void
  readonly refused: (wish: Wish, error: ApiError) => void
}

/** Refusals after which nobody knows whether it was done: asked again with the same key. */
export const LOST: ReadonlySet<string> = new Set([
  'NETWORK',
  'SERVER_SILENT',
  'BUSY',
  'UNEXPECTED',
  'TOO_MANY_REQUESTS',
])
const FIRST_PAUSE_MS = 4000
const LONGEST_PAUSE_MS = 60_000

/** What a wish is about: a later one with the same name takes its place. */
const nameOf = (wish: Wish): string =>
  wish.kind === 'line'
    ? `line:${wish.goods.id}`
    : wish.goodsIds.length === 1
      ? `choose:${wish.goodsIds[0]}`
      : 'choose-all'

/**
 * Wishes on their way to the server: one request at a time, since every answer carries the whole cart and must not be overtaken by
 * an older one; of one line only the last wish is sent. A wish whose answer got lost is repeated with its key before anything else
 * is sent, also over a restart: what the server heard twice it does once, and in the order of the taps.
 */
export class WishQueue {
  /** Why the last sending did not come through; it is tried again by itself. */
  stuck: ApiError | null = null
  private sent: Sent | null
  private readonly waiting = observable.map<string, Wish>({}, { deep: false })
  private running: Promise<void> | null = null
  private timer: unknown = null
  private pause = FIRST_PAUSE_MS

  constructor(private readonly parts: WishQueueParts) {
    const kept = parts.storage.read<Kept>(parts.place)
    this.sent = kept?.sent ?? null
    this.waiting.replace(kept?.waiting ?? [])
    makeAutoObservable<this, 'parts' | 'sent' | 'running' | 'timer' | 'pause'>(
      this,
      { parts: false, sent: observableRef, running: false, timer: false, pause: false },
      { autoBind: true },
    )
  }

  /** In the order in which they will be heard. */
  get all(): readonly Wish[] {
    return [...(this.sent ? [this.sent.wish] : []), ...this.waiting.values()]
  }

  get isEmpty(): boolean {
    return this.sent === null && this.waiting.size === 0
  }

  want(wish: Wish): void {
    const name = nameOf(wish)
    if (name === 'choose-all') this.forgetChoices()
    // to the end of the queue, so that wishes are heard in the order of the taps
    this.waiting.delete(name)
    this.waiting.set(name, wish)
    this.keep()
    void this.run()
  }

  /** Sends what waits; ends when nothing is left or the network is gone. */
  run(): Promise<void> {
    this.running ??= this.sendAll().finally(() => {
      this.running = null
    })
    return this.running
  }

  private async sendAll(): Promise<void> {
    this.parts.later.stop(this.timer)
    for (let one = this.sent ?? (await this.take()); one !== null; one = await this.take()) {
      const answer = await this.parts.send(one.wish, one.key)
      if (!answer.ok && LOST.has(answer.error.code)) {
        this.again(answer.error)
        return
      }
      runInAction(() => this.done(one.wish, answer))
    }
  }

  private async take(): Promise<Sent | null> {
    if (this.waiting.size === 0) return null
    const key = await this.parts.newKey()
    // read only now: another tap may have come while the key was made
    const [first] = this.waiting.entries()
    if (!first) return null
    const [name, wish] = first
    runInAction(() => {
      this.waiting.delete(name)
      this.sent = { name, wish, key }
    })
    this.keep()
    return this.sent
  }

  private done(wish: Wish, answer: Answer<CartAnswer>): void {
    this.sent = null
    this.stuck = null
    this.pause = FIRST_PAUSE_MS
    this.keep()
    if (answer.ok) this.parts.heard(answer.data)
    else this.parts.refused(wish, answer.error)
  }

  private again(error: ApiError): void {
    runInAction(() => {
      this.stuck = error
    })
    this.timer = this.parts.later.start(() => void this.run(), this.pause)
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE_MS)
  }

  private forgetChoices(): void {
    for (const name of [...this.waiting.keys()]) if (name.startsWith('choose')) this.waiting.delete(name)
  }

  private keep(): void {
    const { storage, place } = this.parts
    if (this.isEmpty) storage.remove(place)
    else storage.write(place, { sent: this.sent, waiting: [...this.waiting] } satisfies Kept)
  }
}
