import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import type { ApiHandler } from '../support/weapp/boot'
import { onePage, saidBy, withTinyApp } from '../support/weapp/tiny-app'

const get = (options = ''): string =>
  `wx.request({ url: 'http://127.0.0.1:3000/v1/clock?a=1', ${options} success: say, fail: say })`

const hello: ApiHandler = ({ path }) => ({ status: 200, data: { path } })

describe('requests answered by a function', () => {
  test('any status is a success, the body is JSON', async () => {
    const api: ApiHandler = () => ({ status: 409, data: { code: 'sold_out' }, header: { etag: '"1"' } })
    const { said, app } = await saidBy(get("method: 'POST', data: { n: 1 },"), { api })
    expect(JSON.parse(said)).toMatchObject({ statusCode: 409, data: { code: 'sold_out' }, header: { etag: '"1"' } })
    expect(app.log.requests).toMatchObject([
      { method: 'POST', data: { n: 1 }, header: { 'content-type': 'application/json' } },
    ])
  })

  test('the data of a GET becomes its query', async () => {
    const { said } = await saidBy(get("data: { at: '新城 路' },"), { api: hello })
    expect(JSON.parse(said).data.path).toBe('/v1/clock?a=1&at=%E6%96%B0%E5%9F%8E+%E8%B7%AF')
  })

  test('an answer takes its time, and a slower one than the timeout fails', () =>
    withTinyApp(
      onePage(get('timeout: 8000,')),
      async (app) => {
        const asked = app.now
        await app.page.tapText('做')
        await app.advance(7990 - (app.now - asked))
        expect(app.page.textOf('#said')).toBe('')
        await app.advance(20)
        expect(app.page.textOf('#said')).toBe('request:fail timeout')
      },
      { api: () => ({ status: 200, afterMs: 9000 }) },
    ))

  test('an aborted request fails once and only once', async () => {
    const body = `const task = ${get()}; task.abort(); task.abort()`
    expect((await saidBy(body, { api: hello })).said).toBe('request:fail abort')
  })

  test('ten at a time; the eleventh starts when one has ended', async () => {
    let most = 0
    let open = 0
    const api: ApiHandler = async () => {
      open += 1
      most = Math.max(most, open)
      await new Promise((resolve) => setImmediate(resolve))
      open -= 1
      return { status: 200 }
    }
    const { said } = await saidBy(
      `let left = 25; for (let i = 0; i < 25; i++) wx.request({ url: 'http://a/' + i, success: () => { left--; say({ left }) } })`,
      { api },
    )
    expect(said).toBe('{"left":0}')
    expect(most).toBe(10)
  })

  test('without a network nothing is asked', () =>
    withTinyApp(
      onePage(get()),
      async (app) => {
        await app.setNetwork('none')
        await app.page.tapText('做')
        expect(app.page.textOf('#said')).toBe('request:fail')
        await app.setNetwork('4g')
        await app.page.tapText('做')
        expect(app.page.textOf('#said')).toContain('"statusCode":200')
      },
      { api: hello },
    ))

  test('what is under way when the app is suspended is interrupted', () =>
    withTinyApp(
      onePage(get()),
      async (app) => {
        await app.page.tapText('做')
        app.hide()
        await app.advance(60_000)
        await app.show()
        expect(app.page.textOf('#said')).toBe('request:fail interrupted')
      },
      { api: () => ({ status: 200, afterMs: 30_000 }) },
    ))
})

test('requests answered by a running API go there over HTTP, whatever origin the app was built with', async () => {
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      response.writeHead(201, { 'content-type': 'application/json', 'x-server': 'real' })
      const { method, url, headers } = request
      response.end(JSON.stringify({ method, url, key: headers['idempotency-key'], body: JSON.parse(body) }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  try {
    const { said } = await saidBy(get("method: 'POST', header: { 'Idempotency-Key': 'k1' }, data: { n: 1 },"), { api })
    expect(JSON.parse(said)).toMatchObject({
      statusCode: 201,
      header: { 'x-server': 'real' },
      data: { method: 'POST', url: '/v1/clock?a=1', key: 'k1', body: { n: 1 } },
    })
  } finally {
    server.close()
  }
})
