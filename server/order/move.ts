import { v7 as uuid } from 'uuid'
import { sql, type Updateable } from 'kysely'
import { type Refusal, refuse } from '../../src/contract/errors'
import { type Fulfilment, MOVES, type OrderMove, type OrderState, STATE_NAMES } from '../../src/domain/order/order'
import type { Instant } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import { toDate } from '../database/instants'
import type { Database } from '../database/schema'

/** Who does something to an order. */
export type Actor = {
  readonly by: Database['order_event']['by_whom']
  readonly staffId?: string
}

export type MovedOrder = {
  readonly id: string
  readonly number: string
  readonly storeId: string
  /** `null`: a till's or a platform's customer whom we do not know. */
  readonly residentId: string | null
  readonly fulfilment: Fulfilment
  readonly from: OrderState
  readonly state: OrderState
}

export type MoveAsk = {
  readonly orderId: string
  readonly move: OrderMove
  readonly now: Instant
  readonly actor: Actor
  /** Only an order of this store, or of this resident; anybody else's is not found. */
  readonly storeId?: string
  readonly residentId?: string
  /** What else becomes true of the order with this move. */
  readonly set?: Updateable<Database['shop_order']>
  /** What the timeline tells of it. */
  readonly facts?: object
}

const ENDS: readonly OrderState[] = ['collected', 'delivered', 'cancelled', 'closed']

/**
 * Moves an order by one conditional UPDATE and writes its timeline in the same transaction. Of many who try, one moves it; the
 * others hear ORDER_MOVED with the state it has now. The order's row stays locked until the transaction ends.
 */
export async function moveOrder(tx: Tx, ask: MoveAsk): Promise<MovedOrder | Refusal> {
  const { from, to, only } = MOVES[ask.move]
  const at = toDate(ask.now)
  const moved = await tx
    .updateTable('shop_order as o')
    .from((eb) =>
      eb
        .selectFrom('shop_order')
        .select(['shop_order.id as before_id', 'shop_order.state as before_state'])
        .where('shop_order.id', '=', ask.orderId)
        .forUpdate()
        .as('before'),
    )
    .set({ state: to, ...consequences(ask.move, to, at), ...ask.set })
    .whereRef('o.id', '=', 'before.before_id')
    .where('before.before_state', 'in', [...from])
    .$if(only !== null, (query) => query.where('o.fulfilment', '=', only!))
    .$if(ask.storeId !== undefined, (query) => query.where('o.store_id', '=', ask.storeId!))
    .$if(ask.residentId !== undefined, (query) => query.where('o.resident_id', '=', ask.residentId!))
    .returning([
      'o.id',
      'o.number',
      'o.store_id as storeId',
      'o.resident_id as residentId',
      'o.fulfilment',
      'before.before_state as from',
      'o.state',
    ])
    .executeTakeFirst()
  if (!moved) return refusalOf(tx, ask)
  await writeEvent(tx, {
    orderId: ask.orderId,
    kind: ask.move,
    now: ask.now,
    actor: ask.actor,
    from: moved.from,
    to,
    ...(ask.facts && { facts: ask.facts }),
  })
  return moved
}

/** What follows from a move for the order's instants. */
function consequences(move: OrderMove, to: OrderState, at: Date): Updateable<Database['shop_order']> {
  const ended = ENDS.includes(to) ? at : null
  return {
    ended_at: ended,
    ...(ended === null && { ended_by: null, end_reason: null }),
    ...(move === 'pay' && { paid_at: at }),
    ...(move === 'make-ready' && { ready_at: at }),
  }
}

async function refusalOf(tx: Tx, ask: MoveAsk): Promise<Refusal> {
  const order = await tx
    .selectFrom('shop_order')
    .select(['state', 'store_id', 'resident_id'])
    .where('id', '=', ask.orderId)
    .executeTakeFirst()
  const theirs =
    order &&
    (ask.storeId === undefined || order.store_id === ask.storeId) &&
    (ask.residentId === undefined || order.resident_id === ask.residentId)
  return theirs ? orderMoved(order.state) : refuse('ORDER_NOT_FOUND')
}

/** 订单现在是“备货中”，不能这样操作 */
export const orderMoved = (state: OrderState): Refusal =>
  refuse('ORDER_MOVED', { now: state }, { state: STATE_NAMES[state] })

export type NewEvent = {
  readonly orderId: string
  /** A move's name, or what else happened: `line-picked`, `substitute-asked`, `refunded` … */
  readonly kind: string
  readonly now: Instant
  readonly actor: Actor
  readonly from?: OrderState
  readonly to?: OrderState
  readonly facts?: object
}

/** Adds to an order's timeline, in the transaction of the fact. */
export async function writeEvent(tx: Tx, event: NewEvent): Promise<void> {
  await tx
    .insertInto('order_event')
    .values({
      id: uuid({ msecs: event.now }),
      order_id: event.orderId,
      at: toDate(event.now),
      kind: event.kind,
      from_state: event.from ?? null,
      to_state: event.to ?? null,
      by_whom: event.actor.by,
      staff_id: event.actor.staffId ?? null,
      ...(event.facts && { facts: JSON.stringify(event.facts) }),
    })
    .execute()
}

/** Whether an order is there, locked until the transaction ends; whoever changes its lines or its money comes through here first. */
export async function lockOrder(
  tx: Tx,
  orderId: string,
): Promise<{ id: string; state: OrderState; storeId: string } | null> {
  const { rows } = await sql<{ id: string; state: OrderState; store_id: string }>`
    select id, state, store_id from shop_order where id = ${orderId}::uuid for update`.execute(tx)
  const [row] = rows
  return row ? { id: row.id, state: row.state, storeId: row.store_id } : null
}

/** Units that an order holds now, by goods: what the ledger says, and so exactly what may be released or sold (KF-24). */
export async function heldUnits(db: Db, orderId: string): Promise<{ goodsId: string; units: number }[]> {
  const { rows } = await sql<{ goods_id: string; units: number }>`
    select goods_id, sum(held_delta)::int as units from stock_entry where order_id = ${orderId}::uuid
    group by goods_id having sum(held_delta) > 0 order by goods_id`.execute(db)
  return rows.map((row) => ({ goodsId: row.goods_id, units: row.units }))
}
