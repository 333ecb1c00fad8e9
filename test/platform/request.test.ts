import { beforeEach, describe, expect, test } from 'vitest'
import type { Instant } from '../../src/domain/time'
import { type Answer, clientError } from '../../src/platform/answer'
import { type Api, createApi } from '../../src/platform/request'
import type { TransportAnswer, TransportRequest } from '../../src/platform/transport'
import { memoryStorage } from './memory-storage'

type Reply = TransportAnswer | 'lost'

const NO_STORE = { 'cache-control': 'no-store', 'x-server-time': '1786000000000' }
const ok = (body: unknown = { fine: true }, headers: Record<string, string> = {}): Reply => ({
  status: 200,
  headers,
  body,
})
const status = (code: number, error?: object): Reply => ({ status: code, headers: {}, body: error ? { error } : null })

let replies: Reply[]
let sent: TransportRequest[]
let pauses: number[]
let samples: { sentAt: number; receivedAt: number; serverTime: number }[]
let token: string | null
let signIns: (string | undefined)[]
let signIn: () => Promise<Answer<string>>
let monotonic: number
let api: Api

beforeEach(() => {
  replies = []
  sent = []
  pauses = []
  samples = []
  token = 'T1'
  signIns = []
  monotonic = 0
  signIn = async () => {
    token = 'T2'
    return { ok: true, data: 'T2' }
  }
  let keys = 0
  api = createApi({
    baseUrl: 'https://api.test',
    transport: async (request) => {
      sent.push(request)
      monotonic += 30
      const reply = replies.shift() ?? ok()
      if (reply === 'lost') throw new Error('request:fail')
      return reply
    },
    session: {
      token: () => token,
      signIn: (stale) => {
        signIns.push(stale)
        return signIn()
      },
    },
    storage: memoryStorage(),
    clock: {
      now: () => 1_786_000_000_123 as Instant,
      monotonic: () => monotonic,
      sample: (sample) => samples.push(sample),
    },
    newKey: async () => `key-${++keys}`,
    wait: async (ms) => void pauses.push(ms),
    random: () => 0.5,
  })
})

const keysSent = () => sent.map(({ headers }) => headers['idempotency-key'])

describe('what is sent', () => {
  test('a read: address, query without what is not set, session, no key', async () => {
    await api.get('/v1/stores', { query: { near: '28.1,104.2', open: true, after: undefined } })
    expect(sent[0]).toMatchObject({
      method: 'GET',
      url: 'https://api.test/v1/stores?near=28.1%2C104.2&open=true',
      timeoutMs: 8000,
    })
    expect(sent[0]?.headers).toEqual({ accept: 'application/json', authorization: 'Bearer T1' })
  })

  test('a write carries a key of its own, and JSON', async () => {
    await api.post('/v1/gifts/accept', { token: 'G' })
    await api.post('/v1/gifts/accept', { token: 'G' })
    expect(keysSent()).toEqual(['key-1', 'key-2'])
    expect(sent[0]).toMatchObject({ body: '{"token":"G"}' })
  })

  test('the same tap repeated by hand keeps its key', async () => {
    await api.post('/v1/x', {}, { key: 'mine' })
    await api.post('/v1/x', {}, { key: 'mine' })
    expect(keysSent()).toEqual(['mine', 'mine'])
  })

  test('a public read says nothing about the person', async () => {
    await api.get('/v1/stores', { session: 'none' })
    expect(sent[0]?.headers.authorization).toBeUndefined()
  })
})

describe('retries', () => {
  test.each([['lost'], [502], [503], [504]] as const)('a read is repeated after %s, then answers', async (trouble) => {
    replies = [trouble === 'lost' ? 'lost' : status(trouble), ok({ n: 1 })]
    expect(await api.get('/v1/x')).toEqual({ ok: true, data: { n: 1 } })
    expect(sent).toHaveLength(2)
  })

  test('a write is repeated with the same key', async () => {
    replies = ['lost', status(503), ok()]
    await api.post('/v1/x')
    expect(keysSent()).toEqual(['key-1', 'key-1', 'key-1'])
  })

  test('after three tries it is said, and a write says that a second tap is safe', async () => {
    replies = ['lost', 'lost', 'lost']
    const read = await api.get('/v1/x')
    replies = ['lost', 'lost', 'lost']
    const write = await api.post('/v1/x')
    expect(sent).toHaveLength(6)
    expect(read).toMatchObject({ ok: false, error: { code: 'NETWORK', message: '网络不太顺，没有连上，请再试一次' } })
    expect(write).toMatchObject({ ok: false, error: { code: 'NETWORK', message: expect.stringContaining('不会重复') } })
  })

  test('the pauses grow and are spread', async () => {
    replies = ['lost', 'lost']
    await api.get('/v1/x')
    expect(pauses).toEqual([450, 900])
  })

  test.each([400, 404, 409, 422, 429, 500])('a %i is an answer and is not asked for again', async (code) => {
    replies = [status(code, { code: 'NOT_FOUND', message: '没有' })]
    await api.post('/v1/x')
    expect(sent).toHaveLength(1)
  })
})

describe('answers', () => {
  test('a refusal is a value with its code, sentence and facts', async () => {
    replies = [
      status(409, { code: 'CLAIM_LIMIT_REACHED', message: '每人限领 1 张', facts: { perPerson: 1 }, requestId: 'r' }),
    ]
    expect(await api.post('/v1/x')).toEqual({
      ok: false,
      error: { code: 'CLAIM_LIMIT_REACHED', message: '每人限领 1 张', facts: { perPerson: 1 } },
    })
  })

  test('a proxy’s page instead of an answer is a silent server, not a crash', async () => {
    replies = [{ status: 500, headers: {}, body: '<html>' }]
    expect(await api.get('/v1/x')).toMatchObject({ ok: false, error: { code: 'SERVER_SILENT' } })
  })
})

describe('signing in', () => {
  test('happens when the first call needs it', async () => {
    token = null
    await api.get('/v1/me')
    expect(signIns).toEqual([undefined])
    expect(sent[0]?.headers.authorization).toBe('Bearer T2')
  })

  test('a 401 signs in again once and repeats with the same key', async () => {
    replies = [status(401), ok({ n: 1 })]
    expect(await api.post('/v1/x')).toEqual({ ok: true, data: { n: 1 } })
    expect(signIns).toEqual(['T1'])
    expect(sent.map(({ headers }) => headers.authorization)).toEqual(['Bearer T1', 'Bearer T2'])
    expect(keysSent()).toEqual(['key-1', 'key-1'])
  })

  test('a second 401 is the answer', async () => {
    replies = [status(401), status(401, { code: 'NOT_SIGNED_IN', message: '请先登录' })]
    expect(await api.get('/v1/me')).toMatchObject({ ok: false, error: { code: 'NOT_SIGNED_IN' } })
    expect(sent).toHaveLength(2)
  })

  test('where nobody can sign in, the reason is the answer and nothing is sent', async () => {
    token = null
    signIn = async () => ({ ok: false, error: clientError('OPEN_IN_WECHAT') })
    expect(await api.post('/v1/x')).toMatchObject({
      ok: false,
      error: { code: 'OPEN_IN_WECHAT', message: '请在微信里打开' },
    })
    expect(sent).toEqual([])
  })

  test('an optional session is sent when there is one, never asked for, and given up at a 401', async () => {
    replies = [status(401), ok()]
    await api.get('/v1/stores', { session: 'optional' })
    token = null
    await api.get('/v1/stores', { session: 'optional' })
    expect(sent.map(({ headers }) => headers.authorization)).toEqual(['Bearer T1', undefined, undefined])
    expect(signIns).toEqual([])
  })
})

describe('the clock', () => {
  test('learns from an answer that no cache may hold', async () => {
    replies = [ok({}, NO_STORE)]
    await api.get('/v1/clock', { session: 'none' })
    expect(samples).toEqual([{ sentAt: 0, receivedAt: 30, serverTime: 1_786_000_000_000 }])
  })

  test('doubts an answer that may come from a cache by its age', async () => {
    const cached = { ...NO_STORE, 'cache-control': 'public, max-age=5' }
    replies = [ok({}, cached), ok({}, { 'cache-control': 'no-store' })]
    await api.get('/v1/a')
    await api.get('/v1/b')
    const [sample] = samples
    expect(samples).toHaveLength(1)
    expect(sample && sample.receivedAt - sample.sentAt).toBeGreaterThanOrEqual(5_000)
    expect(sample?.serverTime).toBe(1_786_000_000_000 - 2_500)
  })

  test('learns nothing more from a cache once it knows the time', async () => {
    replies = [ok({}, NO_STORE), ok({}, { ...NO_STORE, 'cache-control': 'public, max-age=5' })]
    await api.get('/v1/a')
    await api.get('/v1/b')
    expect(samples).toHaveLength(1)
  })

  test('learns from refusals too', async () => {
    replies = [{ status: 409, headers: NO_STORE, body: { error: { code: 'CLAIM_ENDED', message: '领取时间已过' } } }]
    await api.post('/v1/x')
    expect(samples).toHaveLength(1)
  })
})

describe('on a weak network', () => {
  test('the last kept answer is there with its age', async () => {
    replies = [ok({ n: 1 })]
    await api.get('/v1/launch', { query: { store: 'a' }, keep: true })
    expect(api.getCached('/v1/launch', { query: { store: 'a' } })).toEqual({
      data: { n: 1 },
      storedAt: 1_786_000_000_123,
    })
    expect(api.getCached('/v1/launch', { query: { store: 'b' } })).toBeNull()
  })

  test('what was not asked to be kept, or failed, is not', async () => {
    await api.get('/v1/a')
    replies = ['lost', 'lost', 'lost']
    await api.get('/v1/b', { keep: true })
    expect([api.getCached('/v1/a'), api.getCached('/v1/b')]).toEqual([null, null])
  })
})
