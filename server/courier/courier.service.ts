import type { Static } from 'typebox'
import { isRefusal, type Refusal, refuse } from '../../src/contract/errors'
import type { DeliveriesAnswer, DeliveryStop } from '../../src/contract/staff-order'
import { wayRound } from '../../src/domain/delivery/way-round'
import { may } from '../../src/domain/staff/role'
import type { Instant } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import type { StaffCaller } from '../http/route'
import { heldUnits, moveOrder, type MovedOrder } from '../order/move'
import { oweShippingReport } from '../payment/shipping.service'
import { tellOrder } from '../reminder/order.service'
import { type AuditAction, audit } from '../staff/audit'
import { sellStock } from '../stock/stock.service'
import * as courier from './courier.repository'

export type By = {
  readonly staff: StaffCaller
  readonly residentId: string
  readonly now: Instant
  readonly requestId: string
}
type Done = { readonly done: true }
const done: Done = { done: true }

/** More than anybody carries or a van holds; beyond it the earliest due are shown. */
const MOST_STOPS = 100

/** What is packed and waits, and what this courier has with them, each in the order of a short way round from the store. */
export async function deliveriesOf(db: Db, staff: StaffCaller): Promise<DeliveriesAnswer> {
  const { storeId, staffId } = staff
  const [from, waiting, mine] = await Promise.all([
    courier.storeAt(db, storeId),
    courier.stops(db, { storeId, of: { state: 'ready' }, most: MOST_STOPS }),
    courier.stops(db, { storeId, of: { courierId: staffId }, most: MOST_STOPS }),
  ])
  const stop = (row: courier.StopRow, isMine: boolean): Static<typeof DeliveryStop> => ({ ...row, mine: isMine })
  return {
    waiting: wayRound(from, waiting).map((row) => stop(row, false)),
    mine: wayRound(from, mine).map((row) => stop(row, true)),
  }
}

/** A courier takes a packed delivery along: ready → delivering. Of several who take it one has it. */
export async function setOut(tx: Tx, by: By, orderId: string): Promise<Done | Refusal> {
  const { staff, now } = by
  const moved = await move(tx, by, orderId, 'set-out', { set: { courier_id: staff.staffId } })
  if (isRefusal(moved)) return moved
  const attemptId = await courier.beginAttempt(tx, orderId, staff.staffId, now)
  await tellOrder(tx, { orderId, now, told: { kind: 'order-on-its-way' }, once: `order-on-its-way:${attemptId}` })
  await note(tx, by, moved, 'order.set-out', {})
  return done
}

/**
 * Handed over at the door: delivering → delivered. What was held is sold, and WeChat will be told. By whoever has it, or by who runs
 * the store. A proof is a photograph of the courier's own that proves nothing else (PHOTO_NOT_FOUND).
 */
export async function deliver(
  tx: Tx,
  by: By,
  ask: { orderId: string; photoId?: string; note: string },
): Promise<Done | Refusal> {
  const { now, residentId } = by
  const { orderId, photoId } = ask
  const words = ask.note.trim()
  const moved = await move(tx, by, orderId, 'deliver', { facts: { note: words } })
  if (isRefusal(moved)) return moved
  if (photoId !== undefined && !(await courier.useAsProof(tx, { photoId, ownerId: residentId, orderId })))
    return refuse('PHOTO_NOT_FOUND')
  const end = { orderId, courierId: whose(by.staff), reason: null, photoId: photoId ?? null, now }
  if (!(await courier.endAttempt(tx, { ...end, outcome: 'delivered' }))) return refuse('NOT_ALLOWED')
  await sellStock(tx, { storeId: moved.storeId, orderId, lines: await heldUnits(tx, orderId), now })
  await oweShippingReport(tx, orderId, 'same-city', now)
  await tellOrder(tx, { orderId, now, told: { kind: 'order-delivered' } })
  await note(tx, by, moved, 'order.delivered', { note: words, proof: photoId !== undefined })
  return done
}

/** Nobody was at the door: delivering → ready, back in the store, with the reason. It can be taken out again. */
export async function bringBack(tx: Tx, by: By, ask: { orderId: string; reason: string }): Promise<Done | Refusal> {
  const { now } = by
  const { orderId } = ask
  const reason = ask.reason.trim()
  if (reason.length < 2) return refuse('INPUT_INVALID', { field: 'reason' }, { detail: '原因' })
  const moved = await move(tx, by, orderId, 'bring-back', { set: { courier_id: null }, facts: { reason } })
  if (isRefusal(moved)) return moved
  const attemptId = await courier.endAttempt(tx, {
    orderId,
    courierId: whose(by.staff),
    outcome: 'failed',
    reason,
    photoId: null,
    now,
  })
  if (!attemptId) return refuse('NOT_ALLOWED')
  await tellOrder(tx, {
    orderId,
    now,
    told: { kind: 'order-ready', fulfilment: 'delivery', slot: null, broughtBack: reason },
    once: `order-brought-back:${attemptId}`,
  })
  await note(tx, by, moved, 'order.brought-back', { reason })
  return done
}

/** Whose attempts somebody may end: their own; everybody's who runs the store (a courier's phone may be flat). */
const whose = (staff: StaffCaller): string | null => (may(staff.role, 'refuse-order') ? null : staff.staffId)

type Move = Omit<Parameters<typeof moveOrder>[1], 'orderId' | 'move' | 'now' | 'actor' | 'storeId'>
const move = (
  tx: Tx,
  { staff, now }: By,
  orderId: string,
  name: 'set-out' | 'deliver' | 'bring-back',
  more: Move,
): Promise<MovedOrder | Refusal> =>
  moveOrder(tx, {
    ...more,
    orderId,
    move: name,
    storeId: staff.storeId,
    now,
    actor: { by: 'staff', staffId: staff.staffId },
  })

const note = (
  tx: Tx,
  { staff, now, requestId }: By,
  moved: MovedOrder,
  action: AuditAction,
  more: object,
): Promise<void> =>
  audit(tx, {
    at: now,
    staffId: staff.staffId,
    storeId: staff.storeId,
    action,
    subject: moved.id,
    before: { state: moved.from },
    after: { state: moved.state, number: moved.number, ...more },
    requestId,
  })
