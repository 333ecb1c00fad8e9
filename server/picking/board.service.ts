import type { Static } from 'typebox'
import { type Refusal, refuse } from '../../src/contract/errors'
import { BOARD_SHELVES, type BoardAnswer, type BoardOrder, type StaffOrderAnswer } from '../../src/contract/staff-order'
import { gcj02 } from '../../src/domain/geo'
import { fen } from '../../src/domain/money'
import { byWalk } from '../../src/domain/order/picking'
import { maskedCustomer } from '../../src/domain/order/shown'
import { may } from '../../src/domain/staff/role'
import { basketGoods } from '../catalog/catalog.service'
import type { Db } from '../database/connection'
import { readCursor, writeCursor } from '../database/cursor'
import type { StaffCaller } from '../http/route'
import * as board from './board.repository'
import { type Line, linesOf } from './line.repository'

type Shelf = (typeof BOARD_SHELVES)[number]

const PAGE = 30

/** The orders of a store in one state, the earliest slot first, 30 a page. An order without a slot is due since it was placed. */
export async function boardOf(
  db: Db,
  storeId: string,
  ask: { state: Shelf; after?: string },
): Promise<BoardAnswer | Refusal> {
  const after = readCursor(ask.after)
  if (ask.after !== undefined && !after) return refuse('INPUT_INVALID', { field: 'after' }, { detail: 'after' })
  const [found, counts] = await Promise.all([
    board.page(db, { storeId, state: ask.state, after, size: PAGE + 1 }),
    board.counts(db, storeId),
  ])
  const shown = found.slice(0, PAGE)
  const last = found.length > PAGE ? shown.at(-1) : undefined
  const count = (state: Shelf): number => counts.get(state) ?? 0
  return {
    orders: shown.map(boardOrder),
    next: last ? writeCursor({ at: last.due, id: last.id }) : null,
    counts: {
      paid: count('paid'),
      picking: count('picking'),
      ready: count('ready'),
      delivering: count('delivering'),
    },
  }
}

const boardOrder = (row: board.BoardRow): Static<typeof BoardOrder> => ({
  id: row.id,
  number: row.number,
  state: row.state,
  fulfilment: row.fulfilment,
  slot: row.slot,
  customer: maskedCustomer(row.contact.name, row.contact.phone),
  kinds: row.kinds,
  units: row.units,
  picked: row.picked,
  question: row.question,
  weighs: row.weighs,
  placedAt: row.placedAt,
  picker: row.picker,
  remark: row.remark,
})

/** While somebody may still have to go there, who goes sees where to and whom to call. */
const ON_THE_WAY: readonly string[] = BOARD_SHELVES

/**
 * One order of the caller's store, its lines in the order of the walk. Unpaid orders and those of other stores are not found. The
 * whole address and the phone are there for deliveries that are not done, and only for who may deliver.
 */
export async function staffOrder(db: Db, staff: StaffCaller, orderId: string): Promise<StaffOrderAnswer | Refusal> {
  const order = await board.find(db, staff.storeId, orderId)
  if (!order) return refuse('ORDER_NOT_FOUND')
  const lines = await linesOf(db, orderId)
  const goods = await basketGoods(
    db,
    staff.storeId,
    lines.map((line) => line.goodsId),
  )
  const goes = order.fulfilment === 'delivery' && may(staff.role, 'deliver') && ON_THE_WAY.includes(order.state)
  return {
    ...boardOrder(order),
    source: order.source,
    lines: [...lines].sort(byWalk).map((line) => ({
      ...lineOut(line),
      shelf: line.shelf,
      shelfZone: line.shelfZone,
      per500g: goods.get(line.goodsId)?.per500g ?? null,
    })),
    total: fen(order.total),
    refunded: fen(order.refunded),
    address: goes ? order.address : '',
    at: goes && order.at ? gcj02(order.at.lat, order.at.lng) : null,
    phone: goes ? order.contact.phone : '',
  }
}

/** A line as the contract has it. `orderedGrams` stays what was ordered, whatever the scale says (KF-51). */
const lineOut = (line: Line) => ({
  id: line.id,
  kind: line.kind,
  goodsId: line.goodsId,
  name: line.name,
  picture: line.picture,
  unit: line.unit,
  soldBy: line.soldBy,
  quantity: line.quantity,
  orderedGrams: line.unitGrams === null ? null : line.unitGrams * line.quantity,
  pickedQuantity: line.pickedQuantity,
  pickedGrams: line.pickedGrams,
  list: line.list,
  paid: line.paid,
  kept: line.kept,
  refunded: line.refunded,
  refundedQuantity: line.refundedQuantity,
  insteadOf: line.insteadOf,
  consent: line.consent,
})
