// The compiled mini-program without a network: it starts, every page opens and says what is missing, WeChat's limits hold.
// And damaged copies of it do not get through.
import { afterEach, describe, expect, test } from 'vitest'
import { WXML_LIMITS } from '../support/weapp/audit'
import { bootWeapp, type Weapp, type WxRequest } from '../support/weapp/boot'
import { DEFAULT_DIST } from '../support/weapp/boot-options'
import { onDamagedCopy } from '../support/weapp/broken-build'
import { DAMAGES } from '../support/weapp/damages'
import { allPages, readAppJson } from '../support/weapp/dist-files'

const apps: Weapp[] = []
afterEach(() => {
  for (const app of apps.splice(0)) app.close()
})

async function boot(options: Parameters<typeof bootWeapp>[0] = {}): Promise<Weapp> {
  const app = await bootWeapp(options)
  apps.push(app)
  return app
}

const down = () => ({ status: 503, data: {} })

describe('every page', () => {
  test.each(allPages(readAppJson(DEFAULT_DIST)))('%s opens cold, without an answer of the API', async (path) => {
    const app = await boot({ path, api: down })
    await app.advance(30_000)
    expect(app.errors).toEqual([])
    expect(app.page.text).not.toBe('')
    const { nodes, depth, children } = app.page.audit()
    expect(nodes).toBeLessThan(WXML_LIMITS.nodes)
    expect(depth).toBeLessThan(WXML_LIMITS.depth)
    expect(children).toBeLessThanOrEqual(WXML_LIMITS.children)
    expect(app.log.traffic().maxBytes).toBeLessThan(256 * 1024)
    expect(app.log.traffic().perSecond).toBeLessThan(20)
  })
})

/** The home page without the API: it says so, a tap on 重试 asks again, another page opens on top and closes. */
async function comeUpAndRetry(dist: string): Promise<void> {
  const asked: WxRequest[] = []
  const api = (request: WxRequest) => {
    asked.push(request)
    return down()
  }
  const app = await boot({ dist, api })
  await app.untilText('重试', 20_000)
  await app.advance(30_000) // what is tried again by itself has been
  const before = asked.length
  await app.page.tapText('重试')
  expect(asked.length).toBeGreaterThan(before)
  await app.open('/packages/launch/benefits/index')
  await app.until('the page on top draws', () => app.page.text !== '')
  await app.back()
  expect(app.page.text).toContain('重试')
  expect(app.errors).toEqual([])
}

describe('a broken build does not pass', () => {
  test('an untouched copy does', () =>
    onDamagedCopy(DEFAULT_DIST, { what: 'nothing', apply: () => {} }, comeUpAndRetry))

  test.each(DAMAGES.map((damage) => [damage.what, damage] as const))('%s', (_, damage) =>
    onDamagedCopy(DEFAULT_DIST, damage, (copy) => expect(comeUpAndRetry(copy)).rejects.toThrow()),
  )
})
