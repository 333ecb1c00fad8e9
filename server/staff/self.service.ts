import type { MeAnswer } from '../../src/contract/resident'
import type { Db } from '../database/connection'
import { grantsInForce } from './staff.repository'

/** What a resident is to our stores: the name they work under and their roles; `null` for who works nowhere now. */
export async function staffSelf(db: Db, residentId: string): Promise<MeAnswer['staff']> {
  const grants = await grantsInForce(db, residentId)
  const [first] = grants
  if (!first) return null
  return {
    name: first.name,
    grants: grants.map(({ storeId, storeName, role }) => ({ storeId, storeName, role })),
  }
}
