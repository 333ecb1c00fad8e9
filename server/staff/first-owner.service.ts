import { v7 as uuid } from 'uuid'
import { HOUR, type Instant, plus } from '../../src/domain/time'
import type { Db } from '../database/connection'
import { audit } from './audit'
import * as invitations from './invitation.repository'

const FIRST_INVITATION_LASTS = 48 * HOUR
const NO_SUCH_ROW = '23503'

/**
 * Invites an owner of a store without a colleague who could: how the first one comes in. Once, for 48 hours; `null` when there
 * is no such store.
 */
export async function inviteFirstOwner(
  db: Db,
  to: { storeId: string; name: string },
  now: Instant,
): Promise<{ invitationId: string; expiresAt: Instant } | null> {
  const invitationId = uuid()
  const expiresAt = plus(now, FIRST_INVITATION_LASTS)
  try {
    await db.transaction().execute(async (tx) => {
      await invitations.insert(tx, { id: invitationId, ...to, role: 'owner', by: null, now, expiresAt })
      await audit(tx, {
        at: now,
        staffId: null,
        storeId: to.storeId,
        action: 'staff.invited',
        subject: invitationId,
        before: null,
        after: { name: to.name, role: 'owner', expiresAt },
        requestId: 'invite-owner',
      })
    })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === NO_SUCH_ROW) return null
    throw error
  }
  return { invitationId, expiresAt }
}
