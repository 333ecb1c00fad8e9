import type { Role } from '../../src/domain/staff/role'
import type { StaffCaller } from '../http/route'
import type { Db } from '../database/connection'

/** The grant in force of a resident in a store; `null` when there is none (never was, or revoked). */
export async function grantInForce(db: Db, residentId: string, storeId: string): Promise<StaffCaller | null> {
  const row = await db
    .selectFrom('staff_grant')
    .innerJoin('staff', 'staff.id', 'staff_grant.staff_id')
    .select(['staff.id as staffId', 'staff.name', 'staff_grant.role', 'staff_grant.store_id as storeId'])
    .where('staff.resident_id', '=', residentId)
    .where('staff_grant.store_id', '=', storeId)
    .where('staff_grant.revoked_at', 'is', null)
    .executeTakeFirst()
  return row ?? null
}

/** The name a resident works under and every grant in force, by store; no rows for who is not staff anywhere now. */
export async function grantsInForce(
  db: Db,
  residentId: string,
): Promise<{ name: string; storeId: string; storeName: string; role: Role }[]> {
  return (
    db
      .selectFrom('staff_grant')
      .innerJoin('staff', 'staff.id', 'staff_grant.staff_id')
      .innerJoin('store', 'store.id', 'staff_grant.store_id')
      .leftJoin('launch', 'launch.store_id', 'store.id')
      .select(['staff.name', 'store.id as storeId', 'store.name as storeName', 'staff_grant.role'])
      .where('staff.resident_id', '=', residentId)
      .where('staff_grant.revoked_at', 'is', null)
      // the store that opens last is the one there is most to do for
      .orderBy('launch.trial_opens_at', (order) => order.desc().nullsLast())
      .orderBy('staff_grant.granted_at')
      .orderBy('store.id')
      .execute()
  )
}
