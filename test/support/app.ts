import { randomBytes } from 'node:crypto'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { afterAll } from 'vitest'
import { type Instant, plus } from '../../src/domain/time'
import { buildApp, type Outside } from '../../server/build-app'
import { keys, NOON, templates } from './constants'
import { type TestDatabase, testDatabase } from './database'
import { type FakePay, fakeMaps, fakePay, fakeWechat } from './outside'

export { keys, NOON, templates }

export type FixedClock = { now(): Instant; set(at: Instant): void; advance(ms: number): void }

export function fixedClock(at: Instant = NOON): FixedClock {
  let now = at
  return {
    now: () => now,
    set: (to) => {
      now = to
    },
    advance: (ms) => {
      now = plus(now, ms)
    },
  }
}

export const aKey = (): string => randomBytes(16).toString('hex')

/** What a caller says and hears: `await as(wang).post(path, body)`. Writes carry a fresh key unless one is given. */
export type Caller = {
  get(path: string): Promise<Heard>
  post(path: string, body?: object, key?: string): Promise<Heard>
  put(path: string, body?: object, key?: string): Promise<Heard>
  delete(path: string, key?: string): Promise<Heard>
}
export type Heard = { status: number; body: any; headers: LightMyRequestResponse['headers'] } // eslint-disable-line @typescript-eslint/no-explicit-any -- tests read answers freely

export type TestApp = {
  app: FastifyInstance
  database: TestDatabase
  db: TestDatabase['db']
  clock: FixedClock
  wechat: ReturnType<typeof fakeWechat>
  pay: FakePay
  maps: ReturnType<typeof fakeMaps>
  /** Calls with the session of a resident made by a factory (`{ token }`); nobody in particular without one. */
  as(who?: { token: string }): Caller
}

/** The real app on a database of this file's own, with a clock that stands still and an outside world that we play. */
export async function testApp(
  options: { at?: Instant; max?: number; outside?: Partial<Outside> } = {},
): Promise<TestApp> {
  const database = await testDatabase(options.max === undefined ? {} : { max: options.max })
  const clock = fixedClock(options.at)
  const wechat = fakeWechat()
  const pay = fakePay(clock)
  const maps = fakeMaps()
  const unlimited = { perAddress: 1e9, perResident: 1e9, signInsPerAddress: 1e9 }
  const played = { wechat, pay, maps }
  const app = await buildApp({ database, clock, keys, ...played, templates, limits: unlimited, ...options.outside })
  await app.ready()
  afterAll(() => app.close())
  return { app, database, db: database.db, clock, ...played, as: (who) => callerOn(app, who?.token) }
}

export function callerOn(app: FastifyInstance, token?: string): Caller {
  const call = async (
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    body?: object,
    key?: string,
  ): Promise<Heard> => {
    const response = await app.inject({
      method,
      url,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(method !== 'GET' && { 'idempotency-key': key ?? aKey() }),
      },
      ...(body !== undefined && { payload: body }),
    })
    const json = String(response.headers['content-type'] ?? '').includes('json')
    return { status: response.statusCode, body: json ? response.json() : response.body, headers: response.headers }
  }
  return {
    get: (path) => call('GET', path),
    post: (path, body = {}, key) => call('POST', path, body, key),
    put: (path, body = {}, key) => call('PUT', path, body, key),
    delete: (path, key) => call('DELETE', path, undefined, key),
  }
}
