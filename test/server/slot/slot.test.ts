import { describe, expect, it } from 'vitest'
import {
  releaseSlot,
  type SlotPlace,
  slotsOf,
  storePlace,
  takeSlot,
  zonePlace,
} from '../../../server/slot/slot.service'
import { DAY, HOUR, instant, type Instant, MINUTE, plus } from '../../../src/domain/time'
import { NOON } from '../../support/app'
import { testDatabase } from '../../support/database'
import { aStore } from '../../support/factories'
import { aZone } from '../../support/factories-door'
import { anOrderRow } from '../../support/factories-mall'
import { anOpenStore } from '../../support/shopping'

const { db } = await testDatabase({ max: 20 })

const ONE = plus(NOON, HOUR)
const take = (place: SlotPlace, opensAt: Instant, now = NOON) =>
  db.transaction().execute((tx) => takeSlot(tx, place, opensAt, now))
const release = (orderId: string, now = NOON) => db.transaction().execute((tx) => releaseSlot(tx, orderId, now))
const takenIn = async (place: SlotPlace): Promise<number> =>
  (await db.selectFrom('slot').select('taken').where('place', '=', place).executeTakeFirst())?.taken ?? 0

/** A counter that is open 7 to 21, an hour a slot, half an hour of lead. */
const aCounter = async (capacity = 40, over: object = {}): Promise<SlotPlace> =>
  storePlace((await anOpenStore(db, { pickup_capacity: capacity, ...over })).id)
const anOrderIn = async (place: SlotPlace, opensAt: Instant): Promise<string> => {
  const store = await anOpenStore(db)
  const slot = { slot_place: place, slot_opens_at: new Date(opensAt), slot_closes_at: new Date(opensAt + HOUR) }
  return (await anOrderRow(db, store.id, slot)).id
}

describe('slots to choose from', () => {
  it('say how many places are left, 9 at the most; a full one says 0', async () => {
    const place = await aCounter(11)
    for (let n = 0; n < 3; n++) await take(place, ONE)
    const before = await slotsOf(db, place, NOON)
    expect(before[0]).toEqual({ opensAt: ONE, closesAt: plus(ONE, HOUR), left: 8 })
    expect(before[1]!.left).toBe(9)
    for (let n = 0; n < 8; n++) await take(place, ONE)
    expect((await slotsOf(db, place, NOON))[0]!.left).toBe(0)
  })

  it('a capacity that was lowered below what is taken leaves none, not fewer than none', async () => {
    const store = await anOpenStore(db, { pickup_capacity: 3 })
    for (let n = 0; n < 3; n++) await take(storePlace(store.id), ONE)
    await db.updateTable('store').set({ pickup_capacity: 1 }).where('id', '=', store.id).execute()
    expect((await slotsOf(db, storePlace(store.id), NOON))[0]!.left).toBe(0)
  })

  it('a zone has its own hours and places', async () => {
    const store = await anOpenStore(db)
    const zone = await aZone(db, store.id, { slot_capacity: 2 })
    const slots = await slotsOf(db, zonePlace(zone.id), NOON)
    expect(slots[0]).toEqual({ opensAt: plus(NOON, 30 * MINUTE), closesAt: ONE, left: 2 })
  })

  it('a place that does not exist has none and gives none', async () => {
    expect(await slotsOf(db, storePlace('nowhere'), NOON)).toEqual([])
    expect(await take(storePlace('nowhere'), ONE)).toEqual({ refused: 'SLOT_CLOSED' })
  })
})

describe('KF-31: a slot is judged by the server’s clock, in store time', () => {
  it('exactly the lead time before it begins it is given; a millisecond later it is closed', async () => {
    const place = await aCounter()
    expect(await take(place, ONE, plus(ONE, -30 * MINUTE))).toEqual({ opensAt: ONE, closesAt: plus(ONE, HOUR) })
    expect(await take(place, ONE, plus(ONE, 1 - 30 * MINUTE))).toEqual({ refused: 'SLOT_CLOSED' })
    expect(await takenIn(place)).toBe(1)
  })

  it('what is no beginning of a slot is closed: between two, after the last, the day after tomorrow', async () => {
    const place = await aCounter()
    const last = instant('2026-06-01T20:00:00+08:00')
    expect(await take(place, last)).toMatchObject({ opensAt: last })
    for (const opensAt of [plus(ONE, 1), plus(last, HOUR), plus(ONE, 2 * DAY), plus(ONE, -DAY)])
      expect(await take(place, opensAt)).toEqual({ refused: 'SLOT_CLOSED' })
  })

  it('tomorrow’s slots are there until and from midnight in Shanghai on', async () => {
    const place = await aCounter()
    const midnight = instant('2026-06-02T00:00:00+08:00')
    const morning = plus(midnight, 7 * HOUR)
    expect(await take(place, plus(morning, DAY), plus(midnight, -1))).toEqual({ refused: 'SLOT_CLOSED' })
    expect(await take(place, plus(morning, DAY), midnight)).toMatchObject({ opensAt: plus(morning, DAY) })
    expect(await take(place, morning, midnight)).toMatchObject({ opensAt: morning })
  })

  it('before the trial opening there is none', async () => {
    const opening = instant('2026-06-02T10:00:00+08:00')
    const store = await aStore(db, { launch: { trial_opens_at: new Date(opening) } })
    const place = storePlace(store.id)
    expect(await take(place, plus(opening, -HOUR))).toEqual({ refused: 'SLOT_CLOSED' })
    expect(await take(place, opening)).toMatchObject({ opensAt: opening })
  })
})

describe('KF-32: places are counted and taken in one statement', () => {
  it('100 who want the last 7 places at the same time: 7 have one, 93 are told that it is full', async () => {
    const place = await aCounter(7)
    const heard = await Promise.all(Array.from({ length: 100 }, () => take(place, ONE)))
    expect(heard.filter((one) => 'opensAt' in one)).toHaveLength(7)
    expect(heard.filter((one) => 'refused' in one && one.refused === 'SLOT_FULL')).toHaveLength(93)
    expect(await takenIn(place)).toBe(7)
  })

  it('a place that takes nobody refuses the first already', async () => {
    const place = await aCounter(0)
    expect(await take(place, ONE)).toEqual({ refused: 'SLOT_FULL' })
    expect(await takenIn(place)).toBe(0)
  })

  it('what was taken in a transaction that is undone was not taken', async () => {
    const place = await aCounter(1)
    const undone = db.transaction().execute(async (tx) => {
      await takeSlot(tx, place, ONE, NOON)
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    expect(await take(place, ONE)).toMatchObject({ opensAt: ONE })
  })
})

describe('giving a place back', () => {
  it('an order gives its place back once, however often and at once it is asked', async () => {
    const place = await aCounter(2)
    const [orderId] = [await anOrderIn(place, ONE), await take(place, ONE), await take(place, ONE)]
    const freed = await Promise.all(Array.from({ length: 10 }, () => release(orderId)))
    expect(freed.filter(Boolean)).toHaveLength(1)
    expect(await takenIn(place)).toBe(1)
    expect(await release(orderId, plus(NOON, DAY))).toBe(false)
    expect(await take(place, ONE)).toMatchObject({ opensAt: ONE })
    expect(await take(place, ONE)).toEqual({ refused: 'SLOT_FULL' })
  })

  it('an order without a slot has none to give', async () => {
    const store = await anOpenStore(db)
    expect(await release((await anOrderRow(db, store.id)).id)).toBe(false)
  })
})
