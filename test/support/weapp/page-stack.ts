// The stack of open pages with WeChat's rules: ten at most, tab pages stay alive behind each other, everything else ends
// when it is left.
import type { AppJson } from './dist-files'
import { allPages, tabPages } from './dist-files'
import type { LogicLayer } from './logic-layer'
import { type PageHost, WeappPage } from './page'

const MAX_DEPTH = 10

/** Why the platform refuses to go there; the words follow `navigateTo:fail `. */
export class NavigationRefused extends Error {}

export interface Target {
  route: string
  query: Record<string, string>
}

/** `/packages/gift/landing/index?token=a%20b` in its parts; WeChat hands the values over undecoded. */
export function parseUrl(url: string, base = ''): Target {
  const [where = '', search = ''] = url.split('?')
  const absolute = where.startsWith('/') ? where.slice(1) : where && base ? resolve(base, where) : where
  const pairs = search.split('&').filter(Boolean)
  const query = Object.fromEntries(
    pairs.map((pair) => {
      const [key = '', ...value] = pair.split('=')
      return [key, value.join('=')]
    }),
  )
  return { route: absolute, query }
}

function resolve(base: string, relative: string): string {
  return new URL(relative, `https://w/${base}`).pathname.slice(1)
}

export class PageStack {
  readonly pages: string[]
  readonly tabs: string[]
  private open: WeappPage[] = []
  private readonly liveTabs = new Map<string, WeappPage>()
  private readonly root: HTMLElement

  constructor(
    appJson: AppJson,
    private readonly host: PageHost,
    private readonly logic: LogicLayer,
    document: Document,
  ) {
    this.pages = allPages(appJson)
    this.tabs = tabPages(appJson)
    this.root = document.body.appendChild(document.createElement('section'))
  }

  get all(): readonly WeappPage[] {
    return this.open
  }

  get top(): WeappPage | undefined {
    return this.open.at(-1)
  }

  /** The first page of a launch. */
  start({ route, query }: Target): void {
    this.mustExist(route)
    this.push(route, query)
  }

  navigateTo({ route, query }: Target): void {
    this.mustExist(route)
    if (this.tabs.includes(route)) throw new NavigationRefused('can not navigateTo a tabbar page')
    if (this.open.length >= MAX_DEPTH) throw new NavigationRefused('webview count limit exceed')
    this.top?.call('onHide')
    this.push(route, query)
  }

  redirectTo({ route, query }: Target): void {
    this.mustExist(route)
    if (this.tabs.includes(route)) throw new NavigationRefused('can not redirectTo a tabbar page')
    this.end(this.open.pop())
    this.push(route, query)
  }

  reLaunch({ route, query }: Target): void {
    this.mustExist(route)
    this.endAll()
    this.push(route, query)
  }

  switchTab({ route }: Target): void {
    if (!this.tabs.includes(route)) throw new NavigationRefused('can not switch to no-tabBar page')
    const before = this.top
    if (before?.route === route) return
    while (this.top && !this.tabs.includes(this.top.route)) this.end(this.open.pop())
    const [tab] = this.open
    if (tab && before === tab) tab.call('onHide')
    this.open = []
    const known = this.liveTabs.get(route)
    if (!known) return this.push(route, {})
    this.open = [known]
    known.call('onShow')
  }

  navigateBack(delta = 1): void {
    if (this.open.length < 2) throw new NavigationRefused('cannot navigate back at first page')
    for (let left = Math.min(delta, this.open.length - 1); left > 0; left -= 1) this.end(this.open.pop())
    this.top?.call('onShow')
  }

  /** Ends every page, those of other tabs too. */
  endAll(): void {
    while (this.open.length > 0) this.end(this.open.pop())
    for (const page of [...this.liveTabs.values()]) this.end(page)
  }

  close(): void {
    this.endAll()
    this.root.remove()
  }

  private push(route: string, query: Record<string, string>): void {
    const page = new WeappPage(route, query, this.host.view.createPage(route), this.host)
    page.instance.options = this.logic.copyIn(query)
    this.open.push(page)
    if (this.tabs.includes(route)) this.liveTabs.set(route, page)
    page.call('onLoad', query)
    page.call('onShow')
    page.attach(this.root)
    page.call('onReady')
  }

  private end(page: WeappPage | undefined): void {
    if (!page) return
    this.liveTabs.delete(page.route)
    page.call('onUnload')
    page.detach()
  }

  private mustExist(route: string): void {
    if (!this.pages.includes(route)) throw new NavigationRefused(`page "${route}" is not found`)
  }
}
