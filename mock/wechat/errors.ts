import { randomUUID } from 'node:crypto'

/** WeChat's words for its codes, as its servers write them. */
const WORDS = {
  0: 'ok',
  40001: 'invalid credential, access_token is invalid or not latest',
  40002: 'invalid grant_type',
  40003: 'invalid openid',
  40013: 'invalid appid',
  40029: 'invalid code',
  40037: 'invalid template_id',
  40097: 'invalid args',
  40125: 'invalid appsecret',
  40129: 'invalid scene',
  40163: 'code been used',
  40226: 'code blocked',
  41001: 'access_token missing',
  41030: 'invalid page',
  42001: 'access_token expired',
  43101: 'user refuse to accept the msg',
  43108: 'send concurrently for the same user',
  45168: 'forbidden word in content',
  47001: 'data format error',
  47003: 'argument invalid!',
} as const

export type Errcode = keyof typeof WORDS

export const failure = (errcode: Errcode, detail = '') => ({
  errcode,
  errmsg: `${WORDS[errcode]}${detail && ` ${detail}`}${errcode === 0 ? '' : ` rid: ${randomUUID()}`}`,
})
