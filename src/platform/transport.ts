import Taro from '@tarojs/taro'

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

export type TransportRequest = {
  readonly method: Method
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** JSON text; absent for GET. */
  readonly body?: string
  readonly timeoutMs: number
}

/** Header names are in lower case. `body` is parsed JSON, `null` when there was none. */
export type TransportAnswer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

/** Carries one request. Rejects when no answer came: no network, timeout, interrupted by going to the background. */
export type Transport = (request: TransportRequest) => Promise<TransportAnswer>

const lowerCase = (headers: Record<string, unknown> = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]))

export const taroTransport: Transport = async ({ method, url, headers, body, timeoutMs }) => {
  const answer = await Taro.request<unknown>({
    url,
    method,
    header: { ...headers },
    data: body,
    timeout: timeoutMs,
    dataType: 'json',
  })
  return { status: answer.statusCode, headers: lowerCase(answer.header), body: answer.data ?? null }
}
