import { existsSync } from 'node:fs'
import path from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

const WAITING = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta http-equiv="refresh" content="3">
<meta name="viewport" content="width=device-width"><title>鲜生</title><p style="font:16px sans-serif;margin:40vh auto;text-align:center">页面正在准备，马上就好…</p></html>`

/**
 * Serves the browser version at `/` of the API's own origin, beside the API. Call it before the app listens.
 * What carries a hash in its name is kept by browsers for good; the page that names it is asked for anew each time.
 * @param folder the finished H5 build; while it is missing, a page says so and looks again
 */
export async function storefrontOn(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(fastifyStatic, { root: folder, serve: false, cacheControl: true, maxAge: 0 })
  app.get('/*', { config: { who: 'public' }, schema: { hide: true } }, (request, reply) => {
    const { pathname } = new URL(request.url, 'http://localhost')
    const file = pathname === '/' ? 'index.html' : pathname.slice(1)
    if (file === 'index.html' && !existsSync(path.join(folder, file))) {
      return reply.code(503).header('retry-after', '3').type('text/html; charset=utf-8').send(WAITING)
    }
    const hashed = /\.[0-9a-f]{8}\.(?:js|css)$/.test(file)
    return reply.sendFile(file, folder, hashed ? { maxAge: '365d', immutable: true } : { maxAge: 0 })
  })
}
