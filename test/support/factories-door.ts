import { randomUUID } from 'node:crypto'
import type { Insertable } from 'kysely'
import type { Db } from '../../server/database/connection'
import type { Database } from '../../server/database/schema'
import { gcj02 } from '../../src/domain/geo'
import { NOON } from './constants'

/** A door in the middle of `aZone`, and one far outside of it. */
export const DOOR = gcj02(26.86, 104.28)
export const FAR_DOOR = gcj02(26.95, 104.4)

/** A zone of a store, 2 km around DOOR: ¥3, from ¥19, free from ¥39; served 8:00 to 20:30 in slots of 30 minutes with 30 minutes of lead. */
export async function aZone(
  db: Db,
  storeId: string,
  over: Partial<Omit<Insertable<Database['delivery_zone']>, 'rings'>> & { half?: number } = {},
): Promise<{ id: string }> {
  const { half = 0.01, ...zone } = over
  const id = over.id ?? randomUUID()
  const { lat, lng } = DOOR
  const ring = [
    [lng - half, lat - half],
    [lng + half, lat - half],
    [lng + half, lat + half],
    [lng - half, lat + half],
  ]
  await db
    .insertInto('delivery_zone')
    .values({
      store_id: storeId,
      name: '威宁城区',
      rings: JSON.stringify([ring]),
      fee_fen: 300,
      minimum_fen: 1900,
      free_from_fen: 3900,
      opens_minute: 8 * 60,
      closes_minute: 20 * 60 + 30,
      slot_minutes: 30,
      lead_minutes: 30,
      slot_capacity: 20,
      ...zone,
      id,
    })
    .execute()
  return { id }
}

/** An address in a resident's book, at DOOR. */
export async function anAddress(
  db: Db,
  owner: { id: string },
  over: Partial<Insertable<Database['address']>> = {},
): Promise<{ id: string }> {
  const id = over.id ?? randomUUID()
  await db
    .insertInto('address')
    .values({
      resident_id: owner.id,
      name: '王小明',
      phone: '13800008000',
      place: '阳光花园',
      detail: '3 栋 2 单元 501',
      lat: DOOR.lat,
      lng: DOOR.lng,
      used_at: new Date(NOON),
      ...over,
      id,
    })
    .execute()
  return { id }
}
