import { beforeEach, describe, expect, test } from 'vitest'
import type { SignInAnswer } from '../../src/contract/resident'
import { instant, plus, type Instant } from '../../src/domain/time'
import { type Answer, clientError } from '../../src/platform/answer'
import { createSession, type Session } from '../../src/platform/sign-in'
import type { Storage } from '../../src/platform/storage'
import { memoryStorage } from './memory-storage'

const start = instant('2026-08-10T09:00:00+08:00')
const HOUR = 3_600_000

let now: Instant
let storage: Storage
let codes: number
let exchanges: string[]
let singlePage: boolean
let answer: (code: string) => Promise<Answer<SignInAnswer>>
let session: Session

beforeEach(() => {
  now = start
  storage = memoryStorage()
  codes = 0
  exchanges = []
  singlePage = false
  answer = async (code) => ({ ok: true, data: { token: `token of ${code}`, expiresAt: plus(now, HOUR) } })
  session = createSession({
    storage,
    now: () => now,
    loginCode: async () => ({ ok: true, data: `code-${++codes}` }),
    exchange: (code) => {
      exchanges.push(code)
      return answer(code)
    },
    singlePage: () => singlePage,
  })
})

describe('a session', () => {
  test('starts with nobody signed in', () => {
    expect(session.token()).toBeNull()
  })

  test('is one, however many ask at once', async () => {
    const answers = await Promise.all([session.signIn(), session.signIn(), session.signIn()])
    expect(new Set(answers.map((each) => each.ok && each.data))).toEqual(new Set(['token of code-1']))
    expect(exchanges).toEqual(['code-1'])
  })

  test('is kept on the phone until it runs out', async () => {
    await session.signIn()
    expect(session.token()).toBe('token of code-1')
    now = plus(start, HOUR - 1)
    expect(session.token()).toBe('token of code-1')
    now = plus(start, HOUR)
    expect(session.token()).toBeNull()
  })

  test('that the server refused is replaced, once for all who noticed', async () => {
    await session.signIn()
    await session.signIn('token of code-1')
    const late = await session.signIn('token of code-1')
    expect(late).toEqual({ ok: true, data: 'token of code-2' })
    expect(exchanges).toEqual(['code-1', 'code-2'])
  })

  test('that could not be made is tried again next time', async () => {
    answer = async () => ({ ok: false, error: clientError('NETWORK') })
    expect(await session.signIn()).toMatchObject({ ok: false, error: { code: 'NETWORK' } })
    answer = async () => ({ ok: true, data: { token: 'T', expiresAt: plus(now, HOUR) } })
    expect(await session.signIn()).toEqual({ ok: true, data: 'T' })
  })

  test('is never asked for in Moments single-page mode, where it always fails', async () => {
    singlePage = true
    expect(await session.signIn()).toMatchObject({ ok: false, error: { code: 'SINGLE_PAGE' } })
    expect(codes).toBe(0)
  })

  test('is forgotten on request', async () => {
    await session.signIn()
    session.forget()
    expect(session.token()).toBeNull()
  })
})
