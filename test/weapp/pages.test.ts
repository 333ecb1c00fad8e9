// Every page of the compiled mini-program as somebody finds it who has shopped here: with its answers, under WeChat's limits.
import { beforeAll, describe, expect, test } from 'vitest'
import { everyScene, type Scene, scenesOf } from '../support/journeys/pages'
import { WXML_LIMITS } from '../support/weapp/audit'
import type { Weapp } from '../support/weapp/boot'
import { nameOf, textOf } from '../support/weapp/node-tree'
import { parseUrl } from '../support/weapp/page-stack'
import { phonesOnApi } from '../support/weapp/phones'

const { phone, url } = await phonesOnApi()
/** What one setData may carry, and how many there may be in a second. */
const SET_DATA_LIMIT = 64 * 1024
const SET_DATA_PER_SECOND = 20
let scenes: Record<string, Scene>

beforeAll(async () => {
  scenes = await scenesOf({ url, wechat: { codeOf: (name) => name } })
})

const shows = (app: Weapp, words: Scene['words']): boolean =>
  typeof words === 'string'
    ? app.page.has(words)
    : app.page.nodes().some((node) => words.test(textOf(node)) || words.test(nameOf(node)))

describe('whole and within the limits', () => {
  test.each(everyScene)('%s', async (name) => {
    const { path, who, words, keeps = {} } = scenes[name]!
    const { route, query } = parseUrl(`/${path}`)
    const kept = Object.entries(keeps).map(
      ([place, data]) => [`xiansheng.me.${place}`, JSON.stringify({ data })] as const,
    )
    const app = await phone(who, { path: route, query, storage: new Map(kept) })
    await app.until('it is whole', () => shows(app, words))
    await app.advance(2000)
    const { nodes, children, depth } = app.page.audit()
    expect(nodes).toBeLessThan(WXML_LIMITS.nodes)
    expect(children).toBeLessThan(WXML_LIMITS.children)
    expect(depth).toBeLessThan(WXML_LIMITS.depth)
    const { maxBytes, perSecond } = app.log.traffic()
    expect(maxBytes).toBeLessThanOrEqual(SET_DATA_LIMIT)
    expect(perSecond).toBeLessThan(SET_DATA_PER_SECOND)
    expect(app.errors).toEqual([])
  })
})
