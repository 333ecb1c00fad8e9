import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { describe, expect, it } from 'vitest'
import { rollUpClaimants } from '../../../server/launch/launch.service'
import { launchPhase } from '../../../src/domain/launch/launch'
import { instant, plus, SECOND } from '../../../src/domain/time'
import { NOON, testApp } from '../../support/app'
import { aBatch, aCoupon, aResident, aStore } from '../../support/factories'

const { app, as, clock, db } = await testApp()
const TRIAL = instant('2026-06-05T08:00:00+08:00')
const GRAND = instant('2026-06-12T08:00:00+08:00')

const factsOf = async (storeId: string) => (await as().get(`/v1/stores/${storeId}/launch`)).body

describe('launch facts', () => {
  it('say when it opens, what to show and how far to spread the turn', async () => {
    const store = await aStore(db)
    const heard = await as().get(`/v1/stores/${store.id}/launch`)
    expect(heard.status).toBe(200)
    expect(heard.body).toMatchObject({
      store: {
        id: store.id,
        at: { datum: 'gcj02' },
        trialOpensAt: TRIAL,
        hours: { opensMinute: 420, closesMinute: 1260 },
      },
      trialOpensAt: TRIAL,
      grandOpensAt: GRAND,
      slogans: [{ lines: ['街坊的菜，', '清晨刚到'], note: '不鲜就退' }],
      peek: [{ picture: 'tomato', name: '番茄' }],
      claimants: 0,
    })
    expect(heard.body.turnSpreadMs).toBeGreaterThanOrEqual(3 * SECOND)
    expect(heard.headers['cache-control']).toBe('public, max-age=5')
  })

  it('have no phase of their own: it turns at the exact instant', async () => {
    const facts = await factsOf((await aStore(db)).id)
    expect(launchPhase(facts, plus(TRIAL, -1))).toBe('preheat')
    expect(launchPhase(facts, TRIAL)).toBe('trial')
    expect(launchPhase(facts, GRAND)).toBe('open')
  })

  it('are not sent again while they are the same', async () => {
    const store = await aStore(db)
    const url = `/v1/stores/${store.id}/launch`
    const first = await app.inject({ url })
    const etag = String(first.headers.etag)
    clock.advance(SECOND)
    const again = await app.inject({ url, headers: { 'if-none-match': etag } })
    expect(again.statusCode).toBe(304)
    expect(again.body).toBe('')
    expect(again.headers['x-server-time']).toBe(String(clock.now()))
    await db.updateTable('store').set({ name: '新名字' }).where('id', '=', store.id).execute()
    expect((await app.inject({ url, headers: { 'if-none-match': etag } })).statusCode).toBe(200)
    clock.set(NOON)
  })

  it.each(['/v1/stores/nowhere', '/v1/stores/nowhere/launch', '/v1/stores/nowhere/zones'])(
    '%s: no such store',
    async (url) => {
      expect((await as().get(url)).body.error).toMatchObject({ code: 'STORE_NOT_FOUND', message: '没有找到这家店' })
    },
  )

  it('a name that no store can have is refused as input', async () => {
    expect((await as().get('/v1/stores/A%20B/launch')).body.error.code).toBe('INPUT_INVALID')
  })
})

describe('how many neighbours have claimed', () => {
  it('counts people, not coupons, of this store only, and is at most three seconds old', async () => {
    const [store, other] = [await aStore(db), await aStore(db)]
    const [eggs, milk, elsewhere] = [await aBatch(db, store.id), await aBatch(db, store.id), await aBatch(db, other.id)]
    const [a, b, c] = [await aResident(db), await aResident(db), await aResident(db)]
    await aCoupon(db, eggs.id, a)
    await aCoupon(db, milk.id, a)
    await aCoupon(db, milk.id, b)
    await aCoupon(db, elsewhere.id, c)
    expect((await factsOf(store.id)).claimants).toBe(2)
    await aCoupon(db, eggs.id, c)
    expect((await factsOf(store.id)).claimants).toBe(2)
    clock.advance(3 * SECOND)
    expect((await factsOf(store.id)).claimants).toBe(3)
    clock.set(NOON)
  })

  it('stays exact when what has settled is rolled up, by several at once, and more is claimed after', async () => {
    const store = await aStore(db)
    const [eggs, milk] = [await aBatch(db, store.id), await aBatch(db, store.id)]
    const people = await Promise.all(Array.from({ length: 6 }, () => aResident(db)))
    const old = Date.now() - 600_000
    for (const one of people.slice(0, 4)) await aCoupon(db, eggs.id, one, { id: uuid({ msecs: old }) })
    await Promise.all([rollUpClaimants(db), rollUpClaimants(db), rollUpClaimants(db)])
    const rolled = () => db.selectFrom('claimant_count').select('claimants').where('store_id', '=', store.id).execute()
    expect(await rolled()).toEqual([{ claimants: 4 }])
    for (const one of people.slice(2)) await aCoupon(db, milk.id, one, { id: uuid() })
    clock.advance(60 * SECOND)
    expect((await factsOf(store.id)).claimants).toBe(6)
    // ten minutes on, the young ones have settled too
    await sql`update claimant_count set counted_below = uuid7_floor(now() - interval '5 minutes')`.execute(db)
    await rollUpClaimants(db)
    clock.advance(60 * SECOND)
    expect((await factsOf(store.id)).claimants).toBe(6)
    clock.set(NOON)
  })
})

describe('stores', () => {
  it('are listed, the youngest launch first, with what delivery costs at least', async () => {
    const store = await aStore(db, {
      launch: { trial_opens_at: new Date('2027-01-01'), grand_opens_at: new Date('2027-02-01') },
    })
    const heard = await as().get('/v1/stores')
    expect(heard.body.stores[0]).toMatchObject({ id: store.id, deliveryFeeFrom: null })
    expect(heard.headers['cache-control']).toBe('public, max-age=60')
  })

  it('tell their story', async () => {
    const introduction = {
      story: { headline: '把早市搬到广场边', paragraphs: ['从前……'] },
      promises: [{ picture: 'leafy-green', title: '不鲜就退', text: '24 小时内' }],
      sourcing: [],
    }
    const store = await aStore(db, { introduction: JSON.stringify(introduction) })
    const heard = await as().get(`/v1/stores/${store.id}`)
    expect(heard.body).toMatchObject({ store: { id: store.id, name: '威宁广场店' }, ...introduction })
  })
})
