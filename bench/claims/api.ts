/**
 * The API under load, a process of its own: the real app, and beside its claim the three it is measured against, behind the
 * same frame (HTTP, headers, validation, sign-in). `tsx api.ts DATABASE_URL [REDIS_PORT]`, prints its port.
 */
import { Type } from 'typebox'
import { buildApp } from '../../server/build-app'
import { systemClock } from '../../server/clock'
import { openDatabase } from '../../server/database/connection'
import { routesOn } from '../../server/http/route'
import { deriveKeys } from '../../server/keys'
import { sessionLookup } from '../../server/resident/session.service'
import { ClaimAnswer, ClaimBody } from '../../src/contract/coupon'
import { Uuid } from '../../src/contract/scalars'
import { nobodyOutside } from '../unasked'
import { claimByRedis } from './redis'
import { claimByRowLock } from './row-lock'

async function main(): Promise<void> {
  const [url = '', redisPort] = process.argv.slice(2)
  const database = openDatabase(url, { max: 20 })
  const unlimited = { perAddress: 1e9, perResident: 1e9, signInsPerAddress: 1e9 }
  const app = await buildApp({
    database,
    clock: systemClock,
    keys: deriveKeys(Buffer.alloc(32, 1)),
    ...nobodyOutside,
    templates: { opening: 'opening', couponEnding: 'coupon-ending', order: 'order' },
    limits: unlimited,
  })
  const api = routesOn(app, {
    db: database.db,
    clock: systemClock,
    guards: {
      residentOf: sessionLookup(database.db),
      grantOf: async () => null,
      mayDo: () => false,
      isOperator: () => false,
      isSigned: () => false,
      tillOf: async () => null,
      throttle: async () => null,
    },
  })
  const params = Type.Object({ batchId: Uuid })
  const spec = { params, body: ClaimBody, answer: ClaimAnswer, keyed: true, summary: 'bench' } as const

  api.ownWrite(
    'POST',
    { ...spec, who: 'resident', url: '/bench/row-lock/:batchId' },
    ({ params: { batchId }, residentId, key, now }) => claimByRowLock(database.db, { batchId, residentId, key, now }),
  )
  api.ownWrite(
    'POST',
    { ...spec, who: 'public', url: '/bench/no-database/:batchId' },
    async ({ params: { batchId }, now }) => ({
      couponId: '00000000-0000-7000-8000-000000000000',
      batchId,
      claimedAt: now,
      usableFrom: now,
      usableUntil: now + 1,
    }),
  )
  if (redisPort) {
    const claim = claimByRedis(Number(redisPort))
    api.ownWrite(
      'POST',
      { ...spec, who: 'public', url: '/bench/redis/:batchId' },
      ({ params: { batchId }, key, now }, request) =>
        claim({ batchId, key, now, token: String(request.headers['x-token']) }),
    )
  }
  await app.listen({ port: 0, host: '127.0.0.1' })
  const address = app.server.address()
  console.log(typeof address === 'object' ? address?.port : address)
}

void main()
