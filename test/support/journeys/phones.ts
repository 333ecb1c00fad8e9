import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, expect } from 'vitest'
import { openBrowser } from './browser'
import type { House } from './house'
import { phoneClock, setPhoneClock } from './phone-clock'

const OUTPUT = path.resolve(import.meta.dirname, '../../../test-output/journeys')
export const SIZE = { width: 390, height: 844 }

export type PhoneOptions = Pick<BrowserContextOptions, 'colorScheme' | 'geolocation' | 'viewport'> & {
  /** Location is granted when a place is given, else refused. */
  readonly permissions?: string[]
  /** How wrong the phone's clock is, ms; right without it. */
  readonly clockOff?: number
}

/** One person's phone: a browser of their own, signed in as `?as=NAME` when a page needs it. */
export type Phone = {
  readonly name: string
  readonly page: Page
  readonly context: BrowserContext
  /** Opens a page by its path, cold, as from a card: `pages/home/index?c=GATE`. */
  open(path: string): Promise<void>
  /** Opens an address as it was copied. */
  follow(url: string): Promise<void>
  /** From the next opening on the phone remembers this, as if it had been here before. */
  keep(place: string, value: unknown): Promise<void>
  /** Waits until these words can be seen. */
  see(words: string | RegExp): Promise<void>
  /** Taps what has this name; the one in front when a page lies behind. */
  tap(name: string | RegExp, role?: 'button' | 'tab' | 'switch'): Promise<void>
  /** Somebody sets its clock: from now on it is wrong by so many ms. */
  setClock(off: number): Promise<void>
  /** Keeps a picture as `<journey>/<nn>-<name>.png`. */
  picture(name: string): Promise<void>
  /** Problems with these words belong to the journey (a network that is cut). */
  expectTrouble(words: RegExp): void
}

/**
 * The phones of one journey. What the console or the page calls an error fails the test in which it happened, and so does
 * an answer of the server's own failure or a file that is not there.
 * @param journey names the folder of the pictures
 */
export async function phonesOf(house: House, journey: string) {
  const folder = path.join(OUTPUT, journey)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const browser = await openBrowser()
  const troubles: string[] = []
  let pictures = 0
  afterEach(() => expect(troubles.splice(0)).toEqual([]))
  afterAll(() => browser.close())

  const fromMachine = (): number => house.clock.now() - Date.now()

  async function phone(name: string, { clockOff = 0, ...options }: PhoneOptions = {}): Promise<Phone> {
    const context = await contextOf(browser, options)
    const page = await context.newPage()
    const tolerated: RegExp[] = []
    const trouble = (words: string): void => {
      if (!tolerated.some((pattern) => pattern.test(words))) troubles.push(`${name}: ${words}`)
    }
    listen(page, trouble)
    const words = (what: string | RegExp) => page.getByText(what).filter({ visible: true }).first()
    return {
      name,
      page,
      context,
      open: async (to) => {
        // The same address with another part after the # would not be opened anew.
        if (page.url() !== 'about:blank') await page.goto('about:blank')
        await page.addInitScript(phoneClock(fromMachine() + clockOff))
        await page.goto(`${house.url}/?as=${name}#/${to}`)
      },
      follow: async (url) => {
        await page.addInitScript(phoneClock(fromMachine() + clockOff))
        await page.goto(withPersona(url, name))
      },
      keep: async (place, value) => void (await page.addInitScript(remembering(name, place, value))),
      see: (what) => words(what).waitFor(),
      tap: (what, role = 'button') => page.getByRole(role, { name: what }).filter({ visible: true }).first().click(),
      setClock: (off) => setPhoneClock(page, fromMachine() + off),
      picture: async (title) => {
        await settled(page)
        const number = String(++pictures).padStart(2, '0')
        await page.screenshot({ path: path.join(folder, `${number}-${title}.png`) })
      },
      expectTrouble: (pattern) => void tolerated.push(pattern),
    }
  }
  return { phone, browser }
}

/** As Taro keeps it in the browser, in this person's part of it. */
const remembering = (name: string, place: string, value: unknown): string =>
  `localStorage.setItem(${JSON.stringify(`xiansheng.${name}.${place}`)}, ${JSON.stringify(JSON.stringify({ data: value }))})`

async function contextOf(browser: Browser, options: Omit<PhoneOptions, 'clockOff'>): Promise<BrowserContext> {
  const { permissions = [], ...shape } = options
  const context = await browser.newContext({
    viewport: SIZE,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    hasTouch: true,
    isMobile: true,
    ...shape,
    permissions: [...permissions, ...(options.geolocation ? ['geolocation'] : [])],
  })
  context.setDefaultTimeout(15_000)
  return context
}

function listen(page: Page, trouble: (words: string) => void): void {
  page.on('pageerror', (error) => trouble(`page error: ${error.stack ?? error.message}`))
  page.on('console', (message) => {
    if (message.type() !== 'error') return
    // A refusal is an answer like another; what is more than that is heard below.
    if (/Failed to load resource: the server responded with a status of 4\d\d/.test(message.text())) return
    trouble(`console: ${message.text()}`)
  })
  page.on('response', (response) => {
    const missingFile = response.status() === 404 && !/\/v1\/(?!pictures)/.test(response.url())
    if (response.status() >= 500 || missingFile) trouble(`${response.status()} ${response.url()}`)
  })
}

/** Fonts and pictures have come, and what moves to its place is there, so that a picture shows what a person sees. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const shown = [...document.images].filter((image) => {
      const { top, bottom, width } = image.getBoundingClientRect()
      return width > 0 && bottom > 0 && top < window.innerHeight && image.checkVisibility()
    })
    const moving = document.getAnimations().filter((one) => {
      const { endTime = Number.POSITIVE_INFINITY } = one.effect?.getComputedTiming() ?? {}
      return one.playState === 'running' && endTime !== Number.POSITIVE_INFINITY
    })
    return document.fonts.status === 'loaded' && shown.every((image) => image.complete) && moving.length === 0
  })
}

function withPersona(url: string, name: string): string {
  const address = new URL(url)
  address.searchParams.set('as', name)
  return address.href
}
