import type { Db } from '../../server/database/connection'
import { decideReview, giveReview } from '../../server/review/review.service'
import { isRefusal } from '../../src/contract/errors'
import { NOON } from './constants'
import { aResident, aStaffMember } from './factories'
import { anOrderRow } from './factories-mall'

/** A review of goods by somebody who collected them, shown by the store, hidden or left to wait, as it goes in a store. */
export async function aReview(
  db: Db,
  storeId: string,
  goodsId: string,
  over: { score?: number; words?: string; state?: 'waiting' | 'shown' | 'hidden' } = {},
): Promise<{ id: string; orderId: string }> {
  const { score = 5, words = '很新鲜', state = 'shown' } = over
  const { id: residentId } = await aResident(db)
  const { id: orderId } = await anOrderRow(db, storeId, {
    resident_id: residentId,
    state: 'collected',
    contact_name: '王小明',
    lines: [{ goodsId, quantity: 1 }],
  })
  const body = { score, words, photoIds: [] }
  const given = await db.transaction().execute((tx) => giveReview(tx, { orderId, residentId, body, now: NOON }))
  if (isRefusal(given)) throw new Error(given.refused)
  const { id } = await db.selectFrom('review').select('id').where('order_id', '=', orderId).executeTakeFirstOrThrow()
  if (state === 'waiting') return { id, orderId }
  const { staffId } = await aStaffMember(db, storeId, 'manager')
  const staff = { staffId, storeId, role: 'manager' as const, name: '小张' }
  const show = state === 'shown'
  await db
    .transaction()
    .execute((tx) => decideReview(tx, { staff, now: NOON, requestId: 'test' }, { reviewId: id, body: { show } }))
  return { id, orderId }
}
