import { yuan } from '../../src/domain/money'
import type { Instant } from '../../src/domain/time'
import type { Db } from '../database/connection'
import type { RefundStatus, WechatPayGateway } from '../gateways/wechat-pay'
import { writeEvent } from '../order/move'
import { tellOrder } from '../reminder/order.service'
import * as refunds from './refund.repository'
import type { OpenRefund } from './refund.repository'

/** What WeChat could not pay out, for the people of the store. */
export const failedRefunds = refunds.failedSince

const AT_ONCE = 50

/**
 * Asks WeChat for what is owed and not yet on its way, and after what is. The number of a refund is its own for ever: asked twice, by
 * two processes or after a lost answer, it is one refund.
 * @returns how many came to an end
 */
export async function askRefunds(
  db: Db,
  pay: WechatPayGateway,
  clock: () => Instant,
): Promise<{ done: number; failed: number }> {
  const count = { done: 0, failed: 0 }
  for (;;) {
    const due = await refunds.takeDue(db, clock(), AT_ONCE)
    for (const refund of due) {
      const status = refund.state === 'waiting' ? await askFor(db, pay, refund) : await askAfter(pay, refund)
      const ended = status && (await settleRefund(db, refund.id, status, clock()))
      if (ended) count[ended] += 1
    }
    if (due.length < AT_ONCE) return count
  }
}

async function askFor(db: Db, pay: WechatPayGateway, refund: OpenRefund): Promise<RefundStatus | null> {
  const { outTradeNo, outRefundNo, wechat, paid, words } = refund
  const answer = await pay.refund({ outTradeNo, outRefundNo, refund: wechat, total: paid, reason: words || '订单退款' })
  if (answer.outcome === 'accepted') {
    await refunds.markAsked(db, refund.id, answer.refundId)
    return answer.status
  }
  // Nobody knows, or the merchant's purse is empty today: it is asked for again. Every other refusal needs a person.
  if (answer.outcome === 'unavailable' || answer.merchantShort) {
    await refunds.keepError(db, refund.id, answer.outcome === 'unavailable' ? 'no answer' : answer.code)
    return null
  }
  await refunds.keepError(db, refund.id, answer.code)
  return 'ABNORMAL'
}

async function askAfter(pay: WechatPayGateway, refund: OpenRefund): Promise<RefundStatus | null> {
  const state = await pay.queryRefund(refund.outRefundNo)
  return state.came === 'state' ? state.status : null
}

/** What WeChat says of a refund, by notification or when asked, in any order and number. `null` while it goes on or had ended before. */
export async function settleRefund(
  db: Db,
  refundId: string,
  status: RefundStatus,
  now: Instant,
): Promise<'done' | 'failed' | null> {
  if (status === 'PROCESSING') return null
  const to = status === 'SUCCESS' ? 'done' : 'failed'
  return db.transaction().execute(async (tx) => {
    const ended = await refunds.end(tx, refundId, to, to === 'failed' ? status : null, now)
    if (!ended) return null
    const { orderId, fen, words } = ended
    await writeEvent(tx, { orderId, kind: `refund-${to}`, now, actor: { by: 'wechat' }, facts: { fen } })
    if (to === 'done')
      await tellOrder(tx, {
        orderId,
        now,
        told: { kind: 'order-refunded', amount: yuan(fen), why: words || '已原路退回' },
        once: `order-refunded:${refundId}`,
      })
    return to
  })
}
