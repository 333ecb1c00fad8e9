import { inflateSync } from 'node:zlib'
import Fastify from 'fastify'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { openidOf, PERSONAS } from '../../mock/personas'
import { mockWechat } from '../../mock/wechat/start'
import { HOUR, MINUTE } from '../../src/domain/time'
import { fixedClock, NOON } from '../support/app'

const clock = fixedClock()
const world = await mockWechat({ clock, templates: ['tmpl-1'], pages: ['pages/home/index'] })
afterAll(() => world.stop())
beforeEach(() => clock.set(NOON))

const get = async (path: string, query: Record<string, string> = {}) =>
  (await fetch(`${world.url}${path}?${new URLSearchParams(query)}`)).json()
const post = (path: string, body: object, query: Record<string, string> = {}) =>
  fetch(`${world.url}${path}?${new URLSearchParams(query)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
const postJson = async (path: string, body: object, query: Record<string, string> = {}) =>
  (await post(path, body, query)).json()

const account = { appid: world.appid, secret: world.secret }
const session = (js_code: string, over = {}) =>
  get('/sns/jscode2session', { ...account, js_code, grant_type: 'authorization_code', ...over })
const stableToken = (over = {}) =>
  postJson('/cgi-bin/stable_token', { ...account, grant_type: 'client_credential', ...over })
const token = async (): Promise<string> => (await stableToken()).access_token

describe('jscode2session', () => {
  it('answers as WeChat does', async () => {
    const answer = await session(world.codeOf('owner'))
    expect(answer).toEqual({ openid: openidOf('owner'), session_key: expect.stringMatching(/^[\w+/]{22}==$/) })
  })

  it('knows its account', async () => {
    expect(await session('x', { appid: 'wx1' })).toMatchObject({ errcode: 40013 })
    expect(await session('x', { secret: 'wrong' })).toMatchObject({ errcode: 40125 })
    expect(await session('x', { grant_type: 'x' })).toMatchObject({ errcode: 40002 })
  })

  it('takes the codes of the developer tools, once each, as one person', async () => {
    const code = `0${'a'.repeat(31)}`
    const first = await session(code)
    expect(first.openid).toMatch(/^o[\w-]{27}$/)
    expect(await session(code)).toMatchObject({ errcode: 40163 })
    expect((await session(`0${'b'.repeat(31)}`)).openid).toBe(first.openid)
  })
})

describe('stable_token', () => {
  it('answers the same token until five minutes before its end, then the next, and honours both', async () => {
    const first = await stableToken()
    expect(first).toEqual({ access_token: expect.any(String), expires_in: 7200 })
    clock.advance(2 * HOUR - 5 * MINUTE - 1000)
    expect(await stableToken()).toEqual({ access_token: first.access_token, expires_in: 301 })
    clock.advance(1000)
    const next = await stableToken()
    expect(next.access_token).not.toBe(first.access_token)
    const check = (access_token: string) =>
      postJson('/wxa/msg_sec_check', { version: 2, scene: 2, openid: openidOf('a'), content: '好' }, { access_token })
    expect(await check(first.access_token)).toMatchObject({ errcode: 0 })
    expect(await check(next.access_token)).toMatchObject({ errcode: 0 })
    clock.advance(5 * MINUTE)
    expect(await check(first.access_token)).toMatchObject({ errcode: 42001 })
    expect(await check('made-up')).toMatchObject({ errcode: 40001 })
    expect(await postJson('/wxa/msg_sec_check', {})).toMatchObject({ errcode: 41001 })
  })

  it('refreshed by force ends the token before', async () => {
    const before = await token()
    await stableToken({ force_refresh: true })
    const answer = await postJson('/wxa/msg_sec_check', {}, { access_token: before })
    expect(answer).toMatchObject({ errcode: 40001 })
  })

  it('knows its account', async () => {
    expect(await stableToken({ appid: 'wx1' })).toMatchObject({ errcode: 40013 })
    expect(await stableToken({ secret: 'wrong' })).toMatchObject({ errcode: 40125 })
    expect(await stableToken({ grant_type: 'x' })).toMatchObject({ errcode: 40002 })
  })
})

describe('subscribe/send', () => {
  const send = async (data: Record<string, string>) =>
    postJson(
      '/cgi-bin/message/subscribe/send',
      {
        touser: openidOf('b'),
        template_id: 'tmpl-1',
        data: Object.fromEntries(Object.entries(data).map(([key, value]) => [key, { value }])),
      },
      { access_token: await token() },
    )

  it.each([
    ['thing1', '一二三四五六七八九十一二三四五六七八九十', true],
    ['thing1', '一二三四五六七八九十一二三四五六七八九十一', false],
    ['thing1', '', false],
    ['time2', '2026年6月2日 23:59', true],
    ['time2', '2026-06-02 23:59', true],
    ['time2', '2026年6月2日 08:00~2026年6月3日 08:00', true],
    ['time2', '明天', false],
    ['amount3', '¥20.00', true],
    ['amount3', '20元', true],
    ['amount3', '二十', false],
    ['phrase4', '即将到期', true],
    ['phrase4', '就要到期了呀', false],
    ['number5', '12', true],
    ['number5', '十二', false],
    ['character_string6', 'A1-20', true],
    ['character_string6', '券', false],
    ['name7', '王姐', true],
    ['nonsense8', 'x', false],
  ])('%s may be "%s": %s', async (key, value, fits) => {
    if (fits) world.accept('b', 'tmpl-1')
    const answer = await send({ [key]: value })
    expect(answer).toMatchObject({ errcode: fits ? 0 : 47003 })
  })

  it('spends no consent on what it refuses', async () => {
    world.accept('b', 'tmpl-1')
    expect(await send({ thing1: '刷单' })).toMatchObject({ errcode: 45168 })
    expect(await send({ thing1: '好吃' })).toMatchObject({ errcode: 0 })
    expect(await send({ thing1: '好吃' })).toMatchObject({ errcode: 43101 })
  })
})

describe('getwxacodeunlimit', () => {
  const code = async (body: object) => post('/wxa/getwxacodeunlimit', body, { access_token: await token() })

  it('is a PNG of the wished size with a quiet zone of white', async () => {
    const response = await code({ scene: "a!#$&'()*+,/:;=?@-._~", page: 'pages/home/index', width: 300 })
    expect(response.headers.get('content-type')).toBe('image/png')
    const bytes = Buffer.from(await response.arrayBuffer())
    expect(bytes.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n')
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([300, 300])
    const rows = inflateSync(bytes.subarray(41, 41 + bytes.readUInt32BE(33)))
    expect(rows).toHaveLength(301 * 300)
    expect(rows.subarray(1, 301).every((pixel) => pixel === 255)).toBe(true)
    expect(rows.includes(0, 301 * 150 + 1)).toBe(true)
  })

  it.each([
    [{ scene: '' }, 40129],
    [{ scene: 'x'.repeat(33) }, 40129],
    [{ scene: '阳光花园' }, 40129],
    [{ scene: 'a b' }, 40129],
    [{ scene: 'a', page: '/pages/home/index' }, 41030],
    [{ scene: 'a', page: 'pages/none/index' }, 41030],
    [{ scene: 'a', width: 279 }, 40097],
    [{ scene: 'a', width: 1281 }, 40097],
    [{ scene: 'a', env_version: 'x' }, 40097],
  ])('KF-39: %j is error %i', async (body, errcode) => {
    const response = await code(body)
    expect(response.headers.get('content-type')).toContain('json')
    expect(await response.json()).toMatchObject({ errcode })
  })

  it('does not check the page when asked not to', async () => {
    const response = await code({ scene: 'a', page: 'pages/none/index', check_path: false })
    expect(response.headers.get('content-type')).toBe('image/png')
  })
})

describe('signing in by name, on the API’s own origin', () => {
  const api = Fastify()
  world.loginRoutes(api)
  afterAll(() => api.close())
  const codeOf = async (as: string) => (await api.inject({ url: '/mock/wechat/login', query: { as } })).json().code

  it('gives a code of that person, known or new', async () => {
    expect((await session(await codeOf('clerk'))).openid).toBe(openidOf('clerk'))
    expect((await session(await codeOf('neighbour-x1'))).openid).toBe(openidOf('neighbour-x1'))
    expect(openidOf('neighbour-x1')).not.toBe(openidOf('neighbour-x2'))
  })

  it.each(['', 'a b', 'x'.repeat(33), '<script>'])('does not take "%s" for a name', async (as) => {
    expect((await api.inject({ url: '/mock/wechat/login', query: { as } })).statusCode).toBe(400)
  })

  it('says who there is, each with an openid of their own', async () => {
    const { personas } = (await api.inject('/mock/wechat/personas')).json()
    expect(personas.map(({ name }: { name: string }) => name)).toContain('launch-lead')
    expect(JSON.stringify(personas)).not.toContain(openidOf('owner'))
    expect(new Set(PERSONAS.map(({ name }) => openidOf(name))).size).toBe(PERSONAS.length)
  })

  it('takes consents and shows what they led to', async () => {
    const consent = { as: 'fresh', templateIds: ['tmpl-1'] }
    expect((await api.inject({ method: 'POST', url: '/mock/wechat/consents', payload: consent })).json()).toEqual({
      done: true,
    })
    const message = { touser: openidOf('fresh'), template_id: 'tmpl-1', data: { thing1: { value: '开门啦' } } }
    await postJson('/cgi-bin/message/subscribe/send', message, { access_token: await token() })
    const { messages } = (await api.inject('/mock/wechat/sent?to=fresh')).json()
    expect(messages).toEqual([
      {
        to: 'fresh',
        openid: openidOf('fresh'),
        templateId: 'tmpl-1',
        page: null,
        data: { thing1: '开门啦' },
        at: NOON,
      },
    ])
    expect((await get('/mock/wechat/sent', { to: 'nobody' })).messages).toEqual([])
  })

  it.each([[{}], [{ as: 'a' }], [{ as: 'a', templateIds: [] }], [{ as: '', templateIds: ['x'] }]])(
    'does not take %j for a consent',
    async (payload) => {
      const heard = await api.inject({ method: 'POST', url: '/mock/wechat/consents', payload })
      expect(heard.statusCode).toBe(400)
    },
  )
})
