import { v7 as uuid } from 'uuid'
import { isRefusal, type Refusal, refuse } from '../../src/contract/errors'
import type { OrderPreview } from '../../src/contract/staff'
import { clockWords, type Instant, inWords, storeDay } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import { toDate } from '../database/instants'
import { heldUnits, type MovedOrder, moveOrder } from '../order/move'
import { oweShippingReport } from '../payment/shipping.service'
import { tellOrder } from '../reminder/order.service'
import { audit } from '../staff/audit'
import { releaseStock, sellStock, type StockLine } from '../stock/stock.service'
import * as handovers from './handover.repository'
import * as orders from './order-card.repository'
import type { LineAtCounter, OrderAtCounter } from './order-card.repository'

/** Who stands at which counter, and when. */
export type Here = {
  readonly storeId: string
  readonly staffId: string
  readonly till?: string
  readonly now: Instant
}
export type OrderCard = Omit<OrderPreview, 'alsoHas'>

const unitsOf = (lines: readonly LineAtCounter[]): number => lines.reduce((sum, { units }) => sum + units, 0)

/** What the clerk sees of an order: goods with their amounts, a masked customer, what weighing has given back. */
export async function orderCard(db: Db, order: OrderAtCounter): Promise<OrderCard> {
  const lines = await orders.packedLines(db, [order.orderId])
  return {
    kind: 'order',
    orderId: order.orderId,
    number: order.number,
    customer: order.customer,
    slot: order.slot,
    lines: lines.map(({ name, picture, amount, gift }) => ({ name, picture, amount, gift })),
    units: unitsOf(lines),
    remark: order.remark,
    notes: await orders.weighingRefunds(db, order.orderId),
  }
}

/**
 * Why this counter does not hand an order over; `null` when it does. Digits can be guessed, a signed QR cannot: of another store's
 * order, typing learns nothing (KF-12).
 */
export async function refuseOrder(
  db: Db,
  order: OrderAtCounter | null,
  method: 'qr' | 'digits',
  here: Here,
): Promise<Refusal | null> {
  if (!order) return refuse('CODE_UNKNOWN')
  if (order.storeId !== here.storeId)
    return method === 'digits'
      ? refuse('CODE_UNKNOWN')
      : refuse('ORDER_WRONG_STORE', { storeId: order.storeId }, { store: order.storeName })
  if (order.fulfilment === 'delivery') return refuse('ORDER_IS_DELIVERY')
  switch (order.state) {
    case 'ready':
      return null
    case 'collected':
      return alreadyCollected(db, order.orderId, here)
    case 'cancelled':
    case 'closed':
      return refuse('ORDER_REFUNDED')
    default:
      return refuse('ORDER_NOT_READY')
  }
}

/** 已于 10:32 由 3 号台交货; `by` tells one's own till from others. */
async function alreadyCollected(db: Db, orderId: string, here: Here): Promise<Refusal> {
  const before = await handovers.inForce(db, orderId)
  // Taken back between two looks: the order waits again.
  if (!before) return refuse('CODE_STALE')
  const { at, till } = before
  const by = before.staffId === here.staffId && (here.till ?? till) === till ? 'you' : 'another'
  return refuse('ORDER_COLLECTED', { at, till, by }, whenAndWhere(before, here))
}

/** When and at which till, as it is said at this counter today. */
export function whenAndWhere(
  { at, till, storeId, storeName }: handovers.InForce,
  here: { storeId: string; now: Instant },
): { at: string; till: string } {
  return {
    at: storeDay(at) === storeDay(here.now) ? clockWords(at) : inWords(at),
    till: storeId === here.storeId ? till : `${storeName} ${till}`,
  }
}

export type HandOver = {
  readonly orderId: string
  readonly storeId: string
  readonly staffId: string
  readonly till: string
  readonly method: 'qr' | 'digits' | 'offline'
  /** When it happened; `now` is when we hear of it. */
  readonly at: Instant
  readonly now: Instant
  readonly requestId: string
}

/**
 * The order is collected, by one conditional move: of many who try, one does it. What belongs to it commits with it: the
 * record, the stock, what WeChat is owed to know, the message to the resident, the audit line. Refuses when it could not be moved,
 * and has changed nothing then.
 */
export async function collectOrder(
  tx: Tx,
  ask: HandOver,
): Promise<{ handoverId: string; order: MovedOrder } | Refusal> {
  const { orderId, storeId, staffId, till, method, at, now } = ask
  const handoverId = uuid()
  const order = await moveOrder(tx, {
    orderId,
    storeId,
    move: 'hand-over',
    now,
    actor: { by: 'staff', staffId },
    set: { ended_at: toDate(at) },
    facts: { handoverId, till, method, at },
  })
  if (isRefusal(order)) return order
  await handovers.write(tx, { handoverId, orderId, storeId, staffId, till, method, at, settledAt: now })
  await takeFromStock(tx, { orderId, storeId, now })
  await oweShippingReport(tx, orderId, 'pickup', now)
  // Another message after one that was taken back, hence the handover's own id.
  await tellOrder(tx, { orderId, now, told: { kind: 'order-collected', at }, once: `order-collected:${handoverId}` })
  await audit(tx, {
    at: now,
    staffId,
    storeId,
    action: 'order.collected',
    subject: orderId,
    before: { state: order.from },
    after: {
      state: order.state,
      number: order.number,
      handoverId,
      till,
      method,
      ...(at !== now && { happenedAt: at }),
    },
    requestId: ask.requestId,
  })
  return { handoverId, order }
}

/** What is packed leaves the store's books; whatever else the order still held is on sale again. */
async function takeFromStock(
  tx: Tx,
  { orderId, storeId, now }: { orderId: string; storeId: string; now: Instant },
): Promise<void> {
  const packed = new Map<string, number>()
  for (const { goodsId, units } of await orders.packedLines(tx, [orderId]))
    packed.set(goodsId, (packed.get(goodsId) ?? 0) + units)
  const sold: StockLine[] = []
  const left: StockLine[] = []
  for (const { goodsId, units } of await heldUnits(tx, orderId)) {
    const gone = Math.min(units, packed.get(goodsId) ?? 0)
    sold.push({ goodsId, units: gone })
    left.push({ goodsId, units: units - gone })
  }
  await sellStock(tx, { storeId, orderId, lines: sold, now })
  await releaseStock(tx, { storeId, orderId, lines: left, now })
}
