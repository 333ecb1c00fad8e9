// Boots a compiled mini-program (dist/weapp) as the WeChat client does, as far as Node allows, and drives it:
//
//   const app = await bootWeapp({ api: 'http://127.0.0.1:3100', scene: 1007 })
//   await app.page.tapText('领取', { within: '满30减5' })
//   expect(app.page.text).toContain('已领')
//   await app.advance(60_000)                                        // a minute passes
//   app.hide(); await app.advance(300_000); await app.show()         // five minutes in the background
//   const card = await app.share('转赠')                              // the chat card …
//   const friend = await bootWeapp({ ...openedFrom(card) })          // … and whoever taps it
//   expect(app.errors).toEqual([])
//   app.close()
//
// Logic layer: a bare vm context. View layer: WeChat's wcc and exparser in a window. Between them JSON, every setData noted
// (`app.log.setData`, `app.log.traffic()`). Time stands still unless `advance` or `settle` moves it, and while a running API
// has not answered: on the phone every answer takes `latencyMs`. Several apps may run side by side: one phone each.
//
// Not proven by any of this: real layout, real built-in components, real wx calls, old phones' engines, real latency.
import { type Assembly, assemble } from './assembly'
import { type BootOptions, launchOf } from './boot-options'
import type { AppLog } from './app-log'
import { isWithin } from './node-tree'
import type { WeappPage } from './page'
import { parseUrl } from './page-stack'
import { type ShareCard, shareCard, timelineCard } from './share'
import type { Persona } from './wx/persona'
import type { PhoneState } from './wx/phone-state'
import type { DrawnCanvas } from './wx/selector-query'
import type { Storage } from './wx/storage'

export type { BootOptions } from './boot-options'
export type { WeappPage } from './page'
export type { ShareCard } from './share'
export { type ApiHandler, overHttp, type WxAnswer, type WxRequest } from './wx/request'

const SUSPENDED_AFTER_MS = 5_000
const DESTROYED_AFTER_MS = 30 * 60_000
const SETTLE_MS = 50
const SETTLE_AT_MOST_MS = 1000

/** Starts the app and opens its first page. Throws when it cannot start at all; what goes wrong later is in `errors`. */
export async function bootWeapp(options: BootOptions = {}): Promise<Weapp> {
  const app = new Weapp(options)
  try {
    await app.start()
  } catch (error) {
    app.close()
    throw error
  }
  return app
}

/** How somebody who taps the card enters the app. */
export function openedFrom(card: Pick<ShareCard, 'route' | 'query'>, scene = 1007): BootOptions {
  return { path: card.route, query: card.query, scene }
}

export class Weapp {
  private readonly parts: Assembly
  private hiddenAt: number | undefined

  constructor(options: BootOptions) {
    this.parts = assemble(options, () => this.settle())
  }

  /** Errors of the app so far: thrown, rejected, logged by console.error, warned about by wcc. */
  get errors(): readonly string[] {
    return this.parts.log.errors
  }

  get log(): AppLog {
    return this.parts.log
  }

  /** Change it while the app runs: the next question gets the new answer. */
  get persona(): Persona {
    return this.parts.persona
  }

  /** What the phone shows and does outside the page: toast, brightness, vibration, popups. */
  get phone(): PhoneState {
    return this.parts.platform.phone
  }

  get storage(): Storage {
    return this.parts.storage
  }

  /** Every page of app.json. */
  get routes(): readonly string[] {
    return this.parts.stack.pages
  }

  /** The page in front. */
  get page(): WeappPage {
    const top = this.parts.stack.top
    if (!top) throw new Error('no page is open')
    return top
  }

  /** Open pages, the one in front last. */
  get pages(): readonly WeappPage[] {
    return this.parts.stack.all
  }

  get canvases(): readonly DrawnCanvas[] {
    return this.parts.installed.canvases.all
  }

  /** True time, epoch ms. */
  get now(): number {
    return this.parts.clock.now
  }

  async start(): Promise<void> {
    const { logic, platform, stack } = this.parts
    logic.require('app')
    if (!this.parts.app()) throw new Error('App() was not called')
    this.callApp('onLaunch', platform.launch)
    this.callApp('onShow', platform.launch)
    stack.start({ route: platform.launch.path, query: platform.launch.query })
    await this.settle()
  }

  /** Ends the app: every page is unloaded. */
  close(): void {
    this.parts.stack.close()
    this.parts.unwatch()
  }

  /** Lets true time pass; timers, answers and toasts become due on the way. */
  advance(ms: number): Promise<void> {
    return this.parts.clock.advance(ms)
  }

  /** Lets what is under way come to rest: at least 50 ms pass, and more, up to a second, while requests are open. */
  async settle(): Promise<void> {
    const { clock, network } = this.parts
    const latest = clock.now + SETTLE_AT_MOST_MS
    do await clock.advance(SETTLE_MS)
    while (network.open > 0 && !clock.frozen && clock.now < latest)
  }

  /** Lets time pass in small steps until something is true; throws with the page's words when `withinMs` are over. */
  async until(what: string, isTrue: () => boolean, withinMs = 10_000): Promise<void> {
    for (const end = this.now + withinMs; !isTrue(); await this.settle()) {
      if (this.now >= end) throw new Error(`not within ${withinMs} ms: ${what}\non the page: ${this.page.text}`)
    }
  }

  untilText(words: string, withinMs?: number): Promise<void> {
    return this.until(`"${words}" is on the page`, () => this.page.has(words), withinMs)
  }

  /** Opens a page on top of this one, as wx.navigateTo would: `/packages/coupon/detail/index?id=7`. */
  async open(url: string): Promise<WeappPage> {
    this.parts.stack.navigateTo(parseUrl(url, this.parts.stack.top?.route))
    await this.settle()
    return this.page
  }

  async back(): Promise<WeappPage> {
    this.parts.stack.navigateBack()
    await this.settle()
    return this.page
  }

  /** Taps a tab of the bar by its words. */
  async tapTab(text: string): Promise<WeappPage> {
    const { appJson, stack, logic } = this.parts
    const list = appJson.tabBar?.list ?? []
    const index = list.findIndex((one) => one.text === text)
    const tab = list[index]
    if (!tab) throw new Error(`there is no tab "${text}"`)
    stack.switchTab({ route: tab.pagePath, query: {} })
    this.page.call('onTabItemTap', logic.copyIn({ index, pagePath: tab.pagePath, text }))
    await this.settle()
    return this.page
  }

  /** The chat card of the page in front: from its share button with these words, or from the menu. */
  share(button?: string): Promise<ShareCard> {
    const { clock, logic, stack } = this.parts
    const parts = { clock, logic, pages: stack.pages }
    if (button === undefined) return shareCard(this.page, 'menu', parts)
    const named = this.page.find(button)
    const sharing = this.page.$$('button[openType=share]').find((one) => isWithin(named, one) || isWithin(one, named))
    if (!sharing) throw new Error(`"${button}" is not a share button`)
    return shareCard(this.page, 'button', parts, sharing.element.id)
  }

  /** The card for Moments. */
  shareToMoments(): ReturnType<typeof timelineCard> {
    const { clock, logic, stack } = this.parts
    return timelineCard(this.page, { clock, logic, pages: stack.pages })
  }

  /** Sends the app to the background; after 5 s its timers and answers stand still. `deviceSleeps`: the phone sleeps too. */
  hide({ deviceSleeps = false }: { deviceSleeps?: boolean } = {}): void {
    if (this.hiddenAt !== undefined) return
    const { clock, platform, logic } = this.parts
    const hiddenAt = clock.now
    this.hiddenAt = hiddenAt
    this.page.call('onHide')
    this.callApp('onHide', {})
    platform.events.emit(logic, 'AppHide', {})
    clock.postToPhone(() => {
      if (this.hiddenAt === hiddenAt) clock.freeze(deviceSleeps)
    }, SUSPENDED_AFTER_MS)
  }

  /** Brings the app back; with a path it comes in by a link, which is like reLaunch. */
  async show(by: Pick<BootOptions, 'path' | 'query' | 'scene'> = {}): Promise<void> {
    const { clock, platform, logic, stack } = this.parts
    if (this.hiddenAt === undefined) throw new Error('the app is not in the background')
    if (clock.now - this.hiddenAt > DESTROYED_AFTER_MS + SUSPENDED_AFTER_MS) {
      throw new Error('WeChat has ended an app suspended for 30 minutes: boot it again with its storage')
    }
    this.hiddenAt = undefined
    clock.thaw()
    platform.enter = launchOf({ scene: platform.enter.scene, ...by }, stack.top?.route ?? '')
    this.callApp('onShow', platform.enter)
    platform.events.emit(logic, 'AppShow', platform.enter)
    if (by.path === undefined) this.page.call('onShow')
    else stack.reLaunch({ route: by.path, query: by.query ?? {} })
    await this.settle()
  }

  /** Sets the phone's clock `offsetMs` off true time: `Date` jumps, the monotonic clock does not. */
  setPhoneClock(offsetMs: number): void {
    this.parts.clock.phoneOffset = offsetMs
  }

  async setTheme(theme: 'light' | 'dark'): Promise<void> {
    this.persona.theme = theme
    this.callApp('onThemeChange', { theme })
    this.parts.platform.events.emit(this.parts.logic, 'ThemeChange', { theme })
    await this.settle()
  }

  async setNetwork(network: Persona['network']): Promise<void> {
    this.persona.network = network
    const change = { isConnected: network !== 'none', networkType: network }
    this.parts.platform.events.emit(this.parts.logic, 'NetworkStatusChange', change)
    await this.settle()
  }

  /** Answers the open modal: true is its confirming button. */
  async answerModal(confirm: boolean): Promise<void> {
    const { modal } = this.parts.installed.answers
    if (!modal || !this.phone.modal) throw new Error('no modal is open')
    modal(confirm)
    await this.settle()
  }

  /** Chooses an item of the open action sheet by its words; null leaves it. */
  async chooseItem(item: string | null): Promise<void> {
    const { sheet } = this.parts.installed.answers
    if (!sheet || !this.phone.sheet) throw new Error('no action sheet is open')
    const index = item === null ? null : this.phone.sheet.indexOf(item)
    if (index === -1) throw new Error(`"${item}" is not on the sheet: ${this.phone.sheet.join(', ')}`)
    sheet(index)
    await this.settle()
  }

  private callApp(name: string, detail: unknown): void {
    const { app, logic } = this.parts
    const fn = app()?.[name]
    if (typeof fn === 'function') logic.call(`app ${name}`, fn.bind(app()), logic.copyIn(detail))
  }
}
