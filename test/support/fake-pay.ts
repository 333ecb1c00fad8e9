import type { Clock } from '../../server/clock'
import type {
  Notification,
  NotificationHeaders,
  PaymentAnswer,
  Prepayment,
  PrepayAnswer,
  RefundAnswer,
  RefundRequest,
  RefundState,
  RefundStatus,
  Transaction,
  WechatPayGateway,
} from '../../server/gateways/wechat-pay'
import { type Fen, fen } from '../../src/domain/money'
import { NOON } from './constants'

type Call = 'prepay' | 'query' | 'close' | 'refund' | 'queryRefund'
type Paid = Extract<Notification, { kind: 'paid' }>
type Refunded = Extract<Notification, { kind: 'refunded' }>
type Hold = { readonly arrived: Promise<void>; release(): void }

export type FakeOrder = Prepayment & {
  readonly prepayId: string
  state: 'NOTPAY' | 'SUCCESS' | 'CLOSED'
  transaction: Transaction | null
}
export type FakeRefund = RefundRequest & { readonly refundId: string; status: RefundStatus }

/**
 * The payment side as a test wants it, in memory: what was ordered, paid, closed and paid back there. Notifications do not
 * come by themselves: a test delivers them, when, how often and in which order it likes.
 *
 *     const paid = pay.pays(order.outTradeNo)      // the neighbour pays on the sheet
 *     await app.inject(pay.letter(paid))           // WeChat says so; again: it says so again
 *     pay.answers.down = true                      // nothing is to be had
 *     pay.loses('refund')                          // the next refund is done and its answer lost
 *     const hold = pay.holds('close')              // the next close stops before it is done: hold.arrived, hold.release()
 */
export function fakePay(clock: Clock = { now: () => NOON }) {
  const orders = new Map<string, FakeOrder>()
  const refunds = new Map<string, FakeRefund>()
  const calls: { readonly call: Call; readonly no: string }[] = []
  const answers: {
    /** Every call is unavailable and does nothing. */
    down?: boolean
    prepay?: PrepayAnswer
    query?: PaymentAnswer
    close?: 'closed' | 'paid' | 'unavailable'
    refund?: RefundAnswer
    /** What becomes of refunds that are accepted: PROCESSING until `refundEnds`, unless it says otherwise. */
    refundStatus?: RefundStatus
  } = {}
  const lost: Call[] = []
  const held: { call: Call; arrive(): void; until: Promise<void> }[] = []
  let count = 0
  const next = (): number => ++count

  /** One call: counted, held when a test wants it so, done unless everything is down; its answer may be lost. */
  async function asked<T>(call: Call, no: string, unavailable: T, run: () => T): Promise<T> {
    calls.push({ call, no })
    const hold = take(held, (one) => one.call === call)
    hold?.arrive()
    await hold?.until
    if (answers.down) return unavailable
    const answer = run()
    return take(lost, (one) => one === call) ? unavailable : answer
  }

  function prepaid(order: Prepayment): PrepayAnswer {
    const before = orders.get(order.outTradeNo)
    if (!before) {
      const prepayId = `wx-prepay-${order.outTradeNo}`
      orders.set(order.outTradeNo, { ...order, prepayId, state: 'NOTPAY', transaction: null })
      return { ok: true, prepayId }
    }
    if (before.state === 'SUCCESS') return { ok: false, reason: 'paid' }
    if (before.state === 'CLOSED') return { ok: false, reason: 'closed' }
    const same = (Object.keys(order) as (keyof Prepayment)[]).every((name) => order[name] === before[name])
    return same ? { ok: true, prepayId: before.prepayId } : { ok: false, reason: 'out-trade-no-used' }
  }

  const refundedOf = (outTradeNo: string): FakeRefund[] =>
    [...refunds.values()].filter((refund) => refund.outTradeNo === outTradeNo)

  function refundAccepted(request: RefundRequest): RefundAnswer {
    const before = refunds.get(request.outRefundNo)
    if (before) {
      const same = (['outTradeNo', 'refund', 'total'] as const).every((name) => before[name] === request[name])
      if (!same) return { outcome: 'refused', code: 'PARAM_ERROR', merchantShort: false }
      return { outcome: 'accepted', refundId: before.refundId, status: before.status }
    }
    const order = orders.get(request.outTradeNo)
    if (order?.state !== 'SUCCESS') return { outcome: 'refused', code: 'RESOURCE_NOT_EXISTS', merchantShort: false }
    const sum = refundedOf(request.outTradeNo).reduce((all, { refund }) => all + refund, request.refund as number)
    if (request.total !== order.total || request.refund < 1 || sum > order.total)
      return { outcome: 'refused', code: 'INVALID_REQUEST', merchantShort: false }
    const refundId = `wx-refund-${next()}`
    const status = answers.refundStatus ?? 'PROCESSING'
    refunds.set(request.outRefundNo, { ...request, refundId, status })
    return { outcome: 'accepted', refundId, status }
  }

  function state(outTradeNo: string): PaymentAnswer {
    const order = orders.get(outTradeNo)
    if (!order) return { came: 'unknown-order' }
    if (order.transaction) {
      const state = refundedOf(outTradeNo).length > 0 ? 'REFUND' : 'SUCCESS'
      return { came: 'state', state, transaction: order.transaction }
    }
    return { came: 'state', state: order.state === 'CLOSED' ? 'CLOSED' : 'NOTPAY', transaction: null }
  }

  function closed(outTradeNo: string): 'closed' | 'paid' {
    const order = orders.get(outTradeNo)
    if (order?.state === 'SUCCESS') return 'paid'
    if (order) order.state = 'CLOSED'
    return 'closed'
  }

  const gateway: WechatPayGateway = {
    prepay: (order) =>
      asked<PrepayAnswer>(
        'prepay',
        order.outTradeNo,
        { ok: false, reason: 'unavailable' },
        () => answers.prepay ?? prepaid(order),
      ),
    payParams: (prepayId, now) => ({
      timeStamp: String(Math.floor(now / 1000)),
      nonceStr: 'nonce',
      package: `prepay_id=${prepayId}`,
      signType: 'RSA',
      paySign: 'signed by the fake',
    }),
    query: (no) => asked<PaymentAnswer>('query', no, { came: 'unavailable' }, () => answers.query ?? state(no)),
    close: (no) =>
      asked<'closed' | 'paid' | 'unavailable'>('close', no, 'unavailable', () => answers.close ?? closed(no)),
    refund: (request) =>
      asked<RefundAnswer>(
        'refund',
        request.outRefundNo,
        { outcome: 'unavailable' },
        () => answers.refund ?? refundAccepted(request),
      ),
    queryRefund: (no) =>
      asked<RefundState>('queryRefund', no, { came: 'unavailable' }, () => {
        const found = refunds.get(no)
        if (!found) return { came: 'unknown-refund' }
        return { came: 'state', refundId: found.refundId, status: found.status, refund: found.refund }
      }),
    readNotification(headers: NotificationHeaders, rawBody) {
      if (headers['wechatpay-signature'] === undefined) return { ok: false, reason: 'headers' }
      if (headers['wechatpay-signature'] !== SIGNED) return { ok: false, reason: 'signature' }
      return { ok: true, notification: JSON.parse(rawBody) as Notification }
    },
  }

  return {
    ...gateway,
    orders,
    refunds,
    /** Every call so far, oldest first. */
    calls,
    answers,

    /** The neighbour pays: what WeChat will say about it. Throws where nobody could pay. */
    pays(outTradeNo: string): Paid {
      const order = orders.get(outTradeNo)
      if (order?.state !== 'NOTPAY') throw new Error(`Nobody can pay ${outTradeNo}: ${order?.state ?? 'not prepaid'}`)
      const { total, openid: payerOpenid } = order
      order.state = 'SUCCESS'
      order.transaction = { transactionId: `wx-pay-${next()}`, total, payerOpenid, successAt: clock.now() }
      return { id: `notice-${next()}`, kind: 'paid', outTradeNo, ...order.transaction }
    },
    /** A refund that was accepted comes to its end: what WeChat will say about it. */
    refundEnds(outRefundNo: string, status: 'SUCCESS' | 'ABNORMAL' | 'CLOSED' = 'SUCCESS'): Refunded {
      const found = refunds.get(outRefundNo)
      if (!found) throw new Error(`Nobody asked for ${outRefundNo}`)
      found.status = status
      const { outTradeNo, refundId, refund } = found
      return {
        id: `notice-${next()}`,
        kind: 'refunded',
        outTradeNo,
        outRefundNo,
        refundId,
        refundStatus: status,
        refund,
      }
    },
    /** What was paid back of an order so far, refunds under way included. */
    refundedOf: (outTradeNo: string): Fen => fen(refundedOf(outTradeNo).reduce((all, { refund }) => all + refund, 0)),

    /** A notification as it comes to the door, for `app.inject`. `signed: false`: from somebody else. */
    letter(notification: Notification, { signed = true, url = NOTIFICATIONS } = {}) {
      const headers = {
        'content-type': 'application/json',
        ...(signed && { 'wechatpay-signature': SIGNED }),
      }
      return { method: 'POST' as const, url, headers, payload: JSON.stringify(notification) }
    },
    /** The next such call is done, and its answer does not come. */
    loses(call: Call): void {
      lost.push(call)
    },
    /** The next such call waits before it is done. */
    holds(call: Call): Hold {
      let [arrive, release] = [() => {}, () => {}]
      const arrived = new Promise<void>((resolve) => (arrive = resolve))
      const until = new Promise<void>((resolve) => (release = resolve))
      held.push({ call, arrive: () => arrive(), until })
      return { arrived, release: () => release() }
    },
  }
}

export type FakePay = ReturnType<typeof fakePay>

const NOTIFICATIONS = '/v1/wechat-pay/notifications'
const SIGNED = 'signed by the fake'

/** Removes and answers the first that fits. */
function take<T>(from: T[], fits: (one: T) => boolean): T | undefined {
  const at = from.findIndex(fits)
  return at < 0 ? undefined : from.splice(at, 1)[0]
}
