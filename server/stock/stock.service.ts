import { type Refusal, refuse } from '../../src/contract/errors'
import type { Instant } from '../../src/domain/time'
import type { Tx } from '../database/connection'
import * as stock from './stock.repository'
import type { Counters, Movement, StockLine } from './stock.repository'

export type { Counters, StockLine }
/** Locks goods of a store, in their order, for whoever moves them by more than one of the statements below. */
export const lockStock = stock.lock
export type OrderStock = {
  readonly storeId: string
  readonly orderId: string
  readonly lines: readonly StockLine[]
  readonly now: Instant
}

/**
 * Holds what an order asks for (KF-5, KF-23). Empty when all of it is held; otherwise what is short and what there is of it: the
 * caller then refuses, and its savepoint gives back what the others got.
 */
export async function holdStock(tx: Tx, ask: OrderStock): Promise<{ goodsId: string; has: number }[]> {
  const lines = some(ask.lines)
  return lines.length === 0 ? [] : stock.hold(tx, { ...ask, lines })
}

/** Puts back on sale what an order holds of these goods, never more than it holds (KF-24): doing it twice does it once. */
export async function releaseStock(tx: Tx, ask: OrderStock): Promise<StockLine[]> {
  return unhold(tx, ask, 'released')
}

/**
 * What was held is handed over and gone. What the order holds beyond `lines` stays held: release it.
 * @throws Error when the order holds less than is said to be handed over: that was never in the store's books.
 */
export async function sellStock(tx: Tx, ask: OrderStock): Promise<void> {
  const sold = await unhold(tx, ask, 'sold')
  const total = (lines: readonly StockLine[]) => lines.reduce((sum, { units }) => sum + units, 0)
  if (total(sold) !== total(some(ask.lines))) throw new Error(`Order ${ask.orderId} hands over more than it holds`)
}

/** What was sold to an order comes back on the shelf and can be sold again. */
export async function returnStock(
  tx: Tx,
  { storeId, orderId, lines, now, staffId, reason }: OrderStock & { staffId: string | null; reason: string },
): Promise<void> {
  for (const { goodsId, units } of inOrder(lines)) {
    await moveStock(tx, { storeId, orderId, goodsId, kind: 'returned', units, staffId, reason, now })
  }
}

export type StockMove = Omit<Movement, 'delta' | 'orderId'> & {
  /** How many units; only 盘点 (`adjusted`) may be negative. */
  readonly units: number
  readonly orderId?: string
}

/** 入库 · 退回 · 报损 · 盘点. STOCK_SHORT when there is less than would go, GOODS_NOT_FOUND when the store does not have these goods. */
export async function moveStock(tx: Tx, { units, orderId, ...ask }: StockMove): Promise<Counters | Refusal> {
  if (!Number.isSafeInteger(units) || units === 0 || (units < 0 && ask.kind !== 'adjusted'))
    throw new RangeError(`Cannot move ${units} units (${ask.kind})`)
  const delta = ask.kind === 'wasted' ? -units : units
  const moved = await stock.move(tx, { ...ask, delta, orderId: orderId ?? null })
  if (moved) return moved
  const counters = await stock.countersOf(tx, ask.storeId, ask.goodsId)
  return counters ? refuse('STOCK_SHORT', { stock: counters.stock }) : refuse('GOODS_NOT_FOUND')
}

async function unhold(tx: Tx, ask: OrderStock, kind: 'released' | 'sold'): Promise<StockLine[]> {
  const lines = inOrder(ask.lines)
  if (lines.length === 0) return []
  const goodsIds = lines.map(({ goodsId }) => goodsId)
  // Locked by a statement of its own: what the order holds must be read after whoever moves the same goods has committed.
  await stock.lock(tx, ask.storeId, goodsIds)
  return stock.unhold(tx, { ...ask, kind, lines })
}

const some = (lines: readonly StockLine[]): StockLine[] => {
  if (lines.some(({ units }) => !Number.isSafeInteger(units) || units < 0))
    throw new RangeError('Stock moves in whole units')
  return lines.filter(({ units }) => units > 0)
}
const inOrder = (lines: readonly StockLine[]): StockLine[] =>
  some(lines).sort((a, b) => (a.goodsId < b.goodsId ? -1 : 1))
