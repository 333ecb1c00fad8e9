import { randomBytes, randomUUID } from 'node:crypto'
import { HOUR, type Instant, MINUTE, SECOND } from '../../src/domain/time'
import type { Keys } from './keys'
import { type Headers, sealed, signedHeaders } from './seal'
import { wallClock } from './told'

/** How long WeChat waits before each further try. */
const SCHEDULE = [
  ...[15 * SECOND, 15 * SECOND, 30 * SECOND, 3 * MINUTE, 10 * MINUTE, 20 * MINUTE],
  ...[30 * MINUTE, 30 * MINUTE, 30 * MINUTE, HOUR, 3 * HOUR, 3 * HOUR, 3 * HOUR, 6 * HOUR, 6 * HOUR],
]
const PATIENCE = 5 * SECOND

export type Event = 'TRANSACTION.SUCCESS' | 'REFUND.SUCCESS' | 'REFUND.ABNORMAL' | 'REFUND.CLOSED' | (string & {})

export type Notice = {
  /** The same in every repetition. */
  readonly id: string
  readonly event: Event
  /** Our number of the order or of the refund. */
  readonly no: string
  /** `held`: waits until it is delivered by hand. `given-up`: the last try was not taken either. */
  state: 'waiting' | 'held' | 'taken' | 'given-up'
  /** What each try was answered; 0 where nobody answered. */
  readonly answers: number[]
}

/** One delivery, as it goes over the wire. */
export type Letter = { readonly headers: Headers & { 'content-type': string }; readonly body: string }

type Kept = Notice & { readonly content: object; readonly url: string; readonly createdAt: Instant }

type Options = {
  readonly keys: Keys
  readonly now: () => Instant
  /** The schedule of retries times this: 1 as in life, 0 at once. */
  readonly retryScale: number
}

export type Notifications = ReturnType<typeof notifications>

/** Notifications as WeChat sends them: sealed, signed anew at every try, until somebody takes them. */
export function notifications({ keys, now, retryScale }: Options) {
  const kept = new Map<string, Kept>()
  const timers = new Set<NodeJS.Timeout>()
  const stopping = new AbortController()
  let holding = false
  let keyName = keys.publicKeyId
  let instead: string | null = null

  const later = (ms: number, run: () => void): void => {
    if (stopping.signal.aborted) return
    const timer = setTimeout(() => {
      timers.delete(timer)
      run()
    }, ms)
    timers.add(timer.unref())
  }

  function write(notice: Kept, content: object = notice.content): Letter {
    const body = JSON.stringify({
      id: notice.id,
      create_time: wallClock(notice.createdAt),
      resource_type: 'encrypt-resource',
      event_type: notice.event,
      summary: notice.event.startsWith('REFUND') ? '退款通知' : '支付成功',
      resource: sealed(keys, notice.event.startsWith('REFUND') ? 'refund' : 'transaction', content),
    })
    return { headers: { 'content-type': 'application/json', ...signedHeaders(keys, keyName, body, now()) }, body }
  }

  /** @returns the status; 0 when there was none. */
  async function post(url: string, { headers, body }: Letter): Promise<number> {
    try {
      const signal = AbortSignal.any([AbortSignal.timeout(PATIENCE), stopping.signal])
      const response = await fetch(instead ?? url, { method: 'POST', headers, body, signal, redirect: 'manual' })
      await response.arrayBuffer()
      return response.status
    } catch {
      return 0
    }
  }

  async function deliver(notice: Kept): Promise<number> {
    const status = await post(notice.url, write(notice))
    notice.answers.push(status)
    if (status === 200 || status === 204) notice.state = 'taken'
    return status
  }

  async function keepTrying(notice: Kept, tries = 0): Promise<void> {
    if (holding) notice.state = 'held'
    if (notice.state !== 'waiting') return
    await deliver(notice)
    const pause = SCHEDULE[tries]
    // Delivered by hand meanwhile, or at last.
    if ((notice.state as Notice['state']) === 'taken') return
    if (pause === undefined) notice.state = 'given-up'
    else later(pause * retryScale, () => void keepTrying(notice, tries + 1))
  }

  const found = (id: string): Kept => {
    const notice = kept.get(id)
    if (!notice) throw new Error(`No notification ${id}`)
    return notice
  }

  return {
    /** Something happened: said `after` milliseconds from now, and again until it is taken. */
    tell(event: Event, no: string, content: object, url: string, after = 0): Notice {
      const notice: Kept = {
        ...{ id: randomUUID(), event, no, content, url, createdAt: now(), answers: [] },
        state: holding ? 'held' : 'waiting',
      }
      kept.set(notice.id, notice)
      if (!holding) later(after, () => void keepTrying(notice))
      return notice
    },
    /** All so far, oldest first. */
    all: (no?: string): readonly Notice[] =>
      [...kept.values()].filter((notice) => no === undefined || notice.no === no),
    /** From now on nothing goes out by itself: a test delivers by hand, in its own order. */
    hold(): void {
      holding = true
    },
    /** Once more, whatever became of it: what it was answered. */
    deliver: (id: string): Promise<number> => deliver(found(id)),
    /** As it would go out now; `content` in place of what is true. */
    letter: (id: string, content?: object): Letter => write(found(id), content),
    /** WeChat's test whether signatures are checked: a notification that must be refused. What it was answered. */
    probe(url: string): Promise<number> {
      const event = 'TRANSACTION.SUCCESS'
      const notice = { id: randomUUID(), event, no: '', content: {}, url, createdAt: now(), answers: [] }
      const letter = write({ ...notice, state: 'held' })
      const signature = `WECHATPAY/SIGNTEST/${randomBytes(192).toString('base64')}`
      return post(url, { ...letter, headers: { ...letter.headers, 'wechatpay-signature': signature } })
    },
    /** Everything goes here, whatever an order names: for an API that learns its port only when it listens. */
    sendTo(url: string): void {
      instead = url
    },
    /** Which of its keys WeChat signs notifications with. */
    signWith(name: string): void {
      keyName = name
    },
    later,
    stop(): void {
      stopping.abort()
      for (const timer of timers) clearTimeout(timer)
    },
  }
}
