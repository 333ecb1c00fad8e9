import { describe, expect, it } from 'vitest'
import { testApp } from '../../support/app'

const { app, as } = await testApp()

describe('a picture', () => {
  it('is an SVG with a ground and a size, kept for a day', async () => {
    const heard = await as().get('/v1/pictures/glass-of-milk.svg')
    expect(heard.status).toBe(200)
    expect(heard.headers['content-type']).toBe('image/svg+xml; charset=utf-8')
    expect(heard.headers['cache-control']).toBe('public, max-age=86400, immutable')
    expect(heard.headers['content-security-policy']).toContain("default-src 'none'")
    expect(heard.body).toMatch(
      /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="128" height="128" viewBox="0 0 32 32">/,
    )
    expect(heard.body).not.toMatch(/<script|\son\w+=|href="(?!#)/i)
  })

  it('may be the mirror image of another', async () => {
    expect((await as().get('/v1/pictures/backhand-index-pointing-right.svg')).body).toContain('scale(-1 1)')
  })

  it.each([
    'no-such-thing',
    'Tomato',
    '..%2F..%2Fetc%2Fpasswd',
    'constructor',
    '__proto__',
    'a'.repeat(61),
    '%00',
    'tomato%20',
  ])('%s is not one', async (name) => {
    const heard = await as().get(`/v1/pictures/${name}.svg`)
    expect(heard.status).toBe(404)
    expect(heard.body.error.code).toBe('PICTURE_NOT_FOUND')
  })

  it('is not sent again to who has it', async () => {
    const first = await app.inject({ url: '/v1/pictures/egg.svg' })
    const again = await app.inject({
      url: '/v1/pictures/egg.svg',
      headers: { 'if-none-match': String(first.headers.etag) },
    })
    expect(again.statusCode).toBe(304)
  })
})
