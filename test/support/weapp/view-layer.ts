// The view layer: what Page() and Component() register becomes a component of WeChat's exparser, drawn from the output of
// wcc. Between it and the logic layer everything crosses as JSON, and every setData is noted.
import fs from 'node:fs'
import path from 'node:path'
import type { Rendered } from 'j-component'
import type { Element } from 'miniprogram-exparser'
import { type AppLog, SET_DATA_HARD_LIMIT } from './app-log'
import { readJson } from './dist-files'
import type { LogicLayer } from './logic-layer'
import { viewPackages } from './view-window'
import type { VirtualClock } from './virtual-clock'
import { loadTemplates, type Templates } from './wxml-templates'

type Options = Record<string, unknown>
type Method = (this: unknown, ...args: unknown[]) => unknown

/** Live while a tap is being handled: some wx calls are allowed only then. */
export interface Gesture {
  active: boolean
}

interface Registering {
  /** Path inside the dist, without extension. */
  id: string
  tag: string
  usingComponents: Record<string, string>
}

const TYPES: Record<string, unknown> = { String, Number, Boolean, Object, Array }
const LIFECYCLES = ['attached', 'detached', 'ready', 'moved'] as const

let apps = 0

const isRecord = (value: unknown): value is Options => typeof value === 'object' && value !== null
const copy = <T>(value: T): T => (value === undefined ? value : (JSON.parse(JSON.stringify(value)) as T))

export class ViewLayer {
  /** Component ids are global in exparser; several apps may run side by side. */
  readonly prefix: string
  readonly gesture: Gesture = { active: false }
  private readonly packages = viewPackages()
  private readonly templates: Templates
  private readonly appUsing: Record<string, string>
  private readonly registered = new Set<string>()
  private current: Registering | undefined
  private defined: Set<string> = new Set()

  constructor(
    private readonly dist: string,
    private readonly logic: LogicLayer,
    private readonly clock: VirtualClock,
    private readonly log: AppLog,
    appUsing: Record<string, string> = {},
  ) {
    apps += 1
    this.prefix = `app${apps}/`
    this.appUsing = appUsing
    this.templates = loadTemplates(dist, (message) => log.errors.push(`wxml: ${message}`))
  }

  /** A fresh instance of a page; its script runs the first time the page is asked for. */
  createPage(route: string): Rendered {
    this.register(route, 'page')
    return this.packages.jComponent.create(this.prefix + route)
  }

  /** What Page() (`isPage`) or Component() was given while a file of the dist was being run. */
  define(options: Options, isPage: boolean): void {
    const file = this.current
    if (!file) throw new Error(`${isPage ? 'Page' : 'Component'}() was called outside the file of a page or component`)
    const lifetimes = isRecord(options.lifetimes) ? options.lifetimes : options
    this.defined.add(file.id)
    this.packages.jComponent.register({
      id: this.prefix + file.id,
      path: `/${this.prefix}${file.id}`,
      tagName: file.tag,
      template: this.templates(`${file.id}.wxml`),
      usingComponents: file.usingComponents,
      options: (copy(options.options) as Options | undefined) ?? {},
      properties: this.properties(options.properties),
      data: (copy(options.data) as Options | undefined) ?? {},
      methods: this.methods(isPage ? options : options.methods, file.id),
      created: this.created(file.id, options, isPage, lifetimes.created),
      ...(isPage ? {} : this.componentLifecycles(options, lifetimes, file.id)),
    })
  }

  /** Sends an event into the view as the phone's screen would; handlers run before this returns. */
  dispatch(target: Element, type: string, detail: unknown, bubbles: boolean): void {
    const { exparser } = this.packages
    const touches = [{ identifier: 0, pageX: 0, pageY: 0, clientX: 0, clientY: 0 }]
    const event = exparser.Event.create(type, detail, {
      bubbles,
      capturePhase: true,
      composed: true,
      extraFields: { touches, changedTouches: touches, timeStamp: this.clock.performanceNow() },
    })
    exparser.Event.dispatchEvent(target, event)
  }

  /** Whether a node is bound to an event by a handler its page or component really has. */
  handles(element: Element, event: string): boolean {
    const bound = element._vt.event[event]
    const owner = element.ownerShadowRoot?.getHostNode()
    if (!bound || !owner) return false
    return typeof this.packages.exparser.Element.getMethodCaller(owner)[bound.handler] === 'function'
  }

  private register(id: string, tag: string): string {
    if (this.registered.has(id)) return this.prefix + id
    const jsonFile = path.join(this.dist, `${id}.json`)
    for (const needed of [jsonFile, path.join(this.dist, `${id}.wxml`)]) {
      if (!fs.existsSync(needed)) throw new Error(`${path.relative(this.dist, needed)} is not in the package`)
    }
    this.registered.add(id)
    const before = this.current
    const json = readJson<{ usingComponents?: Record<string, string> }>(jsonFile)
    const usingComponents: Record<string, string> = {}
    for (const [name, where] of Object.entries({ ...this.appUsing, ...json.usingComponents })) {
      const target = where.startsWith('/') ? where.slice(1) : path.posix.join(path.posix.dirname(id), where)
      usingComponents[name] = target === id ? this.prefix + id : this.register(target, name)
    }
    this.current = { id, tag, usingComponents }
    try {
      this.logic.require(id)
    } finally {
      this.current = before
    }
    if (!this.defined.has(id)) throw new Error(`${tag === 'page' ? 'Page' : 'Component'} is not registered: ${id}`)
    return this.prefix + id
  }

  private wrap(fn: Method, where: string): Method {
    const { gesture, logic, log } = this
    return function (this: unknown, ...args: unknown[]) {
      const before = gesture.active
      const [first] = args
      if (isRecord(first) && first.type === 'tap') gesture.active = true
      try {
        const copied = args.map((arg) => (isRecord(arg) ? logic.copyIn(arg) : arg))
        return fn.apply(this, copied)
      } catch (error) {
        log.error(where, error)
        return undefined
      } finally {
        gesture.active = before
      }
    }
  }

  private methods(source: unknown, id: string): Options {
    if (!isRecord(source)) return {}
    const entries = Object.entries(source).filter(([, fn]) => typeof fn === 'function')
    return Object.fromEntries(entries.map(([name, fn]) => [name, this.wrap(fn as Method, `${id} ${name}`)]))
  }

  private properties(source: unknown): Options {
    if (!isRecord(source)) return {}
    const entries = Object.entries(source).map(([name, given]) => {
      const full = isRecord(given) && 'type' in given ? given : { type: given }
      const type = typeof full.type === 'function' ? (TYPES[full.type.name] ?? null) : null
      const observer = typeof full.observer === 'function' ? this.wrap(full.observer as Method, name) : undefined
      return [name, { type, value: copy(full.value), ...(observer ? { observer } : {}) }]
    })
    return Object.fromEntries(entries)
  }

  private componentLifecycles(options: Options, lifetimes: Options, id: string): Options {
    const wrapped: Options = { observers: this.methods(options.observers, id) }
    for (const name of LIFECYCLES) {
      const fn = lifetimes[name]
      if (typeof fn === 'function') wrapped[name] = this.wrap(fn as Method, `${id} ${name}`)
    }
    if (isRecord(options.pageLifetimes)) wrapped.pageLifetimes = this.methods(options.pageLifetimes, id)
    return wrapped
  }

  private created(id: string, options: Options, isPage: boolean, own: unknown): Method {
    const setData = this.setData.bind(this)
    const ownCreated = typeof own === 'function' ? this.wrap(own as Method, `${id} created`) : undefined
    return function (this: unknown) {
      const self = this as Options & { setData: Method }
      const draw = self.setData
      self.setData = (data: unknown, done: unknown) => setData(id, self, draw, data, done)
      if (isPage) {
        Object.assign(self, { route: id, __route__: id, is: id })
        for (const [name, value] of Object.entries(options)) {
          if (typeof value !== 'function' && name !== 'data') self[name] = copy(value)
        }
      }
      ownCreated?.call(this)
    }
  }

  /** The bridge: JSON only, measured, drawn at once, the callback in a later turn. */
  private setData(id: string, self: Options, draw: Method, data: unknown, done: unknown): void {
    const json = JSON.stringify(data)
    const bytes = Buffer.byteLength(json)
    this.log.setData.push({ at: this.clock.now, owner: id, bytes, keys: Object.keys(isRecord(data) ? data : {}) })
    if (bytes > SET_DATA_HARD_LIMIT) this.log.errors.push(`${id}: setData of ${bytes} bytes is over 1 MB`)
    draw.call(self, JSON.parse(json))
    if (typeof done === 'function') this.clock.post(() => this.logic.call(`${id} setData callback`, done.bind(self)))
  }
}
