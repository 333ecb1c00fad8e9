import { createCipheriv, createSign, createVerify, randomBytes } from 'node:crypto'
import type { Instant } from '../../src/domain/time'
import type { Keys } from './keys'

// Written from the manual and not from the server's code: what both would get wrong in the same way, no test would find.

const MOST_SKEW_SECONDS = 300

export type Signed = {
  readonly method: string
  /** Path with query. */
  readonly url: string
  readonly authorization: string | undefined
  readonly body: string
}

/** Whether a request carries the merchant's signature; the reason when it does not. */
export function judgeRequest(keys: Keys, mchid: string, request: Signed, now: Instant): string | null {
  const [, scheme, rest = ''] = /^(\S+) (.+)$/.exec(request.authorization ?? '') ?? []
  if (scheme !== 'WECHATPAY2-SHA256-RSA2048') return 'Http头Authorization的认证类型不正确'
  const said = new Map([...rest.matchAll(/(\w+)="([^"]*)"(?:,|$)/g)].map(([, name, value]) => [name, value ?? '']))
  const [timestamp = '', nonce = ''] = [said.get('timestamp'), said.get('nonce_str')]
  if (said.get('mchid') !== mchid) return '商户号不存在'
  if (said.get('serial_no') !== keys.serial) return '商户证书序列号有误'
  if (!/^\d+$/.test(timestamp) || Math.abs(now / 1000 - Number(timestamp)) > MOST_SKEW_SECONDS)
    return 'Http头Authorization中的timestamp与发起请求的时间不得超过5分钟'
  if (!/^[0-9A-Za-z]{1,32}$/.test(nonce)) return 'Http头Authorization中的nonce_str不正确'
  const text = `${request.method}\n${request.url}\n${timestamp}\n${nonce}\n${request.body}\n`
  const good = createVerify('RSA-SHA256')
    .update(text)
    .verify(keys.merchant.publicKey, said.get('signature') ?? '', 'base64')
  return good ? null : '签名错误，请检查后再试'
}

export type PayFields = Readonly<Record<'timeStamp' | 'nonceStr' | 'package' | 'signType' | 'paySign', string>>

/** What the client does before it opens the pay sheet. */
export function isPaySigned(keys: Keys, appid: string, fields: PayFields): boolean {
  const text = `${appid}\n${fields.timeStamp}\n${fields.nonceStr}\n${fields.package}\n`
  if (fields.signType !== 'RSA') return false
  return createVerify('RSA-SHA256').update(text).verify(keys.merchant.publicKey, fields.paySign, 'base64')
}

export type Headers = Record<
  'wechatpay-timestamp' | 'wechatpay-nonce' | 'wechatpay-signature' | 'wechatpay-serial',
  string
>

/** The headers that make `body` WeChat's word. @param name one of its keys. */
export function signedHeaders(keys: Keys, name: string, body: string, now: Instant): Headers {
  const [timestamp, nonce] = [String(Math.floor(now / 1000)), randomBytes(16).toString('hex')]
  const signer = createSign('RSA-SHA256').update(`${timestamp}\n${nonce}\n${body}\n`)
  const key = keys.platform.get(name)
  if (!key) throw new Error(`WeChat has no key ${name}`)
  return {
    'wechatpay-timestamp': timestamp,
    'wechatpay-nonce': nonce,
    'wechatpay-signature': signer.sign(key.privateKey, 'base64'),
    'wechatpay-serial': name,
  }
}

/** The `resource` of a notification. */
export function sealed(keys: Keys, kind: string, content: object): object {
  const nonce = randomBytes(6).toString('hex')
  const cipher = createCipheriv('aes-256-gcm', keys.apiV3Key, nonce)
  cipher.setAAD(Buffer.from(kind))
  const hidden = Buffer.concat([cipher.update(JSON.stringify(content), 'utf8'), cipher.final(), cipher.getAuthTag()])
  return {
    original_type: kind,
    algorithm: 'AEAD_AES_256_GCM',
    ciphertext: hidden.toString('base64'),
    associated_data: kind,
    nonce,
  }
}
