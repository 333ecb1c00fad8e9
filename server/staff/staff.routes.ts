import { Type } from 'typebox'
import { isRefusal } from '../../src/contract/errors'
import { paths } from '../../src/contract/paths'
import { Done, StoreId, Uuid } from '../../src/contract/scalars'
import {
  AcceptInvitationAnswer,
  AuditAnswer,
  AuditQuery,
  InvitationAnswer,
  InvitationTokenBody,
  InviteAnswer,
  InviteBody,
  TeamAnswer,
} from '../../src/contract/staff'
import type { Outside } from '../build-app'
import type { Api } from '../http/route'
import { fingerprint, once } from '../idempotency/idempotency.service'
import { linkToken } from '../keys'
import * as service from './team.service'

const InStore = Type.Object({ storeId: StoreId })

/** The team of a store, invitations to it, and the log of who did what. */
export function staffRoutes(api: Api, { database: { db }, keys }: Outside): void {
  api.read(
    {
      who: { staff: 'see-team' },
      url: paths.staffTeam,
      summary: 'The team and open invitations',
      params: InStore,
      answer: TeamAnswer,
    },
    (call) => service.team(db, call),
  )

  // Keeps its key itself: what is remembered with the key must not hold the link's token (it is made of the id again).
  api.ownWrite(
    'POST',
    {
      who: { staff: 'invite' },
      url: paths.staffInvitations,
      summary: 'Invite by a one-time link',
      params: InStore,
      body: InviteBody,
      answer: InviteAnswer,
      keyed: true,
    },
    async (call, { method, url }) => {
      const asked = {
        actor: call.residentId,
        key: call.key,
        request: fingerprint(method, url, call.body),
        now: call.now,
      }
      const invited = await once(db, asked, (tx) => service.invite(tx, call, call.body))
      if (isRefusal(invited)) return invited
      return { ...invited, token: linkToken(keys, 'invitation', invited.invitationId) }
    },
  )

  api.write(
    'POST',
    {
      who: { staff: 'invite' },
      url: paths.staffRevokeInvitation,
      summary: 'Take an invitation back',
      params: Type.Object({ storeId: StoreId, invitationId: Uuid }),
      answer: Done,
    },
    (tx, call) => service.revokeInvitation(tx, call, call.params.invitationId),
  )

  api.write(
    'POST',
    {
      who: { staff: 'invite' },
      url: paths.staffRevokeGrant,
      summary: "End a colleague's role, at once",
      params: Type.Object({ storeId: StoreId, grantId: Uuid }),
      answer: Done,
    },
    (tx, call) => service.revokeGrant(tx, call, call.params.grantId),
  )

  api.read(
    {
      who: { staff: 'see-audit' },
      url: paths.staffAudit,
      summary: 'Who did what, newest first',
      params: InStore,
      query: AuditQuery,
      answer: AuditAnswer,
    },
    ({ staff, query }) => service.auditPage(db, staff.storeId, query.after),
  )

  api.question(
    {
      who: 'public',
      url: paths.invitationLook,
      summary: 'What an invitation link invites to',
      body: InvitationTokenBody,
      answer: InvitationAnswer,
    },
    ({ body, now }) => service.look(db, keys, body.token, now),
  )

  api.write(
    'POST',
    {
      who: 'resident',
      url: paths.invitationAccept,
      summary: 'Take an invitation link',
      body: InvitationTokenBody,
      answer: AcceptInvitationAnswer,
    },
    (tx, { residentId, body, now, requestId }) =>
      service.accept(tx, keys, { residentId, token: body.token, now, requestId }),
  )
}
