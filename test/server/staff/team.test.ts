import { describe, expect, it } from 'vitest'
import { fill, paths } from '../../../src/contract/paths'
import { HOUR } from '../../../src/domain/time'
import { linkToken } from '../../../server/keys'
import { aKey, keys, NOON, testApp } from '../../support/app'
import { aResident, aStaffMember, aStore } from '../../support/factories'

const { as, clock, db } = await testApp()
const store = await aStore(db)
const elsewhere = await aStore(db, { name: '草海店' })

const team = (storeId = store.id) => fill(paths.staffTeam, { storeId })
const invitations = (storeId = store.id) => fill(paths.staffInvitations, { storeId })
const revokeInvitation = (invitationId: string, storeId = store.id) =>
  fill(paths.staffRevokeInvitation, { storeId, invitationId })
const revokeGrant = (grantId: string, storeId = store.id) => fill(paths.staffRevokeGrant, { storeId, grantId })
const audit = (storeId = store.id) => fill(paths.staffAudit, { storeId })

const newest = async (storeId = store.id) =>
  db
    .selectFrom('audit_log')
    .selectAll()
    .where('store_id', '=', storeId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()

const owner = await aStaffMember(db, store.id, 'owner', '老赵')
const manager = await aStaffMember(db, store.id, 'manager', '店长陈')
const clerk = await aStaffMember(db, store.id, 'clerk', '小李')
const lead = await aStaffMember(db, store.id, 'launch-lead', '小运')
const stranger = await aStaffMember(db, elsewhere.id, 'owner', '别店老板')

const neighbour = await aResident(db)

describe('who sees the team', () => {
  it('owner and manager, with what each may do about whom', async () => {
    const byOwner = await as(owner).get(team())
    expect(byOwner.status).toBe(200)
    expect(byOwner.body.members.map((m: { name: string }) => m.name).sort()).toEqual(
      ['老赵', '店长陈', '小李', '小运'].sort(),
    )
    expect(byOwner.body.mayInvite).toEqual(['owner', 'manager', 'clerk', 'launch-lead'])
    expect(byOwner.body.members.find((m: { me: boolean }) => m.me)).toMatchObject({ name: '老赵', revocable: false })

    const byManager = await as(manager).get(team())
    expect(byManager.body.mayInvite).toEqual(['clerk', 'launch-lead'])
    const revocable = byManager.body.members.filter((m: { revocable: boolean }) => m.revocable)
    expect(revocable.map((m: { role: string }) => m.role).sort()).toEqual(['clerk', 'launch-lead'])
  })

  it.each([
    ['a clerk', clerk],
    ['a launch lead', lead],
    ['an owner of another store', stranger],
    ['a neighbour', neighbour],
  ])('%s is refused the team, invitations and the log, all with the same words', async (_who, caller) => {
    for (const answer of [
      await as(caller).get(team()),
      await as(caller).get(audit()),
      await as(caller).post(invitations(), { name: '小张', role: 'clerk' }),
      await as(caller).post(revokeGrant(clerk.grantId)),
      await as(caller).get(team('no-such-store')),
    ]) {
      expect(answer.status).toBe(403)
      expect(answer.body.error.code).toBe('NOT_ALLOWED')
    }
  })

  it('nobody signed in is asked to sign in', async () => {
    expect((await as().get(team())).body.error.code).toBe('NOT_SIGNED_IN')
  })
})

const invite = async (by: { token: string }, role: string, name = '小张') => {
  const heard = await as(by).post(invitations(), { name, role })
  expect(heard.status).toBe(200)
  return heard.body as { invitationId: string; token: string; expiresAt: number }
}
const look = (token: string) => as().post(paths.invitationLook, { token })

describe('inviting', () => {
  it('makes a link that says what it invites to, for 48 hours, and is written down', async () => {
    const { invitationId, token, expiresAt } = await invite(manager, 'clerk')
    expect(expiresAt).toBe(NOON + 48 * HOUR)
    expect((await look(token)).body).toEqual({ storeName: '威宁广场店', name: '小张', role: 'clerk', expiresAt })
    const listed = (await as(owner).get(team())).body.invitations
    expect(listed).toContainEqual({ id: invitationId, name: '小张', role: 'clerk', expiresAt, invitedBy: '店长陈' })
    expect(await newest()).toMatchObject({
      staff_id: manager.staffId,
      action: 'staff.invited',
      subject: invitationId,
      before: null,
      after: { name: '小张', role: 'clerk' },
      request_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
  })

  it('nobody grants more than they may: a manager makes no managers and no owners', async () => {
    for (const role of ['owner', 'manager'])
      expect((await as(manager).post(invitations(), { name: '小张', role })).body.error.code).toBe('NOT_ALLOWED')
    expect((await as(owner).post(invitations(), { name: '小张', role: 'king' })).body.error.code).toBe('INPUT_INVALID')
  })

  it('the same key answers the same link again, makes one invitation, and keeps no token', async () => {
    const key = aKey()
    const [first, second] = await Promise.all(
      [1, 2].map(() => as(owner).post(invitations(), { name: '阿秀', role: 'clerk' }, key)),
    )
    expect(first!.body).toEqual(second!.body)
    const made = await db.selectFrom('staff_invitation').select('id').where('name', '=', '阿秀').execute()
    expect(made).toHaveLength(1)
    const kept = await db.selectFrom('idempotency_key').select('outcome').where('key', '=', key).executeTakeFirst()
    expect(JSON.stringify(kept)).not.toContain(first!.body.token)
    const other = await as(owner).post(invitations(), { name: '别人', role: 'clerk' }, key)
    expect(other.body.error.code).toBe('KEY_REUSED')
    expect((await as(owner).post(invitations(), { name: '短', role: 'clerk' }, 'short')).body.error.code).toBe(
      'KEY_MISSING',
    )
  })
})

const accept = (who: { token: string }, token: string, key?: string) =>
  as(who).post(paths.invitationAccept, { token }, key)

describe('taking a link', () => {
  it('makes the resident staff at once, is written down, and works once', async () => {
    const { invitationId, token } = await invite(owner, 'manager', '新店长')
    const taker = await aResident(db)
    expect((await as(taker).get(team())).status).toBe(403)
    const key = aKey()
    expect((await accept(taker, token, key)).body).toEqual({ storeId: store.id, role: 'manager' })
    expect((await accept(taker, token, key)).body).toEqual({ storeId: store.id, role: 'manager' })
    expect((await as(taker).get(team())).status).toBe(200)
    expect(await newest()).toMatchObject({
      action: 'invitation.accepted',
      subject: invitationId,
      after: { name: '新店长', role: 'manager' },
    })
    expect((await accept(await aResident(db), token)).body.error.code).toBe('INVITATION_USED')
    expect((await look(token)).body.error.code).toBe('INVITATION_USED')
    const listed = (await as(owner).get(team())).body.invitations
    expect(listed.map((i: { id: string }) => i.id)).not.toContain(invitationId)
  })

  it('somebody who works here already is told so, and the link stays good for another', async () => {
    const { token } = await invite(owner, 'clerk', '小陈')
    const heard = await accept(lead, token)
    expect(heard.status).toBe(409)
    expect(heard.body.error).toMatchObject({
      code: 'ROLE_HELD',
      message: '对方已经是本店的运营',
      facts: { role: 'launch-lead' },
    })
    expect((await accept(await aResident(db), token)).status).toBe(200)
  })

  it('one may work in two stores, under the name one has', async () => {
    const heard = await as(stranger).post(invitations(elsewhere.id), { name: '借来的小李', role: 'clerk' })
    expect((await accept(clerk, heard.body.token)).status).toBe(200)
    const members = (await as(stranger).get(team(elsewhere.id))).body.members
    expect(members.map((m: { name: string }) => m.name)).toContain('小李')
  })

  it('ends at the instant it said, not a moment later', async () => {
    const { token, expiresAt } = await invite(owner, 'clerk', '迟到的')
    clock.set((expiresAt - 1) as typeof NOON)
    expect((await look(token)).status).toBe(200)
    clock.set(expiresAt as typeof NOON)
    expect((await look(token)).body.error.code).toBe('INVITATION_EXPIRED')
    expect((await accept(await aResident(db), token)).body.error.code).toBe('INVITATION_EXPIRED')
    clock.set(NOON)
  })

  it('a made-up link and one of another purpose are no invitations', async () => {
    const { invitationId } = await invite(owner, 'clerk')
    for (const token of ['A'.repeat(43), linkToken(keys, 'gift', invitationId)]) {
      expect((await look(token)).body.error.code).toBe('INVITATION_NOT_FOUND')
      expect((await accept(clerk, token)).body.error.code).toBe('INVITATION_NOT_FOUND')
    }
  })

  it('needs a neighbour who has signed in', async () => {
    const { token } = await invite(owner, 'clerk')
    expect((await as().post(paths.invitationAccept, { token })).body.error.code).toBe('NOT_SIGNED_IN')
  })
})

describe('taking an invitation back', () => {
  it('ends it, once, and is written down', async () => {
    const { invitationId, token } = await invite(manager, 'clerk', '写错了')
    expect((await as(manager).post(revokeInvitation(invitationId))).body).toEqual({ done: true })
    expect(await newest()).toMatchObject({ action: 'invitation.revoked', before: { name: '写错了', role: 'clerk' } })
    expect((await look(token)).body.error.code).toBe('INVITATION_REVOKED')
    expect((await accept(await aResident(db), token)).body.error.code).toBe('INVITATION_REVOKED')
    expect((await as(manager).post(revokeInvitation(invitationId))).body.error.code).toBe('INVITATION_REVOKED')
  })

  it('a used one cannot be taken back, an unknown one not found, nor one of another store', async () => {
    const { invitationId, token } = await invite(owner, 'clerk')
    await accept(await aResident(db), token)
    expect((await as(owner).post(revokeInvitation(invitationId))).body.error.code).toBe('INVITATION_USED')
    const open = await invite(owner, 'clerk')
    const foreign = await as(stranger).post(revokeInvitation(open.invitationId, elsewhere.id))
    expect(foreign.body.error.code).toBe('INVITATION_NOT_FOUND')
  })

  it("a manager does not take back an owner's invitation of a manager", async () => {
    const { invitationId } = await invite(owner, 'manager')
    expect((await as(manager).post(revokeInvitation(invitationId))).body.error.code).toBe('NOT_ALLOWED')
  })
})

describe('revoking a role', () => {
  it('counts on the very next request, in a session that is in use, and is written down', async () => {
    const fired = await aStaffMember(db, store.id, 'manager', '要走的')
    expect((await as(fired).get(team())).status).toBe(200)
    expect((await as(owner).post(revokeGrant(fired.grantId))).body).toEqual({ done: true })
    expect((await as(fired).get(team())).body.error.code).toBe('NOT_ALLOWED')
    expect(await newest()).toMatchObject({
      staff_id: owner.staffId,
      action: 'grant.revoked',
      subject: fired.grantId,
      before: { name: '要走的', role: 'manager' },
      after: null,
    })
  })

  it('takes the invitations along that were sent under it, also when the sender is granted again', async () => {
    const fired = await aStaffMember(db, store.id, 'manager', '乱发的')
    const { invitationId, token } = await invite(fired, 'clerk')
    await as(owner).post(revokeGrant(fired.grantId))
    expect((await look(token)).body.error.code).toBe('INVITATION_REVOKED')
    clock.advance(HOUR)
    const again = await invite(owner, 'manager')
    expect((await accept(fired, again.token)).status).toBe(200)
    expect((await accept(await aResident(db), token)).body.error.code).toBe('INVITATION_REVOKED')
    const listed = (await as(owner).get(team())).body.invitations
    expect(listed.map((i: { id: string }) => i.id)).not.toContain(invitationId)
    clock.set(NOON)
  })

  it('a manager ends clerks, not managers or owners; nobody ends what is not there or elsewhere', async () => {
    const short = await aStaffMember(db, store.id, 'clerk')
    expect((await as(manager).post(revokeGrant(owner.grantId))).body.error.code).toBe('NOT_ALLOWED')
    expect((await as(manager).post(revokeGrant(manager.grantId))).body.error.code).toBe('NOT_ALLOWED')
    expect((await as(manager).post(revokeGrant(short.grantId))).status).toBe(200)
    expect((await as(manager).post(revokeGrant(short.grantId))).body.error.code).toBe('GRANT_NOT_FOUND')
    expect((await as(owner).post(revokeGrant(stranger.grantId))).body.error.code).toBe('GRANT_NOT_FOUND')
  })

  it('the last owner stays; of two, one may go', async () => {
    expect((await as(owner).post(revokeGrant(owner.grantId))).body.error.code).toBe('LAST_OWNER')
    const second = await aStaffMember(db, store.id, 'owner', '合伙人')
    expect((await as(second).post(revokeGrant(second.grantId))).status).toBe(200)
    expect((await as(owner).post(revokeGrant(owner.grantId))).body.error.code).toBe('LAST_OWNER')
  })

  it('a refused one is not written down', async () => {
    const before = await newest()
    await as(owner).post(revokeGrant(owner.grantId))
    expect(await newest()).toEqual(before)
  })
})
