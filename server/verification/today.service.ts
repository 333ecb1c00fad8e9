import type { VerificationsAnswer } from '../../src/contract/staff'
import { maskedCustomer } from '../../src/domain/order/shown'
import { type Instant, startOfStoreDay, storeDay } from '../../src/domain/time'
import type { Db } from '../database/connection'
import { readCursor, writeCursor } from '../database/cursor'
import * as handovers from './handover.repository'
import type { ListedHandover } from './handover.repository'
import * as verifications from './verification.repository'
import { masked } from './verification.service'

type Shown = VerificationsAnswer['verifications'][number]

const PAGE = 50

/**
 * What the store has handed over today (its own day), latest first, 50 a page; an `after` that we did not make starts at the
 * beginning. Coupons alone, or coupons and orders as they happened.
 */
export async function today(
  db: Db,
  ask: { storeId: string; after?: string; with?: 'orders'; now: Instant },
): Promise<VerificationsAnswer> {
  const page = { since: startOfStoreDay(storeDay(ask.now)), after: readCursor(ask.after), size: PAGE + 1 }
  const [coupons, orders] = await Promise.all([
    verifications.listOf(db, ask.storeId, page),
    ask.with === 'orders' ? handovers.listOf(db, ask.storeId, page) : [],
  ])
  const rows = [...coupons.map(couponShown), ...orders.map(orderShown)].sort(latestFirst)
  const shown = rows.slice(0, PAGE)
  const last = rows.length > PAGE ? shown.at(-1) : undefined
  return { verifications: shown, next: last ? writeCursor(last) : null }
}

const latestFirst = (a: Shown, b: Shown): number => b.at - a.at || (a.id < b.id ? 1 : -1)

const couponShown = ({ holderShareCode, ...row }: verifications.Listed): Shown => ({
  ...row,
  kind: 'coupon',
  holder: masked(holderShareCode),
})

const orderShown = ({ contactName, contactPhone, ...row }: ListedHandover): Shown => ({
  ...row,
  kind: 'order',
  title: `订单 ${row.number.slice(-4)} · ${row.units} 件`,
  holder: maskedCustomer(contactName, contactPhone),
})
