import type { ErrorCode, Facts } from '../contract/errors'

/** Refusals that come from this side of the network, beside those of the API. */
export type ClientErrorCode = 'NETWORK' | 'SERVER_SILENT' | 'OPEN_IN_WECHAT' | 'SINGLE_PAGE'

export type ApiError = {
  readonly code: ErrorCode | ClientErrorCode
  /** A Chinese sentence, ready to be shown. */
  readonly message: string
  /** What the page needs to say more; instants in ms. Empty when the refusal has none. */
  readonly facts: Facts
}

/** Every call to the API answers with a value; nothing throws for a refusal or a dead network. */
export type Answer<T> = { readonly ok: true; readonly data: T } | { readonly ok: false; readonly error: ApiError }

const SENTENCES = {
  NETWORK: '网络不太顺，没有连上，请再试一次',
  SERVER_SILENT: '店里的服务一时没有回应，请稍等再试',
  OPEN_IN_WECHAT: '请在微信里打开',
  SINGLE_PAGE: '点下方“前往小程序”再继续',
} as const satisfies Record<ClientErrorCode, string>

/** What a write says when its answer got lost: the key makes a second tap safe. */
const LOST_ANSWER = '网络断了一下，还没收到回音。再点一次就好，不会重复'

/** What only the network or a busy server says; everything else is a decision about what was asked. */
const PASSING: ReadonlySet<string> = new Set([
  'NETWORK',
  'SERVER_SILENT',
  'BUSY',
  'UNEXPECTED',
  'TOO_MANY_REQUESTS',
  'WECHAT_UNAVAILABLE',
] satisfies (ErrorCode | ClientErrorCode)[])

/** Nothing has been decided: the same may be asked again, a write with the same key. */
export const isPassing = (error: ApiError): boolean => PASSING.has(error.code)

export const clientError = (code: ClientErrorCode, message: string = SENTENCES[code]): ApiError => ({
  code,
  message,
  facts: {},
})

export const networkError = (writing: boolean): ApiError => clientError('NETWORK', writing ? LOST_ANSWER : undefined)

/** Reads `{ error: { code, message, facts? } }`; anything else (a proxy's page, a cut answer) is a silent server. */
export function errorOf(body: unknown): ApiError {
  const error = (body as { error?: Partial<ApiError> } | null)?.error
  if (typeof error?.code !== 'string' || typeof error.message !== 'string') return clientError('SERVER_SILENT')
  return { code: error.code, message: error.message, facts: error.facts ?? {} }
}
