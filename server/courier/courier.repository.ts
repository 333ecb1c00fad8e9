import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { type Gcj02, gcj02 } from '../../src/domain/geo'
import type { OrderState } from '../../src/domain/order/order'
import type { Instant } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import { toDate, toInstant } from '../database/instants'

export type StopRow = {
  readonly id: string
  readonly number: string
  readonly state: OrderState
  readonly slot: { readonly opensAt: Instant; readonly closesAt: Instant } | null
  readonly name: string
  readonly phone: string
  readonly address: string
  readonly at: Gcj02
  readonly units: number
  readonly remark: string
  readonly attempts: number
}

/** Deliveries of a store that wait, or that this courier has with them; the earliest due first. */
export async function stops(
  db: Db,
  ask: { storeId: string; of: { readonly state: 'ready' } | { readonly courierId: string }; most: number },
): Promise<StopRow[]> {
  const { of } = ask
  const rows = await db
    .selectFrom('shop_order as o')
    .select(['o.id', 'o.number', 'o.state', 'o.slot_opens_at', 'o.slot_closes_at', 'o.remark', 'o.address'])
    .select(['o.contact_name', 'o.contact_phone', 'o.address_lat', 'o.address_lng'])
    .select((eb) => [
      eb
        .selectFrom('order_line as l')
        .select(sql<number>`coalesce(sum(l.picked_quantity), 0)::int`.as('units'))
        .whereRef('l.order_id', '=', 'o.id')
        .as('units'),
      eb
        .selectFrom('delivery_attempt as a')
        .select(sql<number>`count(*)::int`.as('attempts'))
        .whereRef('a.order_id', '=', 'o.id')
        .as('attempts'),
    ])
    .where('o.store_id', '=', ask.storeId)
    .where('o.fulfilment', '=', 'delivery')
    .where('o.state', '=', 'courierId' in of ? 'delivering' : 'ready')
    .$if('courierId' in of, (query) => query.where('o.courier_id', '=', (of as { courierId: string }).courierId))
    .orderBy(sql`coalesce(o.slot_opens_at, o.placed_at)`)
    .orderBy('o.id')
    .limit(ask.most)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    state: row.state,
    slot:
      row.slot_opens_at && row.slot_closes_at
        ? { opensAt: toInstant(row.slot_opens_at), closesAt: toInstant(row.slot_closes_at) }
        : null,
    name: row.contact_name,
    phone: row.contact_phone,
    address: row.address,
    at: gcj02(row.address_lat!, row.address_lng!), // a delivery always has them
    units: row.units ?? 0,
    remark: row.remark,
    attempts: row.attempts ?? 0,
  }))
}

export async function storeAt(db: Db, storeId: string): Promise<Gcj02> {
  const row = await db.selectFrom('store').select(['lat', 'lng']).where('id', '=', storeId).executeTakeFirstOrThrow()
  return gcj02(row.lat, row.lng)
}

/** Somebody sets out with an order; the database knows of one who is on the way at a time. @returns the attempt's id */
export async function beginAttempt(tx: Tx, orderId: string, courierId: string, now: Instant): Promise<string> {
  const id = uuid()
  await tx
    .insertInto('delivery_attempt')
    .values({ id, order_id: orderId, courier_id: courierId, began_at: toDate(now) })
    .execute()
  return id
}

/**
 * Ends the attempt that is under way; `null` when there is none, or it is another's than `courierId`'s (`null`: anybody's).
 * @returns the attempt's id
 */
export async function endAttempt(
  tx: Tx,
  end: {
    readonly orderId: string
    readonly courierId: string | null
    readonly outcome: 'delivered' | 'failed'
    readonly reason: string | null
    readonly photoId: string | null
    readonly now: Instant
  },
): Promise<string | null> {
  const { courierId } = end
  const row = await tx
    .updateTable('delivery_attempt')
    .set({ ended_at: toDate(end.now), outcome: end.outcome, reason: end.reason, photo_id: end.photoId })
    .where('order_id', '=', end.orderId)
    .where('ended_at', 'is', null)
    .$if(courierId !== null, (query) => query.where('courier_id', '=', courierId!))
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

/** A photograph of the caller's own that shows nothing else yet becomes the proof of this order; `false` when there is none. */
export async function useAsProof(
  tx: Tx,
  ask: { readonly photoId: string; readonly ownerId: string; readonly orderId: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('photo')
    .set({ used_for: 'proof', order_id: ask.orderId })
    .where('id', '=', ask.photoId)
    .where('owner_id', '=', ask.ownerId)
    .where('used_for', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
