import type { FastifyInstance } from 'fastify'
import { afterAll } from 'vitest'
import { buildApp } from '../../server/build-app'
import { type Db, openDatabase } from '../../server/database/connection'
import { type Caller, callerOn, type FixedClock, fixedClock, keys, templates, type TestApp } from './app'
import { fakeMaps, fakeWechat } from './outside'

export type Process = { app: FastifyInstance; clock: FixedClock; db: Db; as(who?: { token: string }): Caller }

/**
 * As good as `count` API processes on the data of `main`: apps with pools, clocks and memory of their own, which share
 * nothing but the database and the payment side. Their clocks stand where main's stood; a test may let one go ahead.
 */
export async function processes(main: TestApp, count: number): Promise<Process[]> {
  const limits = { perAddress: 1e9, perResident: 1e9, signInsPerAddress: 1e9 }
  return Promise.all(
    Array.from({ length: count }, async () => {
      const database = openDatabase(main.database.url)
      const clock = fixedClock(main.clock.now())
      const outside = { wechat: fakeWechat(), pay: main.pay, maps: fakeMaps(), keys, templates, limits }
      const app = await buildApp({ ...outside, database, clock })
      await app.ready()
      afterAll(async () => {
        await app.close()
        await database.close()
      })
      return { app, clock, db: database.db, as: (who) => callerOn(app, who?.token) }
    }),
  )
}
