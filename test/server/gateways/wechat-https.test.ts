import { randomBytes } from 'node:crypto'
import { createServer } from 'node:net'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { mockWechat } from '../../../mock/wechat/start'
import { openidOf } from '../../../mock/personas'
import type { GatewayLog } from '../../../server/gateways/ask'
import type { ShippingInfo, SubscribeMessage } from '../../../server/gateways/wechat'
import { type MiniprogramState, type WechatSettings, wechatOverHttps } from '../../../server/gateways/wechat-https'
import { HOUR, MINUTE, SECOND } from '../../../src/domain/time'
import { fixedClock, NOON } from '../../support/app'

const TOKEN = '/cgi-bin/stable_token'
const SEND = '/cgi-bin/message/subscribe/send'
const CHECK = '/wxa/msg_sec_check'
const CODE = '/wxa/getwxacodeunlimit'
const SESSION = '/sns/jscode2session'

const clock = fixedClock()
const world = await mockWechat({ clock, templates: ['tmpl-ending'], pages: ['pages/home/index'] })
afterAll(() => world.stop())

const lines: string[] = []
const log: GatewayLog = { warn: (facts, message) => lines.push(JSON.stringify({ ...facts, message })) }
const gateway = (over: Partial<WechatSettings> = {}) =>
  wechatOverHttps({
    appid: world.appid,
    secret: world.secret,
    baseUrl: world.url,
    miniprogramState: 'formal',
    clock,
    log,
    ...over,
  })
const refuses = (path: string, errcode: number, times = 1) =>
  world.troubles.next(path, { kind: 'answer', body: { errcode, errmsg: 'said so rid: 65a1b2c3-0f-0f' } }, times)
/** A port where nobody listens. */
const nobody = await new Promise<string>((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const address = server.address()
    server.close(() => resolve(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`))
  })
})

beforeEach(() => {
  clock.set(NOON)
  world.dropTokens()
  lines.length = 0
})

describe('signing in', () => {
  it('turns a code into the openid of whoever got it', async () => {
    const answer = await gateway().signIn(world.codeOf('a'))
    expect(answer).toEqual({ ok: true, openid: openidOf('a'), unionid: null })
  })

  it('hands on a unionid where WeChat gives one, and never the session key', async () => {
    const body = { openid: 'o1', unionid: 'u1', session_key: 'k' }
    world.troubles.next(SESSION, { kind: 'answer', body })
    expect(await gateway().signIn('x')).toEqual({ ok: true, openid: 'o1', unionid: 'u1' })
  })

  it('a code works once', async () => {
    const code = world.codeOf('a')
    await gateway().signIn(code)
    expect(await gateway().signIn(code)).toEqual({ ok: false, reason: 'bad-code' })
  })

  it('a code works for five minutes and not an instant longer', async () => {
    const [inTime, late] = [world.codeOf('a'), world.codeOf('a')]
    clock.advance(5 * MINUTE - 1)
    expect(await gateway().signIn(inTime)).toMatchObject({ ok: true })
    clock.advance(1)
    expect(await gateway().signIn(late)).toEqual({ ok: false, reason: 'bad-code' })
  })

  it('says so when WeChat calls somebody risky', async () => {
    expect(await gateway().signIn(world.codeOf('risky'))).toEqual({ ok: false, reason: 'risky' })
  })

  it.each([
    [40029, 'bad-code'],
    [40163, 'bad-code'],
    [40226, 'risky'],
    [45011, 'unavailable'],
    [-1, 'unavailable'],
    [40013, 'unavailable'],
    [40125, 'unavailable'],
    [99_999, 'unavailable'],
  ])('error %i means %s', async (errcode, reason) => {
    refuses(SESSION, errcode)
    expect(await gateway().signIn('x')).toEqual({ ok: false, reason })
  })

  it.each([
    ['a page instead of JSON', { kind: 'answer', body: '<html>', type: 'text/html' }],
    ['JSON that names nobody', { kind: 'answer', body: { session_key: 'k' } }],
    ['a list', { kind: 'answer', body: [] }],
    ['an error of the proxy', { kind: 'answer', body: {}, status: 502 }],
    ['a line that is cut', { kind: 'lost' }],
    ['no answer in time', { kind: 'silent' }],
  ] as const)('%s is no sign-in', async (_, trouble) => {
    world.troubles.next(SESSION, trouble)
    const answer = await gateway({ timeoutMs: 300 }).signIn(world.codeOf('a'))
    expect(answer).toEqual({ ok: false, reason: 'unavailable' })
  })

  it('is unavailable where nobody listens', async () => {
    expect(await gateway({ baseUrl: nobody }).signIn('x')).toEqual({ ok: false, reason: 'unavailable' })
  })

  it('is unavailable with a wrong secret', async () => {
    expect(await gateway({ secret: 'wrong' }).signIn(world.codeOf('a'))).toEqual({ ok: false, reason: 'unavailable' })
  })
})

const message = (name: string, over: Partial<SubscribeMessage> = {}): SubscribeMessage => ({
  openid: openidOf(name),
  templateId: 'tmpl-ending',
  page: 'packages/coupon/detail/index?id=1',
  data: { thing1: '满 99 减 20', time2: '2026年6月2日 23:59' },
  ...over,
})

describe('a subscribe message', () => {
  it('is sent for one consent, once', async () => {
    world.accept('a', 'tmpl-ending')
    const wechat = gateway({ miniprogramState: 'trial' })
    expect(await wechat.sendSubscribeMessage(message('a'))).toEqual({ outcome: 'sent', errcode: 0 })
    expect(world.sent().at(-1)).toMatchObject({ to: 'a', ...message('a'), at: NOON })
    // KF-37: the credit is spent
    expect(await wechat.sendSubscribeMessage(message('a'))).toEqual({ outcome: 'no-consent', errcode: 43101 })
  })

  it('comes later while another one to the same person is under way', async () => {
    world.accept('b', 'tmpl-ending')
    world.accept('b', 'tmpl-ending')
    const hold = world.troubles.hold(SEND)
    const first = gateway().sendSubscribeMessage(message('b'))
    await hold.arrived
    expect(await gateway().sendSubscribeMessage(message('b'))).toEqual({ outcome: 'later', errcode: 43108 })
    hold.release()
    expect(await first).toEqual({ outcome: 'sent', errcode: 0 })
  })

  it.each([
    ['a template of somebody else', { templateId: 'tmpl-other' }, 40037],
    ['a person who is none', { openid: 'nobody' }, 40003],
    ['a page with a slash in front', { page: '/pages/home/index' }, 41030],
    ['21 characters where 20 fit', { data: { thing1: '一'.repeat(21) } }, 47003],
    ['Chinese in a character string', { data: { character_string1: '券码' } }, 47003],
    ['a sensitive word', { data: { thing1: '代开发票' } }, 45168],
  ])('%s is refused for good', async (_, over, errcode) => {
    world.accept('a', 'tmpl-ending')
    const answer = await gateway().sendSubscribeMessage(message('a', over))
    expect(answer).toEqual({ outcome: 'refused', errcode })
  })

  it.each([
    [40003, 'refused'],
    [40037, 'refused'],
    [41030, 'refused'],
    [43101, 'no-consent'],
    [43107, 'refused'],
    [43108, 'later'],
    [45009, 'later'],
    [45011, 'later'],
    [45168, 'refused'],
    [47003, 'refused'],
    [-1, 'later'],
    [99_999, 'refused'],
  ])('error %i means %s', async (errcode, outcome) => {
    refuses(SEND, errcode)
    expect(await gateway().sendSubscribeMessage(message('a'))).toEqual({ outcome, errcode })
  })

  it.each([
    ['the line was cut after it went out', { kind: 'lost' }],
    ['no answer came in time', { kind: 'silent' }],
    ['the proxy answered an error', { kind: 'answer', body: {}, status: 502 }],
    ['the answer says nothing', { kind: 'answer', body: {} }],
  ] as const)('is unknown when %s: it may have arrived', async (_, trouble) => {
    world.accept('c', 'tmpl-ending')
    world.troubles.next(SEND, trouble)
    expect(await gateway({ timeoutMs: 300 }).sendSubscribeMessage(message('c'))).toEqual({ outcome: 'unknown' })
  })

  it('is later, not unknown, when WeChat was never reached', async () => {
    expect(await gateway({ baseUrl: nobody }).sendSubscribeMessage(message('a'))).toEqual({ outcome: 'later' })
    const wechat = gateway()
    await wechat.checkText(openidOf('a'), '好吃')
    refuses(TOKEN, -1)
    world.dropTokens()
    expect(await wechat.sendSubscribeMessage(message('a'))).toEqual({ outcome: 'later', errcode: 40001 })
  })
})

describe('the access token', () => {
  const asked = () => world.troubles.calls(TOKEN)
  const use = (wechat: ReturnType<typeof gateway>) => wechat.checkText(openidOf('a'), '好吃')

  it('is kept until five minutes before its end', async () => {
    const wechat = gateway()
    await use(wechat)
    const before = asked()
    clock.advance(2 * HOUR - 5 * MINUTE - 1)
    await use(wechat)
    expect(asked()).toBe(before)
    clock.advance(1)
    await use(wechat)
    expect(asked()).toBe(before + 1)
  })

  it('still serves to its end when the next one is not to be had', async () => {
    const wechat = gateway()
    await use(wechat)
    clock.advance(2 * HOUR - SECOND)
    refuses(TOKEN, -1)
    expect(await use(wechat)).toBe('pass')
    clock.advance(SECOND)
    refuses(TOKEN, -1)
    expect(await use(wechat)).toBe('unavailable')
  })

  it('is asked for once by many callers', async () => {
    const wechat = gateway()
    const before = asked()
    const answers = await Promise.all(Array.from({ length: 20 }, () => use(wechat)))
    expect(new Set(answers)).toEqual(new Set(['pass']))
    expect(asked()).toBe(before + 1)
  })

  it('is the same in every process', async () => {
    const [one, other] = [gateway(), gateway()]
    expect(await use(one)).toBe('pass')
    expect(await use(other)).toBe('pass')
    expect(await use(one)).toBe('pass')
    expect(lines).toEqual([])
  })

  it.each([40001, 42001])('is fetched anew, once, when WeChat answers %i', async (errcode) => {
    const wechat = gateway()
    refuses(CHECK, errcode)
    expect(await use(wechat)).toBe('pass')
    refuses(CHECK, errcode, 2)
    expect(await use(wechat)).toBe('unavailable')
    expect(await use(wechat)).toBe('pass')
  })

  it('is fetched anew once by callers that all met the same refusal', async () => {
    const wechat = gateway()
    await use(wechat)
    world.dropTokens()
    const before = asked()
    const answers = await Promise.all(Array.from({ length: 10 }, () => use(wechat)))
    expect(new Set(answers)).toEqual(new Set(['pass']))
    expect(asked()).toBeLessThanOrEqual(before + 2)
  })

  it('is never refreshed by force: that would end the token of every other process', async () => {
    const [mine, others] = [gateway(), gateway()]
    await use(others)
    refuses(CHECK, 40001)
    expect(await use(mine)).toBe('pass')
    const before = asked()
    expect(await use(others)).toBe('pass')
    expect(asked()).toBe(before)
  })
})

describe('text that others will see', () => {
  it('passes or is risky', async () => {
    expect(await gateway().checkText(openidOf('a'), '王姨，给你一张鸡蛋券')).toBe('pass')
    expect(await gateway().checkText(openidOf('a'), '来赌博')).toBe('risky')
  })

  it('that WeChat wants a human to look at is risky: nobody looks', async () => {
    world.troubles.next(CHECK, { kind: 'answer', body: { errcode: 0, result: { suggest: 'review', label: 20_001 } } })
    expect(await gateway().checkText(openidOf('a'), '…')).toBe('risky')
  })

  it.each([
    ['an error', { kind: 'answer', body: { errcode: 61_010, errmsg: 'access record exceeded' } }],
    ['an answer without result', { kind: 'answer', body: { errcode: 0 } }],
    ['a cut line', { kind: 'lost' }],
    ['silence', { kind: 'silent' }],
  ] as const)('is not judged after %s', async (_, trouble) => {
    world.troubles.next(CHECK, trouble)
    expect(await gateway({ timeoutMs: 300 }).checkText(openidOf('a'), '好吃')).toBe('unavailable')
  })
})

describe('a mini-program code', () => {
  it('is a picture', async () => {
    const answer = await gateway().miniProgramCode('c=gate-1', 'pages/home/index')
    expect(answer).toMatchObject({ ok: true, type: 'image/png' })
    expect(answer.ok && answer.bytes.subarray(1, 4).toString()).toBe('PNG')
  })

  it.each([
    ['a scene of 33 characters', 'a'.repeat(33), 'pages/home/index', 'bad-scene'],
    ['a scene with %', '%E9', 'pages/home/index', 'bad-scene'],
    ['a page that is not published', 'a', 'pages/nowhere/index', 'bad-page'],
    ['a page with a query', 'a', 'pages/home/index?a=1', 'bad-page'],
  ])('KF-39: %s is told apart', async (_, scene, page, reason) => {
    expect(await gateway().miniProgramCode(scene, page)).toEqual({ ok: false, reason })
  })

  it.each([
    [40129, 'bad-scene'],
    [40169, 'bad-scene'],
    [41030, 'bad-page'],
    [45009, 'unavailable'],
    [-1, 'unavailable'],
  ])('error %i means %s', async (errcode, reason) => {
    refuses(CODE, errcode)
    expect(await gateway().miniProgramCode('a', 'pages/home/index')).toEqual({ ok: false, reason })
  })

  it.each(['trial', 'developer'] satisfies MiniprogramState[])(
    '%s codes open pages not yet published',
    async (state) => {
      const answer = await gateway({ miniprogramState: state }).miniProgramCode('a', 'pages/nowhere/index')
      expect(answer.ok).toBe(true)
    },
  )
})

const SHIPPING = '/wxa/sec/order/upload_shipping_info'
const handedOver = (over: Partial<ShippingInfo> = {}): ShippingInfo => ({
  transactionId: `4200${randomBytes(8).toString('hex')}`,
  logistics: 'pickup',
  description: '苹果等 3 件',
  payerOpenid: openidOf('a'),
  uploadedAt: NOON,
  ...over,
})

describe('a hand-over of a paid order', () => {
  it('is told once, as self-pickup or as same-city delivery', async () => {
    const [pickup, delivery] = [handedOver(), handedOver({ logistics: 'same-city' })]
    expect(await gateway().uploadShipping(pickup)).toBe('done')
    expect(await gateway().uploadShipping(delivery)).toBe('done')
    expect(world.shipped().slice(-2)).toEqual([
      {
        transactionId: pickup.transactionId,
        openid: openidOf('a'),
        logistics: 4,
        description: '苹果等 3 件',
      },
      expect.objectContaining({ transactionId: delivery.transactionId, logistics: 2 }),
    ])
  })

  it('told before is done: again, and when it was corrected already', async () => {
    const info = handedOver()
    expect(await gateway().uploadShipping(info)).toBe('done')
    expect(await gateway().uploadShipping(info)).toBe('done')
    expect(await gateway().uploadShipping({ ...info, description: '梨' })).toBe('done')
    expect(await gateway().uploadShipping({ ...info, description: '桃' })).toBe('done')
    expect(world.shipped().at(-1)).toMatchObject({ description: '梨' })
  })

  it('has a description that fits, whole characters of it', async () => {
    await gateway().uploadShipping(handedOver({ description: '🍎'.repeat(200) }))
    expect(Array.from(world.shipped().at(-1)!.description)).toHaveLength(60)
  })

  it('whose answer was lost is told again, and done', async () => {
    const info = handedOver()
    world.troubles.next(SHIPPING, { kind: 'lost' })
    expect(await gateway().uploadShipping(info)).toBe('later')
    expect(await gateway().uploadShipping(info)).toBe('done')
  })

  it.each([
    [10060001, 'later'], // WeChat does not know the payment yet
    [10060002, 'done'],
    [10060003, 'done'],
    [10060004, 'refused'], // paid back, nothing to hand over
    [10060012, 'later'],
    [10060014, 'refused'],
    [10060023, 'done'],
    [10060031, 'refused'],
    [-1, 'later'],
    [45009, 'later'],
    [48001, 'refused'], // no permission
  ])('error %i means %s', async (errcode, outcome) => {
    refuses(SHIPPING, errcode)
    expect(await gateway().uploadShipping(handedOver())).toBe(outcome)
  })

  it('waits while WeChat is not to be reached', async () => {
    expect(await gateway({ baseUrl: nobody }).uploadShipping(handedOver())).toBe('later')
  })
})

describe('the log', () => {
  it('names the call, the code and WeChat’s id of it, and nothing that was in it', async () => {
    const code = randomBytes(16).toString('hex')
    refuses(SESSION, 40029)
    await gateway().signIn(code)
    refuses(SEND, 47003)
    await gateway().sendSubscribeMessage(message('a'))
    await gateway({ baseUrl: nobody }).signIn(code)
    expect(lines).toHaveLength(3)
    expect(JSON.parse(lines[0]!)).toEqual({
      call: SESSION,
      errcode: 40029,
      rid: '65a1b2c3-0f-0f',
      message: 'WeChat refused',
    })
    const all = lines.join('\n')
    for (const secret of [code, world.secret, world.appid, openidOf('a'), 'access_token', '满 99']) {
      expect(all).not.toContain(secret)
    }
  })
})
