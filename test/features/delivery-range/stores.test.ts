import { describe, expect, it } from 'vitest'
import { gcj02 } from '../../../src/domain/geo'
import { instant } from '../../../src/domain/time'
import { hoursWords, openingOf } from '../../../src/features/delivery-range/store-hours'
import { StoreList } from '../../../src/features/delivery-range/store-list.store'
import type { Located, NotLocated } from '../../../src/platform/location'
import { harness, inside, SHOP, storeCard, yes } from './harness'

const FAR = gcj02(27.3, 105.3)

function list(fix: Located | NotLocated, kept: Record<string, unknown> = {}) {
  const phone = harness(kept)
  phone.gets.set('/v1/stores', { stores: [storeCard({ id: 'near' }), storeCard({ id: 'far', at: FAR })] })
  const store = new StoreList({ ...phone, locate: async () => fix, openSetting: async () => true })
  const order = () => store.page.map((near) => near.store.id)
  return { ...phone, store, order }
}

describe('the order of the stores', () => {
  it("is the API's until a place is known; nothing is asked without a tap", async () => {
    const { store, order, questions } = list({ found: false, why: 'refused' })
    await store.load()
    expect([order(), store.from, questions.length]).toEqual([['near', 'far'], null, 0])
    await store.relocate()
    expect([order(), store.notLocated]).toEqual([['near', 'far'], 'refused'])
  })

  it('nearest first from the door of the range page', async () => {
    const { store, order } = list(
      { found: false, why: 'refused' },
      { door: { at: gcj02(27.29, 105.29), words: '', parts: null } },
    )
    await store.load()
    expect([order(), store.from?.is]).toEqual([['far', 'near'], 'door'])
    expect(store.page[0]!.metres).toBeGreaterThan(1000)
  })

  it('nearest first from where the phone is, converted by the API when it is in another datum', async () => {
    const point = { lat: 27.29, lng: 105.29, datum: 'wgs84' } as const
    const { store, order, reply, settle, questions } = list({ found: true, point, accuracy: 20 })
    await store.load()
    void store.relocate()
    await settle()
    expect(questions[0]!.body).toEqual({ point, accuracy: 20 })
    await reply(0, yes(inside({ at: FAR })))
    expect([order(), store.from?.is]).toEqual([['far', 'near'], 'here'])
    const direct = list({ found: true, point: SHOP, accuracy: 20 })
    await direct.store.load()
    await direct.store.relocate()
    expect([direct.order(), direct.questions.length]).toEqual([['near', 'far'], 0])
  })
})

describe('whether a store is open, by the clock of the store', () => {
  const at = (time: string) => openingOf(storeCard(), instant(`2026-06-01T${time}+08:00`)).words
  it('opens at its minute and is closed at its minute', () => {
    expect(at('06:59:59')).toBe('今天 7:00 开门')
    expect(at('07:00:00')).toBe('营业中')
    expect(at('20:59:59')).toBe('营业中')
    expect(at('21:00:00')).toBe('已打烊')
  })
  it('before the first day: the day', () => {
    const opens = instant('2026-11-25T08:00:00+08:00')
    const shop = storeCard({ trialOpensAt: opens })
    expect(openingOf(shop, instant('2026-11-25T07:59:59+08:00')).words).toBe('11月25日 开门试业')
    expect(openingOf(shop, opens).words).toBe('营业中')
  })
  it('hours in words', () => {
    expect(hoursWords({ opensMinute: 450, closesMinute: 1440 })).toBe('每天 7:30–24:00')
  })
})
