import { describe, expect, it } from 'vitest'
import { gcj02 } from '../../../src/domain/geo'
import { RangeStore } from '../../../src/features/delivery-range/range.store'
import type { Located, NotLocated } from '../../../src/platform/location'
import { harness, inside, no, outside, SHOP, storeCard, yes } from './harness'

const HOME = gcj02(26.86, 104.28)
const FARM = gcj02(26.9, 104.3)

function range(kept: Record<string, unknown> = {}, fixes: (Located | NotLocated)[] = [], granted = false) {
  const phone = harness(kept)
  const store = new RangeStore({
    ...phone,
    storeId: 'here',
    locate: async () => fixes.shift() ?? { found: false, why: 'unavailable' },
    openSetting: async () => granted,
  })
  return { ...phone, store }
}

describe('the pin', () => {
  it('asks nothing while it is held, and once when it has been let go', async () => {
    const { store, questions, pass, reply } = range()
    store.drag(HOME)
    store.drag(FARM)
    await pass()
    expect([store.moving, store.pin, questions.length]).toEqual([true, FARM, 0])
    store.drop(HOME)
    expect(questions.length).toBe(0)
    await pass()
    expect(questions).toMatchObject([{ body: { point: HOME }, session: 'none' }])
    expect([store.moving, store.asking]).toEqual([false, true])
    await reply(0, yes(inside({ at: HOME })))
    expect(store.answer?.verdict).toBe('inside')
    expect([store.asking, store.door?.words]).toEqual([false, '阳光花园'])
  })

  it('nudged again before it was asked about is asked about once, where it stands last', async () => {
    const { store, questions, pass } = range()
    store.drop(FARM)
    store.drag(FARM)
    store.drop(HOME)
    await pass()
    expect(questions.map(({ body }) => body)).toEqual([{ point: HOME }])
  })

  it('the latest answer wins, whatever order they come in', async () => {
    const { store, pass, reply } = range()
    store.drop(FARM)
    await pass()
    store.drop(HOME)
    await pass()
    await reply(1, yes(inside({ at: HOME })))
    await reply(0, yes(outside({ at: FARM })))
    expect([store.answer?.verdict, store.pin]).toEqual(['inside', HOME])
  })

  it('an answer that arrives while the pin is held again says nothing', async () => {
    const { store, pass, reply } = range()
    store.drop(FARM)
    await pass()
    store.drag(HOME)
    await reply(0, yes(inside({ at: FARM })))
    expect([store.answer, store.moving, store.pin]).toEqual([null, true, HOME])
  })

  it('a dead network is said, and asked again where the pin stands', async () => {
    const { store, pass, reply, questions } = range()
    store.drop(HOME)
    await pass()
    await reply(0, no('NETWORK', '再点一次就好，不会重复'))
    expect([store.error?.message, store.pin]).toEqual(['网络不太顺，没有连上，请再试一次', HOME])
    const again = store.again()
    await reply(1, yes(inside({ at: HOME })))
    await again
    expect([store.error, store.answer?.verdict, questions[1]!.body]).toEqual([null, 'inside', { point: HOME }])
  })
})

describe('the position (KF-35)', () => {
  it('is asked for only when somebody taps, and its accuracy travels with it', async () => {
    const point = { lat: 26.86, lng: 104.28, datum: 'wgs84' } as const
    const { store, questions, reply, settle } = range({}, [{ found: true, point, accuracy: 35 }])
    await store.load()
    expect([store.locating, questions.length]).toEqual([false, 0])
    void store.relocate()
    void store.relocate()
    expect(store.locating).toBe(true)
    await settle()
    expect(questions.map(({ body }) => body)).toEqual([{ point, accuracy: 35 }])
    expect(store.pin).toBeNull() // not in our datum before the server has said so
    await reply(0, yes(inside({ at: HOME })))
    expect(store.pin).toEqual(HOME)
  })

  it('refused: said, and every other way still leads to an answer', async () => {
    const { store, questions, pass, reply } = range({}, [{ found: false, why: 'refused' }])
    await store.relocate()
    expect([store.notLocated, store.locating, questions.length]).toEqual(['refused', false, 0])
    store.drop(HOME)
    await pass()
    await reply(0, yes(inside()))
    expect(store.answer?.verdict).toBe('inside')
  })

  it('allowed in the settings: looked for at once; not allowed: nothing happens', async () => {
    const fix: Located = { found: true, point: HOME, accuracy: 20 }
    const allowed = range({}, [{ found: false, why: 'refused' }, fix], true)
    await allowed.store.relocate()
    void allowed.store.allow()
    await allowed.settle()
    expect(allowed.questions.length).toBe(1)
    expect(allowed.store.notLocated).toBeNull()
    const still = range({}, [{ found: false, why: 'refused' }, fix], false)
    await still.store.relocate()
    await still.store.allow()
    expect([still.questions.length, still.store.notLocated]).toEqual([0, 'refused'])
  })

  it('unavailable is another sentence than refused', async () => {
    const { store } = range({}, [{ found: false, why: 'unavailable' }])
    await store.relocate()
    expect(store.notLocated).toBe('unavailable')
  })

  it('too vague: the person who looks at the pin may vouch for it', async () => {
    const { store, questions, settle, reply, memory } = range({}, [{ found: true, point: HOME, accuracy: 900 }])
    void store.relocate()
    await settle()
    await reply(0, yes(inside({ at: HOME, verdict: 'unsure' })))
    expect(memory.has('door')).toBe(false)
    void store.vouch()
    await settle()
    expect(questions[1]!.body).toEqual({ point: HOME })
    await reply(1, yes(inside({ at: HOME })))
    expect(memory.get('door')).toMatchObject({ at: HOME })
  })
})

describe('the door', () => {
  it('is remembered on the phone and asked about next time; name and phone stay there', async () => {
    const parts = { name: '张三', phone: '13800000000', region: '贵州省毕节市威宁县', detail: '滨海路88号' }
    const first = range()
    first.store.take(inside({ at: HOME }), parts)
    const next = range({ door: first.memory.get('door') })
    await next.store.load()
    expect(next.store.door).toEqual({ at: HOME, words: '贵州省毕节市威宁县滨海路88号', parts })
    expect(JSON.stringify(next.questions.map(({ body }) => body))).toBe(JSON.stringify([{ point: HOME }]))
    await next.reply(0, yes(inside({ at: HOME })))
    expect(next.store.door).toMatchObject({ words: '贵州省毕节市威宁县滨海路88号', parts })
  })

  it('moved elsewhere is another door: the old name and phone do not go with it', async () => {
    const { store, pass, reply } = range()
    store.take(inside({ at: HOME }), { name: '张三', phone: '1', region: '', detail: '滨海路88号' })
    store.drop(FARM)
    await pass()
    await reply(0, yes(outside({ at: FARM, place: null })))
    expect(store.door).toEqual({ at: FARM, words: '地图上选的位置', parts: null })
  })

  it('is forgotten when asked to, with the answer that may still come', async () => {
    const { store, memory, pass, reply } = range()
    store.take(inside(), { name: '', phone: '', region: '', detail: '滨海路88号' })
    store.drop(HOME)
    await pass()
    store.forget()
    await reply(0, yes(inside()))
    expect([memory.has('door'), store.door, store.answer, store.pin]).toEqual([false, null, null, null])
  })
})

describe('what the map shows', () => {
  it('the zones of this store, and first those of the store that the answer is about', async () => {
    const { store, gets, asked, settle } = range()
    gets.set('/v1/stores/here/zones', { store: storeCard(), zones: [] })
    gets.set('/v1/stores/lake/zones', { store: storeCard({ id: 'lake' }), zones: [] })
    await store.load()
    expect(store.areas.map((area) => area.store.id)).toEqual(['here'])
    const zone = { ...inside().zone!, storeId: 'lake' }
    for (const at of [HOME, SHOP]) {
      store.take(inside({ at, zone }), { name: '', phone: '', region: '', detail: 'x' })
      await settle()
    }
    expect(store.areas.map((area) => area.store.id)).toEqual(['lake', 'here'])
    expect(asked.filter((path) => path.includes('lake')).length).toBe(1)
    store.take(outside(), { name: '', phone: '', region: '', detail: 'x' })
    expect(store.areas.map((area) => area.store.id)).toEqual(['here'])
  })
})
