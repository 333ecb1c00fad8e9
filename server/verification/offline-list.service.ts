import { createHash } from 'node:crypto'
import type { OfflineListAnswer, SettleBody } from '../../src/contract/staff-order'
import { CLOCK_AHEAD, OFFLINE_LIST_LASTS, OFFLINE_LIST_ORDERS } from '../../src/domain/pickup/offline'
import { type Instant, plus } from '../../src/domain/time'
import type { Db } from '../database/connection'
import type { Keys } from '../keys'
import * as orders from './order-card.repository'

export type ListShown = SettleBody['handovers'][number]['list']

/** Over store, instants and digest: whoever shows this again shows what we gave out. */
const signedPart = (storeId: string, list: Omit<ListShown, 'signature'>): Buffer =>
  Buffer.from([storeId, list.asOf, list.until, list.digest].join('\n'))

/**
 * What a counter needs to check codes of its orders without the network: each waiting order with the one key its QRs are signed
 * with. Nothing of it opens anything at another store, and it is of no use after half a day.
 */
export async function offlineList(
  db: Db,
  keys: Keys,
  { storeId, now }: { storeId: string; now: Instant },
): Promise<OfflineListAnswer> {
  const waiting = await orders.waitingAt(db, storeId, OFFLINE_LIST_ORDERS)
  const packed = new Map<string, orders.LineAtCounter[]>(waiting.map(({ orderId }) => [orderId, []]))
  for (const line of await orders.packedLines(db, [...packed.keys()])) packed.get(line.orderId)?.push(line)
  const listed = waiting.map(({ orderId, number, customer }) => {
    const lines = packed.get(orderId) ?? []
    return {
      orderId,
      number,
      customer,
      units: lines.reduce((sum, { units }) => sum + units, 0),
      lines: lines.map(({ name, amount }) => ({ name, amount })),
      key: keys.orderKey(orderId).toString('base64url'),
    }
  })
  const digest = createHash('sha256').update(JSON.stringify(listed)).digest('base64url')
  const list = { asOf: now, until: plus(now, OFFLINE_LIST_LASTS), digest }
  const signature = keys.sign('offline-list', signedPart(storeId, list)).toString('base64url')
  return { storeId, orders: listed, ...list, signature }
}

/** Whether a list is one of ours for this store, and was in force at `at`. */
export function judgeList(keys: Keys, storeId: string, list: ListShown, at: Instant): 'good' | 'forged' | 'ended' {
  const signature = Buffer.from(list.signature, 'base64url')
  if (!keys.verify('offline-list', signedPart(storeId, list), signature)) return 'forged'
  return at > list.asOf - CLOCK_AHEAD && at < list.until ? 'good' : 'ended'
}
