import { gcj02 } from '../../src/domain/geo'
import { fen } from '../../src/domain/money'
import type { Db } from '../database/connection'
import type { StoreAt, Zone } from './zone-index'

/** Changes with every change of a zone or a store: triggers see to it. */
export async function version(db: Db): Promise<number> {
  const row = await db.selectFrom('delivery_zone_version').select('version').executeTakeFirstOrThrow()
  return row.version
}

/** All zones, or those of one store, in the order of their names. */
export async function zones(db: Db, storeId?: string): Promise<Zone[]> {
  let query = db.selectFrom('delivery_zone').selectAll().orderBy('name').orderBy('id')
  if (storeId !== undefined) query = query.where('store_id', '=', storeId)
  return (await query.execute()).map((row) => ({
    id: row.id,
    storeId: row.store_id,
    name: row.name,
    rings: row.rings,
    fee: fen(row.fee_fen),
    minimum: fen(row.minimum_fen),
    freeFrom: row.free_from_fen === null ? null : fen(row.free_from_fen),
    hours: {
      opensMinute: row.opens_minute,
      closesMinute: row.closes_minute,
      slotMinutes: row.slot_minutes,
      leadMinutes: row.lead_minutes,
    },
  }))
}

export async function storesAt(db: Db): Promise<StoreAt[]> {
  const rows = await db.selectFrom('store').select(['id', 'lat', 'lng']).orderBy('id').execute()
  return rows.map((row) => ({ id: row.id, at: gcj02(row.lat, row.lng) }))
}
