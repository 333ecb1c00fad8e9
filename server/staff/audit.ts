import type { Instant } from '../../src/domain/time'
import type { Tx } from '../database/connection'
import { toDate } from '../database/instants'

/** Everything the audit log knows, past tense: what a member of staff did. */
export type AuditAction =
  | 'coupon.verified'
  | 'verification.reversed'
  | 'typing.stopped'
  | 'order.collected'
  | 'handover.reversed'
  | 'handover.conflicted'
  | 'conflict.resolved'
  | 'staff.invited'
  | 'invitation.revoked'
  | 'invitation.accepted'
  | 'grant.revoked'
  | 'batch.published'
  | 'batch.withdrawn'
  | 'order.started'
  | 'line.picked'
  | 'substitute.offered'
  | 'substitute.withdrawn'
  | 'order.ready'
  | 'order.refused'
  | 'order.set-out'
  | 'order.delivered'
  | 'order.brought-back'
  | 'till-key.made'
  | 'till-key.revoked'
  | 'refund.decided'
  | 'review.decided'
  | 'stock.moved'

export type AuditEntry = {
  readonly at: Instant
  /** Who did it; `null` when no member of staff did (a job). */
  readonly staffId: string | null
  readonly storeId: string
  readonly action: AuditAction
  /** Id of what it was done to. */
  readonly subject: string
  /** What it was and what it became; `null` where there was nothing. No secrets, no unmasked names of residents. */
  readonly before: object | null
  readonly after: object | null
  readonly requestId: string
}

/** Writes down who did what, in the transaction that does it: neither exists without the other. The log only grows. */
export async function audit(tx: Tx, entry: AuditEntry): Promise<void> {
  await tx
    .insertInto('audit_log')
    .values({
      at: toDate(entry.at),
      staff_id: entry.staffId,
      store_id: entry.storeId,
      action: entry.action,
      subject: entry.subject,
      before: entry.before && JSON.stringify(entry.before),
      after: entry.after && JSON.stringify(entry.after),
      request_id: entry.requestId,
    })
    .execute()
}
