import { sql } from 'kysely'
import type { ServiceHours } from '../../src/domain/delivery/slot'
import type { Instant, Window } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import { toDate, toInstant } from '../database/instants'
import type { SlotPlace } from './slot.service'

/** When a place is served, from when on, and how many orders each of its slots takes. */
export type Terms = { readonly hours: ServiceHours; readonly opensAt: Instant; readonly capacity: number }

/** Of a store: its counter. */
export async function termsOfStore(db: Db, storeId: string): Promise<Terms | null> {
  const row = await db
    .selectFrom('store as s')
    .innerJoin('launch as l', 'l.store_id', 's.id')
    .select([
      's.opens_minute',
      's.closes_minute',
      's.pickup_slot_minutes as slot_minutes',
      's.pickup_lead_minutes as lead_minutes',
      's.pickup_capacity as capacity',
      'l.trial_opens_at',
    ])
    .where('s.id', '=', storeId)
    .executeTakeFirst()
  return row ? termsOf(row) : null
}

/** Of a delivery zone, which opens with its store. */
export async function termsOfZone(db: Db, zoneId: string): Promise<Terms | null> {
  const row = await db
    .selectFrom('delivery_zone as z')
    .innerJoin('launch as l', 'l.store_id', 'z.store_id')
    .select([
      'z.opens_minute',
      'z.closes_minute',
      'z.slot_minutes',
      'z.lead_minutes',
      'z.slot_capacity as capacity',
      'l.trial_opens_at',
    ])
    .where('z.id', '=', zoneId)
    .executeTakeFirst()
  return row ? termsOf(row) : null
}

type Row = {
  opens_minute: number
  closes_minute: number
  slot_minutes: number
  lead_minutes: number
  capacity: number
  trial_opens_at: Date
}
const termsOf = (row: Row): Terms => ({
  hours: {
    opensMinute: row.opens_minute,
    closesMinute: row.closes_minute,
    slotMinutes: row.slot_minutes,
    leadMinutes: row.lead_minutes,
  },
  opensAt: toInstant(row.trial_opens_at),
  capacity: row.capacity,
})

/** Places taken, by the beginning of their slot; slots that nobody took a place in are not there. */
export async function taken(db: Db, place: SlotPlace, from: Instant): Promise<Map<Instant, number>> {
  const rows = await db
    .selectFrom('slot')
    .select(['opens_at', 'taken'])
    .where('place', '=', place)
    .where('opens_at', '>=', toDate(from))
    .execute()
  return new Map(rows.map((row) => [toInstant(row.opens_at), row.taken]))
}

/** Takes one of `capacity` places; `false` when none is left. Counting and taking are one statement (KF-32). */
export async function take(tx: Tx, place: SlotPlace, slot: Window, capacity: number): Promise<boolean> {
  const { rows } = await sql`
    insert into slot (place, opens_at, closes_at, taken)
    select ${place}::text, ${toDate(slot.opensAt)}::timestamptz, ${toDate(slot.closesAt)}::timestamptz, 1
    where ${capacity}::int > 0
    on conflict (place, opens_at) do update set taken = slot.taken + 1
    where slot.taken < ${capacity}::int
    returning taken`.execute(tx)
  return rows.length === 1
}

/** Gives an order's place back, once: that it has one and has not given it back stands in the condition. */
export async function release(tx: Tx, orderId: string, now: Instant): Promise<boolean> {
  const { rows } = await sql`
    with freed as (
      update shop_order set slot_released_at = ${toDate(now)}::timestamptz
      where id = ${orderId}::uuid and slot_place is not null and slot_released_at is null
      returning slot_place, slot_opens_at
    )
    update slot set taken = slot.taken - 1 from freed
    where slot.place = freed.slot_place and slot.opens_at = freed.slot_opens_at
    returning 1`.execute(tx)
  return rows.length === 1
}
