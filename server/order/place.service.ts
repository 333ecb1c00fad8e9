import type { StoreDay } from '../../src/domain/time'
import type { Tx } from '../database/connection'
import * as orders from './new-order.repository'

export type { NewLine, NewOrder } from './new-order.repository'

/** Writes a new order with its lines; what it takes is the caller's to take, in the same transaction. */
export const insertOrder = (
  tx: Tx,
  order: orders.NewOrder,
  lines: readonly orders.NewLine[],
  day: StoreDay,
): Promise<{ number: string; trackingCode: string }> => orders.insert(tx, order, lines, day)

/** Lines of an order that is being placed, when they are known only after it has taken its goods. */
export const insertOrderLines = orders.insertLines
