import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { addressOf, addressUsed, MOST_ADDRESSES } from '../../../server/address/address.service'
import { fill, paths } from '../../../src/contract/paths'
import { aKey, NOON, testApp } from '../../support/app'
import { aResident } from '../../support/factories'
import { anAddress, DOOR } from '../../support/factories-door'

const { as, clock, db, maps } = await testApp()
maps.places.set('阳光花园', DOOR)

const body = (over: object = {}) => ({
  name: '王小明',
  phone: '13800008000',
  place: '阳光花园',
  detail: '3 栋 2 单元 501',
  isDefault: false,
  ...over,
})
const url = (addressId: string) => fill(paths.address, { addressId })
const book = async (who: { token: string }) => (await as(who).get(paths.addresses)).body.addresses

beforeEach(() => {
  maps.answers.down = false
  clock.set(NOON)
})

describe('where the door is', () => {
  it('without a point the server asks the map and keeps what it found', async () => {
    const wang = await aResident(db)
    const heard = await as(wang).post(paths.addresses, body())
    expect(heard.status).toBe(200)
    expect(heard.body).toEqual({ id: heard.body.id, ...body(), at: DOOR })
    expect(await book(wang)).toEqual([heard.body])
  })

  it('a point is taken in its own datum and kept in ours; the map is not asked', async () => {
    maps.answers.down = true
    const wang = await aResident(db)
    const wgs = await as(wang).post(paths.addresses, body({ at: { lat: 26.86, lng: 104.28, datum: 'wgs84' } }))
    const gcj = await as(wang).post(paths.addresses, body({ at: DOOR }))
    expect(gcj.body.at).toEqual(DOOR)
    expect(wgs.body.at.datum).toBe('gcj02')
    expect(Math.abs(wgs.body.at.lng - 104.28)).toBeGreaterThan(0.001) // Weining is some hundred metres off between the two
  })

  it('a place the map does not know is not guessed, and a silent map is said', async () => {
    const wang = await aResident(db)
    const unknown = await as(wang).post(paths.addresses, body({ place: '没有的小区' }))
    expect([unknown.status, unknown.body.error.code]).toEqual([422, 'ADDRESS_NOT_UNDERSTOOD'])
    maps.answers.down = true
    const silent = await as(wang).post(paths.addresses, body())
    expect([silent.status, silent.body.error.code]).toEqual([502, 'MAPS_UNAVAILABLE'])
    expect(await book(wang)).toEqual([])
  })

  it('only the place leaves the house: no name, no phone, no door', async () => {
    const asked: string[] = []
    const { geocode } = maps
    maps.geocode = (address) => (asked.push(address), geocode(address))
    await as(await aResident(db)).post(paths.addresses, body())
    maps.geocode = geocode
    expect(asked.join()).toContain('阳光花园')
    expect(asked.join()).not.toMatch(/王小明|1380000|501/)
  })

  it('what was answered is answered again, though the map has gone silent meanwhile', async () => {
    const wang = await aResident(db)
    const key = aKey()
    const first = await as(wang).post(paths.addresses, body(), key)
    maps.answers.down = true
    expect(await as(wang).post(paths.addresses, body(), key)).toMatchObject({ status: 200, body: first.body })
    expect(await book(wang)).toHaveLength(1)
  })

  it.each([{ phone: '12345678901' }, { phone: '1380000800' }, { name: ' ' }, { detail: '\t' }, { place: '　　' }])(
    'what cannot be an address is refused: %j',
    async (over) => {
      const heard = await as(await aResident(db)).post(paths.addresses, body({ at: DOOR, ...over }))
      expect([heard.status, heard.body.error.code]).toEqual([400, 'INPUT_INVALID'])
    },
  )
})

describe('the book', () => {
  it('the default stands first, then what an order went to last', async () => {
    const wang = await aResident(db)
    const ids: string[] = []
    for (const detail of ['1', '2', '3']) {
      ids.push((await as(wang).post(paths.addresses, body({ detail, isDefault: detail === '1' }))).body.id)
      clock.advance(1_000)
    }
    const details = async () => (await book(wang)).map((one: { detail: string }) => one.detail)
    expect(await details()).toEqual(['1', '3', '2'])
    await db.transaction().execute((tx) => addressUsed(tx, wang.id, ids[1]!, clock.now()))
    expect(await details()).toEqual(['1', '2', '3'])
  })

  it('one is the default at most: the last that was said to be', async () => {
    const wang = await aResident(db)
    const one = (await as(wang).post(paths.addresses, body({ isDefault: true }))).body
    const two = (await as(wang).post(paths.addresses, body({ isDefault: true }))).body
    await as(wang).put(url(one.id), body({ isDefault: true }))
    const defaults = (await book(wang)).map((address: { id: string; isDefault: boolean }) => [
      address.id,
      address.isDefault,
    ])
    expect(defaults).toEqual([
      [one.id, true],
      [two.id, false],
    ])
    await as(wang).delete(url(one.id))
    expect((await book(wang)).map((address: { isDefault: boolean }) => address.isDefault)).toEqual([false])
  })

  it('ten that want to be the default at the same time: one is', async () => {
    const wang = await aResident(db)
    const heard = await Promise.all(
      Array.from({ length: 10 }, () => as(wang).post(paths.addresses, body({ isDefault: true }))),
    )
    expect(heard.map((one) => one.status)).toEqual(Array(10).fill(200))
    expect((await book(wang)).filter((address: { isDefault: boolean }) => address.isDefault)).toHaveLength(1)
  })

  it('it is full at 20, also when the last two come at the same time; who removes one has room again', async () => {
    const wang = await aResident(db)
    for (let n = 1; n < MOST_ADDRESSES; n++) await anAddress(db, wang)
    const heard = await Promise.all([1, 2, 3].map(() => as(wang).post(paths.addresses, body())))
    expect(heard.map((one) => one.status).sort()).toEqual([200, 409, 409])
    const full = heard.find((one) => one.status === 409)!
    expect(full.body.error).toMatchObject({ code: 'ADDRESSES_FULL', facts: { most: 20 } })
    const all = await book(wang)
    expect(all).toHaveLength(MOST_ADDRESSES)
    await as(wang).delete(url(all[0].id))
    expect((await as(wang).post(paths.addresses, body())).status).toBe(200)
  })

  it('a removed one is gone for the resident and stays for the orders that went there', async () => {
    const wang = await aResident(db)
    const { id } = (await as(wang).post(paths.addresses, body())).body
    expect((await as(wang).delete(url(id))).body).toEqual({ done: true })
    expect((await as(wang).delete(url(id))).body.error.code).toBe('ADDRESS_NOT_FOUND')
    expect((await as(wang).put(url(id), body())).body.error.code).toBe('ADDRESS_NOT_FOUND')
    expect(await addressOf(db, wang.id, id)).toBeNull()
    const row = await db.selectFrom('address').select('removed_at').where('id', '=', id).executeTakeFirst()
    expect(row).toEqual({ removed_at: new Date(NOON) })
  })
})

describe('KF-11: another’s address does not exist', () => {
  it('it is not seen, changed, made the default or removed', async () => {
    const [wang, zhao] = [await aResident(db), await aResident(db)]
    const mine = await anAddress(db, wang, { is_default: true })
    await anAddress(db, zhao, { is_default: true })
    const before = await book(wang)
    for (const heard of [
      await as(zhao).put(url(mine.id), body({ isDefault: true })),
      await as(zhao).delete(url(mine.id)),
      await as(zhao).put(url(randomUUID()), body()),
    ])
      expect([heard.status, heard.body.error.code]).toEqual([404, 'ADDRESS_NOT_FOUND'])
    expect(await book(wang)).toEqual(before)
    expect((await book(zhao))[0].isDefault).toBe(true) // refused as a whole: their own default stayed
    expect(await addressOf(db, zhao.id, mine.id)).toBeNull()
  })
})
