import { gzipSync } from 'node:zlib'
import Fastify from 'fastify'
import { storefrontOn } from '../../../server/http/storefront'
import { openBrowser } from './browser'

export type FirstLoad = {
  /** All JavaScript that the browser fetches before the home page is quiet, gzip. */
  readonly gzipBytes: number
  readonly files: readonly { readonly name: string; readonly gzipBytes: number }[]
}

/**
 * What the home page costs a browser that has never been here. The API answers nothing: no data is part of the measure.
 * @param folder a finished H5 build
 */
export async function measureFirstLoad(folder: string): Promise<FirstLoad> {
  const app = Fastify({ forceCloseConnections: true })
  app.all('/v1/*', { config: { who: 'public' } }, async (_request, reply) => reply.code(404).send({}))
  await storefrontOn(app, folder)
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  const browser = await openBrowser()
  try {
    const page = await browser.newPage()
    const scripts: Promise<{ name: string; gzipBytes: number }>[] = []
    page.on('response', (response) => {
      const { pathname } = new URL(response.url())
      if (!pathname.endsWith('.js')) return
      scripts.push(response.body().then((body) => ({ name: pathname, gzipBytes: gzipSync(body).length })))
    })
    await page.goto(url, { waitUntil: 'networkidle' })
    const files = await Promise.all(scripts)
    return { files, gzipBytes: files.reduce((sum, file) => sum + file.gzipBytes, 0) }
  } finally {
    await browser.close()
    await app.close()
  }
}
