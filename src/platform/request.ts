import type { Instant } from '../domain/time'
import { type Answer, type ApiError, errorOf, networkError } from './answer'
import type { Storage } from './storage'
import type { Method, Transport, TransportAnswer } from './transport'

/**
 * `required`: signs in when needed (most calls). `optional`: sends a session that is already there, never signs in.
 * `none`: public and cacheable, nothing about the person is sent.
 */
export type SessionUse = 'required' | 'optional' | 'none'

export type Query = Readonly<Record<string, string | number | boolean | undefined>>
export type GetOptions = { readonly query?: Query; readonly session?: SessionUse; readonly keep?: boolean }
/** `key`: give the same one again when the shopper repeats a tap whose answer got lost; a fresh one otherwise. */
export type WriteOptions = { readonly key?: string; readonly session?: SessionUse }

/** A kept answer and the server time at which it arrived. */
export type Kept<T> = { readonly data: T; readonly storedAt: Instant }

export type Api = {
  get<T>(path: string, options?: GetOptions): Promise<Answer<T>>
  /** The last answer of a `get` made with `keep: true`, for a weak network; `null` when there is none. */
  getCached<T>(path: string, options?: { readonly query?: Query }): Kept<T> | null
  post<T>(path: string, body?: unknown, options?: WriteOptions): Promise<Answer<T>>
  put<T>(path: string, body?: unknown, options?: WriteOptions): Promise<Answer<T>>
  delete<T>(path: string, options?: WriteOptions): Promise<Answer<T>>
}

export type SessionDoor = {
  /** The stored token, `null` when there is none or it has run out. */
  token(): string | null
  /** Signs in unless `stale` has been replaced meanwhile. Concurrent callers share one sign-in. */
  signIn(stale?: string): Promise<Answer<string>>
}

export type ApiParts = {
  readonly baseUrl: string
  readonly transport: Transport
  readonly session: SessionDoor
  readonly storage: Storage
  /** Receives the monotonic times of a request and the server's clock (`x-server-time`, ms). */
  readonly clock: {
    now(): Instant
    monotonic(): number
    sample(sample: { sentAt: number; receivedAt: number; serverTime: number }): void
  }
  readonly newKey: () => Promise<string>
  readonly wait: (ms: number) => Promise<void>
  /** From 0 up to, not including, 1. */
  readonly random: () => number
}

const TIMEOUT_MS = 8000
const TRIES = 3
const FIRST_PAUSE_MS = 300
const RETRIED: ReadonlySet<number> = new Set([502, 503, 504])

type Call = {
  readonly method: Method
  readonly path: string
  readonly query?: Query | undefined
  readonly body?: unknown
  readonly key?: string
  readonly session: SessionUse
}

const withQuery = (path: string, query: Query = {}): string => {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined)
  if (pairs.length === 0) return path
  const text = pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
  return `${path}?${text.join('&')}`
}

/** The one door to the API: idempotency keys, time-out, retries of what is safe to repeat, sign-in, clock samples. */
export function createApi(parts: ApiParts): Api {
  const { storage, session, clock } = parts

  async function once(call: Call, token: string | null): Promise<TransportAnswer | null> {
    const headers: Record<string, string> = { accept: 'application/json' }
    if (token) headers.authorization = `Bearer ${token}`
    if (call.key) headers['idempotency-key'] = call.key
    if (call.body !== undefined) headers['content-type'] = 'application/json'
    const sentAt = clock.monotonic()
    try {
      const answer = await parts.transport({
        method: call.method,
        url: parts.baseUrl + withQuery(call.path, call.query),
        headers,
        body: call.body === undefined ? undefined : JSON.stringify(call.body),
        timeoutMs: TIMEOUT_MS,
      })
      sampleClock(answer, sentAt)
      return answer
    } catch {
      return null
    }
  }

  let toldExactly = false

  /**
   * Only an answer that no cache may hold tells the time exactly. Until one has come, another is taken at its word with its
   * age as doubt: a phone that is days off must not count from its own clock until somebody is signed in.
   */
  function sampleClock(answer: TransportAnswer, sentAt: number): void {
    const serverTime = Number(answer.headers['x-server-time'])
    if (!serverTime) return
    const receivedAt = clock.monotonic()
    const caching = answer.headers['cache-control'] ?? ''
    if (/\bno-store\b/.test(caching)) {
      toldExactly = true
      clock.sample({ sentAt, receivedAt, serverTime })
      return
    }
    const doubt = Number(/\bmax-age=(\d{1,6})\b/.exec(caching)?.[1] ?? Number.NaN) * 1000
    // The clock takes the middle of the round trip: half of the doubt is given back, so that a fresh answer is right.
    if (!toldExactly && doubt >= 0)
      clock.sample({ sentAt: sentAt - doubt, receivedAt, serverTime: serverTime - doubt / 2 })
  }

  /** GETs and keyed writes only ever come here, so a repeat is always safe; the key stays the same. */
  async function persistently(call: Call, token: string | null): Promise<TransportAnswer | null> {
    for (let attempt = 1; ; attempt++) {
      const answer = await once(call, token)
      if (attempt === TRIES || (answer && !RETRIED.has(answer.status))) return answer
      const ceiling = FIRST_PAUSE_MS * 2 ** attempt
      await parts.wait(ceiling / 2 + parts.random() * (ceiling / 2))
    }
  }

  async function tokenFor(use: SessionUse): Promise<Answer<string | null>> {
    const held = use === 'none' ? null : session.token()
    if (held || use !== 'required') return { ok: true, data: held }
    return session.signIn()
  }

  async function send(call: Call): Promise<TransportAnswer | ApiError | null> {
    const token = await tokenFor(call.session)
    if (!token.ok) return token.error
    const answer = await persistently(call, token.data)
    if (answer?.status !== 401 || call.session === 'none') return answer
    if (call.session === 'optional') return persistently(call, null)
    const renewed = await session.signIn(token.data ?? undefined)
    return renewed.ok ? persistently(call, renewed.data) : renewed.error
  }

  async function run<T>(call: Call): Promise<Answer<T>> {
    const answer = await send(call)
    if (answer === null) return { ok: false, error: networkError(call.method !== 'GET') }
    if ('code' in answer) return { ok: false, error: answer }
    if (answer.status >= 200 && answer.status < 300) return { ok: true, data: answer.body as T }
    return { ok: false, error: errorOf(answer.body) }
  }

  async function write<T>(method: Method, path: string, body: unknown, options: WriteOptions = {}): Promise<Answer<T>> {
    const key = options.key ?? (await parts.newKey())
    return run<T>({ method, path, body, key, session: options.session ?? 'required' })
  }

  const place = (path: string, query?: Query): string => `answer:${withQuery(path, query)}`

  return {
    async get<T>(path: string, options: GetOptions = {}): Promise<Answer<T>> {
      const answer = await run<T>({ method: 'GET', path, query: options.query, session: options.session ?? 'required' })
      if (answer.ok && options.keep) {
        storage.write(place(path, options.query), { data: answer.data, storedAt: clock.now() })
      }
      return answer
    },
    getCached: <T>(path: string, options: { readonly query?: Query } = {}) =>
      storage.read<Kept<T>>(place(path, options.query)),
    post: (path, body = {}, options) => write('POST', path, body, options),
    put: (path, body = {}, options) => write('PUT', path, body, options),
    delete: (path, options) => write('DELETE', path, undefined, options),
  }
}
