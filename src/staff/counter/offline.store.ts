import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import { fill, paths } from '../../contract/paths'
import type { OfflineListAnswer, SettleAnswer } from '../../contract/staff-order'
import { type Instant, MINUTE, SECOND } from '../../domain/time'
import type { ApiError } from '../../platform/answer'
import type { Clock } from '../../platform/clock'
import type { Api } from '../../platform/request'
import type { Storage } from '../../platform/storage'
import {
  checkOffline,
  type Handed,
  handedBefore,
  type OfflineOrder,
  type OfflineVerdict,
  stillHanded,
} from './offline-check'
import { type KeptList, OfflineMemory, type Queued } from './offline-memory'

export type OfflineParts = {
  readonly api: Api
  readonly storage: Storage
  readonly newKey: () => Promise<string>
  readonly storeId: string
  readonly clock: Pick<Clock, 'now' | 'trusted'>
  /** The phone's own clock: it goes on while the app is closed. */
  readonly wall: () => number
  /** Something was settled: today's list and the conflicts are to be asked for anew. */
  readonly onSettled: () => void
}

/** How often the list is asked for: rarely while it comes, often while the network is away or something waits to be told. */
const FRESH_FOR = 3 * MINUTE
const KNOCK_EVERY = 20 * SECOND
const AT_ONCE = 50

/** Nobody answered: no network, or nothing behind it. */
export const isAway = (error: ApiError): boolean => error.code === 'NETWORK' || error.code === 'SERVER_SILENT'

/** The counter without the network: a list to check codes by, a queue of what was handed over, and telling it when somebody answers. */
export class OfflineStore {
  queue: readonly Queued[]
  /** The last asking did not get through. */
  away = false
  /** Why the server does not take what is queued, though it answers. It stays queued. */
  trouble: ApiError | null = null
  private kept: KeptList | null
  private handed: readonly Handed[]
  private readonly memory: OfflineMemory
  private askedAt = 0
  private running = false
  /** Server time was heard since the app started. */
  private synced = false

  constructor(private readonly parts: OfflineParts) {
    this.memory = new OfflineMemory(parts.storage, parts.storeId)
    this.kept = this.memory.list()
    this.queue = this.memory.queue()
    // Killed between the two writings, the queue still says what was handed over.
    this.handed = [...this.memory.handed(), ...this.queue]
      .filter((one, i, all) => all.findIndex(({ orderId }) => orderId === one.orderId) === i)
      .map(({ orderId, at, till }) => ({ orderId, at: at as Instant, till }))
    makeAutoObservable<this, 'parts' | 'memory' | 'askedAt' | 'running' | 'synced' | 'kept' | 'handed'>(
      this,
      {
        parts: false,
        memory: false,
        askedAt: false,
        running: false,
        synced: false,
        queue: observableRef,
        kept: observableRef,
        handed: observableRef,
      },
      { autoBind: true },
    )
  }

  /** Of when the list is; `null` when there is none. */
  get listAsOf(): Instant | null {
    return this.kept && (this.kept.list.asOf as Instant)
  }

  /**
   * Server time. After a start without the network it is counted from this phone's clock as it stood when the list came; `null` when
   * this phone has never heard it.
   */
  now(): Instant | null {
    if (this.synced || this.parts.clock.trusted) return this.parts.clock.now()
    return this.kept && ((this.parts.wall() - this.kept.wallAhead) as Instant)
  }

  check(code: string, at: Instant | null): OfflineVerdict {
    return checkOffline({ code, at, list: this.kept?.list ?? null, handed: this.handed })
  }

  /** Keeps a handover to be told later; false when this phone could not keep it, and then nothing may be handed over. */
  handOver(handover: { order: OfflineOrder; code: string; till: string; at: Instant }): boolean {
    const { order, code, till, at } = handover
    const list = this.kept?.list
    if (!list || this.handed.some(({ orderId }) => orderId === order.orderId)) return false
    const { asOf, until, digest, signature } = list
    const { orderId, number, customer, units } = order
    const one = { code, orderId, till, at, list: { asOf, until, digest, signature }, number, customer, units }
    const before = this.queue
    if (!this.keepQueue([...before, one])) {
      this.keepQueue(before)
      return false
    }
    this.noteHanded({ orderId, at, till })
    return true
  }

  /** Why an order may not be handed over a second time, though the server has not been told of the first yet. */
  queuedHere(orderId: string): ApiError | null {
    const queued = this.queue.find((one) => one.orderId === orderId)
    return queued ? handedBefore({ orderId, at: queued.at as Instant, till: queued.till }) : null
  }

  /** This phone has handed an order over, with or without the network: it will not do so twice. */
  noteHanded(one: Handed): void {
    this.handed = [...this.handed.filter(({ orderId }) => orderId !== one.orderId), one]
    this.memory.keepHanded(this.handed)
  }

  /** Each second while the counter is on screen. */
  tick(now: Instant): void {
    const every = this.away || this.queue.length > 0 ? KNOCK_EVERY : FRESH_FOR
    if (Math.abs(now - this.askedAt) >= every) void this.pulse()
  }

  /** Tells what is queued and asks for a fresh list. One at a time. */
  async pulse(): Promise<void> {
    if (this.running) return
    this.running = true
    this.askedAt = this.parts.clock.now()
    try {
      if ((await this.settle()) || !this.away) await this.refresh()
    } finally {
      this.running = false
    }
  }

  private async refresh(): Promise<void> {
    const path = fill(paths.staffOfflineList, { storeId: this.parts.storeId })
    const answer = await this.parts.api.get<OfflineListAnswer>(path)
    if (!answer.ok) return this.heard(answer.error)
    this.heard(null)
    const wallAhead = this.parts.wall() - this.parts.clock.now()
    runInAction(() => {
      this.kept = { list: answer.data, wallAhead }
      this.handed = stillHanded(this.handed, answer.data, new Set(this.queue.map(({ orderId }) => orderId)))
    })
    this.memory.keepList(this.kept!)
    this.memory.keepHanded(this.handed)
  }

  /** Tells all that is queued, some at a time; false when nobody listens or it was not taken. */
  private async settle(): Promise<boolean> {
    const path = fill(paths.staffSettle, { storeId: this.parts.storeId })
    while (this.queue.length > 0) {
      const told = this.queue.slice(0, AT_ONCE)
      const handovers = told.map(({ code, orderId, till, at, list }) => ({ code, orderId, till, at, list }))
      const answer = await this.parts.api.post<SettleAnswer>(path, { handovers }, { key: await this.parts.newKey() })
      if (!answer.ok) {
        this.heard(answer.error)
        runInAction(() => {
          this.trouble = isAway(answer.error) ? null : answer.error
        })
        return false
      }
      this.heard(null)
      runInAction(() => {
        this.trouble = null
        // What was queued meanwhile stays.
        this.keepQueue(this.queue.filter((one) => !told.includes(one)))
      })
      this.parts.onSettled()
    }
    return true
  }

  /** An answer, whatever it says, means that somebody is there and has told the time. */
  heard(error: ApiError | null): void {
    this.away = error !== null && isAway(error)
    if (!this.away) this.synced = true
  }

  private keepQueue(queue: readonly Queued[]): boolean {
    const kept = this.memory.keepQueue(queue)
    this.queue = queue
    return kept
  }
}
