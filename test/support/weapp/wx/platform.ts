// What every stand-in of a wx call shares: the callbacks-or-promise manners of the platform, its errors, its listeners.
import type { AppLog } from '../app-log'
import type { AppJson } from '../dist-files'
import type { LogicLayer } from '../logic-layer'
import type { PageStack } from '../page-stack'
import type { Gesture } from '../view-layer'
import type { VirtualClock } from '../virtual-clock'
import type { Persona } from './persona'
import type { PhoneState } from './phone-state'

export interface LaunchOptions {
  path: string
  query: Record<string, string>
  scene: number
  shareTicket?: string
  referrerInfo?: Record<string, unknown>
}

/** What the caller of a wx function passes; all of it optional, as on the platform. */
export interface CallOptions {
  success?: (result: unknown) => void
  fail?: (result: unknown) => void
  complete?: (result: unknown) => void
  [option: string]: unknown
}

/** A wx call that fails: `errMsg` becomes `<api>:fail <message>`. */
export class WxFailure extends Error {
  constructor(
    message: string,
    readonly facts: { errno?: number; errCode?: number } = {},
  ) {
    super(message)
  }
}

/** Scene 1154: opened from Moments as a single page; no session, no navigation, no own storage. */
export const SINGLE_PAGE = 1154

export interface WxApi {
  [name: string]: unknown
}

export interface Platform {
  appJson: AppJson
  clock: VirtualClock
  logic: LogicLayer
  log: AppLog
  persona: Persona
  phone: PhoneState
  gesture: Gesture
  launch: LaunchOptions
  /** Options of the latest time the app came to the foreground. */
  enter: LaunchOptions
  stack: () => PageStack
  events: Listeners
}

type Run = (options: CallOptions) => unknown

/**
 * An asynchronous wx function. `run` is called at once, in the turn of the caller; its result (or promise) reaches the
 * callbacks in a later turn, or the returned promise when no callback is given.
 */
export function asyncApi(platform: Platform, name: string, run: Run): (options?: CallOptions) => unknown {
  const { clock, logic } = platform
  return (options = {}) => {
    const outcome = attempt(() => run(options))
    const deliver = (done: (ok: boolean, result: unknown) => void): void => {
      outcome.then(
        (value) =>
          clock.post(() => done(true, logic.copyIn({ errMsg: `${name}:ok`, ...(value as Record<string, unknown>) }))),
        (error) => clock.post(() => done(false, logic.copyIn(failure(name, error)))),
      )
    }
    if (!options.success && !options.fail && !options.complete) {
      return logic.promise((resolve, reject) => deliver((ok, result) => (ok ? resolve(result) : reject(result))))
    }
    deliver((ok, result) => {
      logic.call(`wx.${name} ${ok ? 'success' : 'fail'}`, ok ? options.success : options.fail, result)
      logic.call(`wx.${name} complete`, options.complete, result)
    })
    return undefined
  }
}

/** Several asynchronous functions at once. */
export function asyncApis(platform: Platform, runs: Record<string, Run>): WxApi {
  return Object.fromEntries(Object.entries(runs).map(([name, run]) => [name, asyncApi(platform, name, run)]))
}

async function attempt(run: () => unknown): Promise<unknown> {
  return run()
}

function failure(name: string, error: unknown): Record<string, unknown> {
  if (error instanceof WxFailure) return { errMsg: `${name}:fail ${error.message}`.trim(), ...error.facts }
  return { errMsg: `${name}:fail ${error instanceof Error ? error.message : String(error)}` }
}

/** Throws unless a tap is being handled right now (KF-36: a call after an `await` comes too late). */
export function mustBeTapped(platform: Platform): void {
  if (!platform.gesture.active) throw new WxFailure('can only be invoked by user TAP gesture.')
}

/** Throws where the single page opened from Moments may not go. */
export function mustBeWholeApp(platform: Platform): void {
  if (platform.enter.scene === SINGLE_PAGE) throw new WxFailure('not allowed in single page mode')
}

/** The `onSomething` / `offSomething` pairs of wx. */
export class Listeners {
  private readonly byEvent = new Map<string, Set<unknown>>()

  /** `wx.on<Event>` and `wx.off<Event>`. */
  pair(event: string): WxApi {
    const set = new Set<unknown>()
    this.byEvent.set(event, set)
    return {
      [`on${event}`]: (listener: unknown) => {
        set.add(listener)
      },
      [`off${event}`]: (listener?: unknown) => {
        if (listener === undefined) set.clear()
        else set.delete(listener)
      },
    }
  }

  emit(logic: LogicLayer, event: string, detail?: unknown): void {
    for (const listener of [...(this.byEvent.get(event) ?? [])]) {
      logic.call(`wx.on${event}`, listener, logic.copyIn(detail))
    }
  }
}
