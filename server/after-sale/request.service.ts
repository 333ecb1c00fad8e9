import type { Static } from 'typebox'
import type { RefundRequestBody, RefundRequestOut } from '../../src/contract/order'
import { isRefusal, type Refusal, refuse } from '../../src/contract/errors'
import { REFUND_HOURS, refundEndsAt, refundForUnits } from '../../src/domain/order/after-sale'
import { type Fen, fen } from '../../src/domain/money'
import type { Instant } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import type { Keys } from '../keys'
import { lockOrder, orderMoved, writeEvent } from '../order/move'
import { photoUrl, usePhotos } from '../photo/photo.service'
import * as requests from './request.repository'

export type RequestOut = Static<typeof RefundRequestOut>
type Done = { readonly done: true }

/** An order in these states came into somebody's hands; what is wrong with it can be put right. */
export const inHands = (state: string): boolean => state === 'collected' || state === 'delivered'

/** So often a resident may ask about one order, withdrawn ones counted: whoever needs more talks to the store. */
const MOST_REQUESTS = 5

/**
 * A resident asks money back for what they took home: units of lines of an order of their own, within 24 hours. ORDER_NOT_FOUND,
 * ORDER_MOVED, REFUND_TOO_LATE; LINE_NOT_FOUND, REFUND_TOO_MUCH for more units than were handed over and not refunded yet; REFUND_OPEN
 * while another request of the order waits, REFUND_REQUESTS_FULL after five; PHOTO_NOT_FOUND. Nothing goes back until the store agrees.
 */
export async function askRefund(
  tx: Tx,
  keys: Keys,
  ask: { orderId: string; residentId: string; body: Static<typeof RefundRequestBody>; now: Instant },
): Promise<RequestOut | Refusal> {
  const { orderId, residentId, body, now } = ask
  const order = await requests.lockOrderOf(tx, orderId, residentId)
  // What was paid at a till or to a platform goes back there.
  if (!order || order.source !== 'mini-program') return refuse('ORDER_NOT_FOUND')
  if (!inHands(order.state) || order.endedAt === null) return orderMoved(order.state)
  if (now >= refundEndsAt(order.endedAt)) return refuse('REFUND_TOO_LATE', { hours: REFUND_HOURS })
  if ((await requests.countOf(tx, orderId)) >= MOST_REQUESTS)
    return refuse('REFUND_REQUESTS_FULL', { most: MOST_REQUESTS })
  const worth = worthOf(await requests.linesOf(tx, orderId), body.lines)
  if (isRefusal(worth)) return worth
  const { storeId } = order
  const words = body.words.trim()
  const { reason, photoIds } = body
  const request = { orderId, storeId, residentId, reason, words, photoIds, lines: worth.lines, fen: worth.fen }
  const id = await requests.insert(tx, request, now)
  if (!id) return refuse('REFUND_OPEN')
  const missing = await usePhotos(tx, { ids: photoIds, ownerId: residentId, orderId, for: 'refund' })
  if (missing) return missing
  const facts = { fen: worth.fen, requestId: id }
  await writeEvent(tx, { orderId, kind: 'refund-asked', now, actor: { by: 'resident' }, facts })
  return shown(keys, (await requests.find(tx, id, { orderId, residentId }))!)
}

/** What the units asked for were paid, line by line. */
function worthOf(
  lines: Awaited<ReturnType<typeof requests.linesOf>>,
  asked: readonly { readonly lineId: string; readonly quantity: number }[],
): { lines: requests.AskedLine[]; fen: Fen } | Refusal {
  const worth: requests.AskedLine[] = []
  for (const { lineId, quantity } of asked) {
    const line = lines.get(lineId)
    if (!line) return refuse('LINE_NOT_FOUND')
    const amount = worth.some((one) => one.lineId === lineId) ? null : refundForUnits(line, quantity)
    if (amount === null) return refuse('REFUND_TOO_MUCH')
    worth.push({ lineId, quantity, fen: amount })
  }
  const all = fen(worth.reduce((sum, one) => sum + one.fen, 0))
  // Gifts were paid nothing: nothing of them goes back.
  return all === 0 ? refuse('REFUND_TOO_MUCH') : { lines: worth, fen: all }
}

/** The resident thought better of it, before anybody decided: REFUND_REQUEST_NOT_FOUND, REFUND_DECIDED. */
export async function withdrawRequest(
  tx: Tx,
  ask: { orderId: string; requestId: string; residentId: string; now: Instant },
): Promise<Done | Refusal> {
  const { orderId, requestId, residentId, now } = ask
  const request = await requests.find(tx, requestId, { orderId, residentId })
  if (!request) return refuse('REFUND_REQUEST_NOT_FOUND')
  // As whoever decides: the order first, so that nobody waits for the other.
  await lockOrder(tx, orderId)
  const ended = await requests.end(tx, { requestId, to: 'withdrawn', staffId: null, answer: null }, now)
  if (!ended) return refuse('REFUND_DECIDED')
  await writeEvent(tx, { orderId, kind: 'refund-withdrawn', now, actor: { by: 'resident' }, facts: { requestId } })
  return { done: true }
}

/** The requests of an order as its resident reads them, latest first. */
export async function requestsOf(db: Db, keys: Keys, orderId: string): Promise<RequestOut[]> {
  return (await requests.ofOrder(db, orderId)).map((request) => shown(keys, request))
}

export const shown = (keys: Keys, request: requests.RefundRequest): RequestOut => ({
  id: request.id,
  state: request.state,
  reason: request.reason,
  words: request.words,
  photos: request.photoIds.map((id) => photoUrl(keys, id)),
  fen: request.fen,
  given: request.given,
  answer: request.answer,
  createdAt: request.createdAt,
  decidedAt: request.decidedAt,
})
