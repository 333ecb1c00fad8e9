import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import Redis from 'ioredis'
import { v7 as uuid } from 'uuid'
import type { ClaimAnswer } from '../../src/contract/coupon'
import { type Refusal, refuse } from '../../src/contract/errors'
import type { Instant } from '../../src/domain/time'

/** The same claim as one Lua script: session, key, limit, stock, copy. Nothing relational: no wallet page, no analytics. */
const SCRIPT = `
local resident = redis.call('GET', 'session:' .. ARGV[1])
if not resident then return 'NOT_SIGNED_IN' end
local before = redis.call('GET', 'key:' .. resident .. ':' .. ARGV[2])
if before then return before end
if redis.call('HINCRBY', 'mine:' .. KEYS[1], resident, 0) >= 1 then return 'CLAIM_LIMIT_REACHED' end
if tonumber(redis.call('GET', 'left:' .. KEYS[1])) <= 0 then return 'CLAIM_SOLD_OUT' end
redis.call('DECR', 'left:' .. KEYS[1])
redis.call('HINCRBY', 'mine:' .. KEYS[1], resident, 1)
redis.call('HSET', 'coupon:' .. ARGV[3], 'batch', KEYS[1], 'holder', resident, 'at', ARGV[4])
redis.call('SADD', 'wallet:' .. resident, ARGV[3])
redis.call('SET', 'key:' .. resident .. ':' .. ARGV[2], ARGV[3], 'EX', 604800)
return ARGV[3]`

export const redisIsHere = (): boolean => spawnSync('redis-server', ['--version']).status === 0

/** A redis-server of our own with every write fsynced before it is answered, or `null` where none is installed. */
export async function startRedis(people: number): Promise<{ port: number; stop(): void } | null> {
  if (!redisIsHere()) return null
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-redis-'))
  const port = 20_000 + Math.floor(process.pid % 20_000)
  const server: ChildProcess = spawn(
    'redis-server',
    [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--dir',
      folder,
      '--appendonly',
      'yes',
      '--appendfsync',
      'always',
      '--save',
      '',
    ],
    { stdio: 'ignore' },
  )
  const redis = new Redis({ port, host: '127.0.0.1', retryStrategy: () => 100, maxRetriesPerRequest: 50 })
  for (let from = 0; from < people; from += 10_000) {
    const pipeline = redis.pipeline()
    for (let n = from; n < Math.min(people, from + 10_000); n++)
      pipeline.set(`session:bench-session-${String(n).padStart(8, '0')}`, `r${n}`)
    await pipeline.exec()
  }
  await redis.set('left:hot', 1e9)
  redis.disconnect()
  return {
    port,
    stop: () => {
      server.kill('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Claims on it, from the API's process. */
export function claimByRedis(
  port: number,
): (ask: { token: string; key: string; batchId: string; now: Instant }) => Promise<ClaimAnswer | Refusal> {
  const redis = new Redis({ port, host: '127.0.0.1', enableAutoPipelining: true })
  redis.defineCommand('claim', { numberOfKeys: 1, lua: SCRIPT })
  const claim = redis as unknown as {
    claim(batch: string, token: string, key: string, id: string, now: number): Promise<string>
  }
  return async ({ token, key, batchId, now }) => {
    const said = await claim.claim('hot', token, key, uuid(), now)
    if (said === 'CLAIM_SOLD_OUT' || said === 'CLAIM_LIMIT_REACHED' || said === 'NOT_SIGNED_IN') return refuse(said)
    return { couponId: said, batchId, claimedAt: now, usableFrom: now, usableUntil: now + 1 }
  }
}
