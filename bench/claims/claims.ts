import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import autocannon from 'autocannon'
import { sql } from 'kysely'
import type { Db } from '../../server/database/connection'
import { hotBatch, people, tokenOf } from '../people'
import { startRedis } from './redis'

export type Measured = { perSecond: number; p50: number; p99: number }
export type ClaimNumbers = {
  ours: Measured
  rowLock: Measured
  noDatabase: Measured
  redis: Measured | null
  oneTooMany: number
}

const CONNECTIONS = 50
const SECONDS = 6
const WARM_UP_SECONDS = 2
const PEOPLE = 400_000
const BATCH = '00000000-0000-7000-8000-0000000000c1'

let next = 0

/** Fifty connections, every request a neighbour who has not claimed yet, with a key of their own. */
async function storm(port: number, claimPath: string, seconds: number): Promise<Measured> {
  const result = await autocannon({
    url: `http://127.0.0.1:${port}`,
    connections: CONNECTIONS,
    duration: seconds,
    requests: [
      {
        method: 'POST',
        path: claimPath,
        body: '{}',
        setupRequest: (request) => {
          const n = next++
          if (n >= PEOPLE) throw new Error('The bench ran out of neighbours')
          const token = tokenOf(n)
          return {
            ...request,
            headers: {
              'content-type': 'application/json',
              'idempotency-key': `bench-key-${n}-000000`,
              authorization: `Bearer ${token}`,
              'x-token': token,
            },
          }
        },
      },
    ],
  })
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${claimPath}: ${result.non2xx} refusals, ${result.errors} errors`)
  return { perSecond: result.requests.average, p50: result.latency.p50, p99: result.latency.p99 }
}

async function measured(port: number, claimPath: string): Promise<Measured> {
  await storm(port, claimPath, WARM_UP_SECONDS)
  return storm(port, claimPath, SECONDS)
}

async function startApi(databaseUrl: string, redisPort: number | null) {
  const child = spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      path.join(import.meta.dirname, 'api.ts'),
      databaseUrl,
      ...(redisPort ? [String(redisPort)] : []),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const [port] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  return { port: Number(port), stop: () => child.kill('SIGKILL') }
}

/** All designs one after another on the same machine, the same database, the same load. */
export async function measureClaims(db: Db, databaseUrl: string): Promise<ClaimNumbers> {
  await people(db, 0, PEOPLE)
  await hotBatch(db, BATCH, 10_000_000)
  await sql`vacuum analyze`.execute(db)
  const redis = await startRedis(PEOPLE)
  const api = await startApi(databaseUrl, redis?.port ?? null)
  try {
    const noDatabase = await measured(api.port, `/bench/no-database/${BATCH}`)
    next = 0 // nobody has claimed yet: the bare route keeps nothing
    const rowLock = await measured(api.port, `/bench/row-lock/${BATCH}`)
    const ours = await measured(api.port, `/v1/batches/${BATCH}/claim`)
    const claimed = next
    next = 0
    const redisNumbers = redis ? await measured(api.port, `/bench/redis/${BATCH}`) : null
    next = Math.max(next, claimed)
    return { ours, rowLock, noDatabase, redis: redisNumbers, oneTooMany: await oneTooMany(db) }
  } finally {
    api.stop()
    redis?.stop()
  }
}

/** Copies beyond what the batch gave away, and people with more than their limit: must be 0. */
async function oneTooMany(db: Db): Promise<number> {
  const { rows } = await sql<{ wrong: number }>`
    select abs((b.total - b.remaining) - (select count(*) from coupon where batch_id = b.id))
      + (select count(*) from (select 1 from coupon where batch_id = b.id group by claimer_id having count(*) > b.per_person) x) as wrong
    from coupon_batch b where b.id = ${BATCH}::uuid`.execute(db)
  return Number(rows[0]?.wrong ?? 0)
}
