import { sql } from 'kysely'
import { type Instant } from '../../src/domain/time'
import type { Role } from '../../src/domain/staff/role'
import type { Db, Tx } from '../database/connection'
import { toDate, toInstant } from '../database/instants'

export type Member = {
  readonly grantId: string
  readonly staffId: string
  readonly name: string
  readonly role: Role
  readonly since: Instant
}

/** Everybody with a grant in force in a store, the longest serving first. */
export async function membersOf(db: Db, storeId: string): Promise<Member[]> {
  const rows = await db
    .selectFrom('staff_grant as g')
    .innerJoin('staff as s', 's.id', 'g.staff_id')
    .select(['g.id as grantId', 's.id as staffId', 's.name', 'g.role', 'g.granted_at'])
    .where('g.store_id', '=', storeId)
    .where('g.revoked_at', 'is', null)
    .orderBy('g.granted_at')
    .orderBy('g.id')
    .execute()
  return rows.map(({ granted_at, ...row }) => ({ ...row, since: toInstant(granted_at) }))
}

/** The staff row of a resident: made on the first invitation taken; a name once given stays, whichever store invites next. */
export async function staffOf(tx: Tx, resident: { id: string; newStaffId: string; name: string }): Promise<string> {
  const { id } = await tx
    .insertInto('staff')
    .values({ id: resident.newStaffId, resident_id: resident.id, name: resident.name })
    .onConflict((conflict) => conflict.column('resident_id').doUpdateSet({ name: sql.ref('staff.name') }))
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Grants a role; `false` when this person already has one in this store. */
export async function grant(
  tx: Tx,
  given: { id: string; staffId: string; storeId: string; role: Role; by: string | null; now: Instant },
): Promise<boolean> {
  const row = await tx
    .insertInto('staff_grant')
    .values({
      id: given.id,
      staff_id: given.staffId,
      store_id: given.storeId,
      role: given.role,
      granted_at: toDate(given.now),
      granted_by: given.by,
    })
    .onConflict((conflict) => conflict.columns(['staff_id', 'store_id']).where('revoked_at', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** The role somebody holds in a store now. */
export async function roleOf(db: Db, staffId: string, storeId: string): Promise<Role | null> {
  const row = await db
    .selectFrom('staff_grant')
    .select('role')
    .where('staff_id', '=', staffId)
    .where('store_id', '=', storeId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return row?.role ?? null
}

/**
 * Ends a grant of one of `roles`, unless it is the store's last owner's. One statement: it first locks the owners in force, so
 * that of two owners who revoke each other the second waits, counts again and finds one. `null` when nothing was ended.
 */
export async function revoke(
  tx: Tx,
  ended: { grantId: string; storeId: string; roles: readonly Role[]; by: string; now: Instant },
): Promise<{ staffId: string; name: string; role: Role } | null> {
  const { rows } = await sql<{ staff_id: string; name: string; role: Role }>`
    with owners as materialized (
      select id from staff_grant
      where store_id = ${ended.storeId} and role = 'owner' and revoked_at is null
      order by id for update
    )
    update staff_grant g set revoked_at = ${toDate(ended.now)}, revoked_by = ${ended.by}
    from staff s
    where g.id = ${ended.grantId} and g.store_id = ${ended.storeId} and g.revoked_at is null
      and g.role = any (${ended.roles}::text[])
      and s.id = g.staff_id
      and (g.role <> 'owner' or (select count(*) from owners) > 1)
    returning g.staff_id, s.name, g.role`.execute(tx)
  const [row] = rows
  return row ? { staffId: row.staff_id, name: row.name, role: row.role } : null
}

/** A grant in force, by its id. */
export async function roleOfGrant(db: Db, grantId: string, storeId: string): Promise<Role | null> {
  const row = await db
    .selectFrom('staff_grant')
    .select('role')
    .where('id', '=', grantId)
    .where('store_id', '=', storeId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return row?.role ?? null
}
