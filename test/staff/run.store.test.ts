import { describe, expect, it } from 'vitest'
import { paths } from '../../src/contract/paths'
import type { DeliveriesAnswer } from '../../src/contract/staff-order'
import { gcj02 } from '../../src/domain/geo'
import type { Instant } from '../../src/domain/time'
import type { Storage } from '../../src/platform/storage'
import { RunStore } from '../../src/staff/deliveries/run.store'
import { fakeApi, lost, memory, ok, refused } from './fake-api'

type Stop = DeliveriesAnswer['mine'][number]
const stop = (id: string, over: Partial<Stop> = {}): Stop => ({
  id,
  number: `20260813${id}`,
  state: 'delivering',
  slot: null,
  name: '陈先生',
  phone: '13900001234',
  address: `阳光花园 ${id}`,
  at: gcj02(26.86, 104.25),
  units: 5,
  remark: '',
  attempts: 1,
  mine: true,
  ...over,
})
const [first, second] = [stop('0001'), stop('0002')]
const done = ok({ done: true })
const photo = { base64: 'a'.repeat(100), preview: 'file://door' }

function courier({
  there = { waiting: [], mine: [first, second] } as DeliveriesAnswer,
  storage = memory() as Storage,
  photos = [photo],
} = {}) {
  const state = { there, away: false }
  const server = fakeApi(() => (state.away ? lost : ok(state.there)))
  const { api, newKey } = server
  const choose = async () => ({ photos, unreadable: photos.length === 0 })
  const store = new RunStore({ api, storage, newKey, storeId: 'here', now: () => 0 as Instant, choose })
  const told = () => server.heard.map(({ path, body, key }) => [path.split('/').slice(-2).join('/'), body, key])
  return { ...server, store, storage, state, told }
}

describe('at the door', () => {
  it('已送达 is told once, and the stop is gone', async () => {
    const { store, told, answer } = courier()
    await store.load()
    void store.deliver(first, ' 放门口了 ')
    void store.deliver(first, '放门口了')
    await answer(done)
    expect(told()).toEqual([['0001/deliver', { note: '放门口了' }, 'key-1']])
    expect(store.deeds).toEqual([])
  })

  it('没送到 goes back with its reason', async () => {
    const { store, told, answer } = courier()
    await store.load()
    void store.bringBack(second, '没人在家')
    await answer(done)
    expect(told()).toEqual([['0002/bring-back', { reason: '没人在家' }, 'key-1']])
  })

  it('what is not taken is said until it has been read', async () => {
    const { store, answer } = courier()
    await store.load()
    void store.deliver(first, '')
    await answer(refused('ORDER_MOVED', '订单现在是“已取消”，不能这样操作'))
    expect(store.deeds).toEqual([])
    const [words] = store.refused
    expect(words?.words).toBe('订单 0001 “送达”没有记上：订单现在是“已取消”，不能这样操作')
    store.read(words!)
    expect(store.refused).toEqual([])
  })
})

describe('without the network', () => {
  it('everything is kept, told later in the order in which it was done, with the keys it had', async () => {
    const { store, told, answer, state, settle } = courier()
    await store.load()
    state.away = true
    void store.deliver(first, '')
    await answer(lost)
    void store.bringBack(second, '没人在家')
    await answer(lost)
    await settle()
    expect(store.deeds.map(({ kind, key }) => [kind, key])).toEqual([
      ['deliver', 'key-1'],
      ['bring-back', 'key-2'],
    ])
    expect(store.away?.code).toBe('NETWORK')
    state.away = false
    void store.load()
    await answer(done)
    await answer(done)
    expect(told().map(([deed, , key]) => [deed, key])).toEqual([
      ['0001/deliver', 'key-1'],
      ['0001/deliver', 'key-1'],
      ['0001/deliver', 'key-1'],
      ['0002/bring-back', 'key-2'],
    ])
    expect([store.deeds, store.away]).toEqual([[], null])
  })

  it('a restart loses nothing: same deeds, same keys, and the round is there to be read', async () => {
    const before = courier()
    await before.store.load()
    void before.store.deliver(first, '放物业了')
    await before.answer(lost)
    const after = courier({ storage: before.storage })
    after.state.away = true
    void after.store.load()
    await after.answer(lost)
    expect(after.store.list.value?.mine.map(({ address }) => address)).toEqual(['阳光花园 0001', '阳光花园 0002'])
    expect(after.store.deedOf('0001')).toMatchObject({ kind: 'deliver', key: 'key-1', note: '放物业了' })
    after.state.away = false
    void after.store.load()
    await after.answer(done)
    expect(after.told().at(-1)).toEqual(['0001/deliver', { note: '放物业了' }, 'key-1'])
  })

  it('addresses are kept of this round only, and go with it', async () => {
    const { store, storage, state } = courier({ there: { waiting: [stop('0009', { mine: false })], mine: [first] } })
    await store.load()
    expect(JSON.stringify(storage.read('round.here'))).toContain('阳光花园 0001')
    expect(JSON.stringify(storage.read('round.here'))).not.toContain('0009')
    state.there = { waiting: [], mine: [] }
    await store.load()
    expect(storage.read('round.here')).toBeNull()
  })
})

describe('the photograph', () => {
  it('is sent when it is taken, and goes along', async () => {
    const { store, told, answer } = courier()
    await store.load()
    void store.photograph('0001')
    await answer(ok({ photoId: 'p1', url: '' }))
    expect(store.proofOf('0001')?.state).toBe('there')
    void store.deliver(first, '')
    await answer(done)
    expect(told().at(-1)).toEqual(['0001/deliver', { note: '', photoId: 'p1' }, 'key-2'])
  })

  it('that does not get through holds up nobody else, and is sent again with its own key', async () => {
    const { store, heard, told, answer } = courier()
    await store.load()
    void store.photograph('0001')
    await answer(lost)
    void store.deliver(first, '')
    await answer(lost)
    void store.bringBack(second, '没人在家')
    await answer(lost)
    await answer(done)
    expect(told().at(-1)).toEqual(['0002/bring-back', { reason: '没人在家' }, 'key-3'])
    expect(store.deedOf('0001')).toMatchObject({ kind: 'deliver', photoWaits: true })
    void store.load()
    await answer(ok({ photoId: 'p1', url: '' }))
    await answer(done)
    expect(told().at(-1)).toEqual(['0001/deliver', { note: '', photoId: 'p1' }, 'key-2'])
    expect(new Set(heard.filter(({ path }) => path === paths.photos).map(({ key }) => key))).toEqual(new Set(['key-1']))
  })

  it('can be let go: the delivery is told without it', async () => {
    const { store, told, answer } = courier()
    await store.load()
    void store.photograph('0001')
    await answer(lost)
    void store.deliver(first, '')
    await answer(lost)
    void store.withoutPhoto('0001')
    await answer(done)
    expect(told().at(-1)).toEqual(['0001/deliver', { note: '' }, 'key-2'])
  })

  it('that was not sent before the app was closed is gone, the delivery is not', async () => {
    const before = courier()
    await before.store.load()
    void before.store.photograph('0001')
    await before.answer(lost)
    void before.store.deliver(first, '')
    await before.answer(lost)
    const after = courier({ storage: before.storage })
    void after.store.load()
    await after.answer(done)
    expect(after.told()).toEqual([['0001/deliver', { note: '' }, 'key-2']])
  })

  it('that the server does not want is said, and the delivery is told all the same', async () => {
    const { store, told, answer } = courier()
    await store.load()
    void store.photograph('0001')
    await answer(refused('PHOTOS_FULL', '一天最多传 20 张'))
    void store.deliver(first, '')
    await answer(done)
    expect(told().at(-1)).toEqual(['0001/deliver', { note: '' }, 'key-2'])
    expect(store.refused.map(({ words }) => words)).toEqual([
      '订单 0001 的照片没传上：一天最多传 20 张。送达照样记下了',
    ])
  })

  it('that the server no longer knows is left out, as another request', async () => {
    const { store, told, answer } = courier()
    await store.load()
    void store.photograph('0001')
    await answer(ok({ photoId: 'p1', url: '' }))
    void store.deliver(first, '')
    await answer(refused('PHOTO_NOT_FOUND', '没有找到这张照片'))
    await answer(done)
    expect(told().slice(1)).toEqual([
      ['0001/deliver', { note: '', photoId: 'p1' }, 'key-2'],
      ['0001/deliver', { note: '' }, 'key-3'],
    ])
    expect(store.deeds).toEqual([])
  })
})

describe('setting out', () => {
  const there: DeliveriesAnswer = { waiting: [first, second].map((one) => ({ ...one, mine: false })), mine: [] }

  it('takes along what was chosen, each by itself: one that somebody else has does not stop the others', async () => {
    const { store, told, answer } = courier({ there })
    await store.load()
    store.toggle('0001')
    store.toggle('0001')
    expect(store.chosen).toEqual([])
    store.chooseAll()
    void store.setOut()
    await answer(refused('ORDER_MOVED', '订单现在是“配送中”，不能这样操作'))
    await answer(done)
    expect(told().map(([deed, , key]) => [deed, key])).toEqual([
      ['0001/set-out', 'key-1'],
      ['0002/set-out', 'key-2'],
    ])
    expect(store.refused.map(({ words }) => words)).toEqual([
      '订单 0001 “出发”没有记上：订单现在是“配送中”，不能这样操作',
    ])
  })
})
