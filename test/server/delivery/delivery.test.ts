import { v7 as uuid } from 'uuid'
import { describe, expect, it } from 'vitest'
import { toGcj02, wgs84OfGcj02 } from '../../../server/delivery/datum'
import { gcj02 } from '../../../src/domain/geo'
import { instant, MINUTE, plus } from '../../../src/domain/time'
import { NOON, testApp } from '../../support/app'
import { aStore } from '../../support/factories'

const { as, clock, db, maps } = await testApp()

// 0.02° square around the square, a yard in the middle of its north-eastern quarter
const SQUARE = [
  [104.27, 26.85],
  [104.29, 26.85],
  [104.29, 26.87],
  [104.27, 26.87],
]
const YARD = [
  [104.283, 26.863],
  [104.287, 26.863],
  [104.287, 26.867],
  [104.283, 26.867],
]
const opened = {
  trial_opens_at: new Date('2026-01-01T08:00:00+08:00'),
  grand_opens_at: new Date('2026-01-08T08:00:00+08:00'),
}
const store = await aStore(db, {
  id: 'square',
  name: '广场店',
  address: '贵州省毕节市威宁县滨海路12号',
  lat: 26.86,
  lng: 104.28,
  launch: opened,
})
const young = await aStore(db, { id: 'young', name: '新店', lat: 26.8, lng: 104.2 })

async function aZone(storeId: string, rings: number[][][], over: object = {}): Promise<string> {
  const id = uuid()
  await db
    .insertInto('delivery_zone')
    .values({
      id,
      store_id: storeId,
      name: '片区',
      rings: JSON.stringify(rings),
      fee_fen: 300,
      minimum_fen: 1900,
      free_from_fen: 3900,
      opens_minute: 480,
      closes_minute: 1230,
      slot_minutes: 30,
      lead_minutes: 30,
      ...over,
    })
    .execute()
  return id
}
const zoneId = await aZone(store.id, [SQUARE, YARD])

const ask = (lat: number, lng: number, accuracy?: number) =>
  as().post('/v1/delivery/answer', { point: { lat, lng, datum: 'gcj02' }, ...(accuracy !== undefined && { accuracy }) })

describe('does it deliver to this point?', () => {
  it('inside: which store, what it costs, the earliest slot', async () => {
    const heard = await ask(26.855, 104.275, 30)
    expect(heard.status).toBe(200)
    expect(heard.headers['cache-control']).toBe('no-store')
    expect(heard.body).toMatchObject({
      at: { lat: 26.855, lng: 104.275, datum: 'gcj02' },
      parts: null,
      verdict: 'inside',
      zone: {
        id: zoneId,
        storeId: 'square',
        storeName: '广场店',
        fee: 300,
        minimum: 1900,
        freeFrom: 3900,
        earliestSlot: { opensAt: plus(NOON, 30 * MINUTE), closesAt: plus(NOON, 60 * MINUTE) },
      },
      metresOutside: null,
      nearestStore: null,
    })
    expect(heard.body.zone.metres).toBeGreaterThan(700)
    expect(heard.body.zone.metres).toBeLessThan(800)
  })

  it.each([
    ['on the border', 26.85, 104.28],
    ['on a corner', 26.87, 104.29],
    ['on the fence of the yard', 26.863, 104.285],
  ])('%s is inside', async (_, lat, lng) => {
    expect((await ask(lat, lng)).body.verdict).toBe('inside')
  })

  it('in the yard is outside, with the way to its fence and the store to collect from', async () => {
    const { body } = await ask(26.865, 104.285)
    expect(body).toMatchObject({ verdict: 'outside', zone: null, nearestStore: { store: { id: 'square' } } })
    expect(body.metresOutside).toBeGreaterThan(190)
    expect(body.metresOutside).toBeLessThan(225)
  })

  it('outside: how far, and the nearest store to collect from', async () => {
    const { body } = await ask(26.84, 104.28, 20)
    expect(body).toMatchObject({ verdict: 'outside', zone: null, metresOutside: 1112 })
    expect(body.nearestStore.store).toMatchObject({ id: 'square', name: '广场店' })
    expect(body.nearestStore.metres).toBe(2224)
  })

  it('unsure when the fence is nearer than the phone knows, on either side of it', async () => {
    const within = await ask(26.8505, 104.28, 80)
    expect(within.body).toMatchObject({ verdict: 'unsure', zone: { id: zoneId }, metresOutside: null })
    expect(within.body.nearestStore.store.id).toBe('square')
    expect((await ask(26.8505, 104.28, 50)).body.verdict).toBe('inside')
    expect((await ask(26.8495, 104.28, 80)).body).toMatchObject({ verdict: 'unsure', zone: null, metresOutside: 56 })
    expect((await ask(26.8495, 104.28, 50)).body.verdict).toBe('outside')
  })

  it('unsure when the phone does not know the street', async () => {
    expect((await ask(26.856, 104.276, 500)).body.verdict).toBe('inside')
    expect((await ask(26.856, 104.276, 501)).body.verdict).toBe('unsure')
  })

  it('KF-33: a point of another datum is converted once, at the edge', async () => {
    const door = gcj02(26.855, 104.275)
    const { lat, lng } = wgs84OfGcj02(door)
    const { body } = await as().post('/v1/delivery/answer', { point: { lat, lng, datum: 'wgs84' } })
    expect(body.at).toEqual(toGcj02({ lat, lng, datum: 'wgs84' }))
    expect(body.verdict).toBe('inside')
  })

  it('answers without the map: what a place is called is a courtesy', async () => {
    maps.answers.down = true
    expect((await ask(26.855, 104.275)).body).toMatchObject({ verdict: 'inside', place: null })
    maps.answers.down = false
  })

  it('before trial opening the earliest slot is the first of the opening day', async () => {
    await aZone(young.id, [
      [
        [104.19, 26.79],
        [104.21, 26.79],
        [104.21, 26.81],
        [104.19, 26.81],
      ],
    ])
    const { body } = await ask(26.8, 104.2)
    expect(body.zone).toMatchObject({
      storeId: 'young',
      earliestSlot: { opensAt: instant('2026-06-05T08:00:00+08:00') },
    })
  })

  it('a zone drawn a moment ago counts at once, and of two the nearest store answers', async () => {
    expect((await ask(26.9, 104.4)).body.verdict).toBe('outside')
    const id = await aZone(young.id, [
      [
        [104.39, 26.89],
        [104.41, 26.89],
        [104.41, 26.91],
        [104.39, 26.91],
      ],
    ])
    expect((await ask(26.9, 104.4)).body).toMatchObject({ verdict: 'inside', zone: { id, storeId: 'young' } })
    await aZone(store.id, [
      [
        [104.39, 26.89],
        [104.41, 26.89],
        [104.41, 26.91],
        [104.39, 26.91],
      ],
    ])
    expect((await ask(26.9, 104.4)).body.zone.storeId).toBe('square')
    await db.deleteFrom('delivery_zone').where('id', '!=', zoneId).execute()
    expect((await ask(26.9, 104.4)).body.verdict).toBe('outside')
  })

  it.each([
    { point: { lat: 91, lng: 104, datum: 'gcj02' } },
    { point: { lat: 26, lng: 104 } },
    { point: { lat: 26, lng: 104, datum: 'gcj02' }, accuracy: -1 },
    { point: { lat: 26, lng: 104, datum: 'gcj02' }, address: '滨海路' },
    { address: 'x' },
    {},
  ])('refuses what is no question: %j', async (body) => {
    expect((await as().post('/v1/delivery/answer', body)).body.error.code).toBe('INPUT_INVALID')
  })
})

describe('does it deliver to this address?', () => {
  const written = (address: string) => as().post('/v1/delivery/answer', { address })

  it('a pasted line is split, found and answered in one go', async () => {
    maps.places.set('滨海路88号', gcj02(26.855, 104.275))
    const { body } = await written('张三 138 0000 0000 威宁县滨海路88号3栋2单元')
    expect(body).toMatchObject({
      verdict: 'inside',
      place: '滨海路88号',
      parts: {
        name: '张三',
        phone: '13800000000',
        region: '贵州省毕节市威宁彝族回族苗族自治县',
        detail: '滨海路88号3栋2单元',
      },
    })
  })

  it('name and phone never reach the map; who leaves the county out means ours', async () => {
    const asked: string[] = []
    const { geocode } = maps
    maps.places.set('桂花巷3号', gcj02(26.84, 104.28))
    const spied = await testApp({
      outside: {
        maps: {
          ...maps,
          geocode: async (address) => {
            asked.push(address)
            return geocode(address)
          },
        },
      },
    })
    await aStore(spied.db, { address: '贵州省毕节市威宁县滨海路12号' })
    const heard = await spied.as().post('/v1/delivery/answer', { address: '桂花巷3号 李四 +86 138-0000-0000' })
    expect(heard.status).toBe(200)
    expect(asked).toEqual(['贵州省毕节市威宁彝族回族苗族自治县桂花巷3号'])
  })

  it('what the map cannot find, or is not sure of, is not guessed', async () => {
    expect((await written('威宁县月亮上的街1号')).body.error).toMatchObject({ code: 'ADDRESS_NOT_UNDERSTOOD' })
    expect((await written('张三 13800000000')).body.error.code).toBe('ADDRESS_NOT_UNDERSTOOD')
    const vague = await testApp({
      outside: {
        maps: {
          ...maps,
          geocode: async () => ({ ok: true, found: { at: gcj02(26, 104), title: '威宁县', reliable: false } }),
        },
      },
    })
    expect((await vague.as().post('/v1/delivery/answer', { address: '威宁县滨海路' })).body.error.code).toBe(
      'ADDRESS_NOT_UNDERSTOOD',
    )
  })

  it('a map that is down says so, and what to do instead', async () => {
    maps.answers.down = true
    const heard = await written('威宁县滨海路88号')
    expect([heard.status, heard.body.error.code]).toEqual([502, 'MAPS_UNAVAILABLE'])
    const places = await as().post('/v1/delivery/places', { text: '滨海' })
    expect(places.body.error.code).toBe('MAPS_UNAVAILABLE')
    maps.answers.down = false
  })
})

describe('zones and places', () => {
  it('a store shows where it delivers', async () => {
    const heard = await as().get('/v1/stores/square/zones')
    expect(heard.body).toMatchObject({
      store: { id: 'square', deliveryFeeFrom: 300 },
      zones: [{ id: zoneId, rings: [SQUARE, YARD], fee: 300, minimum: 1900, freeFrom: 3900 }],
    })
    expect(heard.headers['cache-control']).toBe('public, max-age=300')
  })

  it('places near a store are suggested while typing', async () => {
    maps.places.set('阳光花园', gcj02(26.86, 104.28))
    const heard = await as().post('/v1/delivery/places', { storeId: 'square', text: '阳光' })
    expect(heard.body.places).toEqual([{ title: '阳光花园', address: '阳光花园', at: gcj02(26.86, 104.28) }])
    const nowhere = await as().post('/v1/delivery/places', { storeId: 'nowhere', text: 'a' })
    expect(nowhere.body.error.code).toBe('STORE_NOT_FOUND')
    const inUrl = await as().get('/v1/delivery/places?text=a')
    expect(inUrl.status).toBe(404)
  })

  it('after closing it is tomorrow', async () => {
    clock.set(instant('2026-06-01T21:00:00+08:00'))
    expect((await ask(26.855, 104.275)).body.zone.earliestSlot.opensAt).toBe(instant('2026-06-02T08:00:00+08:00'))
    clock.set(NOON)
  })
})
