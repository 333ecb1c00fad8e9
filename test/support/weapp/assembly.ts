// Puts the layers of one booted mini-program together.
import fs from 'node:fs'
import path from 'node:path'
import { AppLog } from './app-log'
import { type BootOptions, DEFAULT_DIST, DEFAULT_START, launchOf } from './boot-options'
import { type AppJson, readAppJson } from './dist-files'
import { LogicLayer } from './logic-layer'
import { actOnOpenType } from './open-types'
import { PageStack } from './page-stack'
import { watchRejections } from './rejections'
import { ViewLayer } from './view-layer'
import { viewPackages } from './view-window'
import { VirtualClock } from './virtual-clock'
import { NEIGHBOUR, type Persona } from './wx/persona'
import { newPhone } from './wx/phone-state'
import { Listeners, type Platform } from './wx/platform'
import { type ApiHandler, type Network, newNetwork } from './wx/request'
import type { Storage } from './wx/storage'
import { type InstalledWx, installWx } from './wx/wx'

export interface Assembly {
  appJson: AppJson
  log: AppLog
  persona: Persona
  storage: Storage
  clock: VirtualClock
  logic: LogicLayer
  stack: PageStack
  platform: Platform
  network: Network
  installed: InstalledWx
  /** What App() was given; undefined until app.js has run. */
  app: () => Record<string, unknown> | undefined
  /** Ends the watch over promises of the app that nobody handles. */
  unwatch: () => void
}

const offline: ApiHandler = () => {
  throw new Error('no api was given to bootWeapp')
}

function newLogic(dist: string, clock: VirtualClock, log: AppLog, late: LateParts): LogicLayer {
  return new LogicLayer(dist, clock, log, {
    App: (app) => {
      late.app = app
    },
    Page: (page) => late.view?.define(page, true),
    Component: (component) => late.view?.define(component, false),
    Behavior: (behavior) => behavior,
    getApp: () => late.app,
    getCurrentPages: () => late.logic?.array((late.stack?.all ?? []).map((page) => page.instance)) ?? [],
  })
}

/** Parts that need each other: known once everything stands. */
interface LateParts {
  app?: Record<string, unknown>
  logic?: LogicLayer
  view?: ViewLayer
  stack?: PageStack
}

/** `settle` is what a page waits for after a tap. */
export function assemble(options: BootOptions, settle: () => Promise<void>): Assembly {
  const dist = options.dist ?? DEFAULT_DIST
  if (!fs.existsSync(path.join(dist, 'app.json'))) throw new Error(`${dist} holds no compiled mini-program`)
  const appJson = readAppJson(dist)
  const log = new AppLog()
  const persona = { ...NEIGHBOUR, ...options.persona }
  const storage: Storage = options.storage ?? new Map()
  const clock = new VirtualClock({
    startAt: options.startAt ?? DEFAULT_START,
    phoneClock: options.phoneClock ?? 0,
    onError: (error) => log.error('timer', error),
    ...(options.onTime ? { onMove: options.onTime } : {}),
  })
  const late: LateParts = {}
  const logic = newLogic(dist, clock, log, late)
  if (options.random) logic.replaceRandom(options.random)
  if (options.bigInt === false) logic.forgetBigInt()
  const view = new ViewLayer(dist, logic, clock, log, appJson.usingComponents)
  const launch = launchOf(options, appJson.pages[0] ?? '')
  const stack = new PageStack(
    appJson,
    {
      view,
      settle,
      openType: (node, kind) => actOnOpenType(view, installed.permissions, persona, node, kind),
    },
    logic,
    viewPackages().document,
  )
  Object.assign(late, { logic, view, stack })
  const platform: Platform = {
    appJson,
    clock,
    logic,
    log,
    persona,
    phone: newPhone(),
    gesture: view.gesture,
    launch,
    enter: launch,
    stack: () => stack,
    events: new Listeners(),
  }
  const network = newNetwork(options.api ?? offline, options.latencyMs ?? 20)
  const installed = installWx(platform, {
    storage,
    network,
    paySide: options.paySide,
    layout: options.layout ?? (() => undefined),
    update: options.update ?? 'none',
    overrides: options.wx ?? {},
  })
  const unwatch = watchRejections({
    owns: (promise) => logic.ownsPromise(promise),
    report: (reason) => {
      log.error('unhandled rejection', reason)
      platform.events.emit(logic, 'UnhandledRejection', { reason: String(reason) })
    },
  })
  return {
    appJson,
    log,
    persona,
    storage,
    clock,
    logic,
    stack,
    platform,
    network,
    installed,
    app: () => late.app,
    unwatch,
  }
}
