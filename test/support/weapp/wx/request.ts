// wx.request, answered by a function of the test or by a running API over HTTP. Ten at a time, a timeout of the app's own,
// `abort`, any HTTP status is a success; requests under way when the app is suspended fail as `interrupted`.
import type { SentRequest } from '../app-log'
import { type CallOptions, type Platform, WxFailure, type WxApi } from './platform'

const AT_ONCE = 10
const DEFAULT_TIMEOUT_MS = 60_000

export interface WxRequest {
  method: string
  url: string
  /** Path and query, without the origin. */
  path: string
  /** Names in lower case. */
  header: Record<string, string>
  data: unknown
}

export interface WxAnswer {
  status: number
  data?: unknown
  header?: Record<string, string>
  /** ms of virtual time until the phone has it; the network's usual delay when missing, never for Infinity. */
  afterMs?: number
}

/**
 * Answers a request; throw to let it fail, `new Error('timeout')` becomes `request:fail timeout`. Virtual time waits for its
 * promise, so how long an answer takes is only ever said by `afterMs`.
 */
export type ApiHandler = (request: WxRequest) => WxAnswer | Promise<WxAnswer>

/** Where requests go: the base URL of a running API (`http://127.0.0.1:3100`), or a function. */
export type Api = string | ApiHandler

export interface Network {
  api: Api
  /** ms of virtual time one request takes on the way, unless its answer says otherwise. */
  latencyMs: number
  /** Requests that have not called back yet. */
  open: number
}

export function newNetwork(api: Api, latencyMs: number): Network {
  return { api, latencyMs, open: 0 }
}

/** A handler that asks a running API; only the origin of the URL is replaced. Wrap it to lose or delay answers. */
export function overHttp(base: string): ApiHandler {
  return async (request) => {
    const sends = request.method !== 'GET' && request.method !== 'HEAD' && request.data !== undefined
    const body = typeof request.data === 'string' ? request.data : JSON.stringify(request.data)
    const response = await fetch(new URL(request.path, base), {
      method: request.method,
      headers: request.header,
      ...(sends ? { body } : {}),
    })
    return { status: response.status, data: await response.text(), header: Object.fromEntries(response.headers) }
  }
}

export function requestApi(platform: Platform, network: Network): WxApi {
  const running = new Set<RequestRun>()
  const waiting: RequestRun[] = []
  const done = (run: RequestRun): void => {
    running.delete(run)
    const next = waiting.shift()
    if (next) start(next)
  }
  const start = (run: RequestRun): void => {
    running.add(run)
    run.start()
  }
  platform.clock.onFreeze(() => {
    for (const run of [...waiting.splice(0), ...running]) run.end(new WxFailure('interrupted', { errno: 600003 }))
  })
  return {
    request: (options: CallOptions) => {
      const run = new RequestRun(platform, network, options, done)
      if (running.size < AT_ONCE) start(run)
      else waiting.push(run)
      return platform.logic.object({
        abort: () => run.end(new WxFailure('abort')),
        onHeadersReceived: () => {},
        offHeadersReceived: () => {},
      })
    },
  }
}

type Told = NonNullable<SentRequest['answer']>

/** One request from its call to its one callback. */
class RequestRun {
  private ended = false
  private readonly request: WxRequest
  private readonly sent: SentRequest

  constructor(
    private readonly platform: Platform,
    private readonly network: Network,
    private readonly options: CallOptions,
    private readonly done: (run: RequestRun) => void,
  ) {
    this.request = readRequest(options)
    const { method, url, header, data } = this.request
    network.open += 1
    this.sent = { at: platform.clock.now, method, url, header, data }
    platform.log.requests.push(this.sent)
  }

  start(): void {
    if (this.ended) return
    const { clock, persona } = this.platform
    const timeout = Number(this.options.timeout) || DEFAULT_TIMEOUT_MS
    clock.postToPhone(() => this.end(new WxFailure('timeout', { errno: 5 })), timeout)
    if (persona.network === 'none') {
      clock.post(() => this.end(new WxFailure('', { errno: 600001 })))
      return
    }
    const answer = this.ask().then(
      (value) => clock.post(() => this.end(value), value.afterMs ?? this.network.latencyMs),
      (error) => clock.post(() => this.end(asFailure(error)), this.network.latencyMs),
    )
    clock.outside.add(answer)
    void answer.finally(() => clock.outside.delete(answer))
  }

  /** Calls the app back, once, in a turn of its own. */
  end(outcome: WxAnswer | WxFailure): void {
    if (this.ended) return
    this.ended = true
    this.done(this)
    const { clock, logic } = this.platform
    const ok = !(outcome instanceof WxFailure)
    this.sent.answer = ok ? this.success(outcome) : this.failure(outcome)
    const result = logic.copyIn(this.sent.answer)
    clock.post(() => {
      this.network.open -= 1
      logic.call(`wx.request ${this.request.path}`, ok ? this.options.success : this.options.fail, result)
      logic.call(`wx.request ${this.request.path}`, this.options.complete, result)
    })
  }

  private async ask(): Promise<WxAnswer> {
    const { api } = this.network
    return (typeof api === 'string' ? overHttp(api) : api)(this.request)
  }

  private success({ status, data, header = {} }: WxAnswer): Told {
    const wantsJson = (this.options.dataType ?? 'json') === 'json'
    return {
      errMsg: 'request:ok',
      statusCode: status,
      ...{ header, cookies: [] },
      data: typeof data === 'string' && wantsJson ? parsed(data) : (data ?? ''),
    }
  }

  private failure(why: WxFailure): Told {
    return { errMsg: `request:fail ${why.message}`.trim(), ...why.facts }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function asFailure(error: unknown): WxFailure {
  if (error instanceof WxFailure) return error
  return new WxFailure(error instanceof Error ? error.message : String(error), { errno: 600001 })
}

function readRequest(options: CallOptions): WxRequest {
  const method = String(options.method ?? 'GET').toUpperCase()
  const url = new URL(String(options.url))
  const given = (options.header ?? {}) as Record<string, unknown>
  const header = Object.fromEntries(Object.entries(given).map(([name, value]) => [name.toLowerCase(), String(value)]))
  const data = options.data === undefined ? undefined : JSON.parse(JSON.stringify(options.data))
  if (method === 'GET' && typeof data === 'object' && data !== null) {
    for (const [name, value] of Object.entries(data)) url.searchParams.set(name, String(value))
    return { method, url: url.href, path: url.pathname + url.search, header, data: undefined }
  }
  // The platform sends JSON unless told otherwise.
  if (data !== undefined && header['content-type'] === undefined) header['content-type'] = 'application/json'
  return { method, url: url.href, path: url.pathname + url.search, header, data }
}
