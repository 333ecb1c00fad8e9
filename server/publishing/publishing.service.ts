import { v7 as uuid } from 'uuid'
import type { PublishBatchBody } from '../../src/contract/coupon'
import { type Refusal, refuse } from '../../src/contract/errors'
import type { Instant } from '../../src/domain/time'
import type { Tx } from '../database/connection'
import type { StaffCaller } from '../http/route'
import { audit } from '../staff/audit'
import * as batches from './publishing.repository'
import { termsFault } from './terms'

type By = { readonly staff: StaffCaller; readonly now: Instant; readonly requestId: string }

/** Publishes a batch, usable in the store that publishes it. BATCH_TERMS_INVALID says what does not fit together. */
export async function publish(
  tx: Tx,
  { staff, now, requestId }: By,
  terms: PublishBatchBody,
): Promise<{ batchId: string } | Refusal> {
  const fault = termsFault(terms, now)
  if (fault) return refuse('BATCH_TERMS_INVALID', { reason: fault }, { detail: fault })
  const unknown = await batches.unknownChannels(tx, staff.storeId, terms.channelIds ?? [])
  if (unknown.length > 0) {
    const reason = `没有这个渠道：${unknown.join('、')}`
    return refuse('BATCH_TERMS_INVALID', { reason, channels: unknown }, { detail: reason })
  }
  const missing = await batches.unknownInScope(tx, terms.scope)
  if (missing.length > 0) {
    const reason = `没有这些商品或品类：${missing.join('、')}`
    return refuse('BATCH_TERMS_INVALID', { reason, ids: missing }, { detail: reason })
  }
  const batchId = uuid()
  await batches.insert(tx, { id: batchId, storeId: staff.storeId, terms, now })
  await audit(tx, {
    at: now,
    staffId: staff.staffId,
    storeId: staff.storeId,
    action: 'batch.published',
    subject: batchId,
    before: null,
    after: terms,
    requestId,
  })
  return { batchId }
}

/** Ends a batch's claims at once and for good; coupons that are out stay good. Withdrawing again changes nothing. */
export async function withdraw(
  tx: Tx,
  { staff, now, requestId }: By,
  batchId: string,
): Promise<{ done: true } | Refusal> {
  const { storeId } = staff
  if (!(await batches.withdraw(tx, { id: batchId, storeId, now })))
    return (await batches.exists(tx, batchId, storeId)) ? { done: true } : refuse('BATCH_NOT_FOUND')
  await audit(tx, {
    at: now,
    staffId: staff.staffId,
    storeId,
    action: 'batch.withdrawn',
    subject: batchId,
    before: { withdrawnAt: null },
    after: { withdrawnAt: now },
    requestId,
  })
  return { done: true }
}
