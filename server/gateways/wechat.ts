import type { Instant } from '../../src/domain/time'

/** What the server asks of WeChat. The real one speaks HTTPS (wechat-https.ts); tests and development point it at a stand-in. */
export type WechatGateway = {
  /** `GET /sns/jscode2session`: a `wx.login` code (5 minutes, once) becomes an openid. */
  signIn(code: string): Promise<WechatSignIn>
  /** `POST /wxa/msg_sec_check` v2 for text that others will see. `openid` is who wrote it. */
  checkText(openid: string, text: string): Promise<'pass' | 'risky' | 'unavailable'>
  /** `POST /cgi-bin/message/subscribe/send`. */
  sendSubscribeMessage(message: SubscribeMessage): Promise<SendResult>
  /** `POST /wxa/getwxacodeunlimit`: a mini-program code as PNG or JPEG bytes. */
  miniProgramCode(scene: string, page: string): Promise<MiniProgramCode>
  /**
   * `POST /wxa/sec/order/upload_shipping_info`: tells WeChat that a paid order was handed over. Until then its money is
   * frozen (48 hours, then sanctions). `done` also when it was told before · `refused`: never in this form, a person has to
   * look · `later`: ask again.
   */
  uploadShipping(info: ShippingInfo): Promise<'done' | 'refused' | 'later'>
}

export type ShippingInfo = {
  /** WeChat Pay's own number of the payment. */
  readonly transactionId: string
  readonly logistics: 'pickup' | 'same-city'
  /** What was handed over; cut at 120 characters. */
  readonly description: string
  readonly payerOpenid: string
  readonly uploadedAt: Instant
}

export type WechatSignIn =
  | { readonly ok: true; readonly openid: string; readonly unionid: string | null }
  /** 40029 bad or spent code · 40226 risky user · 45011 and -1: try again */
  | { readonly ok: false; readonly reason: 'bad-code' | 'risky' | 'unavailable' }

export type SubscribeMessage = {
  readonly openid: string
  readonly templateId: string
  /** A page of the mini-program with its query, no leading slash. */
  readonly page: string | null
  readonly data: Readonly<Record<string, string>>
}

/**
 * `sent` · `no-consent` (43101: the ledger is corrected, never retried) · `refused` (bad template, sensitive word, bad value,
 * closed account: never retried) · `later` (43108 concurrent send, rate limit, system busy: retried) ·
 * `unknown` (the answer was lost: it may have been sent, so it is not sent again).
 */
export type SendResult = {
  readonly outcome: 'sent' | 'no-consent' | 'refused' | 'later' | 'unknown'
  readonly errcode?: number
}

export type MiniProgramCode =
  | { readonly ok: true; readonly type: string; readonly bytes: Buffer }
  | { readonly ok: false; readonly reason: 'bad-scene' | 'bad-page' | 'unavailable' }
