import { beforeEach, describe, expect, it } from 'vitest'
import { fill, paths } from '../../../src/contract/paths'
import { HOUR, instant, plus } from '../../../src/domain/time'
import { NOON, testApp } from '../../support/app'
import { aBatch, aBenefit, aCoupon, aResident, aStore } from '../../support/factories'

const { as, db, clock } = await testApp()
const store = await aStore(db)
const batch = await aBatch(db, store.id)
const shelf = (name: string, after?: string): string =>
  `${paths.coupons}?shelf=${name}${after ? `&after=${after}` : ''}`
const couponPath = (couponId: string): string => fill(paths.coupon, { couponId })
const codePath = (couponId: string): string => fill(paths.couponCode, { couponId })

beforeEach(() => clock.set(NOON))

describe('the wallet', () => {
  it('files each coupon on one shelf and counts them all', async () => {
    const wang = await aResident(db)
    const held = await aCoupon(db, batch.id, wang)
    const gifting = await aCoupon(db, batch.id, wang, {
      seq: 2,
      state: 'gifting',
      gifting_until: new Date(plus(NOON, HOUR)),
    })
    const used = await aCoupon(db, batch.id, wang, {
      seq: 3,
      state: 'used',
      used_at: new Date(NOON),
      used_store_id: store.id,
    })
    const ended = await aCoupon(db, batch.id, wang, { seq: 4, usable_until: new Date(NOON) })
    for (const [name, coupon] of [
      ['usable', held],
      ['gifting', gifting],
      ['used', used],
      ['ended', ended],
    ] as const) {
      const heard = await as(wang).get(shelf(name))
      expect(heard.body.coupons.map((one: { id: string }) => one.id)).toEqual([coupon.id])
      expect(heard.body.coupons[0].shelf).toBe(name)
      expect(heard.body.counts).toEqual({ usable: 1, gifting: 1, used: 1, ended: 1 })
    }
  })

  it('a gift nobody took is usable again at the instant it ends, without any job', async () => {
    const wang = await aResident(db)
    await aCoupon(db, batch.id, wang, { state: 'gifting', gifting_until: new Date(plus(NOON, HOUR)) })
    clock.advance(HOUR - 1)
    expect((await as(wang).get(shelf('usable'))).body.coupons).toEqual([])
    clock.advance(1)
    expect((await as(wang).get(shelf('usable'))).body.coupons[0]).toMatchObject({
      shelf: 'usable',
      giveable: true,
      gift: null,
    })
  })

  it('turns its pages without losing or repeating one, though many end at the same instant', async () => {
    const wang = await aResident(db)
    for (let seq = 1; seq <= 45; seq++) await aCoupon(db, batch.id, wang, { seq })
    const seen: string[] = []
    for (let after: string | undefined, pages = 0; pages < 5; pages++) {
      const heard = await as(wang).get(shelf('usable', after))
      seen.push(...heard.body.coupons.map((one: { id: string }) => one.id))
      if (!heard.body.next) break
      after = heard.body.next
    }
    expect(seen.length).toBe(45)
    expect(new Set(seen).size).toBe(45)
  })

  it('shows what ends first, first', async () => {
    const wang = await aResident(db)
    const later = await aCoupon(db, batch.id, wang)
    const sooner = await aCoupon(db, batch.id, wang, { seq: 2, usable_until: new Date(plus(NOON, HOUR)) })
    const heard = await as(wang).get(shelf('usable'))
    expect(heard.body.coupons.map((one: { id: string }) => one.id)).toEqual([sooner.id, later.id])
  })
})

describe('a coupon of somebody else (KF-11)', () => {
  it('is answered like one that does not exist, whatever is asked', async () => {
    const coupon = await aCoupon(db, batch.id, await aResident(db))
    const stranger = await aResident(db)
    const nowhere = '00000000-0000-7000-8000-000000000000'
    for (const path of [couponPath, codePath]) {
      const theirs = await as(stranger).get(path(coupon.id))
      const nobodys = await as(stranger).get(path(nowhere))
      expect(theirs.status).toBe(404)
      expect(theirs.body.error.code).toBe(nobodys.body.error.code)
    }
  })
})

describe('the code page', () => {
  it('answers digits, and signed codes for now and the next windows', async () => {
    const wang = await aResident(db)
    const coupon = await aCoupon(db, batch.id, wang)
    const heard = await as(wang).get(codePath(coupon.id))
    expect(heard.body.digits).toMatch(/^\d{8}$/)
    expect(heard.body.qrs[0].from).toBeLessThanOrEqual(NOON)
    expect(heard.body.qrs[0].until).toBeGreaterThan(NOON)
    expect(heard.headers['cache-control']).toBe('no-store')
    expect((await as(wang).get(codePath(coupon.id))).body.digits).toBe(heard.body.digits)
  })

  it('says what the counter would say, before anybody stands in a queue', async () => {
    const wang = await aResident(db)
    const early = await aCoupon(db, batch.id, wang, { usable_from: new Date(instant('2026-06-05T08:00:00+08:00')) })
    const over = await aCoupon(db, batch.id, wang, { seq: 2, usable_until: new Date(NOON) })
    const away = await aCoupon(db, batch.id, wang, { seq: 3, state: 'gifting', gifting_until: new Date(plus(NOON, 1)) })
    const online = await aCoupon(db, (await aBatch(db, store.id, { usable_counter: false })).id, wang)
    const codes = await Promise.all(
      [early, over, away, online].map(async ({ id }) => (await as(wang).get(codePath(id))).body.error.code),
    )
    expect(codes).toEqual(['COUPON_NOT_YET_USABLE', 'COUPON_EXPIRED', 'COUPON_GIFTING', 'COUPON_NOT_AT_COUNTER'])
  })
})

describe('the shelf of batches', () => {
  it('shows coupons and benefits of the store that are to be had or still to come, in their order', async () => {
    const here = await aStore(db)
    const eggs = await aBenefit(db, here.id, { position: 2 })
    const coupon = await aBatch(db, here.id, { position: 1 })
    await aBatch(db, here.id, { withdrawn_at: new Date(NOON) })
    await aBatch(db, here.id, { claim_closes_at: new Date(NOON) })
    const heard = await as().get(fill(paths.batches, { storeId: here.id }))
    expect(heard.body.batches.map((one: { id: string }) => one.id)).toEqual([coupon.id, eggs.id])
    expect(heard.headers['cache-control']).toBe('public, max-age=3')
    expect(heard.headers.etag).toBeTruthy()
  })

  it('a store that does not exist is said so', async () => {
    expect((await as().get(fill(paths.batches, { storeId: 'nowhere' }))).body.error.code).toBe('STORE_NOT_FOUND')
  })
})
