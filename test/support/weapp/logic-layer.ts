// The logic layer: a bare vm context with ECMAScript, timers, console and what WeChat adds, and nothing else. No window,
// no document, no process, no eval and no new Function, as on a phone.
import fs from 'node:fs'
import path from 'node:path'
import vm from 'node:vm'
import type { AppLog } from './app-log'
import type { VirtualClock } from './virtual-clock'

type Callable = (...args: never[]) => unknown

export interface LogicGlobals {
  App: (options: Record<string, unknown>) => void
  Page: (options: Record<string, unknown>) => void
  Component: (options: Record<string, unknown>) => void
  Behavior: (options: Record<string, unknown>) => unknown
  getApp: () => unknown
  getCurrentPages: () => unknown[]
}

const GLOBAL_NAMES = ['App', 'Page', 'Component', 'Behavior', 'getApp', 'getCurrentPages'] as const

/** Makes `Date` follow the phone's clock. Runs inside the context, so that dates are of its realm. */
const PATCH_DATE = `(now) => {
  const Real = Date
  Date = function (...args) {
    if (!new.target) return new Real(now()).toString()
    return Reflect.construct(Real, args.length ? args : [now()], new.target)
  }
  Object.setPrototypeOf(Date, Real)
  Date.prototype = Real.prototype
  Date.prototype.constructor = Date
  Date.now = now
}`

export class LogicLayer {
  private readonly context: vm.Context
  private readonly modules = new Map<string, { exports: unknown }>()
  private readonly parse: (json: string) => unknown
  private readonly newObject: () => Record<string, unknown>
  private readonly newPromise: (run: (resolve: (v: unknown) => void, reject: (e: unknown) => void) => void) => unknown
  private readonly PromiseOfRealm: new (
    ...args: never[]
  ) => unknown
  /** `wx` is a plain object of the logic realm: webpack hangs its chunk table on it. */
  readonly wx: Record<string, unknown>

  constructor(
    private readonly dist: string,
    private readonly clock: VirtualClock,
    private readonly log: AppLog,
    private readonly globals: LogicGlobals,
  ) {
    this.context = vm.createContext(
      { console: this.console(), ...this.timers() },
      { codeGeneration: { strings: false, wasm: false } },
    )
    this.run<(now: () => number) => void>(PATCH_DATE)(() => clock.phoneNow())
    this.parse = this.run('(json) => JSON.parse(json)')
    this.newObject = this.run('() => ({})')
    this.newPromise = this.run('(run) => new Promise(run)')
    this.PromiseOfRealm = this.run('Promise')
    this.wx = this.newObject()
  }

  /** Copies a value into the logic realm the way the bridge does: as JSON. */
  copyIn(value: unknown): unknown {
    return value === undefined ? undefined : this.parse(JSON.stringify(value))
  }

  /** An object of the logic realm with functions of ours on it (a task, a manager, a query). */
  object(members: Record<string, unknown>): Record<string, unknown> {
    return Object.assign(this.newObject(), members)
  }

  /** An array of the logic realm with the given members as they are. */
  array(members: unknown[]): unknown[] {
    const array = this.parse('[]') as unknown[]
    array.push(...members)
    return array
  }

  promise(run: (resolve: (value: unknown) => void, reject: (error: unknown) => void) => void): unknown {
    return this.newPromise(run)
  }

  ownsPromise(promise: unknown): boolean {
    return promise instanceof this.PromiseOfRealm
  }

  /** Makes Math.random of the app foreseeable. */
  replaceRandom(random: () => number): void {
    this.run<(random: () => number) => void>('(random) => { Math.random = random }')(random)
  }

  /** An engine of before 2020, as on iOS 13. */
  forgetBigInt(): void {
    this.run<() => void>(`() => {
      delete globalThis.BigInt
      for (const of of ['getBigInt64', 'getBigUint64', 'setBigInt64', 'setBigUint64']) delete DataView.prototype[of]
    }`)()
  }

  /** Calls a function of the app; what it throws is noted as an error of the app and does not reach the caller. */
  call(where: string, fn: unknown, ...args: unknown[]): unknown {
    if (typeof fn !== 'function') return undefined
    try {
      return (fn as (...a: unknown[]) => unknown)(...args)
    } catch (error) {
      this.log.error(where, error)
      return undefined
    }
  }

  /** WeChat's `require`: files of the package only, by relative path, each run once. */
  require(id: string): unknown {
    const name = id.replace(/\.js$/, '')
    const known = this.modules.get(name)
    if (known) return known.exports
    const file = path.join(this.dist, `${name}.js`)
    if (name.startsWith('..') || !fs.existsSync(file)) throw new Error(`module '${name}.js' is not defined`)
    const module = this.object({ exports: this.newObject() }) as { exports: unknown }
    this.modules.set(name, module)
    const parameters = ['require', 'module', 'exports', 'wx', ...GLOBAL_NAMES]
    const source = `(function (${parameters.join(', ')}) {${fs.readFileSync(file, 'utf8')}\n})`
    const run = this.run<Callable>(source, file) as (...args: unknown[]) => void
    const requireFrom = (relative: string): unknown => this.require(path.posix.join(path.posix.dirname(name), relative))
    run(requireFrom, module, module.exports, this.wx, ...GLOBAL_NAMES.map((global) => this.globals[global]))
    return module.exports
  }

  private run<T>(source: string, filename?: string): T {
    return vm.runInContext(source, this.context, filename === undefined ? {} : { filename }) as T
  }

  private console(): Record<string, unknown> {
    const print =
      (level: string) =>
      (...args: unknown[]): void => {
        const text = args.map((arg) => (typeof arg === 'string' ? arg : show(arg))).join(' ')
        this.log.console.push({ level, text })
        if (level === 'error') this.log.errors.push(`console.error: ${text}`)
      }
    return Object.fromEntries(['log', 'info', 'warn', 'error', 'debug', 'group', 'groupEnd'].map((k) => [k, print(k)]))
  }

  private timers(): Record<string, unknown> {
    const set =
      (repeats: boolean) =>
      (fn: Callable, ms?: number, ...args: never[]): number =>
        this.clock.setTimer(() => fn(...args), ms, repeats)
    const clear = (id: unknown): void => this.clock.clearTimer(id)
    return { setTimeout: set(false), setInterval: set(true), clearTimeout: clear, clearInterval: clear }
  }
}

function show(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'stack' in value) return String(value.stack)
  try {
    return JSON.stringify(value) ?? String(value)
  } catch {
    return Object.prototype.toString.call(value)
  }
}
