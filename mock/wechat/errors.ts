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
  10060002: '支付单已完成发货，无法继续发货',
  10060003: '支付单已使用重新发货机会',
  10060005: '物流类型有误',
  10060008: '商品描述不能为空',
  10060014: '参数错误',
  10060023: '发货信息未更新',
} as const

export type Errcode = keyof typeof WORDS

export const failure = (errcode: Errcode, detail = '') => ({
  errcode,
  errmsg: `${WORDS[errcode]}${detail && ` ${detail}`}${errcode === 0 ? '' : ` rid: ${randomUUID()}`}`,
})
