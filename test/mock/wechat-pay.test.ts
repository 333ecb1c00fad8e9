import { createSign, createVerify, createDecipheriv } from 'node:crypto'
import Fastify from 'fastify'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { openidOf } from '../../mock/personas'
import { mockWechatPay, type MockWechatPay, type MockWechatPayOptions } from '../../mock/wechat-pay/start'
import type { WechatPayGateway } from '../../server/gateways/wechat-pay'
import { wechatPayOverHttps } from '../../server/gateways/wechat-pay-https'
import { fen } from '../../src/domain/money'
import { HOUR, MINUTE, plus, SECOND } from '../../src/domain/time'
import { fixedClock, NOON } from '../support/app'

// What is said here to the stand-in and read from it is signed and opened by hand: it is measured against the manual.

const clock = fixedClock()
const open: MockWechatPay[] = []
afterAll(() => Promise.all(open.map((one) => one.stop())))
async function start(options: MockWechatPayOptions = {}): Promise<MockWechatPay> {
  const one = await mockWechatPay({ clock, refundTakes: null, ...options })
  open.push(one)
  return one
}
const world = await start()
world.notifications.hold()
beforeEach(() => clock.set(NOON))

type Said = { status: number; text: string; body: Record<string, any>; headers: Headers } // eslint-disable-line @typescript-eslint/no-explicit-any -- tests read answers freely
type Over = { authorization?: string; serial?: string; nonce?: string; at?: number; mchid?: string }

async function ask(method: 'GET' | 'POST', path: string, content?: object, over: Over = {}): Promise<Said> {
  const body = content ? JSON.stringify(content) : ''
  const { settings } = world
  const timestamp = String(Math.floor((over.at ?? clock.now()) / 1000))
  const nonce = over.nonce ?? 'ABCDEF0123456789ABCDEF0123456789'
  const signer = createSign('RSA-SHA256').update(`${method}\n${path}\n${timestamp}\n${nonce}\n${body}\n`)
  const authorization =
    over.authorization ??
    `WECHATPAY2-SHA256-RSA2048 mchid="${over.mchid ?? settings.mchid}",nonce_str="${nonce}",` +
      `signature="${signer.sign(settings.privateKey, 'base64')}",timestamp="${timestamp}",` +
      `serial_no="${over.serial ?? settings.serial}"`
  const headers = { authorization, ...(content && { 'content-type': 'application/json' }) }
  const response = await fetch(`${settings.baseUrl}${path}`, { method, headers, ...(content && { body }) })
  const text = await response.text()
  return { status: response.status, text, body: text ? JSON.parse(text) : {}, headers: response.headers }
}

const isSigned = ({ headers, text }: Pick<Said, 'headers' | 'text'>): boolean => {
  const key = world.settings.publicKeys[headers.get('wechatpay-serial') ?? '']
  const signed = `${headers.get('wechatpay-timestamp')}\n${headers.get('wechatpay-nonce')}\n${text}\n`
  const signature = headers.get('wechatpay-signature') ?? ''
  return key !== undefined && createVerify('RSA-SHA256').update(signed).verify(key, signature, 'base64')
}

const JSAPI = '/v3/pay/transactions/jsapi'
const REFUNDS = '/v3/refund/domestic/refunds'
const orderPath = (no: string) => `/v3/pay/transactions/out-trade-no/${no}`
const queryPath = (no: string) => `${orderPath(no)}?mchid=${world.settings.mchid}`

let count = 0
const newNo = () => `order-${String(++count).padStart(6, '0')}`
const orderBody = (over: object = {}) => ({
  appid: world.settings.appid,
  mchid: world.settings.mchid,
  description: '苹果等 3 件',
  out_trade_no: newNo(),
  time_expire: '2026-06-01T12:15:00+08:00',
  notify_url: 'https://shop.example/notify',
  amount: { total: 1990, currency: 'CNY' },
  payer: { openid: openidOf('a') },
  ...over,
})
async function prepaid(over: object = {}): Promise<{ no: string; prepayId: string }> {
  const body = orderBody(over)
  const said = await ask('POST', JSAPI, body)
  expect(said.status).toBe(200)
  return { no: body.out_trade_no, prepayId: said.body.prepay_id }
}
async function paid(): Promise<string> {
  const { no } = await prepaid()
  world.pays(no)
  return no
}
const refundBody = (no: string, over: object = {}) => ({
  out_trade_no: no,
  out_refund_no: `${no}-r1`,
  reason: '缺货退款',
  notify_url: 'https://shop.example/notify',
  amount: { refund: 300, total: 1990, currency: 'CNY' },
  ...over,
})

describe('who asks', () => {
  it.each<[string, Over]>([
    ['nobody in particular', { authorization: '' }],
    ['a scheme of another kind', { authorization: 'Bearer x' }],
    ['another merchant', { mchid: '1900000002' }],
    ['another certificate', { serial: 'A'.repeat(40) }],
    ['six minutes ago', { at: NOON - 6 * MINUTE }],
    ['in six minutes', { at: NOON + 6 * MINUTE }],
    ['without a nonce', { nonce: '' }],
  ])('is not believed: %s', async (_, over) => {
    const said = await ask('GET', queryPath('order-1'), undefined, over)
    expect([said.status, said.body.code]).toEqual([401, 'SIGN_ERROR'])
    expect(said.headers.get('wechatpay-signature')).toBeNull()
  })

  it('is not believed when the body or the path is another than was signed', async () => {
    const signed = await ask('POST', JSAPI, orderBody())
    expect(signed.status).toBe(200)
    const headers = { authorization: 'WECHATPAY2-SHA256-RSA2048 mchid="1"', 'content-type': 'application/json' }
    const { status } = await fetch(`${world.settings.baseUrl}${JSAPI}`, { method: 'POST', headers, body: '{}' })
    expect(status).toBe(401)
  })
})

describe('what it answers', () => {
  it('is signed, errors and empty answers too', async () => {
    const { no } = await prepaid()
    const heard = [
      await ask('GET', queryPath(no)),
      await ask('GET', queryPath('order-unknown')),
      await ask('POST', `${orderPath(no)}/close`, { mchid: world.settings.mchid }),
    ]
    expect(heard.map(({ status }) => status)).toEqual([200, 404, 204])
    expect(heard.map(isSigned)).toEqual([true, true, true])
    expect(heard[0]!.headers.get('request-id')).toMatch(/^\w{20,}$/)
  })

  it('is an error in JSON for what it does not have', async () => {
    const said = await ask('GET', '/v3/certificates')
    expect([said.status, Object.keys(said.body)]).toEqual([404, ['code', 'message']])
  })
})

describe('an order', () => {
  it.each<[string, object, string]>([
    ['another mini-program', { appid: 'wx1' }, 'APPID_MCHID_NOT_MATCH'],
    ['no description', { description: '' }, 'PARAM_ERROR'],
    ['a description of 128 bytes', { description: 'x'.repeat(128) }, 'PARAM_ERROR'],
    ['a number of five characters', { out_trade_no: 'o-123' }, 'PARAM_ERROR'],
    ['a number of 33', { out_trade_no: 'o'.repeat(33) }, 'PARAM_ERROR'],
    ['Chinese in its number', { out_trade_no: '订单-123456' }, 'PARAM_ERROR'],
    ['an end without an offset', { time_expire: '2026-06-01T12:15:00' }, 'PARAM_ERROR'],
    ['an end in the past', { time_expire: '2026-06-01T12:00:00+08:00' }, 'PARAM_ERROR'],
    ['an address with a query', { notify_url: 'https://shop.example/notify?a=1' }, 'PARAM_ERROR'],
    ['an address without TLS', { notify_url: 'http://shop.example/notify' }, 'PARAM_ERROR'],
    ['nothing to pay', { amount: { total: 0 } }, 'PARAM_ERROR'],
    ['half a fen', { amount: { total: 0.5 } }, 'PARAM_ERROR'],
    ['an amount in words', { amount: { total: '100' } }, 'PARAM_ERROR'],
    ['dollars', { amount: { total: 100, currency: 'USD' } }, 'PARAM_ERROR'],
    ['somebody who is none', { payer: { openid: 'x' } }, 'PARAM_ERROR'],
  ])('with %s is refused', async (_, over, code) => {
    const said = await ask('POST', JSAPI, orderBody(over))
    expect([said.status, said.body.code]).toEqual([400, code])
  })

  it('asked for again unchanged has the same prepay id; with other content it is refused', async () => {
    const body = orderBody()
    const first = await ask('POST', JSAPI, body)
    expect((await ask('POST', JSAPI, body)).body).toEqual(first.body)
    const changed = await ask('POST', JSAPI, { ...body, amount: { total: 1, currency: 'CNY' } })
    expect([changed.status, changed.body.code]).toEqual([403, 'OUT_TRADE_NO_USED'])
  })

  it('can be paid up to its last payable moment, stays open after it, and only closing ends it', async () => {
    const [inTime, late] = [await prepaid(), await prepaid()]
    clock.set(plus(NOON, 15 * MINUTE))
    world.pays(inTime.no)
    clock.advance(1)
    expect(() => world.pays(late.no)).toThrow('订单已过期')
    expect((await ask('GET', queryPath(late.no))).body).toMatchObject({ trade_state: 'NOTPAY' })
    const close = () => ask('POST', `${orderPath(late.no)}/close`, { mchid: world.settings.mchid })
    expect((await close()).status).toBe(204)
    expect((await close()).body.code).toBe('ORDER_CLOSED')
    expect((await ask('GET', queryPath(late.no))).body).toMatchObject({ trade_state: 'CLOSED' })
  })

  it('can be paid for two hours by one prepay id, whatever its end', async () => {
    const { no } = await prepaid({ time_expire: '2026-06-02T12:00:00+08:00' })
    clock.advance(2 * HOUR)
    expect(() => world.pays(no)).toThrow('预支付交易会话已过期')
  })

  it('that is paid tells everything, and is not closed', async () => {
    const no = await paid()
    expect((await ask('GET', queryPath(no))).body).toMatchObject({
      ...{ appid: world.settings.appid, mchid: world.settings.mchid, out_trade_no: no, trade_state: 'SUCCESS' },
      ...{ trade_type: 'JSAPI', success_time: '2026-06-01T12:00:00+08:00', payer: { openid: openidOf('a') } },
      ...{ transaction_id: expect.stringMatching(/^\d{28}$/), amount: { total: 1990, payer_total: 1990 } },
    })
    const closing = await ask('POST', `${orderPath(no)}/close`, { mchid: world.settings.mchid })
    expect([closing.status, closing.body.code]).toEqual([400, 'ORDERPAID'])
  })
})

describe('a refund', () => {
  const refund = (no: string, over: object = {}) => ask('POST', REFUNDS, refundBody(no, over))
  const part = (no: string, n: number, amount = 10) =>
    refund(no, { out_refund_no: `${no}-${n}`, amount: { refund: amount, total: 1990, currency: 'CNY' } })

  it('is one under its number, and found by it', async () => {
    const no = await paid()
    const first = await refund(no)
    expect(first.body).toMatchObject({ out_refund_no: `${no}-r1`, status: 'PROCESSING', amount: { refund: 300 } })
    expect((await refund(no)).body).toEqual(first.body)
    expect((await ask('GET', `${REFUNDS}/${no}-r1`)).body).toEqual(first.body)
    expect((await ask('GET', queryPath(no))).body).toMatchObject({ trade_state: 'REFUND' })
    expect((await ask('GET', `${REFUNDS}/unknown`)).body.code).toBe('RESOURCE_NOT_EXISTS')
  })

  it.each<[string, object]>([
    ['nothing', { amount: { refund: 0, total: 1990, currency: 'CNY' } }],
    ['more than was paid', { amount: { refund: 1991, total: 1990, currency: 'CNY' } }],
    ['another order amount', { amount: { refund: 1, total: 1991, currency: 'CNY' } }],
    ['no number', { out_refund_no: '' }],
    ['a reason of 81 bytes', { reason: 'x'.repeat(81) }],
  ])('of %s is refused', async (_, over) => {
    expect((await refund(await paid(), over)).status).toBe(400)
  })

  it('of one order comes a minute after the one before', async () => {
    const no = await paid()
    expect((await part(no, 1)).status).toBe(200)
    clock.advance(MINUTE - 1)
    expect((await part(no, 2)).body.code).toBe('FREQUENCY_LIMITED')
    clock.advance(1)
    expect((await part(no, 2)).status).toBe(200)
  })

  it('comes in fifty parts and no more', async () => {
    const no = await paid()
    for (let n = 1; n <= 50; n++) {
      expect((await part(no, n)).status).toBe(200)
      clock.advance(MINUTE)
    }
    expect((await part(no, 51)).body.message).toContain('50')
  })
})

/** Somebody who listens where notifications are wanted. */
async function listener(answers: number[] = []) {
  const app = Fastify()
  const heard: { at: number; headers: Headers; text: string; body: Said['body'] }[] = []
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => done(null, body))
  app.post('/notify', async (request, reply) => {
    const text = String(request.body)
    const headers = new Headers(request.headers as Record<string, string>)
    heard.push({ at: Date.now(), headers, text, body: JSON.parse(text) })
    return reply.code(answers.shift() ?? 204).send()
  })
  const url = `${await app.listen({ port: 0, host: '127.0.0.1' })}/notify`
  afterAll(() => app.close())
  return { url, heard }
}

/** Somebody buys in a world of its own. */
async function payment(own: MockWechatPay): Promise<[WechatPayGateway, string]> {
  const gate = wechatPayOverHttps({ ...own.settings, notifyUrl: 'https://shop.example/notify', clock })
  const outTradeNo = newNo()
  const payUntil = plus(NOON, 15 * MINUTE)
  await gate.prepay({ outTradeNo, description: '苹果', total: fen(1990), openid: openidOf('a'), payUntil })
  own.pays(outTradeNo)
  return [gate, outTradeNo]
}

const opened = (apiV3Key: string, resource: Record<string, string>): object => {
  const bytes = Buffer.from(resource.ciphertext!, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', apiV3Key, resource.nonce!)
  decipher.setAuthTag(bytes.subarray(-16)).setAAD(Buffer.from(resource.associated_data!))
  return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString())
}

describe('notifications', () => {
  it('are sealed and signed', async () => {
    const { url, heard } = await listener()
    world.notifications.sendTo(url)
    const no = await paid()
    const [notice] = world.notifications.all(no)
    expect(await world.notifications.deliver(notice!.id)).toBe(204)
    const { headers, text, body } = heard[0]!
    expect(isSigned({ headers, text })).toBe(true)
    expect(body).toMatchObject({ id: notice!.id, event_type: 'TRANSACTION.SUCCESS', resource_type: 'encrypt-resource' })
    expect(body.resource).toMatchObject({ algorithm: 'AEAD_AES_256_GCM', original_type: 'transaction' })
    expect(opened(world.settings.apiV3Key, body.resource)).toMatchObject({ out_trade_no: no, trade_state: 'SUCCESS' })
  })

  it('go out when and as often and in the order a test likes', async () => {
    const { url, heard } = await listener()
    world.notifications.sendTo(url)
    const no = await paid()
    await ask('POST', REFUNDS, refundBody(no))
    const refunded = world.refundEnds(`${no}-r1`)
    const [payment] = world.notifications.all(no)
    for (const { id } of [refunded, payment!, payment!]) await world.notifications.deliver(id)
    expect(heard.map(({ body }) => body.event_type)).toEqual([
      'REFUND.SUCCESS',
      'TRANSACTION.SUCCESS',
      'TRANSACTION.SUCCESS',
    ])
    expect(heard[1]!.body.id).toBe(heard[2]!.body.id)
    expect(heard[1]!.headers.get('wechatpay-nonce')).not.toBe(heard[2]!.headers.get('wechatpay-nonce'))
    expect(opened(world.settings.apiV3Key, heard[0]!.body.resource)).toMatchObject({
      ...{ out_refund_no: `${no}-r1`, refund_status: 'SUCCESS', mchid: world.settings.mchid },
      amount: { total: 1990, refund: 300 },
    })
  })

  it('come again until somebody takes them', async () => {
    const { url, heard } = await listener([500, 401])
    const own = await start({ retryScale: 0 })
    own.notifications.sendTo(url)
    await payment(own)
    await expect.poll(() => own.notifications.all()[0]?.state).toBe('taken')
    expect(own.notifications.all()[0]!.answers).toEqual([500, 401, 204])
    expect(new Set(heard.map(({ body }) => body.id)).size).toBe(1)
  })

  it('come sixteen times in all, and then no more', async () => {
    const own = await start({ retryScale: 0 })
    own.notifications.sendTo('http://127.0.0.1:1/notify')
    await payment(own)
    await expect.poll(() => own.notifications.all()[0]?.state, { timeout: 10_000 }).toBe('given-up')
    expect(own.notifications.all()[0]!.answers).toEqual(Array(16).fill(0))
  })

  it('of refunds come by themselves after a while', async () => {
    const { url, heard } = await listener()
    const own = await start({ refundTakes: 20 })
    own.notifications.sendTo(url)
    const [gate, outTradeNo] = await payment(own)
    await gate.refund({ outTradeNo, outRefundNo: 'r1', refund: fen(1), total: fen(1990), reason: '缺货' })
    await expect.poll(() => heard.map(({ body }) => body.event_type)).toContain('REFUND.SUCCESS')
  })

  it('are tested by probes, whose signature begins so and does not fit', async () => {
    const { url, heard } = await listener([401])
    world.notifications.sendTo(url)
    expect(await world.notifications.probe(url)).toBe(401)
    expect(heard[0]!.headers.get('wechatpay-signature')).toMatch(/^WECHATPAY\/SIGNTEST\/.{200,}/)
    expect(isSigned(heard[0]!)).toBe(false)
  })
})

describe('the pay sheet of browsers', async () => {
  const api = Fastify()
  world.sheetRoutes(api)
  await api.ready()
  afterAll(() => api.close())
  const url = '/mock/wechat-pay/sheet'

  const fieldsOf = (prepayId: string, appid = world.settings.appid) => {
    const [timeStamp, nonceStr, prepay] = [String(NOON / SECOND), 'nonce', `prepay_id=${prepayId}`]
    const signer = createSign('RSA-SHA256').update(`${appid}\n${timeStamp}\n${nonceStr}\n${prepay}\n`)
    const paySign = signer.sign(world.settings.privateKey, 'base64')
    return { timeStamp, nonceStr, package: prepay, signType: 'RSA', paySign }
  }
  const sheet = async (fields: object, does: string, more: object = {}): Promise<string> =>
    (await api.inject({ method: 'POST', url, payload: { ...fields, does, ...more } })).json().errMsg

  it('says what is to be paid', async () => {
    const { prepayId } = await prepaid()
    const heard = await api.inject({ url, query: { prepayId } })
    expect(heard.json()).toEqual({ description: '苹果等 3 件', total: 1990, payUntil: plus(NOON, 15 * MINUTE) })
    expect((await api.inject({ url, query: { prepayId: 'wx1' } })).statusCode).toBe(404)
  })

  it('can be left, can fail, and pays after all, once', async () => {
    const { no, prepayId } = await prepaid()
    const fields = fieldsOf(prepayId)
    expect(await sheet(fields, 'leave')).toBe('requestPayment:fail cancel')
    expect(await sheet(fields, 'fail')).toBe('requestPayment:fail 银行卡余额不足')
    expect((await ask('GET', queryPath(no))).body.trade_state).toBe('NOTPAY')
    expect(await sheet(fields, 'pay')).toBe('requestPayment:ok')
    expect(await sheet(fields, 'pay')).toBe('requestPayment:fail 订单已支付')
    expect(world.notifications.all(no)).toHaveLength(1)
  })

  it('does not open for fields that the merchant did not sign', async () => {
    const { no, prepayId } = await prepaid()
    const good = fieldsOf(prepayId)
    const other = fieldsOf((await prepaid()).prepayId)
    for (const fields of [
      { ...good, timeStamp: '1' },
      { ...good, nonceStr: 'other' },
      { ...good, paySign: other.paySign },
      { ...good, signType: 'MD5' },
      fieldsOf(prepayId, 'wx1'),
    ])
      expect(await sheet(fields, 'pay')).toBe('requestPayment:fail 支付验证签名失败')
    expect((await ask('GET', queryPath(no))).body.trade_state).toBe('NOTPAY')
    expect((await api.inject({ method: 'POST', url, payload: { does: 'pay' } })).statusCode).toBe(400)
  })

  it('does not pay what is closed or past its end', async () => {
    const [closed, late] = [await prepaid(), await prepaid()]
    await ask('POST', `${orderPath(closed.no)}/close`, { mchid: world.settings.mchid })
    expect(await sheet(fieldsOf(closed.prepayId), 'pay')).toBe('requestPayment:fail 订单已关闭')
    clock.set(plus(NOON, 15 * MINUTE + 1))
    expect(await sheet(fieldsOf(late.prepayId), 'pay')).toBe('requestPayment:fail 订单已过期')
  })

  it.each([
    ['20 seconds later', {}, 20 * SECOND],
    ['20 seconds after the order could last be paid', { late: 'after-end' }, 15 * MINUTE + 20 * SECOND],
  ])('pays now, and says so %s', async (_, more, wait) => {
    const own = await start()
    const till = Fastify()
    own.sheetRoutes(till)
    const { url: notifyUrl, heard } = await listener()
    own.notifications.sendTo(notifyUrl)
    const gate = wechatPayOverHttps({ ...own.settings, notifyUrl: 'https://shop.example/notify', clock })
    const order = { outTradeNo: newNo(), description: '苹果', total: fen(1990), openid: openidOf('a') }
    const prepaid = await gate.prepay({ ...order, payUntil: plus(NOON, 15 * MINUTE) })
    const fields = gate.payParams(prepaid.ok ? prepaid.prepayId : '', NOON)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const payload = { ...fields, does: 'pay-late', ...more }
      const { errMsg } = (await till.inject({ method: 'POST', url, payload })).json()
      expect(errMsg).toBe('requestPayment:ok')
      await vi.advanceTimersByTimeAsync(wait - 1)
      expect([own.notifications.all()[0]?.answers, heard]).toEqual([[], []])
      await vi.advanceTimersByTimeAsync(1)
    } finally {
      vi.useRealTimers()
    }
    await expect.poll(() => heard).toHaveLength(1)
    expect(await gate.query(order.outTradeNo)).toMatchObject({ state: 'SUCCESS' })
  })
})
