import { Writable } from 'node:stream'
import { Agent, get } from 'node:http'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp } from '../../../server/build-app'
import { openDatabase } from '../../../server/database/connection'
import { logOptions } from '../../../server/http/request-log'
import { aKey, keys, templates, testApp } from '../../support/app'
import { aBatch, aResident, aStaffMember, aStore } from '../../support/factories'
import { fakeMaps, fakePay, fakeWechat } from '../../support/outside'

const lines: string[] = []
const stream = new Writable({
  write(chunk: Buffer, _encoding, done) {
    lines.push(...chunk.toString().trim().split('\n'))
    done()
  },
})
const test = await testApp({ outside: { logger: { ...logOptions('debug'), stream } } })
const { app, as, db, clock, database, maps } = test

/** A further process on the same data, with what it needs of the outside world. */
async function another(over: Partial<Parameters<typeof buildApp>[0]> = {}) {
  const own = openDatabase(database.url)
  const limits = { perAddress: 1e9, perResident: 1e9, signInsPerAddress: 1e9 }
  const played = { wechat: fakeWechat(), pay: fakePay(), maps: fakeMaps() }
  const outside = { database: own, clock, keys, ...played, templates, limits }
  const other = await buildApp({ ...outside, ...over })
  await other.ready()
  afterAll(async () => {
    await other.close()
    await own.close().catch(() => undefined)
  })
  return { app: other, database: own }
}

describe('whether it lives and can answer', () => {
  it('with its database it does both', async () => {
    expect((await as().get('/healthz')).body).toEqual({ up: true })
    const ready = await as().get('/readyz')
    expect([ready.status, ready.body, ready.headers['cache-control']]).toEqual([200, { up: true }, 'no-store'])
  })

  it('without its database it lives, is not ready, and asks whoever comes to wait', async () => {
    const nowhere = openDatabase('postgres://nobody:no@127.0.0.1:1/nothing')
    const { app: cut } = await another({ database: nowhere })
    expect((await cut.inject('/healthz')).statusCode).toBe(200)
    const ready = await cut.inject('/readyz')
    expect([ready.statusCode, ready.json()]).toEqual([503, { up: false }])
    const asked = await cut.inject('/v1/stores')
    expect([asked.statusCode, asked.json().error.code, asked.headers['retry-after']]).toEqual([503, 'BUSY', '3'])
    expect(asked.body).not.toMatch(/ECONNREFUSED|127\.0\.0\.1|nobody/)
    await nowhere.close()
  })
})

describe('the metrics', () => {
  const metrics = (on: typeof app, remoteAddress: string, headers: Record<string, string> = {}) =>
    on.inject({ url: '/metrics', remoteAddress, headers }).then((heard) => heard.statusCode)

  it('without a token are for this machine alone', async () => {
    for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) expect(await metrics(app, address)).toBe(200)
    for (const address of ['192.168.0.7', '::ffff:10.0.0.1', '203.0.113.1'])
      expect(await metrics(app, address)).toBe(404)
  })

  it('are not for what a proxy on this machine passes on', async () => {
    for (const name of ['X-Forwarded-For', 'Forwarded', 'X-Real-IP', 'Via'])
      expect(await metrics(app, '127.0.0.1', { [name]: '127.0.0.1' })).toBe(404)
  })

  it('behind a proxy that is trusted need the token', async () => {
    const operatorToken = 'a-token-for-the-operator'
    const { app: bare } = await another({ trustedProxies: 'loopback' })
    expect(await metrics(bare, '127.0.0.1')).toBe(404)
    expect(await metrics(bare, '127.0.0.1', { 'x-forwarded-for': '127.0.0.1' })).toBe(404)
    const { app: guarded } = await another({ trustedProxies: 'loopback', operatorToken })
    expect(await metrics(guarded, '127.0.0.1')).toBe(404)
    expect(await metrics(guarded, '203.0.113.1', { authorization: `Bearer ${operatorToken}` })).toBe(200)
  })

  it('name routes by their pattern and nobody', async () => {
    const wang = await aResident(db)
    await as(wang).get('/v1/coupons/2f1c0000-0000-7000-8000-000000000000?x=13800000000')
    const { body } = await app.inject('/metrics')
    expect(body).toContain('route="/v1/coupons/:couponId",status="404"')
    for (const secret of ['2f1c0000', '13800000000', wang.id, wang.token]) expect(body).not.toContain(secret)
  })
})

describe('a whole journey', () => {
  const secrets: string[] = []
  let asked = 0
  const ADDRESS = '威宁县滨海路 88 号阳光花园 3 栋'
  const NAME = '赵小明'
  const PHONE = '13912345678'

  beforeAll(async () => {
    lines.length = 0
    const store = await aStore(db)
    const batch = await aBatch(db, store.id)
    const [owner, clerk] = [await aStaffMember(db, store.id, 'owner'), await aStaffMember(db, store.id, 'clerk')]
    const call = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, token?: string, payload?: object) => {
      const key = aKey()
      secrets.push(key)
      asked++
      const response = await app.inject({
        method,
        url,
        remoteAddress: '203.0.113.77',
        headers: {
          ...(token && { authorization: `Bearer ${token}` }),
          ...(method !== 'GET' && { 'idempotency-key': key }),
          'x-forwarded-for': '198.51.100.77',
          'user-agent': 'WeChat of somebody',
        },
        ...(payload && { payload }),
      })
      return response.json()
    }
    const { token } = await call('POST', '/v1/sessions', undefined, { code: 'login-code-of-wang' })
    const { token: zhao } = await call('POST', '/v1/sessions', undefined, { code: 'login-code-of-zhao' })
    await call('POST', '/v1/visits', token, { page: 'pages/home/index', storeId: store.id, touch: {} })
    maps.places.set('阳光花园', { lat: 26.86, lng: 104.28, datum: 'gcj02' } as never)
    await call('POST', '/v1/delivery/answer', token, { address: `${NAME} ${PHONE} ${ADDRESS}` })
    await call('POST', '/v1/delivery/answer', token, { point: { lat: 26.8577, lng: 104.2799, datum: 'wgs84' } })
    const { couponId } = await call('POST', `/v1/batches/${batch.id}/claim`, token, {})
    const given = await call('POST', `/v1/coupons/${couponId}/gift`, token, { giverName: NAME, message: '尝尝' })
    await call('POST', '/v1/gifts/look', undefined, { token: given.token })
    const taken = await call('POST', '/v1/gifts/accept', zhao, { token: given.token })
    expect(taken.couponId).toBe(couponId)
    const { qrs, digits } = await call('GET', `/v1/coupons/${couponId}/code`, zhao)
    const verified = await call('POST', `/v1/staff/stores/${store.id}/verifications`, clerk.token, {
      code: qrs[0].text,
      till: '3 号台',
    })
    expect(verified.title).toBe('开业满减券')
    await call('POST', `/v1/staff/stores/${store.id}/verifications`, clerk.token, { code: digits, till: '3 号台' })
    const invited = await call('POST', `/v1/staff/stores/${store.id}/invitations`, owner.token, {
      name: NAME,
      role: 'clerk',
    })
    await call('POST', '/v1/staff/invitations/accept', zhao, { token: invited.token })
    await call('DELETE', '/v1/sessions/current', token)
    await call('GET', `/v1/me?token=${token}`, token)
    // and one that breaks in the middle
    await sql`alter table inbox_message rename to inbox_message_away`.execute(db)
    expect((await call('GET', '/v1/inbox', zhao)).error.code).toBe('UNEXPECTED')
    await sql`alter table inbox_message_away rename to inbox_message`.execute(db)
    secrets.push(token, zhao, owner.token, clerk.token, given.token, invited.token, qrs[0].text, digits, couponId)
    secrets.push(ADDRESS, '阳光花园', NAME, PHONE, '203.0.113', '198.51.100', 'WeChat of somebody', '26.85', '104.27')
    secrets.push('openid-', 'login-code-of', '尝尝', owner.id, clerk.id)
  })

  it('leaves no person in the log', () => {
    expect(lines.length).toBeGreaterThan(15)
    const all = lines.join('\n')
    for (const secret of secrets) expect(all).not.toContain(secret)
  })

  it('leaves a line for each request, and for the one that broke what an engineer needs', () => {
    const entries = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(entries.filter(({ msg }) => msg === 'answered')).toHaveLength(asked)
    const [broken] = entries.filter(({ level }) => level === 'error')
    expect(broken).toMatchObject({ msg: 'request failed', err: { code: '42P01' } })
    expect(broken!.requestId).toMatch(/^[0-9a-f-]{36}$/)
  })
})

describe('a request id', () => {
  it('is in the refusal and in its line, and is ours whatever the caller sends', async () => {
    lines.length = 0
    const heard = await app.inject({ url: '/v1/me', headers: { 'request-id': 'mine', 'x-request-id': 'mine' } })
    const { requestId } = heard.json().error
    expect(requestId).not.toBe('mine')
    expect(JSON.parse(lines[0]!).requestId).toBe(requestId)
  })
})

describe('closing', () => {
  it('finishes what was accepted, claims that wait in the process too, and lets go of idle connections', async () => {
    const store = await aStore(db)
    const { id: batchId } = await aBatch(db, store.id)
    const residents = await Promise.all(Array.from({ length: 20 }, () => aResident(db)))
    const { app: closing, database: own } = await another()
    const url = await closing.listen({ port: 0, host: '127.0.0.1' })
    const agent = new Agent({ keepAlive: true })
    await new Promise<void>((done, fail) => {
      get(`${url}/healthz`, { agent }, (answer) => answer.resume().on('end', done)).on('error', fail)
    })
    // Somebody else holds the batch: the first claim waits for it in the database, the others for the first in the process.
    const hold = await own.pool.connect()
    await hold.query('begin')
    await hold.query('select 1 from coupon_batch where id = $1 for update', [batchId])
    let arrived = 0
    const allThere = new Promise<void>((done) => {
      closing.server.on('request', () => ++arrived === residents.length && done())
    })
    const answers = residents.map(({ token }) =>
      fetch(`${url}/v1/batches/${batchId}/claim`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'idempotency-key': aKey(), 'content-type': 'application/json' },
        body: '{}',
      }).then((answer) => answer.status),
    )
    await waiting(() =>
      own.pool.query("select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%claim_coupons%'"),
    )
    await allThere
    const closed = closing.close()
    await hold.query('commit')
    hold.release()
    expect(await Promise.all(answers)).toEqual(residents.map(() => 200))
    await closed
    await expect(fetch(`${url}/healthz`)).rejects.toThrow()
    agent.destroy()
  })
})

/** Asks until there is an answer with a row. */
async function waiting(ask: () => Promise<{ rowCount: number | null }>): Promise<void> {
  while (!(await ask()).rowCount);
}
