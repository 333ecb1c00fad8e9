// A hand-written mini-program of a few lines, for tests of the harness itself: no Taro, so that it is known to the letter
// what is booted.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type BootOptions, bootWeapp, type Weapp } from './boot'

export interface TinyPage {
  wxml: string
  /** The object given to Page(), as source. */
  page: string
  json?: Record<string, unknown>
}

export interface TinyApp {
  pages: Record<string, TinyPage>
  /** Further parts of app.json: tabBar, requiredPrivateInfos, … */
  json?: Record<string, unknown>
  /** The object given to App(), as source. */
  app?: string
  /** Other files by path. */
  files?: Record<string, string>
}

function write(folder: string, { pages, json, app, files }: TinyApp): void {
  const put = (file: string, text: string): void => {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    fs.writeFileSync(path.join(folder, file), text)
  }
  put('app.json', JSON.stringify({ pages: Object.keys(pages), ...json }))
  put('app.js', `App(${app ?? '{}'})`)
  for (const [route, page] of Object.entries(pages)) {
    put(`${route}.wxml`, page.wxml)
    put(`${route}.js`, `Page(${page.page})`)
    put(`${route}.json`, JSON.stringify(page.json ?? {}))
  }
  for (const [file, text] of Object.entries(files ?? {})) put(file, text)
}

/** Writes a tiny app into a folder of its own, runs something on it, takes it away. */
export async function withTinyBuild<T>(tiny: TinyApp, run: (dist: string) => Promise<T>): Promise<T> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tiny-weapp-'))
  try {
    write(folder, tiny)
    return await run(folder)
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

/** Boots a tiny app, runs something with it, closes it. */
export function withTinyApp<T>(tiny: TinyApp, run: (app: Weapp) => Promise<T>, options: BootOptions = {}): Promise<T> {
  return withTinyBuild(tiny, async (dist) => {
    const app = await bootWeapp({ dist, ...options })
    try {
      return await run(app)
    } finally {
      app.close()
    }
  })
}

/**
 * One page with a button 「做」 that runs the given body and shows what it `say`s: a result, or the errMsg of a failure.
 * The body may use `say` and `wx`; `this` is the page.
 */
export function onePage(body: string, json: Record<string, unknown> = {}): TinyApp {
  return {
    json,
    pages: {
      'pages/one/index': {
        wxml: '<button bindtap="act">做</button><view id="said">{{said}}</view>',
        page: `{
          data: { said: '' },
          act() {
            const say = (it) => this.setData({ said: typeof it === 'string' ? it : it.errMsg && it.errMsg.includes(':fail') ? it.errMsg : JSON.stringify(it) })
            ${body}
          },
        }`,
      },
    },
  }
}

/** Boots the page of `onePage`, taps 「做」 and answers what it said. */
export function saidBy(
  body: string,
  options: BootOptions = {},
  json: Record<string, unknown> = {},
): Promise<{ said: string; app: Weapp }> {
  return withTinyApp(
    onePage(body, json),
    async (app) => {
      await app.page.tapText('做')
      return { said: app.page.textOf('#said'), app }
    },
    options,
  )
}
