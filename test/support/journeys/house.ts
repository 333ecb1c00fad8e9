import { afterAll, inject } from 'vitest'
import { type MockMaps, mockMaps } from '../../../mock/maps/start'
import { seed } from '../../../mock/seed/seed'
import { launchTimes } from '../../../mock/seed/stores'
import { type MockWechat, mockWechat } from '../../../mock/wechat/start'
import { type MockWechatPay, mockWechatPay } from '../../../mock/wechat-pay/start'
import { buildApp } from '../../../server/build-app'
import { mapsOverHttps } from '../../../server/gateways/maps-https'
import { wechatOverHttps } from '../../../server/gateways/wechat-https'
import { wechatPayOverHttps } from '../../../server/gateways/wechat-pay-https'
import { storefrontOn } from '../../../server/http/storefront'
import { startJobs } from '../../../server/jobs/jobs'
import { paths } from '../../../src/contract/paths'
import { type Instant, instant } from '../../../src/domain/time'
import { keys, templates } from '../constants'
import { type TestDatabase, testDatabase } from '../database'
import { type RunningClock, runningClock } from './running-clock'

/** Three days before the seeded launch opens, on a Thursday morning. */
export const MORNING = instant('2026-08-13T10:00:00+08:00')

/** When the seeded launch of a house that opened at MORNING opens. */
export const { trialOpensAt: OPENING, grandOpensAt: GRAND_OPENING } = launchTimes(MORNING)

export type House = {
  /** Where the browser version and the API answer, one origin. */
  readonly url: string
  readonly db: TestDatabase['db']
  readonly clock: RunningClock
  readonly wechat: MockWechat
  readonly wechatPay: MockWechatPay
  readonly maps: MockMaps
}

/**
 * The real API with its jobs, on a database of this test file's own with the believable launch in it; WeChat and the maps
 * are the stand-ins, asked over HTTP by the real gateways; the finished H5 build at the same origin. Closed after the
 * file's last test.
 */
export async function openHouse({ at = MORNING }: { at?: Instant } = {}): Promise<House> {
  const database = await testDatabase()
  const clock = runningClock(at)
  await seed(database.db, at)
  const [wechat, wechatPay, maps] = await Promise.all([
    mockWechat({ clock }),
    // No journey waits a minute for the second part of a refund.
    mockWechatPay({ clock, refundPause: 0 }),
    mockMaps(),
  ])
  const outside = {
    database,
    clock,
    keys,
    templates,
    wechat: wechatOverHttps({
      appid: wechat.appid,
      secret: wechat.secret,
      baseUrl: wechat.url,
      miniprogramState: 'developer',
      clock,
    }),
    pay: wechatPayOverHttps({
      ...wechatPay.settings,
      notifyUrl: `https://shop.example${paths.payNotifications}`,
      clock,
    }),
    // Every person of a journey has the same address and many hands.
    limits: { perAddress: 1e9, perResident: 1e9, signInsPerAddress: 1e9 },
  }
  const region = '威宁彝族回族苗族自治县'
  const app = await buildApp({ ...outside, maps: mapsOverHttps({ key: maps.key, region, baseUrl: maps.url }) })
  wechat.loginRoutes(app)
  wechatPay.sheetRoutes(app)
  await storefrontOn(app, inject('h5Folder'))
  const jobs = await startJobs({ ...outside, logger: app.log })
  afterAll(async () => {
    await jobs.stop()
    await app.close()
    await Promise.all([wechat.stop(), wechatPay.stop(), maps.stop()])
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const address = app.server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  wechatPay.notifications.sendTo(`http://127.0.0.1:${port}${paths.payNotifications}`)
  // By name: browsers give location and clipboard to `localhost` without a certificate.
  return { url: `http://localhost:${port}`, db: database.db, clock, wechat, wechatPay, maps }
}
