import { sql } from 'kysely'
import type { ClaimAnswer } from '../../src/contract/coupon'
import type { Instant } from '../../src/domain/time'
import type { Db } from '../database/connection'
import { toDate } from '../database/instants'
import type { Outcome } from '../idempotency/idempotency.service'

export type ClaimQuestion = {
  readonly batchId: string
  readonly residentId: string
  readonly key: string
  /** The id the coupon will have if it is granted. */
  readonly couponId: string
  readonly channelCode: string | null
  readonly sharerCode: string | null
  readonly now: Instant
}

/** Decides all `questions` about one batch in one statement (see migrations/0005-claiming.ts), in their order. */
export async function decide(
  db: Db,
  batchId: string,
  questions: readonly ClaimQuestion[],
): Promise<Outcome<ClaimAnswer>[]> {
  const now = questions.reduce((latest, question) => (question.now > latest ? question.now : latest), questions[0]!.now)
  const { rows } = await sql<{ ord: number; outcome: Outcome<ClaimAnswer> }>`
    select ord, outcome from claim_coupons(
      ${batchId}::uuid, ${toDate(now)}::timestamptz,
      ${questions.map((question) => question.couponId)}::uuid[],
      ${questions.map((question) => question.residentId)}::uuid[],
      ${questions.map((question) => question.key)}::text[],
      ${questions.map((question) => question.channelCode)}::text[],
      ${questions.map((question) => question.sharerCode)}::text[])`.execute(db)
  const outcomes: Outcome<ClaimAnswer>[] = new Array(questions.length)
  for (const row of rows) outcomes[row.ord - 1] = row.outcome
  return outcomes
}

/** How many of each batch a resident has claimed, given away or not. */
export async function countsOf(
  db: Db,
  residentId: string,
  storeId: string | null,
): Promise<{ batchId: string; claimed: number }[]> {
  return db
    .selectFrom('coupon_batch')
    .innerJoin('coupon', 'coupon.batch_id', 'coupon_batch.id')
    .select(({ fn }) => ['coupon.batch_id as batchId', fn.countAll<number>().as('claimed')])
    .where('coupon.claimer_id', '=', residentId)
    .$if(storeId !== null, (query) => query.where('coupon_batch.store_id', '=', storeId!))
    .groupBy('coupon.batch_id')
    .execute()
}
