import { buildApp } from '../server/build-app'
import type { OpenDatabase } from '../server/database/connection'
import { deriveKeys } from '../server/keys'
import { type Instant, instant } from '../src/domain/time'
import { seed } from '../mock/seed/seed'
import { bootWeapp } from '../test/support/weapp/boot'
import { packageSizes } from '../test/support/weapp/package-sizes'
import { nobodyOutside } from './unasked'

const MORNING = instant('2026-08-10T08:00:00+08:00')
const SECONDS = 120

export type ClientNumbers = {
  weappMainBytes: number
  weappSubPackages: Record<string, number>
  homeSetDataPerSecond: number
  homeSetDataBytesPerSecond: number
  homeSetDataMaxBytes: number
  homeFirstSetDataBytes: number
}

/** The compiled home page against the real API, two minutes of its countdown in virtual time. */
export async function measureClient(database: OpenDatabase): Promise<ClientNumbers> {
  await seed(database.db, MORNING)
  let phoneTime: { readonly now: number } = { now: MORNING }
  const app = await buildApp({
    database,
    clock: { now: () => phoneTime.now as Instant },
    keys: deriveKeys(Buffer.alloc(32, 1)),
    ...nobodyOutside,
    wechat: { ...nobodyOutside.wechat, signIn: async (code) => ({ ok: true, openid: code, unionid: null }) },
    templates: { opening: 'opening', couponEnding: 'coupon-ending', order: 'order' },
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const address = app.server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const phone = await bootWeapp({ api: `http://127.0.0.1:${port}`, startAt: MORNING })
  try {
    phoneTime = phone
    await phone.settle()
    const first = phone.log.traffic()
    await phone.advance(1_500)
    phone.log.resetTraffic()
    await phone.advance(SECONDS * 1_000)
    const counting = phone.log.traffic()
    if (phone.errors.length > 0) throw new Error(phone.errors[0])
    const sizes = packageSizes()
    return {
      weappMainBytes: sizes.main,
      weappSubPackages: sizes.subPackages,
      homeSetDataPerSecond: counting.perSecond,
      homeSetDataBytesPerSecond: Math.round(counting.bytes / SECONDS),
      homeSetDataMaxBytes: counting.maxBytes,
      homeFirstSetDataBytes: first.maxBytes,
    }
  } finally {
    phone.close()
    await app.close()
  }
}
