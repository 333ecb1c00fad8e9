import type { Instant } from '../../src/domain/time'
import { openSealed } from './wechat-pay-cipher'
import { type Fields, fieldsOf, objectOf, refundOf, textOf, transactionOf } from './wechat-pay-fields'
import { disbelieve, sealOf, type WechatKeys } from './wechat-pay-signature'
import type { Disbelief, Notification, NotificationAnswer, NotificationHeaders } from './wechat-pay'

export type NotificationSettings = {
  readonly appid: string
  readonly mchid: string
  readonly keys: WechatKeys
  /** The APIv3 key, 32 bytes. */
  readonly apiV3Key: Buffer
}

/** See WechatPayGateway.readNotification. Signature first: nothing of a stranger's body is even parsed. */
export function readNotification(
  settings: NotificationSettings,
  headers: NotificationHeaders,
  rawBody: string,
  now: Instant,
): NotificationAnswer {
  const refused = disbelieve(
    sealOf((name) => single(headers[name])),
    rawBody,
    settings.keys,
    now,
  )
  if (refused) return { ok: false, reason: refused }
  const envelope = fieldsOf(rawBody)
  const id = textOf(envelope?.id)
  const told = opened(settings.apiV3Key, objectOf(envelope?.resource))
  if (id === null || told === null) return { ok: false, reason: 'malformed' }
  const read = inOurWords(settings, id, textOf(envelope?.event_type) ?? '', told)
  return typeof read === 'string' ? { ok: false, reason: read } : { ok: true, notification: read }
}

/** A header that came twice is nobody's word. */
const single = (value: string | string[] | undefined): string | null => (typeof value === 'string' ? value : null)

function opened(key: Buffer, resource: Fields | null): Fields | null {
  if (resource?.algorithm !== 'AEAD_AES_256_GCM') return null
  const { ciphertext, nonce, associated_data: additional = '' } = resource
  if (typeof ciphertext !== 'string' || typeof nonce !== 'string' || typeof additional !== 'string') return null
  const plain = openSealed(key, Buffer.from(nonce), Buffer.from(ciphertext, 'base64'), Buffer.from(additional))
  return plain && fieldsOf(plain.toString('utf8'))
}

function inOurWords(
  { appid, mchid }: NotificationSettings,
  id: string,
  event: string,
  told: Fields,
): Notification | Disbelief {
  if (event === 'TRANSACTION.SUCCESS') {
    if (told.appid !== appid || told.mchid !== mchid) return 'stranger'
    const [outTradeNo, transaction] = [textOf(told.out_trade_no), transactionOf(told)]
    if (told.trade_state !== 'SUCCESS' || outTradeNo === null || transaction === null) return 'malformed'
    return { id, kind: 'paid', outTradeNo, ...transaction }
  }
  if (event.startsWith('REFUND.')) {
    // Refunds do not name the mini-program.
    if (told.mchid !== mchid) return 'stranger'
    const refund = refundOf(told)
    // What is still under way is not told by a notification.
    if (refund === null || refund.status === 'PROCESSING') return 'malformed'
    const { status, ...rest } = refund
    return { id, kind: 'refunded', ...rest, refundStatus: status }
  }
  return { id, kind: 'other' }
}
