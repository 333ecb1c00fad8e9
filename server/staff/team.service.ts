import { v7 as uuid } from 'uuid'
import { type Refusal, refuse } from '../../src/contract/errors'
import type { AuditAnswer, InvitationAnswer, TeamAnswer } from '../../src/contract/staff'
import { mayGrant, ROLES, type Role, ROLE_NAMES } from '../../src/domain/staff/role'
import { HOUR, type Instant, plus } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import type { StaffCaller } from '../http/route'
import { type Keys, readLinkToken } from '../keys'
import { audit } from './audit'
import * as auditLog from './audit.repository'
import * as grants from './grant.repository'
import * as invitations from './invitation.repository'

const INVITATION_LASTS = 48 * HOUR
const AUDIT_PAGE = 50

type By = { readonly staff: StaffCaller; readonly now: Instant; readonly requestId: string }

const grantableBy = (mine: Role): Role[] => ROLES.filter((role) => mayGrant(mine, role))

/** Who works in the caller's store, who is invited, and what the caller may do about it. */
export async function team(db: Db, { staff, now }: By): Promise<TeamAnswer> {
  const members = await grants.membersOf(db, staff.storeId)
  const owners = members.filter((member) => member.role === 'owner').length
  const open = await invitations.openOf(db, staff.storeId, now)
  return {
    members: members.map(({ grantId, staffId, name, role, since }) => ({
      grantId,
      name,
      role,
      since,
      me: staffId === staff.staffId,
      revocable: mayGrant(staff.role, role) && (role !== 'owner' || owners > 1),
    })),
    invitations: open.map(({ id, name, role, expiresAt, invitedBy }) => ({ id, name, role, expiresAt, invitedBy })),
    mayInvite: grantableBy(staff.role),
  }
}

/** Invites somebody under a name to a role of the caller's store, for 48 hours. The link's token is made of the id (see keys.ts). */
export async function invite(
  tx: Tx,
  { staff, now, requestId }: By,
  to: { name: string; role: Role },
): Promise<{ invitationId: string; expiresAt: Instant } | Refusal> {
  if (!mayGrant(staff.role, to.role)) return refuse('NOT_ALLOWED')
  const invitationId = uuid()
  const expiresAt = plus(now, INVITATION_LASTS)
  await invitations.insert(tx, {
    id: invitationId,
    storeId: staff.storeId,
    role: to.role,
    name: to.name,
    by: staff.staffId,
    now,
    expiresAt,
  })
  await audit(tx, {
    at: now,
    staffId: staff.staffId,
    storeId: staff.storeId,
    action: 'staff.invited',
    subject: invitationId,
    before: null,
    after: { name: to.name, role: to.role, expiresAt },
    requestId,
  })
  return { invitationId, expiresAt }
}

/** Takes an invitation back. INVITATION_NOT_FOUND (also another store's), INVITATION_USED, INVITATION_REVOKED, NOT_ALLOWED. */
export async function revokeInvitation(
  tx: Tx,
  { staff, now, requestId }: By,
  id: string,
): Promise<{ done: true } | Refusal> {
  const { storeId } = staff
  const revoked = await invitations.revoke(tx, { id, storeId, roles: grantableBy(staff.role), now })
  if (!revoked) {
    const invitation = await invitations.find(tx, id)
    if (!invitation || invitation.storeId !== storeId) return refuse('INVITATION_NOT_FOUND')
    if (!mayGrant(staff.role, invitation.role)) return refuse('NOT_ALLOWED')
    return refuse(invitation.accepted ? 'INVITATION_USED' : 'INVITATION_REVOKED')
  }
  await audit(tx, {
    at: now,
    staffId: staff.staffId,
    storeId,
    action: 'invitation.revoked',
    subject: id,
    before: revoked,
    after: null,
    requestId,
  })
  return { done: true }
}

/** Why an invitation can no longer be taken; `null` when it can, up to but not including the instant it ends. */
function refuseInvitation(invitation: invitations.Invitation | null, now: Instant): Refusal | null {
  if (!invitation) return refuse('INVITATION_NOT_FOUND')
  if (invitation.accepted) return refuse('INVITATION_USED')
  if (invitation.revoked) return refuse('INVITATION_REVOKED')
  return now >= invitation.expiresAt ? refuse('INVITATION_EXPIRED') : null
}

/** What a link invites to, for whoever holds it. */
export async function look(db: Db, keys: Keys, token: string, now: Instant): Promise<InvitationAnswer | Refusal> {
  const id = readLinkToken(keys, 'invitation', token)
  const invitation = id === null ? null : await invitations.find(db, id)
  const refused = refuseInvitation(invitation, now)
  if (refused) return refused
  const { storeName, name, role, expiresAt } = invitation!
  return { storeName, name, role, expiresAt }
}

/** Takes a link: the resident becomes staff of its store. A refusal leaves the invitation as it was. */
export async function accept(
  tx: Tx,
  keys: Keys,
  taker: { residentId: string; token: string; now: Instant; requestId: string },
): Promise<{ storeId: string; role: Role } | Refusal> {
  const { now, requestId } = taker
  const id = readLinkToken(keys, 'invitation', taker.token)
  const invitation = id === null ? null : await invitations.find(tx, id)
  if (!id || !invitation) return refuse('INVITATION_NOT_FOUND')
  const staffId = await grants.staffOf(tx, { id: taker.residentId, newStaffId: uuid(), name: invitation.name })
  const taken = await invitations.accept(tx, { id, staffId, now })
  if (!taken) return refuseInvitation(await invitations.find(tx, id), now) ?? refuse('BUSY')
  const { storeId, role } = taken
  const grantId = uuid()
  if (!(await grants.grant(tx, { id: grantId, staffId, storeId, role, by: taken.by, now }))) {
    const held = (await grants.roleOf(tx, staffId, storeId)) ?? role
    return refuse('ROLE_HELD', { role: held }, { role: ROLE_NAMES[held] })
  }
  await audit(tx, {
    at: now,
    staffId,
    storeId,
    action: 'invitation.accepted',
    subject: id,
    before: null,
    after: { grantId, name: taken.name, role },
    requestId,
  })
  return { storeId, role }
}

/** Ends a colleague's grant at once. GRANT_NOT_FOUND (also another store's), NOT_ALLOWED, LAST_OWNER. */
export async function revokeGrant(
  tx: Tx,
  { staff, now, requestId }: By,
  grantId: string,
): Promise<{ done: true } | Refusal> {
  const { storeId } = staff
  const ended = await grants.revoke(tx, { grantId, storeId, roles: grantableBy(staff.role), by: staff.staffId, now })
  if (!ended) {
    const role = await grants.roleOfGrant(tx, grantId, storeId)
    if (!role) return refuse('GRANT_NOT_FOUND')
    return refuse(mayGrant(staff.role, role) ? 'LAST_OWNER' : 'NOT_ALLOWED')
  }
  await audit(tx, {
    at: now,
    staffId: staff.staffId,
    storeId,
    action: 'grant.revoked',
    subject: grantId,
    before: { name: ended.name, role: ended.role },
    after: null,
    requestId,
  })
  return { done: true }
}

/** The audit log of a store by pages, newest first. `after` is the `next` of the page before; another text is INPUT_INVALID. */
export async function auditPage(db: Db, storeId: string, after: string | undefined): Promise<AuditAnswer | Refusal> {
  if (after !== undefined && !/^\d{1,15}$/.test(after))
    return refuse('INPUT_INVALID', { field: 'after' }, { detail: 'after' })
  const before = after === undefined ? null : Number(after)
  const found = await auditLog.entriesOf(db, storeId, { before, size: AUDIT_PAGE + 1 })
  const entries = found.slice(0, AUDIT_PAGE)
  return { entries, next: found.length > AUDIT_PAGE ? (entries.at(-1)?.id ?? null) : null }
}
