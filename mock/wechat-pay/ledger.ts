import { randomBytes } from 'node:crypto'
import { HOUR, type Instant, plus } from '../../src/domain/time'

const PREPAY_LIFE = 2 * HOUR
const MOST_PARTS = 50

export type Order = {
  readonly outTradeNo: string
  readonly prepayId: string
  /** What was asked for, as it was asked: the same number stands for nothing else. */
  readonly content: string
  readonly description: string
  readonly total: number
  readonly openid: string
  readonly notifyUrl: string
  /** The last payable moment. */
  readonly payUntil: Instant
  readonly prepaidAt: Instant
  closed: boolean
  paid: { readonly transactionId: string; readonly at: Instant } | null
}

export type Refund = {
  readonly outRefundNo: string
  readonly refundId: string
  readonly order: Order
  readonly refund: number
  readonly reason: string
  readonly notifyUrl: string
  readonly createdAt: Instant
  status: 'PROCESSING' | 'SUCCESS' | 'ABNORMAL' | 'CLOSED'
  endedAt: Instant | null
}

/** WeChat's words when it does not do what was asked. */
export type Failure = { readonly status: number; readonly code: string; readonly message: string }
export const failure = (status: number, code: string, message: string): Failure => ({ status, code, message })

type NewOrder = Omit<Order, 'prepayId' | 'prepaidAt' | 'closed' | 'paid'>
type NewRefund = Pick<Refund, 'outRefundNo' | 'refund' | 'reason' | 'notifyUrl'> & {
  readonly outTradeNo: string
  readonly total: number
}

const newNo = (prefix: string, digits: number): string =>
  prefix +
  BigInt(`0x${randomBytes(12).toString('hex')}`)
    .toString()
    .padStart(digits, '0')
    .slice(-digits)

/** What the stand-in of WeChat Pay remembers, in memory: with its end all orders and refunds there are forgotten. */
export type Ledger = ReturnType<typeof ledger>

/** @param refundPause how long parts of one order must lie apart, milliseconds. */
export function ledger(now: () => Instant, refundPause: number) {
  const orders = new Map<string, Order>()
  const prepaid = new Map<string, Order>()
  const refunds = new Map<string, Refund>()
  /** What the merchant has there; without end when `null`. */
  let balance: number | null = null

  const refundsOf = (order: Order): Refund[] => [...refunds.values()].filter((refund) => refund.order === order)
  const paidBack = (order: Order): number =>
    refundsOf(order).reduce((sum, { refund, status }) => (status === 'CLOSED' ? sum : sum + refund), 0)

  function refusedRefund(order: Order, wanted: NewRefund): Failure | null {
    const parts = refundsOf(order)
    const last = parts.at(-1)
    if (wanted.total !== order.total) return failure(400, 'INVALID_REQUEST', '订单金额与原订单不一致')
    if (paidBack(order) + wanted.refund > order.total) return failure(400, 'INVALID_REQUEST', '退款金额大于可退金额')
    if (parts.length >= MOST_PARTS) return failure(400, 'INVALID_REQUEST', '部分退款次数超过50次')
    if (last && now() < plus(last.createdAt, refundPause))
      return failure(429, 'FREQUENCY_LIMITED', '同一笔订单多次退款需间隔1分钟')
    if (balance !== null && wanted.refund > balance) return failure(403, 'NOT_ENOUGH', '基本账户余额不足')
    return null
  }

  return {
    now,
    find: (outTradeNo: string) => orders.get(outTradeNo),
    findPrepaid: (prepayId: string) => prepaid.get(prepayId),
    findRefund: (outRefundNo: string) => refunds.get(outRefundNo),
    hasRefunds: (order: Order) => refundsOf(order).length > 0,
    setBalance(fen: number | null): void {
      balance = fen
    },

    prepay(wanted: NewOrder): Order | Failure {
      const before = orders.get(wanted.outTradeNo)
      if (before?.paid) return failure(400, 'ORDERPAID', '该订单已支付')
      if (before?.closed) return failure(400, 'ORDER_CLOSED', '该订单已关闭')
      if (before && before.content !== wanted.content) return failure(403, 'OUT_TRADE_NO_USED', '商户订单号重复')
      if (before) return before
      if (wanted.payUntil <= now()) return failure(400, 'PARAM_ERROR', 'time_expire 不能早于当前时间')
      const prepayId = `wx${randomBytes(17).toString('hex')}`
      const order: Order = { ...wanted, prepayId, prepaidAt: now(), closed: false, paid: null }
      orders.set(order.outTradeNo, order)
      prepaid.set(prepayId, order)
      return order
    },

    /** The neighbour's money moves; the reason when it cannot. */
    pay(order: Order): { transactionId: string; at: Instant } | string {
      if (order.paid) return '订单已支付'
      if (order.closed) return '订单已关闭'
      if (now() > order.payUntil) return '订单已过期'
      if (now() >= plus(order.prepaidAt, PREPAY_LIFE)) return '预支付交易会话已过期'
      order.paid = { transactionId: newNo('4200', 24), at: now() }
      if (balance !== null) balance += order.total
      return order.paid
    },

    close(outTradeNo: string): Failure | null {
      const order = orders.get(outTradeNo)
      if (!order) return failure(404, 'ORDER_NOT_EXIST', '订单不存在')
      if (order.paid) return failure(400, 'ORDERPAID', '该订单已支付')
      if (order.closed) return failure(400, 'ORDER_CLOSED', '该订单已关闭')
      order.closed = true
      return null
    },

    refund(wanted: NewRefund): { refund: Refund; fresh: boolean } | Failure {
      const before = refunds.get(wanted.outRefundNo)
      if (before) {
        const same = before.order.outTradeNo === wanted.outTradeNo && before.refund === wanted.refund
        if (same && before.order.total === wanted.total) return { refund: before, fresh: false }
        return failure(400, 'INVALID_REQUEST', '订单金额或退款金额与之前请求不一致，请核实后再试')
      }
      const order = orders.get(wanted.outTradeNo)
      if (!order) return failure(404, 'RESOURCE_NOT_EXISTS', '订单不存在')
      if (!order.paid) return failure(400, 'INVALID_REQUEST', '订单未支付')
      const refused = refusedRefund(order, wanted)
      if (refused) return refused
      if (balance !== null) balance -= wanted.refund
      const { outRefundNo, refund, reason, notifyUrl } = wanted
      const state = { status: 'PROCESSING' as const, endedAt: null, createdAt: now() }
      const made: Refund = { outRefundNo, refund, reason, notifyUrl, order, refundId: newNo('5030', 25), ...state }
      refunds.set(outRefundNo, made)
      return { refund: made, fresh: true }
    },

    endRefund(refund: Refund, status: 'SUCCESS' | 'ABNORMAL' | 'CLOSED'): void {
      refund.status = status
      refund.endedAt = now()
    },
  }
}
