import { describe, expect, it } from 'vitest'
import { aResident } from '../../support/factories'
import { testApp } from '../../support/app'

const { app, as, clock, db } = await testApp()

describe('every answer', () => {
  it('carries the server time in milliseconds', async () => {
    const heard = await as().get('/v1/clock')
    expect(heard.body).toEqual({ now: clock.now() })
    expect(heard.headers['x-server-time']).toBe(String(clock.now()))
    expect(heard.headers['cache-control']).toBe('no-store')
  })

  it('is a refusal with a code and a sentence when the path does not exist', async () => {
    const heard = await as(await aResident(db)).get('/v1/nothing')
    expect(heard.status).toBe(404)
    expect(heard.body.error).toMatchObject({ code: 'NOT_FOUND', message: '没有找到这个页面或内容' })
  })
})

describe('the contract', () => {
  it('is published as OpenAPI 3.1', async () => {
    const heard = await as().get('/openapi.json')
    expect(heard.body.openapi).toBe('3.1.0')
    expect(Object.keys(heard.body.paths)).toContain('/v1/clock')
  })

  it('does not accept a route that does not say who may call it', () => {
    expect(() => app.get('/v1/secret', async () => 'secret')).toThrow()
  })
})
