import { describe, expect, it } from 'vitest'
import { JoinStore } from '../../src/staff/join/join.store'
import { fakeApi, lost, memory, ok, refused } from './fake-api'

const TOKEN = 'a'.repeat(43)
const invitation = { storeName: '威宁广场店', name: '小赵', role: 'clerk', expiresAt: 0 }
const joined = { storeId: 'here', role: 'clerk' }

function door(token = TOKEN) {
  const server = fakeApi(() => ok({}))
  const storage = memory()
  const make = () => new JoinStore({ api: server.api, storage, newKey: server.newKey, token })
  return { ...server, make, store: make() }
}

describe('an invitation', () => {
  it('is looked at without taking it', async () => {
    const { store, answer, heard } = door()
    void store.load()
    await answer(ok(invitation))
    expect(store.invitation.value).toEqual(invitation)
    expect(heard).toEqual([{ path: '/v1/staff/invitations/look', body: { token: TOKEN }, key: undefined }])
  })

  it('with a cut link is not asked for', async () => {
    const { store, heard } = door('abc')
    await store.load()
    expect(store.invitation.error?.code).toBe('INVITATION_NOT_FOUND')
    expect(heard).toEqual([])
  })

  it('is taken once, however often it is tapped', async () => {
    const { store, answer, heard } = door()
    void store.accept()
    void store.accept()
    await answer(ok(joined))
    await store.accept()
    expect(heard.length).toBe(1)
    expect(store.joined).toEqual(joined)
  })

  it('whose answer got lost is taken with the same key, also when the page is opened anew', async () => {
    const { store, make, answer, heard } = door()
    void store.accept()
    await answer(lost)
    expect(store.joined).toBeNull()
    const reopened = make()
    void reopened.load()
    await answer(ok(joined))
    expect(reopened.joined).toEqual(joined)
    expect(heard.map(({ key }) => key)).toEqual(['key-1', 'key-1'])
  })

  it('that is refused lets the key go and says why', async () => {
    const { store, answer, make } = door()
    void store.accept()
    await answer(refused('INVITATION_USED', '这个邀请已经被用过了'))
    expect(store.error?.code).toBe('INVITATION_USED')
    const reopened = make()
    void reopened.load()
    await answer(refused('INVITATION_USED'))
    expect(reopened.invitation.error?.code).toBe('INVITATION_USED')
    expect(reopened.error).toBeNull()
  })
})
