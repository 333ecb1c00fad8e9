import type { Static } from 'typebox'
import { isRefusal, type Refusal, refuse } from '../../src/contract/errors'
import type { DecideRefundBody, StaffRefundRequestsAnswer } from '../../src/contract/staff-order'
import { OWNER_DECIDES_ABOVE, refundForUnits, sharesOfAgreed } from '../../src/domain/order/after-sale'
import { maskedCustomer } from '../../src/domain/order/shown'
import { type Fen, fen, yuan } from '../../src/domain/money'
import { DAY, type Instant, plus } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import { readCursor, writeCursor } from '../database/cursor'
import type { StaffCaller } from '../http/route'
import type { Keys } from '../keys'
import { lockOrder, orderMoved, writeEvent } from '../order/move'
import { failedRefunds } from '../payment/ask-refunds.service'
import { oweRefund } from '../payment/refund.service'
import { tellOrder } from '../reminder/order.service'
import { audit } from '../staff/audit'
import * as requests from './request.repository'
import { inHands, shown } from './request.service'

export type By = {
  readonly staff: StaffCaller
  readonly residentId: string
  readonly now: Instant
  readonly requestId: string
}
type Ask = { readonly id: string; readonly body: Static<typeof DecideRefundBody> }
type Done = { readonly done: true }

const PAGE = 20

/** Requests of a store, 20 a page: what waits, longest first; what was decided, latest first. */
export async function requestsAt(
  db: Db,
  keys: Keys,
  ask: { storeId: string; state: 'asked' | 'decided'; after?: string; now: Instant },
): Promise<StaffRefundRequestsAnswer> {
  const page = { after: readCursor(ask.after), size: PAGE + 1 }
  const [rows, failed] = await Promise.all([
    requests.ofStore(db, ask.storeId, ask.state, page),
    failedRefunds(db, ask.storeId, plus(ask.now, -30 * DAY)),
  ])
  const listed = rows.slice(0, PAGE)
  const last = rows.length > PAGE ? listed.at(-1) : undefined
  return {
    requests: listed.map((row) => ({
      ...shown(keys, row),
      orderId: row.orderId,
      orderNumber: row.orderNumber,
      customer: maskedCustomer(row.contactName, row.contactPhone),
      decidedBy: row.decidedBy,
      lines: row.lines.map((line) => ({ ...line, name: row.names[line.lineId] ?? '' })),
    })),
    failed,
    next: last ? writeCursor({ id: last.id, at: ask.state === 'asked' ? last.createdAt : last.decidedAt! }) : null,
  }
}

/**
 * The store agrees, to all of it or less, or declines and says why. Of several who decide at once one does, the others hear
 * REFUND_DECIDED. Nobody decides about their own (REFUND_OWN); beyond ¥200 an order an owner decides (REFUND_NEEDS_OWNER).
 */
export async function decideRefund(tx: Tx, by: By, ask: Ask): Promise<Done | Refusal> {
  const { staff, now } = by
  const { agreed } = ask.body
  const answer = ask.body.answer.trim()
  if (!agreed && answer === '') return refuse('INPUT_INVALID', { field: 'answer' }, { detail: '原因' })
  const request = await requests.find(tx, ask.id, { storeId: staff.storeId })
  if (!request) return refuse('REFUND_REQUEST_NOT_FOUND')
  if (request.residentId === by.residentId) return refuse('REFUND_OWN')
  const { orderId } = request
  const order = await lockOrder(tx, orderId)
  const to = agreed ? 'agreed' : 'declined'
  if (!(await requests.end(tx, { requestId: ask.id, to, staffId: staff.staffId, answer }, now)))
    return refuse('REFUND_DECIDED')
  if (agreed && !inHands(order!.state)) return orderMoved(order!.state)
  const given = agreed ? await giveBack(tx, by, request, fen(ask.body.fen ?? request.fen)) : fen(0)
  if (isRefusal(given)) return given
  const facts = { fen: given, answer, requestId: ask.id }
  const actor = { by: 'staff', staffId: staff.staffId } as const
  await writeEvent(tx, { orderId, kind: `refund-${to}`, now, actor, facts })
  if (!agreed)
    await tellOrder(tx, {
      orderId,
      now,
      told: { kind: 'refund-declined', answer },
      once: `refund-declined:${ask.id}`,
    })
  await audit(tx, {
    at: now,
    staffId: staff.staffId,
    storeId: staff.storeId,
    action: 'refund.decided',
    subject: ask.id,
    before: { state: 'asked', asked: request.fen },
    after: { state: to, orderId, given, answer },
    requestId: by.requestId,
  })
  return { done: true }
}

/** Owes what was agreed, shared over the lines asked for; each must still be worth its share (KF-21). The order is locked. */
async function giveBack(tx: Tx, by: By, request: requests.RefundRequest, agreed: Fen): Promise<Fen | Refusal> {
  const { orderId, lines: asked } = request
  const { now } = by
  if (agreed > request.fen) return refuse('REFUND_TOO_MUCH')
  const before = await requests.givenAfterSale(tx, orderId)
  if (before + agreed > OWNER_DECIDES_ABOVE && by.staff.role !== 'owner')
    return refuse('REFUND_NEEDS_OWNER', { most: OWNER_DECIDES_ABOVE }, { amount: yuan(OWNER_DECIDES_ABOVE) })
  const lines = await requests.linesOf(tx, orderId)
  const shares = sharesOfAgreed(
    agreed,
    asked.map((one) => fen(one.fen)),
  )
  for (const [i, { lineId, quantity }] of asked.entries()) {
    const line = lines.get(lineId)
    const worth = line ? refundForUnits(line, quantity) : null
    if (worth === null || shares[i]! > worth) return refuse('REFUND_TOO_MUCH')
  }
  await requests.countRefunded(tx, asked)
  const names = asked.map(({ lineId }) => lines.get(lineId)!.name)
  const words = `售后退款：${names[0]}${names.length > 1 ? ` 等 ${names.length} 样` : ''}`
  const refund = await oweRefund(tx, {
    orderId,
    reason: 'after-sale',
    parts: asked.map(({ lineId }, i) => ({ lineId, fen: shares[i]! })),
    once: `request:${request.id}`,
    words,
    now,
  })
  if (!refund) throw new Error('A request that was open has been refunded before')
  const { refundId } = refund
  await requests.attachRefund(tx, request.id, refundId)
  // WeChat's part is told when it is back; what went to the balance is there now.
  if (await requests.isThere(tx, refundId)) {
    const told = { kind: 'order-refunded', amount: yuan(agreed), why: words } as const
    await tellOrder(tx, { orderId, now, told, once: `order-refunded:${refundId}` })
  }
  return agreed
}
