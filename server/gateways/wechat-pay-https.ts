import { createPrivateKey, type KeyObject, randomBytes } from 'node:crypto'
import { type Instant, SECOND } from '../../src/domain/time'
import type { Clock } from '../clock'
import { askText, type GatewayLog, silent } from './ask'
import { cut } from './cut'
import { rfc3339Seconds } from './rfc3339'
import { type Fields, fieldsOf, refundOf, textOf, transactionOf } from './wechat-pay-fields'
import { readNotification } from './wechat-pay-notification'
import { disbelieve, payText, requestText, sealOf, sign, wechatKeys } from './wechat-pay-signature'
import type {
  PaymentAnswer,
  PayParams,
  Prepayment,
  PrepayAnswer,
  RefundAnswer,
  RefundRequest,
  RefundState,
  WechatPayGateway,
} from './wechat-pay'

export const WECHAT_PAY_URL = 'https://api.mch.weixin.qq.com'

export type WechatPaySettings = {
  readonly appid: string
  readonly mchid: string
  /** Serial of the merchant's API certificate, 40 hexadecimal digits. */
  readonly serial: string
  /** The merchant's private key, PEM. */
  readonly privateKey: string
  /** WeChat's keys, PEM of a public key or a platform certificate by id or serial; two during a switch. */
  readonly publicKeys: Readonly<Record<string, string>>
  /** The APIv3 key, 32 characters. */
  readonly apiV3Key: string
  /** Where notifications are wanted: https, no query. */
  readonly notifyUrl: string
  readonly clock: Clock
  readonly baseUrl?: string
  /** How long one call may take, milliseconds (5,000). */
  readonly timeoutMs?: number
  readonly log?: GatewayLog
}

/** One answer that carried WeChat's signature, or none of use. `code` is '' when the call was done. */
type Said =
  | { readonly came: 'said'; readonly status: number; readonly code: string; readonly body: Fields }
  | { readonly came: 'nothing' }

// The pages of WeChat spell some codes in two ways.
const PAID = new Set(['ORDERPAID', 'ORDER_PAID'])
const CLOSED = new Set(['ORDER_CLOSED', 'ORDERCLOSED'])
const UNKNOWN = new Set(['ORDER_NOT_EXIST', 'ORDERNOTEXIST', 'RESOURCE_NOT_EXISTS', 'REFUND_NOT_EXISTS'])
const NOT_ENOUGH = new Set(['NOT_ENOUGH', 'NOTENOUGH'])
/** No word about the deed itself: it may have been done, or works in a while. */
const AGAIN = new Set(['SYSTEM_ERROR', 'SYSTEMERROR', 'FREQUENCY_LIMITED', 'RATELIMIT_EXCEEDED', 'BIZERR_NEED_RETRY'])

/** Bytes that fit into a description and into the reason of a refund. */
const DESCRIPTION = 127
const REASON = 80

/**
 * WeChat Pay v3 over HTTPS: pay.weixin.qq.com/doc/v3/merchant. Every request is signed by the merchant; an answer without a
 * signature of WeChat that fits it is no answer, so what a proxy or anybody else says in between decides nothing.
 * @throws when a key of the settings is none; afterwards nothing throws.
 */
export function wechatPayOverHttps(settings: WechatPaySettings): WechatPayGateway {
  const { appid, mchid, serial, notifyUrl, clock } = settings
  const base = settings.baseUrl ?? WECHAT_PAY_URL
  const timeoutMs = settings.timeoutMs ?? 5 * SECOND
  const log = settings.log ?? silent
  const privateKey = createPrivateKey(settings.privateKey)
  const keys = wechatKeys(settings.publicKeys)
  const reading = { appid, mchid, keys, apiV3Key: Buffer.from(settings.apiV3Key) }
  // During a switch WeChat signs its answers with the key that the request names.
  const wanted = [...keys.keys()].find((name) => name.startsWith('PUB_KEY_ID_'))

  /** @param name the call as the log knows it: paths hold order numbers. */
  async function call(name: string, method: 'GET' | 'POST', path: string, content?: object): Promise<Said> {
    const url = new URL(path, base)
    const body = content ? JSON.stringify(content) : ''
    const headers = {
      accept: 'application/json',
      authorization: authorization({ mchid, serial, privateKey, now: clock.now() }, method, url, body),
      ...(content && { 'content-type': 'application/json' }),
      ...(wanted !== undefined && { 'wechatpay-serial': wanted }),
    }
    const heard = await askText(url, { method, headers, ...(content && { body }) }, timeoutMs)
    if (heard.came !== 'answer') {
      log.warn({ call: name }, `WeChat Pay: answer ${heard.came}`)
      return { came: 'nothing' }
    }
    const { status, text } = heard
    const facts = { call: name, status, request: heard.headers.get('request-id') ?? '' }
    const refused = disbelieve(
      sealOf((header) => heard.headers.get(header)),
      text,
      keys,
      clock.now(),
    )
    if (refused) {
      log.warn({ ...facts, reason: refused }, 'WeChat Pay: answer not believed')
      return { came: 'nothing' }
    }
    const answer = text === '' ? {} : fieldsOf(text)
    const done = status === 200 || status === 204
    const code = done ? '' : (textOf(answer?.code) ?? 'UNKNOWN')
    if (code) log.warn({ ...facts, code }, 'WeChat Pay refused')
    if (!answer || status >= 500 || status === 429 || AGAIN.has(code)) return { came: 'nothing' }
    return { came: 'said', status, code, body: answer }
  }

  return {
    async prepay(order): Promise<PrepayAnswer> {
      const body = prepayBody(order, { appid, mchid, notifyUrl })
      const said = await call('prepay', 'POST', '/v3/pay/transactions/jsapi', body)
      if (said.came === 'nothing') return { ok: false, reason: 'unavailable' }
      if (said.code) return { ok: false, reason: prepayRefused(said) }
      const prepayId = textOf(said.body.prepay_id)
      return prepayId === null ? { ok: false, reason: 'unavailable' } : { ok: true, prepayId }
    },

    payParams(prepayId, now): PayParams {
      const [timeStamp, nonceStr] = [secondsOf(now), newNonce()]
      const prepay = `prepay_id=${prepayId}`
      const paySign = sign(payText(appid, timeStamp, nonceStr, prepay), privateKey)
      return { timeStamp, nonceStr, package: prepay, signType: 'RSA', paySign }
    },

    async query(outTradeNo): Promise<PaymentAnswer> {
      const path = `${orderPath(outTradeNo)}?${new URLSearchParams({ mchid })}`
      const said = await call('query', 'GET', path)
      if (said.came === 'nothing') return { came: 'unavailable' }
      if (UNKNOWN.has(said.code)) return { came: 'unknown-order' }
      if (said.code) return { came: 'unavailable' }
      const { body } = said
      const ours = body.appid === appid && body.mchid === mchid && body.out_trade_no === outTradeNo
      return ours ? paymentOf(body) : { came: 'unavailable' }
    },

    async close(outTradeNo) {
      const said = await call('close', 'POST', `${orderPath(outTradeNo)}/close`, { mchid })
      if (said.came === 'nothing') return 'unavailable'
      if (PAID.has(said.code)) return 'paid'
      const nobodyCanPay = said.status === 204 || CLOSED.has(said.code) || UNKNOWN.has(said.code)
      return nobodyCanPay ? 'closed' : 'unavailable'
    },

    async refund(request): Promise<RefundAnswer> {
      const said = await call('refund', 'POST', REFUNDS, refundBody(request, notifyUrl))
      if (said.came === 'nothing') return { outcome: 'unavailable' }
      if (said.code) return { outcome: 'refused', code: said.code, merchantShort: NOT_ENOUGH.has(said.code) }
      const told = refundOf(said.body)
      const same = told?.outRefundNo === request.outRefundNo && told.refund === request.refund
      return same ? { outcome: 'accepted', refundId: told.refundId, status: told.status } : { outcome: 'unavailable' }
    },

    async queryRefund(outRefundNo): Promise<RefundState> {
      const said = await call('query-refund', 'GET', `${REFUNDS}/${encodeURIComponent(outRefundNo)}`)
      if (said.came === 'nothing') return { came: 'unavailable' }
      if (UNKNOWN.has(said.code)) return { came: 'unknown-refund' }
      const told = said.code ? null : refundOf(said.body)
      if (told?.outRefundNo !== outRefundNo) return { came: 'unavailable' }
      return { came: 'state', refundId: told.refundId, status: told.status, refund: told.refund }
    },

    readNotification: (headers, rawBody, now) => readNotification(reading, headers, rawBody, now),
  }
}

const REFUNDS = '/v3/refund/domestic/refunds'
const orderPath = (outTradeNo: string): string => `/v3/pay/transactions/out-trade-no/${encodeURIComponent(outTradeNo)}`

const secondsOf = (at: Instant): string => String(Math.floor(at / SECOND))
const newNonce = (): string => randomBytes(16).toString('hex').toUpperCase()

type Merchant = {
  readonly mchid: string
  readonly serial: string
  readonly privateKey: KeyObject
  readonly now: Instant
}

/** The header that says who asks and proves it. */
function authorization(merchant: Merchant, method: string, url: URL, body: string): string {
  const path = `${url.pathname}${url.search}`
  const [nonce, timestamp] = [newNonce(), secondsOf(merchant.now)]
  const fields = {
    mchid: merchant.mchid,
    nonce_str: nonce,
    signature: sign(requestText(method, path, timestamp, nonce, body), merchant.privateKey),
    timestamp,
    serial_no: merchant.serial,
  }
  const said = Object.entries(fields).map(([name, value]) => `${name}="${value}"`)
  return `WECHATPAY2-SHA256-RSA2048 ${said.join(',')}`
}

function prepayBody(order: Prepayment, ours: { appid: string; mchid: string; notifyUrl: string }): object {
  return {
    appid: ours.appid,
    mchid: ours.mchid,
    description: cut(order.description, DESCRIPTION, Buffer.byteLength),
    out_trade_no: order.outTradeNo,
    time_expire: rfc3339Seconds(order.payUntil),
    notify_url: ours.notifyUrl,
    amount: { total: order.total, currency: 'CNY' },
    payer: { openid: order.openid },
  }
}

function prepayRefused({ code, body }: { code: string; body: Fields }) {
  if (PAID.has(code)) return 'paid'
  if (CLOSED.has(code)) return 'closed'
  // The same number with other content has a code of its own in the manual, and in life also this one.
  const changed = code === 'INVALID_REQUEST' && String(body.message).includes('重入')
  return code === 'OUT_TRADE_NO_USED' || changed ? 'out-trade-no-used' : 'refused'
}

function refundBody(request: RefundRequest, notifyUrl: string): object {
  return {
    out_trade_no: request.outTradeNo,
    out_refund_no: request.outRefundNo,
    reason: cut(request.reason, REASON, Buffer.byteLength),
    notify_url: notifyUrl,
    amount: { refund: request.refund, total: request.total, currency: 'CNY' },
  }
}

function paymentOf(order: Fields): PaymentAnswer {
  const state = order.trade_state
  switch (state) {
    case 'SUCCESS':
    case 'REFUND': {
      const transaction = transactionOf(order)
      return transaction ? { came: 'state', state, transaction } : { came: 'unavailable' }
    }
    case 'NOTPAY':
    case 'CLOSED':
    case 'USERPAYING':
    case 'PAYERROR':
      return { came: 'state', state, transaction: null }
    default:
      return { came: 'unavailable' }
  }
}
