import { afterAll } from 'vitest'
import { openidOf, PERSONAS } from '../../../mock/personas'
import { seed } from '../../../mock/seed/seed'
import { buildApp } from '../../../server/build-app'
import { type Instant, instant, plus } from '../../../src/domain/time'
import { keys, templates } from '../app'
import { type TestDatabase, testDatabase } from '../database'
import { type FakePay, fakeMaps, fakePay, fakeWechat } from '../outside'

export const MORNING: Instant = instant('2026-08-10T08:00:00+08:00')

/** The real API on loopback, with the seeded launch that opens three days after `MORNING` at 8:00. */
export async function runningApi(): Promise<{
  url: string
  /** From now on the server's time is the true time of this phone. */
  follow(phone: { readonly now: number }): void
  database: TestDatabase
  wechat: ReturnType<typeof fakeWechat>
  pay: FakePay
  maps: ReturnType<typeof fakeMaps>
}> {
  const database = await testDatabase()
  await seed(database.db, MORNING)
  let time: { readonly now: number } = { now: MORNING }
  const clock = { now: () => time.now as Instant }
  const played = fakeWechat()
  const wechat: typeof played = {
    ...played,
    // A code that is the name of somebody of the seed signs in as that person: `clerk`, `owner`, `a`.
    signIn: async (code) =>
      PERSONAS.some(({ name }) => name === code)
        ? { ok: true, openid: openidOf(code), unionid: null }
        : played.signIn(code),
  }
  const pay = fakePay(clock)
  const maps = fakeMaps()
  const unlimited = { perAddress: 1e9, perResident: 1e9, signInsPerAddress: 1e9 }
  const app = await buildApp({ database, clock, keys, templates, wechat, pay, maps, limits: unlimited })
  await app.listen({ port: 0, host: '127.0.0.1' })
  afterAll(() => app.close())
  const address = app.server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const follow = (phone: { readonly now: number }): void => {
    time = phone
  }
  return { url: `http://127.0.0.1:${port}`, follow, database, wechat, pay, maps }
}

/** The start of the seeded trial opening: three days after `MORNING`, at 8:00 in the store. */
export const TRIAL_OPENS: Instant = instant('2026-08-13T08:00:00+08:00')
export const beforeOpening = (ms: number): Instant => plus(TRIAL_OPENS, -ms)
