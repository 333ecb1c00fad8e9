import { Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { bareError, logOptions } from '../../../server/http/request-log'
import { aKey, testApp } from '../../support/app'
import { aResident } from '../../support/factories'

const lines: string[] = []
const stream = new Writable({
  write(chunk: Buffer, _encoding, done) {
    lines.push(...chunk.toString().trim().split('\n'))
    done()
  },
})
const { app, as, db } = await testApp({ outside: { logger: { ...logOptions(), stream } } })
const heardBy = async (call: () => Promise<unknown>): Promise<Record<string, unknown>[]> => {
  lines.length = 0
  await call()
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>)
}

describe('the log', () => {
  it('has one line per request: id, method, route, status, milliseconds', async () => {
    const entries = await heardBy(() => as().get('/v1/clock?who=me'))
    expect(entries).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-.*Z$/),
        pid: process.pid,
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        method: 'GET',
        route: '/v1/clock',
        status: 200,
        ms: expect.any(Number),
        msg: 'answered',
      },
    ])
  })

  it('gives the id of the line to whoever was refused', async () => {
    let requestId = ''
    const [entry] = await heardBy(async () => {
      requestId = (await as().get('/v1/me')).body.error.requestId
    })
    expect(entry).toMatchObject({ requestId, status: 401 })
  })

  it('names a route by its pattern and an unknown path without its query', async () => {
    const [known] = await heardBy(() => as().get('/v1/coupons/2f1c0000-0000-7000-8000-000000000000'))
    expect(known?.route).toBe('/v1/coupons/:couponId')
    const [unknown] = await heardBy(() => as().get('/nowhere?token=hush'))
    expect(unknown).toMatchObject({ route: '/nowhere', status: 404 })
  })

  it('holds no token, key, body, code, header or address', async () => {
    const wang = await aResident(db)
    const key = aKey()
    await heardBy(async () => {
      await as(wang).put('/v1/me/settings?phone=13800000000', { remindBeforeEnd: 'perhaps' }, key)
      await as().post('/v1/sessions', { code: 'a-login-code' })
      await app.inject({ url: '/v1/me', remoteAddress: '203.0.113.9', headers: { 'x-forwarded-for': '203.0.113.10' } })
    })
    const all = lines.join('\n')
    for (const secret of [
      wang.token,
      wang.id,
      wang.openid,
      key,
      '13800000000',
      'perhaps',
      'a-login-code',
      '203.0.113',
      'lightMyRequest',
    ])
      expect(all).not.toContain(secret)
  })
})

describe('an error in the log', () => {
  it('of the database leaves out what the row held', () => {
    const error = Object.assign(new Error('invalid input syntax for type uuid: "openid-wang"'), {
      severity: 'ERROR',
      code: '23505',
      constraint: 'resident_openid_key',
      table: 'resident',
      detail: 'Key (openid)=(openid-wang) already exists.',
    })
    const entry = bareError(error)
    expect(entry).toMatchObject({ type: 'Error', code: '23505', constraint: 'resident_openid_key', table: 'resident' })
    expect(JSON.stringify(entry)).not.toContain('openid-wang')
    expect(entry.stack).toContain('request-log.test')
  })

  it('of ours keeps its message', () => {
    expect(bareError(new RangeError('The secret must have at least 32 bytes')).message).toContain('32 bytes')
  })
})
