import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { afterEach, describe, expect, it } from 'vitest'
import { buildApp } from '../../server/build-app'
import { openDatabase } from '../../server/database/connection'
import { fill, paths } from '../../src/contract/paths'
import { aKey, keys, templates, testApp } from '../support/app'
import { aBatch, aResident, aStore, type Resident } from '../support/factories'
import { fakeMaps, fakePay, fakeWechat } from '../support/outside'

const main = await testApp()
const { db, clock, database } = main
const store = await aStore(db)
const unlimited = { perAddress: 1e9, perResident: 1e9, signInsPerAddress: 1e9 }

/** A second API process's worth of app on the same data: its own pool, its own memory. */
async function anotherApp() {
  const own = openDatabase(database.url)
  const app = await buildApp({
    database: own,
    clock,
    keys,
    templates,
    wechat: fakeWechat(),
    pay: fakePay(),
    maps: fakeMaps(),
    limits: unlimited,
  })
  return { app, close: async () => (await app.close(), await own.close()) }
}

const neighbours = (count: number): Promise<Resident[]> =>
  Promise.all(Array.from({ length: count }, () => aResident(db)))
const claimOn = (app: typeof main.app, batchId: string, who: Resident, key = aKey()) =>
  app.inject({
    method: 'POST',
    url: fill(paths.claim, { batchId }),
    headers: { authorization: `Bearer ${who.token}`, 'idempotency-key': key },
    payload: {},
  })
const issued = async (batchId: string): Promise<{ coupons: number; remaining: number; total: number }> => {
  const batch = await db
    .selectFrom('coupon_batch')
    .select(['remaining', 'total'])
    .where('id', '=', batchId)
    .executeTakeFirstOrThrow()
  const { coupons } = await db
    .selectFrom('coupon')
    .select(({ fn }) => fn.countAll<number>().as('coupons'))
    .where('batch_id', '=', batchId)
    .executeTakeFirstOrThrow()
  return { ...batch, coupons }
}

describe('500 claimers and 100 coupons, on two processes', () => {
  it('exactly 100 get one, the others read that it is gone (KF-1, KF-2, KF-3, KF-5)', async () => {
    const batch = await aBatch(db, store.id, { total: 100 })
    const other = await anotherApp()
    const people = await neighbours(500)
    const heard = await Promise.all(people.map((who, i) => claimOn(i % 2 ? other.app : main.app, batch.id, who)))
    await other.close()
    expect(heard.filter((answer) => answer.statusCode === 200).length).toBe(100)
    const codes = new Set(heard.filter((answer) => answer.statusCode !== 200).map((answer) => answer.json().error.code))
    expect([...codes]).toEqual(['CLAIM_SOLD_OUT'])
    expect(await issued(batch.id)).toEqual({ coupons: 100, remaining: 0, total: 100 })
  })
})

describe('one person tapping 50 times at once, on two processes', () => {
  it('with one key gets one coupon and 50 times the same answer', async () => {
    const batch = await aBatch(db, store.id, { per_person: 5 })
    const other = await anotherApp()
    const wang = await aResident(db)
    const key = aKey()
    const heard = await Promise.all(
      Array.from({ length: 50 }, (_, i) => claimOn(i % 2 ? other.app : main.app, batch.id, wang, key)),
    )
    await other.close()
    expect(new Set(heard.map((answer) => answer.body)).size).toBe(1)
    expect(heard[0]?.statusCode).toBe(200)
    expect((await issued(batch.id)).coupons).toBe(1)
  })

  it('with 50 keys gets as many as one person may have, and the stock loses no more', async () => {
    const batch = await aBatch(db, store.id, { per_person: 2 })
    const other = await anotherApp()
    const wang = await aResident(db)
    const heard = await Promise.all(
      Array.from({ length: 50 }, (_, i) => claimOn(i % 2 ? other.app : main.app, batch.id, wang)),
    )
    await other.close()
    expect(heard.filter((answer) => answer.statusCode === 200).length).toBe(2)
    expect(await issued(batch.id)).toEqual({ coupons: 2, remaining: 98, total: 100 })
  })

  it('with one key for two batches gets one of them, never both', async () => {
    const [one, two] = [await aBatch(db, store.id), await aBatch(db, store.id)]
    const other = await anotherApp()
    const wang = await aResident(db)
    const key = aKey()
    const heard = await Promise.all([claimOn(main.app, one.id, wang, key), claimOn(other.app, two.id, wang, key)])
    await other.close()
    expect(heard.map((answer) => answer.statusCode).sort()).toEqual([200, 409])
  })
})

describe('the day’s share', () => {
  it('is kept to the last one, however many ask', async () => {
    const batch = await aBatch(db, store.id, { per_day: 7 })
    const heard = await Promise.all((await neighbours(40)).map((who) => claimOn(main.app, batch.id, who)))
    expect(heard.filter((answer) => answer.statusCode === 200).length).toBe(7)
    expect((await issued(batch.id)).remaining).toBe(93)
  })
})

describe('kill -9 in the middle of a claim storm', () => {
  const running: { kill(): void }[] = []
  afterEach(() => {
    for (const one of running.splice(0)) one.kill()
  })

  async function startApi(): Promise<{ url: string; killed: Promise<unknown>; kill(): void }> {
    const child = spawn(process.execPath, ['--import', 'tsx', 'test/support/api-process.ts', database.url], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const one = { kill: () => void child.kill('SIGKILL') }
    running.push(one)
    const ended = once(child, 'exit').then(() => Promise.reject(new Error('The API process ended before it listened')))
    const [port] = (await Promise.race([once(createInterface({ input: child.stdout }), 'line'), ended])) as [string]
    ended.catch(() => undefined)
    return { url: `http://127.0.0.1:${port}`, killed: once(child, 'exit'), kill: one.kill }
  }

  type Claimed = { who: Resident; key: string; couponId: string | null }
  const ask = async (url: string, batchId: string, who: Resident, key: string): Promise<Claimed> => {
    try {
      const response = await fetch(url + fill(paths.claim, { batchId }), {
        method: 'POST',
        headers: { authorization: `Bearer ${who.token}`, 'idempotency-key': key, 'content-type': 'application/json' },
        body: '{}',
      })
      const body = (await response.json()) as { couponId?: string }
      return { who, key, couponId: body.couponId ?? null }
    } catch {
      return { who, key, couponId: null } // the connection died: nothing was acknowledged
    }
  }

  it('every acknowledged claim is there after the restart, none too many, and every key still has its answer', async () => {
    const batch = await aBatch(db, store.id, { total: 400 })
    const people = await neighbours(600)
    const first = await startApi()
    let acknowledged = 0
    const storm = people.map(async (who) => {
      const claimed = await ask(first.url, batch.id, who, aKey())
      if (claimed.couponId && ++acknowledged === 100) first.kill()
      return claimed
    })
    const before = await Promise.all(storm)
    await first.killed
    const kept = before.filter((claimed) => claimed.couponId)
    expect(kept.length).toBeGreaterThanOrEqual(100)
    expect(kept.length).toBeLessThan(600)

    const second = await startApi()
    const after = await Promise.all(before.map(({ who, key }) => ask(second.url, batch.id, who, key)))
    for (const [i, claimed] of before.entries()) {
      if (claimed.couponId) expect(after[i]?.couponId).toBe(claimed.couponId)
    }
    expect(after.filter((claimed) => claimed.couponId).length).toBe(400)
    expect(await issued(batch.id)).toEqual({ coupons: 400, remaining: 0, total: 400 })
  }, 60_000)
})
