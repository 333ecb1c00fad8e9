import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { openidOf } from '../../../mock/personas'
import { mockWechatPay } from '../../../mock/wechat-pay/start'
import type { Notification } from '../../../server/gateways/wechat-pay'
import { wechatPayOverHttps } from '../../../server/gateways/wechat-pay-https'
import { jsonBodiesOn } from '../../../server/http/json-body'
import { refusalsOn } from '../../../server/http/refusals'
import { notificationRoutes } from '../../../server/payment/notification.routes'
import { paths } from '../../../src/contract/paths'
import { fen } from '../../../src/domain/money'
import { MINUTE, plus } from '../../../src/domain/time'
import { fixedClock, NOON } from '../../support/app'
import { fakePay } from '../../support/outside'

const clock = fixedClock()
const world = await mockWechatPay({ clock })
world.notifications.hold()
afterAll(() => world.stop())
const pay = wechatPayOverHttps({ ...world.settings, notifyUrl: `https://shop.example${paths.payNotifications}`, clock })

const kept: Notification[] = []
let keep: (notification: Notification) => Promise<void>
beforeEach(() => {
  clock.set(NOON)
  kept.length = 0
  keep = async (notification) => void kept.push(notification)
})

/** As the whole app reads bodies and refuses, with the one route beside a route that reads JSON. */
async function door(gateway: Parameters<typeof notificationRoutes>[1] = pay): Promise<FastifyInstance> {
  const app = Fastify()
  refusalsOn(app)
  jsonBodiesOn(app)
  notificationRoutes(app, gateway, clock, (notification) => keep(notification))
  app.post('/echo', async (request) => request.body)
  afterAll(() => app.close())
  return app
}
const app = await door()
const url = `${await app.listen({ port: 0, host: '127.0.0.1' })}${paths.payNotifications}`
world.notifications.sendTo(url)

let count = 0
async function paid() {
  const outTradeNo = `order-${String(++count).padStart(6, '0')}`
  const [openid, payUntil] = [openidOf('a'), plus(NOON, 15 * MINUTE)]
  await pay.prepay({ outTradeNo, description: '苹果', total: fen(1990), openid, payUntil })
  return world.pays(outTradeNo)
}
const post = (headers: Record<string, string>, body: string | Uint8Array<ArrayBuffer>) =>
  fetch(url, { method: 'POST', headers, body }).then(async (heard) => [heard.status, await heard.text()] as const)

describe('a notification of WeChat Pay', () => {
  it('is answered 204 once it is kept', async () => {
    const notice = await paid()
    expect(await world.notifications.deliver(notice.id)).toBe(204)
    expect(kept).toMatchObject([{ id: notice.id, kind: 'paid', outTradeNo: notice.no, total: 1990 }])
  })

  it('is handed on as often as it comes, with the same id: keeping it once is up to whoever keeps it', async () => {
    const notice = await paid()
    const answers = await Promise.all(Array.from({ length: 5 }, () => world.notifications.deliver(notice.id)))
    expect(answers).toEqual([204, 204, 204, 204, 204])
    expect(new Set(kept.map(({ id }) => id))).toEqual(new Set([notice.id]))
    expect(kept).toHaveLength(5)
  })

  it('that could not be kept is answered 500, and comes again', async () => {
    const notice = await paid()
    keep = () => Promise.reject(new Error('the database is away'))
    const { headers, body } = world.notifications.letter(notice.id)
    expect(await post(headers, body)).toEqual([500, JSON.stringify({ code: 'FAIL', message: 'not kept' })])
    keep = async (notification) => void kept.push(notification)
    expect(await world.notifications.deliver(notice.id)).toBe(204)
  })

  it('is not answered before it is kept', async () => {
    const notice = await paid()
    let open = () => {}
    keep = () => new Promise<void>((resolve) => (open = resolve))
    const answer = world.notifications.deliver(notice.id)
    await expect.poll(() => String(open)).not.toBe('() => {}')
    expect(await Promise.race([answer, new Promise((resolve) => setTimeout(resolve, 50, 'not yet'))])).toBe('not yet')
    open()
    expect(await answer).toBe(204)
  })

  it.each(['application/json', 'application/json; charset=utf-8', 'text/plain', undefined])(
    'is read byte by byte, whatever it is called: %s',
    async (type) => {
      const { headers, body } = world.notifications.letter((await paid()).id)
      const { 'content-type': _, ...signed } = headers
      const [status] = await post({ ...signed, ...(type !== undefined && { 'content-type': type }) }, Buffer.from(body))
      expect(status).toBe(204)
    },
  )
})

describe('KF-26: what is not believed', () => {
  const FAIL = JSON.stringify({ code: 'FAIL', message: 'signature' })

  it('a probe of WeChat, which must fail', async () => {
    expect(await world.notifications.probe(url)).toBe(401)
    expect(kept).toEqual([])
  })

  it.each<[string, (headers: Record<string, string>, body: string) => [Record<string, string>, string]]>([
    ['a body written anew', (headers, body) => [headers, JSON.stringify(JSON.parse(body), null, 1)]],
    ['a body with a blank behind it', (headers, body) => [headers, `${body} `]],
    ['a body that is empty', (headers) => [headers, '']],
    ['a body that is no JSON', (headers) => [headers, '{"']],
    ['another key’s name', (headers, body) => [{ ...headers, 'wechatpay-serial': 'PUB_KEY_ID_1' }, body]],
    ['another time', (headers, body) => [{ ...headers, 'wechatpay-timestamp': String(NOON / 1000 + 1) }, body]],
    ['no signature', ({ 'wechatpay-signature': _, ...headers }, body) => [headers, body]],
    ['nothing but a body', (_, body) => [{ 'content-type': 'application/json' }, body]],
  ])('%s is answered 401 in WeChat’s form, and nothing is kept', async (_, change) => {
    const { headers, body } = world.notifications.letter((await paid()).id)
    expect(await post(...change(headers, body))).toEqual([401, FAIL])
    expect(kept).toEqual([])
  })

  it('one that was overheard and comes again six minutes later', async () => {
    const { headers, body } = world.notifications.letter((await paid()).id)
    expect((await post(headers, body))[0]).toBe(204)
    clock.advance(6 * MINUTE)
    expect((await post(headers, body))[0]).toBe(401)
  })

  it('more than 64 KB are not read', async () => {
    expect((await post({ 'content-type': 'application/json' }, 'x'.repeat(64 * 1024 + 1)))[0]).toBe(413)
    expect(kept).toEqual([])
  })

  it('only what is posted is heard at all', async () => {
    expect((await fetch(url)).status).toBe(404)
  })
})

it('bodies of every other route are read as before', async () => {
  const heard = await app.inject({ method: 'POST', url: '/echo', payload: { a: [1] } })
  expect(heard.json()).toEqual({ a: [1] })
})

it('a payment side that a test plays speaks through the same door', async () => {
  const fake = fakePay(clock)
  const own = await door(fake)
  const openid = 'openid-wang'
  await fake.prepay({ outTradeNo: 'A-000001', description: '苹果', total: fen(300), openid, payUntil: plus(NOON, 1) })
  const letter = fake.letter(fake.pays('A-000001'))
  expect((await own.inject(letter)).statusCode).toBe(204)
  expect((await own.inject(fake.letter(kept[0]!, { signed: false }))).statusCode).toBe(401)
  expect(kept).toEqual([
    expect.objectContaining({ kind: 'paid', outTradeNo: 'A-000001', total: 300, payerOpenid: openid, successAt: NOON }),
  ])
})
