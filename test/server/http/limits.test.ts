import { describe, expect, it } from 'vitest'
import { testApp } from '../../support/app'
import { aResident } from '../../support/factories'

const limits = { perAddress: 30, perResident: 5, signInsPerAddress: 3 }
const { app, db } = await testApp({ outside: { limits, trustedProxies: '10.0.0.0/8' } })

/** From behind our proxy, as `address`; each test has streets of its own. */
const from = (address: string, url: string, token?: string, more: object = {}) =>
  app.inject({
    url,
    remoteAddress: '10.0.0.1',
    headers: { 'x-forwarded-for': address, ...(token && { authorization: `Bearer ${token}` }) },
    ...more,
  })
const signIn = (address: string) => from(address, '/v1/sessions', undefined, { method: 'POST', payload: { code: 'a' } })

describe('how often one may ask', () => {
  it('a resident who asks too often hears for how long to wait, in the sentence, the facts and the header', async () => {
    const { token } = await aResident(db)
    for (let i = 0; i < limits.perResident; i++)
      expect((await from('203.0.113.1', '/v1/me', token)).statusCode).toBe(200)
    const heard = await from('203.0.113.1', '/v1/me', token)
    expect(heard.statusCode).toBe(429)
    const { error } = heard.json()
    expect(error.code).toBe('TOO_MANY_REQUESTS')
    expect(error.facts.seconds).toBeGreaterThan(0)
    expect(error.facts.seconds).toBeLessThanOrEqual(60)
    expect(error.message).toBe(`操作有点快，${error.facts.seconds} 秒后再试`)
    expect(heard.headers['retry-after']).toBe(String(error.facts.seconds))
  })

  it('counts a resident wherever they are', async () => {
    const { token } = await aResident(db)
    for (let i = 0; i < limits.perResident; i++)
      expect((await from(`198.51.100.${i}`, '/v1/me', token)).statusCode).toBe(200)
    expect((await from('198.51.100.99', '/v1/me', token)).statusCode).toBe(429)
  })

  it('an estate behind one address is not held to the limit of one resident', async () => {
    const neighbours = await Promise.all(Array.from({ length: 6 }, () => aResident(db)))
    for (const { token } of neighbours)
      for (let i = 0; i < 4; i++) expect((await from('203.0.113.2', '/v1/me', token)).statusCode).toBe(200)
  })

  it('an address that asks too often is turned away before anything is looked up', async () => {
    for (let i = 0; i < limits.perAddress; i++) expect((await from('203.0.113.3', '/v1/clock')).statusCode).toBe(200)
    const { token } = await aResident(db)
    expect((await from('203.0.113.3', '/v1/me', token)).statusCode).toBe(429)
    expect((await from('203.0.113.4', '/v1/me', token)).statusCode).toBe(200)
  })

  it('one household of IPv6 is one address', async () => {
    for (let i = 0; i < limits.perAddress; i++)
      expect((await from(`2001:db8:1:1::${i}`, '/v1/clock')).statusCode).toBe(200)
    expect((await from('2001:db8:1:1:ffff::1', '/v1/clock')).statusCode).toBe(429)
    expect((await from('2001:db8:1:2::1', '/v1/clock')).statusCode).toBe(200)
  })

  it('signing in is counted by itself: other questions do not use it up', async () => {
    for (let i = 0; i < 10; i++) await from('203.0.113.5', '/v1/clock')
    for (let i = 0; i < limits.signInsPerAddress; i++) expect((await signIn('203.0.113.5')).statusCode).toBe(200)
    const heard = await signIn('203.0.113.5')
    expect(heard.json().error.code).toBe('TOO_MANY_REQUESTS')
    expect((await from('203.0.113.5', '/v1/clock')).statusCode).toBe(200)
    expect((await signIn('203.0.113.6')).statusCode).toBe(200)
  })
})

describe('the address of a caller', () => {
  const direct = (remoteAddress: string, forwarded: string) =>
    app.inject({ url: '/v1/clock', remoteAddress, headers: { 'x-forwarded-for': forwarded } })

  it('is not what they say themselves', async () => {
    for (let i = 0; i < limits.perAddress; i++) await direct('192.0.2.1', `198.51.100.${i}`)
    expect((await direct('192.0.2.1', '198.51.100.200')).statusCode).toBe(429)
  })

  it('is what our proxy adds, whatever stood before it', async () => {
    for (let i = 0; i < limits.perAddress; i++) await direct('10.0.0.1', `10.9.9.9, 1.1.1.${i}, 192.0.2.2`)
    expect((await direct('10.0.0.1', '8.8.8.8, 192.0.2.2')).statusCode).toBe(429)
  })
})

describe('how much one may send', () => {
  const send = (payload: string) =>
    app.inject({
      method: 'POST',
      url: '/v1/sessions',
      remoteAddress: '192.0.2.77',
      headers: { 'content-type': 'application/json' },
      payload,
    })

  it('more than 64 KB is refused as such', async () => {
    const heard = await send(JSON.stringify({ code: 'x'.repeat(64 * 1024) }))
    expect(heard.statusCode).toBe(413)
    expect(heard.json().error).toMatchObject({ code: 'BODY_TOO_LARGE', message: '内容太长了，请精简后再发' })
  })

  it('up to that it is read and judged', async () => {
    expect((await send(JSON.stringify({ code: 'x'.repeat(63 * 1024) }))).json().error.code).toBe('INPUT_INVALID')
  })
})
