import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { openBrowser } from '../test/support/journeys/browser'

const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.png': 'image/png',
}

/** Bytes of JavaScript, gzipped, that a browser asks for to show the home page for the first time. */
export async function measureFirstLoad(folder: string): Promise<number> {
  const server = http.createServer((request, response) => {
    const file = path.join(folder, new URL(request.url ?? '/', 'http://x').pathname.replace(/\/$/, '/index.html'))
    if (!existsSync(file)) return void response.writeHead(404).end()
    void readFile(file).then((bytes) =>
      response.writeHead(200, { 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream' }).end(bytes),
    )
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const browser = await openBrowser()
  try {
    const page = await browser.newPage()
    const scripts: Promise<number>[] = []
    page.on('response', (response) => {
      if (/\.js(\?|$)/.test(response.url()) && response.ok())
        scripts.push(response.body().then((body) => gzipSync(body, { level: 9 }).length))
    })
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, { waitUntil: 'networkidle' })
    return (await Promise.all(scripts)).reduce((sum, bytes) => sum + bytes, 0)
  } finally {
    await browser.close()
    server.close()
  }
}
