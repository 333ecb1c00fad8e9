import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import Fastify from 'fastify'
import { afterAll, expect, it } from 'vitest'
import { storefrontOn } from '../../../server/http/storefront'

const folder = mkdtempSync(path.join(os.tmpdir(), 'xiansheng-storefront-'))
writeFileSync(path.join(folder, '..', `${path.basename(folder)}.txt`), 'beside the folder')
const app = Fastify()
app.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: { code: 'NOT_FOUND' } }))
app.get('/v1/clock', () => ({ now: 1 }))
await storefrontOn(app, folder)
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true })
  rmSync(`${folder}.txt`)
})

const get = (url: string) => app.inject({ url })

it('while the pages are being built, a page says so and looks again', async () => {
  const answer = await get('/?as=owner')
  expect(answer.statusCode).toBe(503)
  expect(answer.headers['retry-after']).toBe('3')
  expect(answer.body).toContain('页面正在准备')
})

it('serves the pages as soon as they are there, asked for anew each time', async () => {
  writeFileSync(path.join(folder, 'index.html'), '<title>鲜生</title>')
  const answer = await get('/?as=owner')
  expect(answer.statusCode).toBe(200)
  expect(answer.body).toContain('鲜生')
  expect(answer.headers['cache-control']).toBe('public, max-age=0')
})

it('what carries a hash in its name is kept for good', async () => {
  mkdirSync(path.join(folder, 'js'))
  writeFileSync(path.join(folder, 'js/app.0123abcd.js'), 'go()')
  const answer = await get('/js/app.0123abcd.js')
  expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  expect(answer.headers['content-type']).toContain('javascript')
})

it('the API answers beside it, and what is neither is refused in its words', async () => {
  expect((await get('/v1/clock')).json()).toEqual({ now: 1 })
  for (const url of ['/v1/nothing', '/nothing.js']) {
    const answer = await get(url)
    expect(answer.statusCode).toBe(404)
    expect(answer.json()).toEqual({ error: { code: 'NOT_FOUND' } })
  }
})

it.each(['/../FILE', '/%2e%2e/FILE', '/..%2fFILE', '/js/..%2f..%2fFILE', '/%00', '/%'])(
  'nothing outside the folder is served: %s',
  async (url) => {
    const answer = await get(url.replace('FILE', `${path.basename(folder)}.txt`))
    expect(answer.statusCode).toBeGreaterThanOrEqual(400)
    expect(answer.statusCode).toBeLessThan(500)
    expect(answer.body).not.toContain('beside the folder')
  },
)
