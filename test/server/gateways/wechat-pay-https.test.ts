import { createVerify } from 'node:crypto'
import { createServer } from 'node:net'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { openidOf } from '../../../mock/personas'
import { mockWechatPay, type Spoiling } from '../../../mock/wechat-pay/start'
import type { GatewayLog } from '../../../server/gateways/ask'
import type { Prepayment, RefundRequest, WechatPayGateway } from '../../../server/gateways/wechat-pay'
import { type WechatPaySettings, wechatPayOverHttps } from '../../../server/gateways/wechat-pay-https'
import { fen } from '../../../src/domain/money'
import { MINUTE, plus, SECOND } from '../../../src/domain/time'
import { fixedClock, NOON } from '../../support/app'

const JSAPI = '/v3/pay/transactions/jsapi'
const REFUNDS = '/v3/refund/domestic/refunds'
const orderPath = (no: string) => `/v3/pay/transactions/out-trade-no/${no}`

const clock = fixedClock()
const world = await mockWechatPay({ clock, refundTakes: null, refundPause: 0 })
world.notifications.hold()
afterAll(() => world.stop())

const lines: string[] = []
const log: GatewayLog = { warn: (facts, message) => lines.push(JSON.stringify({ ...facts, message })) }
const notifyUrl = 'https://shop.example/v1/wechat-pay/notifications'
const gateway = (over: Partial<WechatPaySettings> = {}) =>
  wechatPayOverHttps({ ...world.settings, notifyUrl, clock, log, ...over })
const pay = gateway()
/** A port where nobody listens. */
const nobody = await new Promise<string>((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const address = server.address()
    server.close(() => resolve(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`))
  })
})
const refuses = (path: string, status: number, code: string, message = '说是这样') =>
  world.troubles.next(path, { kind: 'answer', status, body: { code, message } })

let count = 0
const newNo = (): string => `order-${String(++count).padStart(6, '0')}`
const anOrder = (over: Partial<Prepayment> = {}): Prepayment => ({
  outTradeNo: newNo(),
  description: '鲜生 · 苹果等 3 件',
  total: fen(1990),
  openid: openidOf('a'),
  payUntil: plus(NOON, 15 * MINUTE),
  ...over,
})
async function prepaid(over: Partial<Prepayment> = {}): Promise<string> {
  const order = anOrder(over)
  expect(await pay.prepay(order)).toMatchObject({ ok: true })
  return order.outTradeNo
}
async function paidOrder(over: Partial<Prepayment> = {}): Promise<string> {
  const no = await prepaid(over)
  world.pays(no)
  return no
}
const aRefund = (outTradeNo: string, over: Partial<RefundRequest> = {}): RefundRequest => ({
  outTradeNo,
  outRefundNo: `${outTradeNo}-r1`,
  refund: fen(300),
  total: fen(1990),
  reason: '缺货退款',
  ...over,
})

beforeEach(() => {
  clock.set(NOON)
  world.balance(null)
  lines.length = 0
})

describe('an order to be paid', () => {
  it('gets a prepay id, and the same again when it is asked for unchanged', async () => {
    const order = anOrder()
    const first = await pay.prepay(order)
    expect(first).toEqual({ ok: true, prepayId: expect.stringMatching(/^wx\w{30,}$/) })
    expect(await pay.prepay(order)).toEqual(first)
  })

  it('is told the number that it stands for another', async () => {
    const order = anOrder()
    await pay.prepay(order)
    const changed = await pay.prepay({ ...order, total: fen(1991) })
    expect(changed).toEqual({ ok: false, reason: 'out-trade-no-used' })
  })

  it('is not prepared again once it is paid or closed', async () => {
    const [paid, closed] = [anOrder(), anOrder()]
    await pay.prepay(paid)
    world.pays(paid.outTradeNo)
    await pay.prepay(closed)
    await pay.close(closed.outTradeNo)
    expect(await pay.prepay(paid)).toEqual({ ok: false, reason: 'paid' })
    expect(await pay.prepay(closed)).toEqual({ ok: false, reason: 'closed' })
  })

  it.each([
    ['a number of five characters', { outTradeNo: 'o-123' }],
    ['a number of 33', { outTradeNo: 'o'.repeat(33) }],
    ['nothing to pay', { total: fen(0) }],
    ['somebody who is none', { openid: 'nobody' }],
    ['an end that has been', { payUntil: NOON }],
  ])('is refused for good with %s', async (_, over) => {
    expect(await pay.prepay(anOrder(over))).toEqual({ ok: false, reason: 'refused' })
  })

  it('has a description that fits, cut at a whole character', async () => {
    const no = await prepaid({ description: `a${'苹'.repeat(60)}` })
    expect(no).toBeTruthy()
  })

  it.each([
    ['INVALID_REQUEST', '请求重入时，参数与首次请求时不一致，请核实后再试。', 'out-trade-no-used'],
    ['INVALID_REQUEST', '无效请求', 'refused'],
    ['ORDER_PAID', '', 'paid'],
    ['ORDERCLOSED', '', 'closed'],
    ['NO_AUTH', '', 'refused'],
    ['SYSTEM_ERROR', '', 'unavailable'],
    ['FREQUENCY_LIMITED', '', 'unavailable'],
  ])('%s (%s) means %s', async (code, message, reason) => {
    refuses(JSAPI, 400, code, message)
    expect(await pay.prepay(anOrder())).toEqual({ ok: false, reason })
  })
})

describe('the pay sheet', () => {
  it('gets five fields that WeChat takes for the merchant’s', async () => {
    const params = pay.payParams('wx201410272009395522657a690389285100', plus(NOON, 999))
    expect(params).toEqual({
      timeStamp: String(NOON / SECOND),
      nonceStr: expect.stringMatching(/^[0-9A-F]{32}$/),
      package: 'prepay_id=wx201410272009395522657a690389285100',
      signType: 'RSA',
      paySign: expect.any(String),
    })
    const text = `${world.settings.appid}\n${params.timeStamp}\n${params.nonceStr}\n${params.package}\n`
    const verified = createVerify('RSA-SHA256').update(text)
    expect(verified.verify(world.settings.privateKey, params.paySign, 'base64')).toBe(true)
  })

  it('never gets the same nonce twice', () => {
    const nonces = Array.from({ length: 20 }, () => pay.payParams('wx1', NOON).nonceStr)
    expect(new Set(nonces).size).toBe(20)
  })
})

describe('what became of an order', () => {
  it('is asked: unpaid, paid, closed, paid back in part', async () => {
    const [unpaid, closed] = [await prepaid(), await prepaid()]
    expect(await pay.query(unpaid)).toEqual({ came: 'state', state: 'NOTPAY', transaction: null })
    await pay.close(closed)
    expect(await pay.query(closed)).toEqual({ came: 'state', state: 'CLOSED', transaction: null })

    clock.advance(90 * SECOND)
    const paid = await paidOrder({ payUntil: plus(NOON, 15 * MINUTE) })
    const transaction = {
      transactionId: expect.stringMatching(/^4200\d{24}$/),
      total: 1990,
      payerOpenid: openidOf('a'),
      successAt: plus(NOON, 90 * SECOND),
    }
    expect(await pay.query(paid)).toEqual({ came: 'state', state: 'SUCCESS', transaction })
    await pay.refund(aRefund(paid))
    expect(await pay.query(paid)).toEqual({ came: 'state', state: 'REFUND', transaction })
  })

  it('is not believed when the amount was changed on the way', async () => {
    const no = await paidOrder()
    world.spoil('body')
    expect(await pay.query(no)).toEqual({ came: 'unavailable' })
    expect(lines.at(-1)).toContain('"reason":"signature"')
  })

  it('is nothing for an order that is not known there', async () => {
    expect(await pay.query(newNo())).toEqual({ came: 'unknown-order' })
  })

  it('works with every character that a number may have', async () => {
    const no = await paidOrder({ outTradeNo: 'a_b-c|d*e9' })
    expect(await pay.query(no)).toMatchObject({ state: 'SUCCESS' })
    expect(await pay.close(no)).toBe('paid')
  })

  it.each(['USERPAYING', 'PAYERROR'])('%s can still be paid', async (state) => {
    const no = newNo()
    const { appid, mchid } = world.settings
    const body = { appid, mchid, out_trade_no: no, trade_state: state }
    world.troubles.next(orderPath(no), { kind: 'answer', body })
    expect(await pay.query(no)).toEqual({ came: 'state', state, transaction: null })
  })

  it.each([
    ['another order', { out_trade_no: 'another' }],
    ['another merchant', { mchid: '1900000002' }],
    ['another mini-program', { appid: 'wx1' }],
    ['a state that is not in the book', { trade_state: 'ACCEPT' }],
    ['paid without saying what', { trade_state: 'SUCCESS' }],
    ['half a fen', { trade_state: 'SUCCESS', amount: { total: 0.5 } }],
  ])('an answer about %s is none', async (_, over) => {
    const no = newNo()
    const { appid, mchid } = world.settings
    const facts = {
      transaction_id: '4200',
      payer: { openid: 'o' },
      success_time: '2026-06-01T12:00:00+08:00',
      ...{ appid, mchid, out_trade_no: no, trade_state: 'NOTPAY' },
    }
    world.troubles.next(orderPath(no), { kind: 'answer', body: { ...facts, ...over } })
    expect(await pay.query(no)).toEqual({ came: 'unavailable' })
  })
})

describe('closing', () => {
  it('ends an unpaid order, again and for one that never was', async () => {
    const no = await prepaid()
    expect(await pay.close(no)).toBe('closed')
    expect(await pay.close(no)).toBe('closed')
    expect(await pay.close(newNo())).toBe('closed')
    expect(() => world.pays(no)).toThrow('订单已关闭')
  })

  it('KF-27: says that somebody has paid meanwhile', async () => {
    expect(await pay.close(await paidOrder())).toBe('paid')
  })

  it('KF-27: whoever comes first at the payment side has it: paid in the middle of a close is paid', async () => {
    const no = await prepaid()
    const hold = world.troubles.hold(`${orderPath(no)}/close`)
    const closing = pay.close(no)
    await hold.arrived
    world.pays(no)
    hold.release()
    expect(await closing).toBe('paid')
  })

  it.each([
    ['USERPAYING', 400],
    ['INVALID_REQUEST', 400],
    ['SYSTEM_ERROR', 500],
    ['FREQUENCY_LIMITED', 429],
  ])('%s closes nothing', async (code, status) => {
    const no = await prepaid()
    refuses(`${orderPath(no)}/close`, status, code)
    expect(await pay.close(no)).toBe('unavailable')
  })
})

describe('a refund', () => {
  it('is accepted once under its number, however often it is asked for', async () => {
    const refund = aRefund(await paidOrder())
    const first = await pay.refund(refund)
    expect(first).toEqual({
      outcome: 'accepted',
      refundId: expect.stringMatching(/^5030\d{25}$/),
      status: 'PROCESSING',
    })
    expect(await pay.refund(refund)).toEqual(first)
    world.refundEnds(refund.outRefundNo)
    expect(await pay.refund(refund)).toEqual({ ...first, status: 'SUCCESS' })
  })

  it.each(['SUCCESS', 'ABNORMAL', 'CLOSED'] as const)('that is accepted may end as %s', async (status) => {
    const refund = aRefund(await paidOrder())
    await pay.refund(refund)
    const facts = { came: 'state', refundId: expect.any(String), refund: 300 }
    expect(await pay.queryRefund(refund.outRefundNo)).toEqual({ ...facts, status: 'PROCESSING' })
    world.refundEnds(refund.outRefundNo, status)
    expect(await pay.queryRefund(refund.outRefundNo)).toEqual({ ...facts, status })
  })

  it('that nobody asked for is not known', async () => {
    expect(await pay.queryRefund('nobody-asked')).toEqual({ came: 'unknown-refund' })
  })

  it('of more than is left is refused, the parts together', async () => {
    const no = await paidOrder()
    await pay.refund(aRefund(no, { outRefundNo: `${no}-1`, refund: fen(1000) }))
    const refused = { outcome: 'refused', code: 'INVALID_REQUEST', merchantShort: false }
    expect(await pay.refund(aRefund(no, { outRefundNo: `${no}-2`, refund: fen(991) }))).toEqual(refused)
    expect(await pay.refund(aRefund(no, { outRefundNo: `${no}-2`, refund: fen(990) }))).toMatchObject({
      outcome: 'accepted',
    })
  })

  it('under a number that stands for another amount is refused', async () => {
    const refund = aRefund(await paidOrder())
    await pay.refund(refund)
    expect(await pay.refund({ ...refund, refund: fen(301) })).toMatchObject({ outcome: 'refused' })
  })

  it('waits for the merchant’s balance and works under the same number afterwards', async () => {
    const refund = aRefund(await paidOrder())
    world.balance(299)
    expect(await pay.refund(refund)).toEqual({ outcome: 'refused', code: 'NOT_ENOUGH', merchantShort: true })
    world.balance(300)
    expect(await pay.refund(refund)).toMatchObject({ outcome: 'accepted' })
  })

  it('of an order that is not paid, or not there, is refused', async () => {
    expect(await pay.refund(aRefund(await prepaid()))).toMatchObject({ outcome: 'refused' })
    expect(await pay.refund(aRefund(newNo()))).toMatchObject({ outcome: 'refused', code: 'RESOURCE_NOT_EXISTS' })
  })

  it.each([
    ['SYSTEM_ERROR', 500],
    ['FREQUENCY_LIMITED', 429],
    ['BIZERR_NEED_RETRY', 400],
  ])('%s says nothing about it', async (code, status) => {
    refuses(REFUNDS, status, code)
    expect(await pay.refund(aRefund(await paidOrder()))).toEqual({ outcome: 'unavailable' })
  })

  it('an answer about another refund is none', async () => {
    const refund = aRefund(await paidOrder())
    await pay.refund(refund)
    const told = { out_trade_no: refund.outTradeNo, out_refund_no: 'other', refund_id: '1', status: 'SUCCESS' }
    world.troubles.next(REFUNDS, { kind: 'answer', body: { ...told, amount: { refund: 300 } } })
    expect(await pay.refund(refund)).toEqual({ outcome: 'unavailable' })
  })
})

/** Every call, what it says when nothing is known, and the path it goes to. */
const calls: [string, (gate: WechatPayGateway, no: string) => Promise<unknown>, unknown, (no: string) => string][] = [
  ['prepay', (gate, no) => gate.prepay(anOrder({ outTradeNo: no })), { ok: false, reason: 'unavailable' }, () => JSAPI],
  ['query', (gate, no) => gate.query(no), { came: 'unavailable' }, orderPath],
  ['close', (gate, no) => gate.close(no), 'unavailable', (no) => `${orderPath(no)}/close`],
  ['refund', (gate, no) => gate.refund(aRefund(no)), { outcome: 'unavailable' }, () => REFUNDS],
  ['queryRefund', (gate, no) => gate.queryRefund(no), { came: 'unavailable' }, (no) => `${REFUNDS}/${no}`],
]

describe.each(calls)('%s', (_name, ask, unknown, path) => {
  it.each([
    ['a page instead of JSON', { kind: 'answer', body: '<html>', type: 'text/html' }],
    ['a list', { kind: 'answer', body: [] }],
    ['an error of the proxy', { kind: 'answer', body: '', status: 502 }],
    ['a line that is cut', { kind: 'lost' }],
    ['no answer in time', { kind: 'silent' }],
  ] as const)('knows nothing after %s', async (_, trouble) => {
    const no = newNo()
    world.troubles.next(path(no), trouble)
    expect(await ask(gateway({ timeoutMs: 300 }), no)).toEqual(unknown)
  })

  it('knows nothing where nobody listens', async () => {
    expect(await ask(gateway({ baseUrl: nobody }), newNo())).toEqual(unknown)
  })

  it.each(['body', 'wrong-key', 'unsigned', 'unknown-key', 'old'] satisfies Spoiling[])(
    'does not believe an answer that is not WeChat’s: %s',
    async (how) => {
      world.spoil(how)
      expect(await ask(pay, newNo())).toEqual(unknown)
    },
  )

  it('does not believe a stranger who says that there is no such thing', async () => {
    const no = newNo()
    world.troubles.next(path(no), {
      kind: 'answer',
      status: 404,
      body: { code: 'ORDER_NOT_EXIST', message: '订单不存在' },
    })
    world.spoil('unsigned')
    expect(await ask(pay, no)).toEqual(unknown)
  })

  it('is refused by WeChat with the key of another merchant, and knows nothing by that', async () => {
    const other = await mockWechatPay({ clock })
    try {
      const { privateKey } = other.settings
      expect(await ask(gateway({ privateKey }), newNo())).toEqual(unknown)
      expect(lines.at(-1)).toContain('"status":401')
    } finally {
      await other.stop()
    }
  })

  it('is refused by WeChat when this machine’s clock is six minutes off, and knows nothing by that', async () => {
    for (const off of [6 * MINUTE, -6 * MINUTE])
      expect(await ask(gateway({ clock: fixedClock(plus(NOON, off)) }), newNo())).toEqual(unknown)
  })
})

describe('an answer that was lost', () => {
  it('may stand for a prepared order: asked again it is the same', async () => {
    const order = anOrder()
    world.troubles.next(JSAPI, { kind: 'lost' })
    expect(await pay.prepay(order)).toEqual({ ok: false, reason: 'unavailable' })
    expect(await pay.query(order.outTradeNo)).toMatchObject({ state: 'NOTPAY' })
    expect(await pay.prepay(order)).toMatchObject({ ok: true })
  })

  it('KF-27: may stand for a closed order: asked again it is closed', async () => {
    const no = await prepaid()
    world.troubles.next(`${orderPath(no)}/close`, { kind: 'lost' })
    expect(await pay.close(no)).toBe('unavailable')
    expect(() => world.pays(no)).toThrow('订单已关闭')
    expect(await pay.close(no)).toBe('closed')
  })

  it('may stand for a refund: asked again it is one', async () => {
    const refund = aRefund(await paidOrder(), { refund: fen(1990) })
    world.troubles.next(REFUNDS, { kind: 'lost' })
    expect(await pay.refund(refund)).toEqual({ outcome: 'unavailable' })
    expect(await pay.queryRefund(refund.outRefundNo)).toMatchObject({ came: 'state', status: 'PROCESSING' })
    expect(await pay.refund(refund)).toMatchObject({ outcome: 'accepted' })
  })
})

describe('WeChat’s two keys', () => {
  it('are asked for by public-key id, and a deployment that knows only the certificate gets that', async () => {
    const { certificate } = world.keyNames
    const old = gateway({ publicKeys: { [certificate]: world.settings.publicKeys[certificate]! } })
    expect(await old.query(newNo())).toEqual({ came: 'unknown-order' })
    expect(await pay.query(newNo())).toEqual({ came: 'unknown-order' })
  })

  it('a deployment without any of WeChat’s keys does not start', () => {
    expect(() => gateway({ publicKeys: { PUB_KEY_ID_1: 'no key' } })).toThrow()
    expect(() => gateway({ privateKey: 'no key' })).toThrow()
  })
})

describe('the log', () => {
  it('names the call, the status and the code, and nothing that was in it', async () => {
    const order = anOrder({ outTradeNo: 'secret-order', openid: openidOf('b') })
    refuses(JSAPI, 403, 'NO_AUTH', '商户 1900000001 无权限')
    await pay.prepay(order)
    world.spoil('wrong-key')
    await pay.query('secret-order')
    await gateway({ baseUrl: nobody }).query('secret-order')
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { call: 'prepay', status: 403, code: 'NO_AUTH', request: expect.any(String), message: 'WeChat Pay refused' },
      {
        call: 'query',
        status: 404,
        reason: 'signature',
        request: expect.any(String),
        message: 'WeChat Pay: answer not believed',
      },
      { call: 'query', message: 'WeChat Pay: answer unreached' },
    ])
    for (const secret of ['secret-order', openidOf('b'), '无权限', world.settings.mchid, world.settings.apiV3Key])
      expect(lines.join('\n')).not.toContain(secret)
  })
})
