import type { Selectable } from 'kysely'
import type { AddressCard } from '../../src/contract/checkout'
import type { Gcj02 } from '../../src/domain/geo'
import type { Instant } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import { toDate } from '../database/instants'
import type { Database } from '../database/schema'

/** What a resident wrote, and where the server found it. */
export type Written = Omit<AddressCard, 'id' | 'at'> & { readonly at: Gcj02 }

const cardOf = (row: Selectable<Database['address']>): AddressCard => ({
  id: row.id,
  name: row.name,
  phone: row.phone,
  place: row.place,
  detail: row.detail,
  at: { lat: row.lat, lng: row.lng, datum: 'gcj02' },
  isDefault: row.is_default,
})

const inBook = (db: Db, residentId: string) =>
  db.selectFrom('address').selectAll().where('resident_id', '=', residentId).where('removed_at', 'is', null)

/** The default first, then those that were used last. */
export async function list(db: Db, residentId: string): Promise<AddressCard[]> {
  const rows = await inBook(db, residentId)
    .orderBy('is_default', 'desc')
    .orderBy('used_at', 'desc')
    .orderBy('id')
    .execute()
  return rows.map(cardOf)
}

/** One of this resident's; `null` for anybody else's and for a removed one, as if it did not exist (KF-11). */
export async function find(db: Db, residentId: string, id: string): Promise<AddressCard | null> {
  const row = await inBook(db, residentId).where('id', '=', id).executeTakeFirst()
  return row ? cardOf(row) : null
}

/** Changes to one resident's book wait for each other until the transaction ends, so that counts and the one default hold. */
export async function hold(tx: Tx, residentId: string): Promise<void> {
  await tx.selectFrom('resident').select('id').where('id', '=', residentId).forNoKeyUpdate().execute()
}

export async function count(tx: Tx, residentId: string): Promise<number> {
  const row = await tx
    .selectFrom('address')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('resident_id', '=', residentId)
    .where('removed_at', 'is', null)
    .executeTakeFirstOrThrow()
  return row.count
}

/** No address is the default any more, save `id`. */
export async function clearDefault(tx: Tx, residentId: string, id: string): Promise<void> {
  await tx
    .updateTable('address')
    .set({ is_default: false })
    .where('resident_id', '=', residentId)
    .where('is_default', '=', true)
    .where('removed_at', 'is', null)
    .where('id', '<>', id)
    .execute()
}

const columns = ({ name, phone, place, detail, at, isDefault }: Written) => ({
  name,
  phone,
  place,
  detail,
  lat: at.lat,
  lng: at.lng,
  is_default: isDefault,
})

export async function add(tx: Tx, residentId: string, id: string, written: Written, now: Instant): Promise<void> {
  await tx
    .insertInto('address')
    .values({ id, resident_id: residentId, ...columns(written), used_at: toDate(now) })
    .execute()
}

export async function change(tx: Tx, residentId: string, id: string, written: Written): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('address')
    .set(columns(written))
    .where('id', '=', id)
    .where('resident_id', '=', residentId)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function remove(tx: Tx, residentId: string, id: string, now: Instant): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('address')
    .set({ removed_at: toDate(now) })
    .where('id', '=', id)
    .where('resident_id', '=', residentId)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** An order goes there: it stands first among those that are not the default. */
export async function markUsed(tx: Tx, residentId: string, id: string, now: Instant): Promise<void> {
  await tx
    .updateTable('address')
    .set({ used_at: toDate(now) })
    .where('id', '=', id)
    .where('resident_id', '=', residentId)
    .execute()
}
