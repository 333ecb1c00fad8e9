import { createPublicKey, type KeyObject, sign as signBytes, verify as verifyBytes } from 'node:crypto'
import { type Instant, MINUTE, SECOND } from '../../src/domain/time'
import type { Disbelief } from './wechat-pay'

/** WeChat's and our clock may differ by this much, either way; what is signed further away may be a replay. */
export const MOST_SKEW = 5 * MINUTE

/** WeChat tests now and then whether its signatures are checked: what begins so must be refused. */
const PROBE = 'WECHATPAY/SIGNTEST/'

/** Lines, each ended by a line feed, the last one too: the one form of everything that is signed in v3. */
const lines = (...parts: readonly string[]): string => parts.map((part) => `${part}\n`).join('')

/** What the merchant signs of a request. @param path with its query, as it is sent. @param body empty for GET. */
export const requestText = (method: string, path: string, timestamp: string, nonce: string, body: string): string =>
  lines(method, path, timestamp, nonce, body)

/** What WeChat signs of an answer or a notification: the body byte for byte as it came. */
export const answerText = (timestamp: string, nonce: string, body: string): string => lines(timestamp, nonce, body)

/** What the merchant signs for the pay sheet. */
export const payText = (appid: string, timeStamp: string, nonceStr: string, prepay: string): string =>
  lines(appid, timeStamp, nonceStr, prepay)

/** SHA256 with RSA (PKCS #1 v1.5), Base64. */
export const sign = (text: string, key: KeyObject): string =>
  signBytes('RSA-SHA256', Buffer.from(text), key).toString('base64')

/** WeChat's keys by their name: a public-key id (`PUB_KEY_ID_…`) or the serial of a platform certificate. */
export type WechatKeys = ReadonlyMap<string, KeyObject>

/** @param pems PEM of a public key or of a certificate, by name. @throws for what is neither. */
export const wechatKeys = (pems: Readonly<Record<string, string>>): WechatKeys =>
  new Map(Object.entries(pems).map(([name, pem]) => [name, createPublicKey(pem)]))

/** The four headers beside a body that WeChat signed; `null` stands for one that is missing. */
export type Seal = Readonly<Record<'timestamp' | 'nonce' | 'signature' | 'serial', string | null>>

/** Reads the seal with `read`, which answers a header by its lower-case name. */
export const sealOf = (read: (name: string) => string | null): Seal => ({
  timestamp: read('wechatpay-timestamp'),
  nonce: read('wechatpay-nonce'),
  signature: read('wechatpay-signature'),
  serial: read('wechatpay-serial'),
})

/** Why this body is not WeChat's word; `null` when it is. */
export function disbelieve(
  { timestamp, nonce, signature, serial }: Seal,
  body: string,
  keys: WechatKeys,
  now: Instant,
): Disbelief | null {
  if (!timestamp || !nonce || !signature || !serial) return 'headers'
  if (signature.startsWith(PROBE)) return 'probe'
  const key = keys.get(serial)
  if (!key) return 'unknown-key'
  if (!/^\d{1,12}$/.test(timestamp)) return 'headers'
  if (Math.abs(now - Number(timestamp) * SECOND) > MOST_SKEW) return 'skew'
  const text = Buffer.from(answerText(timestamp, nonce, body))
  return verifyBytes('RSA-SHA256', text, key, Buffer.from(signature, 'base64')) ? null : 'signature'
}
