import type { ApiError } from '../platform/answer'

/** Answers after which the server may or may not have done it: the tap is repeated with the same key. */
const UNDECIDED: ReadonlySet<string> = new Set([
  'NETWORK',
  'SERVER_SILENT',
  'BUSY',
  'UNEXPECTED',
  'TOO_MANY_REQUESTS',
  'NOT_SIGNED_IN',
  'SIGN_IN_FAILED',
  'WECHAT_UNAVAILABLE',
])

export const isUndecided = (error: ApiError | null): boolean => error !== null && UNDECIDED.has(error.code)
