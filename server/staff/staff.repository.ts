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
