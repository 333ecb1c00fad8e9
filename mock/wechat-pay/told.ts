import type { Instant } from '../../src/domain/time'
import type { Order, Refund } from './ledger'

/** Orders and refunds in WeChat's JSON. */

export const wallClock = (at: Instant): string =>
  new Date(at + 8 * 3_600_000).toISOString().replace(/\.\d{3}Z$/, '+08:00')

const STATE_WORDS = { SUCCESS: '支付成功', REFUND: '转入退款', NOTPAY: '订单未支付', CLOSED: '订单已关闭' } as const

export function orderJson(account: { appid: string; mchid: string }, order: Order, hasRefunds: boolean): object {
  const state = order.paid ? (hasRefunds ? 'REFUND' : 'SUCCESS') : order.closed ? 'CLOSED' : 'NOTPAY'
  return {
    appid: account.appid,
    mchid: account.mchid,
    out_trade_no: order.outTradeNo,
    trade_state: state,
    trade_state_desc: STATE_WORDS[state],
    attach: '',
    amount: { total: order.total, payer_total: order.total, currency: 'CNY', payer_currency: 'CNY' },
    ...(order.paid && {
      transaction_id: order.paid.transactionId,
      trade_type: 'JSAPI',
      bank_type: 'OTHERS',
      success_time: wallClock(order.paid.at),
      payer: { openid: order.openid },
    }),
  }
}

/** As the request and the query of a refund tell it. */
export const refundJson = (refund: Refund): object => ({
  ...refundFacts(refund),
  channel: 'ORIGINAL',
  create_time: wallClock(refund.createdAt),
  status: refund.status,
  funds_account: 'AVAILABLE',
  amount: {
    ...amounts(refund),
    settlement_refund: refund.refund,
    settlement_total: refund.order.total,
    currency: 'CNY',
  },
})

/** As its notification tells it: other names for the same. */
export const refundNotice = (mchid: string, refund: Refund): object => ({
  mchid,
  ...refundFacts(refund),
  refund_status: refund.status,
  amount: amounts(refund),
})

const refundFacts = ({ refundId, outRefundNo, order, endedAt, status }: Refund) => ({
  refund_id: refundId,
  out_refund_no: outRefundNo,
  transaction_id: order.paid?.transactionId,
  out_trade_no: order.outTradeNo,
  user_received_account: '支付用户零钱',
  ...(status === 'SUCCESS' && endedAt !== null && { success_time: wallClock(endedAt) }),
})

const amounts = ({ order, refund }: Refund) => ({
  total: order.total,
  refund,
  payer_total: order.total,
  payer_refund: refund,
})
