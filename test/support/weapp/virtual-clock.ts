// Time for one booted mini-program: nothing moves unless a test says so.
//
// Four clocks, as on a phone:
//   now              true time (epoch ms), what a correct clock would show
//   phoneNow         what `Date` says on this phone: true time plus however wrong the owner set it
//   performanceNow   monotonic ms since the start; a phone asleep may stop it
//   frozen           WeChat suspends the JS thread of an app in the background: timers become due but do not run
// Host events (answers of wx calls) travel through the same queue as the app's timers, so they freeze with it.

/** Real time an answer from outside may take. */
const PATIENCE_MS = 20_000

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

interface Timer {
  at: number
  every: number
  run: () => void
  /** Belongs to the phone, not to the app: runs while the app is frozen. */
  phone: boolean
}

export interface VirtualClockOptions {
  /** True time at the start, epoch ms. */
  startAt: number
  /** How far the phone's own clock is off, ms; +86_400_000 is a phone one day ahead. */
  phoneClock: number
  /** Gets what a timer threw; one bad timer does not stop the others. */
  onError: (error: unknown) => void
  /** Hears each new true time, before anything that is due then runs. */
  onMove?: (now: number) => void
}

export class VirtualClock {
  private time: number
  private readonly startAt: number
  private asleep = 0
  private frozenSince: number | undefined
  private sleepsWhileFrozen = false
  private readonly timers = new Map<number, Timer>()
  private readonly freezeListeners = new Set<() => void>()
  private lastId = 0
  private readonly onError: (error: unknown) => void
  private readonly onMove: (now: number) => void
  /** Answers under way outside virtual time (a running API): time stands still until they are here. */
  readonly outside = new Set<Promise<unknown>>()
  /** ms the phone's `Date` is ahead of true time; may be changed while the app runs. */
  phoneOffset: number

  constructor({ startAt, phoneClock, onError, onMove = () => {} }: VirtualClockOptions) {
    this.time = startAt
    this.startAt = startAt
    this.phoneOffset = phoneClock
    this.onError = onError
    this.onMove = onMove
  }

  get now(): number {
    return this.time
  }

  get frozen(): boolean {
    return this.frozenSince !== undefined
  }

  phoneNow(): number {
    return this.time + this.phoneOffset
  }

  performanceNow(): number {
    return this.time - this.startAt - this.asleep
  }

  /** setTimeout (`every` 0) or setInterval of the app. */
  setTimer(run: () => void, ms: unknown, repeats: boolean): number {
    const wait = Math.max(Number(ms) || 0, 1)
    return this.add({ at: this.time + wait, every: repeats ? wait : 0, run, phone: false })
  }

  clearTimer(id: unknown): void {
    if (typeof id === 'number') this.timers.delete(id)
  }

  /** Calls into the app from outside it, `ms` from now: waits while the app is frozen. */
  post(run: () => void, ms = 0): number {
    return this.add({ at: this.time + ms, every: 0, run, phone: false })
  }

  /** Something the phone itself does at its time, frozen app or not. */
  postToPhone(run: () => void, ms: number): number {
    return this.add({ at: this.time + ms, every: 0, run, phone: true })
  }

  onFreeze(listener: () => void): void {
    this.freezeListeners.add(listener)
  }

  /** `deviceSleeps`: the phone's processor sleeps too, so its monotonic clock stands still until `thaw`. */
  freeze(deviceSleeps: boolean): void {
    if (this.frozen) return
    this.frozenSince = this.time
    this.sleepsWhileFrozen = deviceSleeps
    for (const listener of this.freezeListeners) listener()
  }

  thaw(): void {
    if (this.frozenSince === undefined) return
    if (this.sleepsWhileFrozen) this.asleep += this.time - this.frozenSince
    this.frozenSince = undefined
  }

  /** Lets `ms` of true time pass: runs what becomes due, each in its own turn of the event loop. */
  async advance(ms: number): Promise<void> {
    const end = this.time + ms
    for (;;) {
      await this.quiet()
      const due = this.nextDue(end)
      if (due === undefined) break
      this.fire(due)
    }
    this.moveTo(end)
    await this.quiet()
  }

  /** Lets promises run to their end and waits for what is outside. */
  private async quiet(): Promise<void> {
    const patience = Date.now() + PATIENCE_MS
    for (await turn(); this.outside.size > 0; await turn()) {
      await Promise.race([...this.outside, new Promise((resolve) => setTimeout(resolve, 1000).unref())])
      if (Date.now() > patience) throw new Error(`no answer from outside for ${PATIENCE_MS} ms`)
    }
  }

  private moveTo(time: number): void {
    this.time = time
    this.onMove(time)
  }

  private add(timer: Timer): number {
    this.lastId += 1
    this.timers.set(this.lastId, timer)
    return this.lastId
  }

  private nextDue(end: number): number | undefined {
    let best: number | undefined
    let bestAt = Number.POSITIVE_INFINITY
    for (const [id, timer] of this.timers) {
      if (timer.at > end || timer.at >= bestAt || (this.frozen && !timer.phone)) continue
      best = id
      bestAt = timer.at
    }
    return best
  }

  private fire(id: number): void {
    const timer = this.timers.get(id)
    if (!timer) return
    this.moveTo(Math.max(this.time, timer.at)) // overdue after a thaw: it runs late, time does not run back
    const late = this.time >= timer.at + timer.every // ticks that were missed are not made up for
    if (timer.every > 0) timer.at = (late ? this.time : timer.at) + timer.every
    else this.timers.delete(id)
    try {
      timer.run()
    } catch (error) {
      this.onError(error)
    }
  }
}
