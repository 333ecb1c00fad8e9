import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import type { ClaimAnswer } from '../../src/contract/coupon'
import { type Refusal, refuse } from '../../src/contract/errors'
import type { Instant } from '../../src/domain/time'
import type { Db } from '../../server/database/connection'
import { toDate, toInstant } from '../../server/database/instants'

type Ask = { batchId: string; residentId: string; key: string; now: Instant }

/**
 * The claim as most systems write it: `SELECT … FOR UPDATE`, decide in the process, write. Same tables, same facts, same keys
 * and answers as ours, one transaction per claim. What ours is measured against.
 */
export async function claimByRowLock(db: Db, { batchId, residentId, key, now }: Ask): Promise<ClaimAnswer | Refusal> {
  return db.transaction().execute(async (tx) => {
    const batch = await tx
      .selectFrom('coupon_batch')
      .selectAll()
      .where('id', '=', batchId)
      .forUpdate()
      .executeTakeFirst()
    if (!batch) return refuse('BATCH_NOT_FOUND')
    const before = await tx
      .selectFrom('idempotency_key')
      .select('outcome')
      .where('actor', '=', residentId)
      .where('key', '=', key)
      .executeTakeFirst()
    if (before) return (before.outcome as { answer: ClaimAnswer }).answer
    const { mine } = await tx
      .selectFrom('coupon')
      .select(({ fn }) => fn.countAll<number>().as('mine'))
      .where('batch_id', '=', batchId)
      .where('claimer_id', '=', residentId)
      .executeTakeFirstOrThrow()
    if (mine >= batch.per_person) return refuse('CLAIM_LIMIT_REACHED', { perPerson: batch.per_person })
    if (batch.remaining <= 0) return refuse('CLAIM_SOLD_OUT')
    const answer: ClaimAnswer = {
      couponId: uuid(),
      batchId,
      claimedAt: now,
      usableFrom: toInstant(batch.use_opens_at ?? toDate(now)),
      usableUntil: toInstant(batch.use_closes_at!),
    }
    await tx
      .insertInto('coupon')
      .values({
        id: answer.couponId,
        batch_id: batchId,
        claimer_id: residentId,
        holder_id: residentId,
        seq: mine + 1,
        claimed_at: toDate(now),
        usable_from: toDate(answer.usableFrom as Instant),
        usable_until: batch.use_closes_at!,
        remind_at: new Date(batch.use_closes_at!.getTime() - batch.remind_hours * 3_600_000),
      })
      .execute()
    await tx.updateTable('coupon_batch').set({ remaining: sql`remaining - 1` }).where('id', '=', batchId).execute()
    await tx
      .insertInto('idempotency_key')
      .values({
        actor: residentId,
        key,
        request: `claim ${batchId}`,
        outcome: JSON.stringify({ answer }),
        at: toDate(now),
      })
      .execute()
    return answer
  })
}
