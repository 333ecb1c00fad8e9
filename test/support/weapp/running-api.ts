import { afterAll } from 'vitest'
import { openidOf } from '../../../mock/personas'
import { seed } from '../../../mock/seed/seed'
import { type MockWechatPay, mockWechatPay } from '../../../mock/wechat-pay/start'
import { buildApp } from '../../../server/build-app'
import { wechatPayOverHttps } from '../../../server/gateways/wechat-pay-https'
import { paths } from '../../../src/contract/paths'
import { makeGoodsSearchable } from '../../../server/catalog/catalog.service'
import { type Instant, instant, plus } from '../../../src/domain/time'
import { keys, templates } from '../app'
import { type TestDatabase, testDatabase } from '../database'
import { fakeMaps, fakeWechat } from '../outside'
import type { PaySide } from './wx/payment'

export const MORNING: Instant = instant('2026-08-10T08:00:00+08:00')

/** The real API on loopback, with the seeded launch that opens three days after `MORNING` at 8:00. */
export async function runningApi(): Promise<{
  url: string
  /** From now on the server's time is the true time of this phone. */
  follow(phone: { readonly now: number }): void
  database: TestDatabase
  wechat: ReturnType<typeof fakeWechat>
  /** The stand-in of WeChat Pay, asked over HTTP by the real gateway. */
  wechatPay: MockWechatPay
  /** Its pay sheet, for the phones. */
  paySide: PaySide
  maps: ReturnType<typeof fakeMaps>
}> {
  const database = await testDatabase()
  await seed(database.db, MORNING)
  await makeGoodsSearchable(database.db) // as the jobs do when they start
  let time: { readonly now: number } = { now: MORNING }
  const clock = { now: () => time.now as Instant }
  const wechat: ReturnType<typeof fakeWechat> = {
    ...fakeWechat(),
    // A code is a name, of somebody of the seed (`clerk`, `owner`, `a`) or of a new neighbour.
    signIn: async (code) => ({ ok: true, openid: openidOf(code), unionid: null }),
  }
  const wechatPay = await mockWechatPay({ clock })
  const notifyUrl = `https://shop.example${paths.payNotifications}`
  const pay = wechatPayOverHttps({ ...wechatPay.settings, notifyUrl, clock })
  const maps = fakeMaps()
  const unlimited = { perAddress: 1e9, perResident: 1e9, signInsPerAddress: 1e9 }
  const app = await buildApp({ database, clock, keys, templates, wechat, pay, maps, limits: unlimited })
  wechatPay.sheetRoutes(app)
  await app.listen({ port: 0, host: '127.0.0.1' })
  afterAll(async () => {
    await app.close()
    await wechatPay.stop()
  })
  const address = app.server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const follow = (phone: { readonly now: number }): void => {
    time = phone
  }
  const url = `http://127.0.0.1:${port}`
  wechatPay.notifications.sendTo(url + paths.payNotifications)
  return { url, follow, database, wechat, wechatPay, paySide: sheetAt(url), maps }
}

/** The stand-in's sheet looks at the order and its signature as WeChat does. */
const sheetAt =
  (url: string): PaySide =>
  async (fields, does) => {
    const answer = await fetch(`${url}/mock/wechat-pay/sheet`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...fields, does }),
    })
    return ((await answer.json()) as { errMsg: string }).errMsg
  }

/** The start of the seeded trial opening: three days after `MORNING`, at 8:00 in the store. */
export const TRIAL_OPENS: Instant = instant('2026-08-13T08:00:00+08:00')
export const beforeOpening = (ms: number): Instant => plus(TRIAL_OPENS, -ms)
