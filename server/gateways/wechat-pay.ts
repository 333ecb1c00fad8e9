import type { Fen } from '../../src/domain/money'
import type { Instant } from '../../src/domain/time'

/**
 * What the server asks of WeChat Pay (v3, one merchant, one mini-program). The real one speaks HTTPS (wechat-pay-https.ts);
 * development points it at a stand-in. No call throws. `unavailable` always means: nobody knows whether it was done, ask
 * again with the same numbers. Everything else was said by WeChat, with its signature.
 */
export type WechatPayGateway = {
  /** `POST /v3/pay/transactions/jsapi`. The same order again, unchanged, is answered with the same prepay id. */
  prepay(order: Prepayment): Promise<PrepayAnswer>
  /** The five fields of `wx.requestPayment`, signed by the merchant. Good for the prepay id's two hours. */
  payParams(prepayId: string, now: Instant): PayParams
  /** `GET /v3/pay/transactions/out-trade-no/{no}`: the only word on whether an order is paid beside its notification. */
  query(outTradeNo: string): Promise<PaymentAnswer>
  /**
   * `POST …/out-trade-no/{no}/close`: `closed` when nobody can pay it any more (also when it was closed before or is not
   * known there), `paid` when somebody already has.
   */
  close(outTradeNo: string): Promise<'closed' | 'paid' | 'unavailable'>
  /** `POST /v3/refund/domestic/refunds`. Asked again under the same `outRefundNo` it is one refund; accepted is not yet paid back. */
  refund(refund: RefundRequest): Promise<RefundAnswer>
  /** `GET /v3/refund/domestic/refunds/{no}`. */
  queryRefund(outRefundNo: string): Promise<RefundState>
  /**
   * Reads what came to the notification address. Believed only with WeChat's signature over exactly `rawBody`, not older or
   * newer than five minutes, for this merchant. The amount is the caller's to compare with its order.
   */
  readNotification(headers: NotificationHeaders, rawBody: string, now: Instant): NotificationAnswer
}

export type Prepayment = {
  /** 6 to 32 letters, digits, `_-|*`; ours, never used twice. */
  readonly outTradeNo: string
  /** What the neighbour reads on the pay sheet; cut at 127 bytes. */
  readonly description: string
  /** 1 fen at least. */
  readonly total: Fen
  readonly openid: string
  /** The last payable moment, whole seconds. The order is not closed by it: `close` does that. */
  readonly payUntil: Instant
}

/**
 * `out-trade-no-used`: this number stands for another order there (other content, or paid, or closed): `query` tells which ·
 * `refused`: never with this content · `unavailable`: unknown, ask again unchanged.
 */
export type PrepayAnswer =
  | { readonly ok: true; readonly prepayId: string }
  | { readonly ok: false; readonly reason: 'out-trade-no-used' | 'paid' | 'closed' | 'refused' | 'unavailable' }

export type PayParams = {
  /** Seconds since 1970, as a text. */
  readonly timeStamp: string
  readonly nonceStr: string
  /** `prepay_id=…` */
  readonly package: string
  readonly signType: 'RSA'
  readonly paySign: string
}

export type Transaction = {
  readonly transactionId: string
  /** What the order cost. The neighbour's own part may be less, WeChat's vouchers pay the rest. */
  readonly total: Fen
  readonly payerOpenid: string
  readonly successAt: Instant
}

/** REFUND: paid, and at least a part was paid back. PAYERROR: the bank said no; the order can still be paid. */
export type PaymentAnswer =
  | { readonly came: 'state'; readonly state: 'SUCCESS' | 'REFUND'; readonly transaction: Transaction }
  | {
      readonly came: 'state'
      readonly state: 'NOTPAY' | 'CLOSED' | 'USERPAYING' | 'PAYERROR'
      readonly transaction: null
    }
  | { readonly came: 'unknown-order' }
  | { readonly came: 'unavailable' }

export type RefundRequest = {
  readonly outTradeNo: string
  /** Ours, 1 to 64 letters, digits, `_-|*@`; the same at every retry, another for every part. */
  readonly outRefundNo: string
  /** 1 fen at least; all refunds of an order together at most `total`. */
  readonly refund: Fen
  /** What the order cost. */
  readonly total: Fen
  /** The neighbour reads it; cut at 80 bytes. */
  readonly reason: string
}

/** ABNORMAL: the neighbour's card or account does not take it; a person has to see to it in the merchant platform. */
export type RefundStatus = 'PROCESSING' | 'SUCCESS' | 'ABNORMAL' | 'CLOSED'

/**
 * `refused` is WeChat's word with its code, nothing was paid back. `merchantShort` (NOT_ENOUGH): the merchant's balance is too
 * small; the same refund works once it is filled. Any other code needs a person.
 */
export type RefundAnswer =
  | { readonly outcome: 'accepted'; readonly refundId: string; readonly status: RefundStatus }
  | { readonly outcome: 'refused'; readonly code: string; readonly merchantShort: boolean }
  | { readonly outcome: 'unavailable' }

export type RefundState =
  | { readonly came: 'state'; readonly refundId: string; readonly status: RefundStatus; readonly refund: Fen }
  | { readonly came: 'unknown-refund' }
  | { readonly came: 'unavailable' }

/** As Node gives them: names in lower case. */
export type NotificationHeaders = Readonly<Record<string, string | string[] | undefined>>

/** May come repeated, late, in any order: `id` is the same in every repetition. */
export type Notification =
  | ({ readonly id: string; readonly kind: 'paid'; readonly outTradeNo: string } & Transaction)
  | {
      readonly id: string
      readonly kind: 'refunded'
      readonly outTradeNo: string
      readonly outRefundNo: string
      readonly refundId: string
      readonly refundStatus: 'SUCCESS' | 'ABNORMAL' | 'CLOSED'
      readonly refund: Fen
    }
  /** Believed, and about something we do not sell. */
  | { readonly id: string; readonly kind: 'other' }

export type NotificationAnswer =
  | { readonly ok: true; readonly notification: Notification }
  | { readonly ok: false; readonly reason: Disbelief }

/**
 * Why a notification is not believed. `probe`: WeChat's own test whether we check (`WECHATPAY/SIGNTEST/`) ·
 * `stranger`: signed well, and meant for another merchant or mini-program · `malformed`: signed well, and not readable.
 */
export type Disbelief = 'headers' | 'probe' | 'unknown-key' | 'skew' | 'signature' | 'malformed' | 'stranger'
