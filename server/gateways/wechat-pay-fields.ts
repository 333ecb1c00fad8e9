import { type Fen, fen } from '../../src/domain/money'
import { readRfc3339 } from './rfc3339'
import type { RefundStatus, Transaction } from './wechat-pay'

/** JSON of WeChat Pay, in the words of the server. What is not of the form it should have is `null`, never a guess. */
export type Fields = Readonly<Record<string, unknown>>

export function fieldsOf(text: string): Fields | null {
  try {
    return objectOf(JSON.parse(text))
  } catch {
    return null
  }
}

export const objectOf = (value: unknown): Fields | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null

export const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** Fen, whole and not negative; WeChat writes them as numbers. */
const fenOf = (value: unknown): Fen | null =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? fen(value) : null

/** The paid part of an order, as a query and a notification tell it. */
export function transactionOf(order: Fields): Transaction | null {
  const transactionId = textOf(order.transaction_id)
  const total = fenOf(objectOf(order.amount)?.total)
  const payerOpenid = textOf(objectOf(order.payer)?.openid)
  const successAt = readRfc3339(order.success_time)
  if (transactionId === null || total === null || payerOpenid === null || successAt === null) return null
  return { transactionId, total, payerOpenid, successAt }
}

const REFUND_STATES: readonly string[] = ['PROCESSING', 'SUCCESS', 'ABNORMAL', 'CLOSED'] satisfies RefundStatus[]

export type ToldRefund = {
  readonly outTradeNo: string
  readonly outRefundNo: string
  readonly refundId: string
  readonly status: RefundStatus
  readonly refund: Fen
}

/** A refund as its request, its query (`status`) and its notification (`refund_status`) tell it. */
export function refundOf(told: Fields): ToldRefund | null {
  const [outTradeNo, outRefundNo] = [textOf(told.out_trade_no), textOf(told.out_refund_no)]
  const refundId = textOf(told.refund_id)
  const status = textOf(told.status ?? told.refund_status)
  const refund = fenOf(objectOf(told.amount)?.refund)
  if (outTradeNo === null || outRefundNo === null || refundId === null || refund === null) return null
  if (status === null || !REFUND_STATES.includes(status)) return null
  return { outTradeNo, outRefundNo, refundId, status: status as RefundStatus, refund }
}
