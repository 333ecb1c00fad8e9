import { describe, expect, it } from 'vitest'
import type { TeamAnswer } from '../../src/contract/staff'
import { TeamStore } from '../../src/staff/team/team.store'
import { fakeApi, lost, ok, refused } from './fake-api'

const team: TeamAnswer = {
  members: [
    { grantId: 'g1', name: '周店长', role: 'manager', since: 0, me: true, revocable: false },
    { grantId: 'g2', name: '小李', role: 'clerk', since: 0, me: false, revocable: true },
  ],
  invitations: [],
  mayInvite: ['clerk', 'launch-lead'],
}
const made = { invitationId: 'i1', token: 't'.repeat(43), expiresAt: 0 }

function office(answerOf: TeamAnswer = team) {
  const server = fakeApi((path) => ok(path.endsWith('audit') ? { entries: [], next: null } : answerOf))
  return { ...server, store: new TeamStore(server.api, 'here', server.newKey) }
}

describe('inviting', () => {
  it('wants a name and a role', async () => {
    const { store, heard } = office()
    await store.invite()
    store.call('小赵')
    await store.invite()
    expect(heard).toEqual([])
    expect(store.canInvite).toBe(false)
  })

  it('makes one link, to be sent now or again while the page is open', async () => {
    const { store, answer, heard } = office()
    await store.load()
    store.call(' 小赵 ')
    store.give('clerk')
    void store.invite()
    void store.invite()
    await answer(ok(made))
    expect(heard).toEqual([
      { path: '/v1/staff/stores/here/invitations', body: { name: '小赵', role: 'clerk' }, key: 'key-1' },
    ])
    expect(store.link).toEqual({ id: 'i1', token: made.token, name: '小赵', role: 'clerk' })
    store.openInvite(null)
    expect(store.linkOf('i1')?.token).toBe(made.token)
    expect(store.linkOf('of-before')).toBeNull()
  })

  it('repeats with the same key after a lost answer, with another once name or role changed', async () => {
    const { store, answer, heard } = office()
    store.call('小赵')
    store.give('clerk')
    void store.invite()
    await answer(lost)
    expect(store).toMatchObject({ name: '小赵', role: 'clerk' })
    void store.invite()
    await answer(lost)
    store.call('小钱')
    void store.invite()
    await answer(ok(made))
    expect(heard.map(({ key }) => key)).toEqual(['key-1', 'key-1', 'key-2'])
  })
})

describe('taking a role back', () => {
  it('asks first, then once, and shows the team as it is now', async () => {
    const { store, answer, heard, asked } = office()
    await store.load()
    store.ask({ id: 'g2', name: '小李', role: 'clerk', is: 'member' })
    void store.end()
    store.keepThem()
    expect(store.ending?.id).toBe('g2')
    await answer(ok({ done: true }))
    expect(heard.map(({ path }) => path)).toEqual(['/v1/staff/stores/here/grants/g2/revoke'])
    expect(store.ending).toBeNull()
    expect(asked.length).toBe(2)
  })

  it('a refusal stays on the sheet', async () => {
    const { store, answer } = office()
    store.ask({ id: 'i1', name: '小赵', role: 'clerk', is: 'invitation' })
    void store.end()
    await answer(refused('INVITATION_USED', '这个邀请已经被用过了'))
    expect(store.error?.message).toBe('这个邀请已经被用过了')
    expect(store.ending?.id).toBe('i1')
  })
})

it('the log is asked for when somebody wants to see it, and only by those who may', async () => {
  const { store, asked } = office()
  await store.load()
  expect(asked.map(({ path }) => path)).toEqual(['/v1/staff/stores/here/team'])
  expect(store.maySeeAudit).toBe(true)
  await store.audit.load()
  await store.load()
  expect(asked.filter(({ path }) => path.endsWith('audit')).length).toBe(2)
  const clerk = office({ ...team, members: [{ ...team.members[1]!, me: true }] })
  await clerk.store.load()
  expect(clerk.store.maySeeAudit).toBe(false)
})
