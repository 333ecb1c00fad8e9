import { beforeEach, describe, expect, it } from 'vitest'
import { fill, paths } from '../../../src/contract/paths'
import { DAY, HOUR, instant, plus } from '../../../src/domain/time'
import { aKey, NOON, testApp } from '../../support/app'
import { aBatch, aChannel, aResident, aStore } from '../../support/factories'

const { as, db, clock } = await testApp()
const store = await aStore(db)
const claimPath = (batchId: string): string => fill(paths.claim, { batchId })
const remaining = async (id: string): Promise<number> =>
  (await db.selectFrom('coupon_batch').select('remaining').where('id', '=', id).executeTakeFirstOrThrow()).remaining

beforeEach(() => clock.set(NOON))

describe('a claim', () => {
  it('gives one coupon with the window the batch says and takes one off the batch', async () => {
    const batch = await aBatch(db, store.id)
    const wang = await aResident(db)
    const heard = await as(wang).post(claimPath(batch.id))
    expect(heard.status).toBe(200)
    expect(heard.body).toEqual({
      couponId: expect.any(String),
      batchId: batch.id,
      claimedAt: NOON,
      usableFrom: instant('2026-06-01T00:00:00+08:00'),
      usableUntil: instant('2026-08-01T00:00:00+08:00'),
    })
    expect(await remaining(batch.id)).toBe(99)
    const mine = await as(wang).get(paths.myClaims)
    expect(mine.body.claims).toEqual([{ batchId: batch.id, claimed: 1 }])
  })

  it('"three days from claiming" ends with the third store day, also when claimed a minute before midnight (KF-22)', async () => {
    const batch = await aBatch(db, store.id, { use_opens_at: null, use_closes_at: null, use_days: 3 })
    clock.set(instant('2026-06-01T23:59:00+08:00'))
    const late = await as(await aResident(db)).post(claimPath(batch.id))
    expect(late.body.usableFrom).toBe(clock.now())
    expect(late.body.usableUntil).toBe(instant('2026-06-04T00:00:00+08:00'))
    clock.set(instant('2026-06-02T00:00:00+08:00'))
    const early = await as(await aResident(db)).post(claimPath(batch.id))
    expect(early.body.usableUntil).toBe(instant('2026-06-05T00:00:00+08:00'))
  })

  it('opens at the instant it says and closes at the instant it says', async () => {
    const opensAt = plus(NOON, HOUR)
    const closesAt = plus(NOON, 2 * HOUR)
    const batch = await aBatch(db, store.id, { claim_opens_at: new Date(opensAt), claim_closes_at: new Date(closesAt) })
    clock.set(plus(opensAt, -1))
    const before = await as(await aResident(db)).post(claimPath(batch.id))
    expect(before.status).toBe(409)
    expect(before.body.error).toMatchObject({
      code: 'CLAIM_NOT_OPEN_YET',
      message: '还没开始，6月1日 周一 13:00 开抢',
      facts: { opensAt },
    })
    clock.set(opensAt)
    expect((await as(await aResident(db)).post(claimPath(batch.id))).status).toBe(200)
    clock.set(plus(closesAt, -1))
    expect((await as(await aResident(db)).post(claimPath(batch.id))).status).toBe(200)
    clock.set(closesAt)
    expect((await as(await aResident(db)).post(claimPath(batch.id))).body.error.code).toBe('CLAIM_ENDED')
  })

  it('stops at the limit per person, also after the coupon was given away', async () => {
    const batch = await aBatch(db, store.id, { per_person: 2 })
    const wang = await aResident(db)
    const first = await as(wang).post(claimPath(batch.id))
    await as(wang).post(claimPath(batch.id))
    const friend = await aResident(db)
    await db.updateTable('coupon').set({ holder_id: friend.id }).where('id', '=', first.body.couponId).execute()
    const third = await as(wang).post(claimPath(batch.id))
    expect(third.body.error).toMatchObject({
      code: 'CLAIM_LIMIT_REACHED',
      message: '每人限领 2 张，你已经领过啦',
      facts: { perPerson: 2 },
    })
    expect(await remaining(batch.id)).toBe(98)
  })

  it('is refused when none is left', async () => {
    const batch = await aBatch(db, store.id, { total: 1 })
    await as(await aResident(db)).post(claimPath(batch.id))
    expect((await as(await aResident(db)).post(claimPath(batch.id))).body.error.code).toBe('CLAIM_SOLD_OUT')
  })

  it('is refused when today’s share is gone and possible again from store midnight', async () => {
    const batch = await aBatch(db, store.id, { per_day: 2 })
    await as(await aResident(db)).post(claimPath(batch.id))
    await as(await aResident(db)).post(claimPath(batch.id))
    const third = await as(await aResident(db)).post(claimPath(batch.id))
    expect(third.body.error).toMatchObject({ code: 'CLAIM_SOLD_OUT_TODAY', message: '今天的已领完，明天 0 点再来' })
    clock.set(instant('2026-06-02T00:00:00+08:00'))
    expect((await as(await aResident(db)).post(claimPath(batch.id))).status).toBe(200)
    const shelf = await as().get(fill(paths.batches, { storeId: store.id }))
    expect(shelf.body.batches.find((one: { id: string }) => one.id === batch.id)).toMatchObject({ remainingToday: 1 })
  })

  it('is refused for a batch that was withdrawn, and for one that does not exist', async () => {
    const batch = await aBatch(db, store.id, { withdrawn_at: new Date(NOON) })
    const wang = await aResident(db)
    expect((await as(wang).post(claimPath(batch.id))).body.error.code).toBe('CLAIM_ENDED')
    const nowhere = await as(wang).post(claimPath('00000000-0000-7000-8000-000000000000'))
    expect([nowhere.status, nowhere.body.error.code]).toEqual([404, 'BATCH_NOT_FOUND'])
  })

  it('needs the channel that the batch asks for: of this tap, or of the last visit', async () => {
    const gate = await aChannel(db)
    const batch = await aBatch(db, store.id, { channel_ids: [gate.id] })
    const wang = await aResident(db)
    expect((await as(wang).post(claimPath(batch.id))).body.error.code).toBe('CLAIM_WRONG_SOURCE')
    expect((await as(wang).post(claimPath(batch.id), { touch: { channel: gate.code } })).status).toBe(200)
    const regular = await aResident(db, { last_channel_id: gate.id })
    expect((await as(regular).post(claimPath(batch.id))).status).toBe(200)
  })

  it('freezes channel and sharer of the last touch; nobody shares with themselves (KF-45, KF-49)', async () => {
    const gate = await aChannel(db)
    const batch = await aBatch(db, store.id, { per_person: 3 })
    const sharer = await aResident(db)
    const wang = await aResident(db)
    const one = await as(wang).post(claimPath(batch.id), { touch: { channel: gate.code, sharer: sharer.shareCode } })
    const two = await as(wang).post(claimPath(batch.id), { touch: { channel: 'unknown', sharer: wang.shareCode } })
    const rows = await db
      .selectFrom('coupon')
      .select(['id', 'channel_id', 'sharer_id'])
      .where('claimer_id', '=', wang.id)
      .execute()
    expect(rows.find((row) => row.id === one.body.couponId)).toMatchObject({
      channel_id: gate.id,
      sharer_id: sharer.id,
    })
    expect(rows.find((row) => row.id === two.body.couponId)).toMatchObject({ channel_id: null, sharer_id: null })
  })

  it('is reminded before its end as the batch says, never before it was claimed', async () => {
    const day = await aBatch(db, store.id, { remind_hours: 24 })
    const short = await aBatch(db, store.id, { remind_hours: 24, use_opens_at: null, use_closes_at: null, use_days: 1 })
    const wang = await aResident(db)
    await as(wang).post(claimPath(day.id))
    await as(wang).post(claimPath(short.id))
    const rows = await db
      .selectFrom('coupon')
      .select(['batch_id', 'usable_until', 'remind_at'])
      .where('holder_id', '=', wang.id)
      .execute()
    const long = rows.find((row) => row.batch_id === day.id)
    expect(long?.usable_until.getTime()).toBe((long?.remind_at?.getTime() ?? 0) + DAY)
    expect(rows.find((row) => row.batch_id === short.id)?.remind_at).toBeNull()
  })
})

describe('one key, one answer', () => {
  it('the same key gets the same coupon, though something else happened in between', async () => {
    const batch = await aBatch(db, store.id, { per_person: 2 })
    const wang = await aResident(db)
    const key = aKey()
    const first = await as(wang).post(claimPath(batch.id), {}, key)
    clock.advance(5000)
    await as(wang).post(claimPath(batch.id))
    const again = await as(wang).post(claimPath(batch.id), {}, key)
    expect([again.status, again.body]).toEqual([200, first.body])
    expect(await remaining(batch.id)).toBe(98)
  })

  it('a refusal is remembered too: what was not open for this tap stays not open for this tap', async () => {
    const batch = await aBatch(db, store.id, { claim_opens_at: new Date(plus(NOON, 1000)) })
    const wang = await aResident(db)
    const key = aKey()
    await as(wang).post(claimPath(batch.id), {}, key)
    clock.advance(5000)
    expect((await as(wang).post(claimPath(batch.id), {}, key)).body.error.code).toBe('CLAIM_NOT_OPEN_YET')
    expect((await as(wang).post(claimPath(batch.id))).status).toBe(200)
  })

  it('a key serves one request and one person', async () => {
    const [one, two] = [await aBatch(db, store.id), await aBatch(db, store.id)]
    const wang = await aResident(db)
    const key = aKey()
    await as(wang).post(claimPath(one.id), {}, key)
    const reused = await as(wang).post(claimPath(two.id), {}, key)
    expect([reused.status, reused.body.error.code]).toEqual([409, 'KEY_REUSED'])
    expect((await as(await aResident(db)).post(claimPath(one.id), {}, key)).status).toBe(200)
  })

  it('without a key, or with a short one, nothing happens', async () => {
    const batch = await aBatch(db, store.id)
    const heard = await as(await aResident(db)).post(claimPath(batch.id), {}, 'short')
    expect([heard.status, heard.body.error.code]).toEqual([400, 'KEY_MISSING'])
    expect(await remaining(batch.id)).toBe(100)
  })
})

describe('who may claim', () => {
  it('somebody with a session in force; an ended or made-up one is nobody', async () => {
    const batch = await aBatch(db, store.id)
    const wang = await aResident(db)
    expect((await as().post(claimPath(batch.id))).body.error.code).toBe('NOT_SIGNED_IN')
    expect((await as({ token: 'x'.repeat(43) }).post(claimPath(batch.id))).status).toBe(401)
    await db
      .updateTable('session')
      .set({ revoked_at: new Date(NOON) })
      .where('resident_id', '=', wang.id)
      .execute()
    expect((await as(wang).post(claimPath(batch.id))).status).toBe(401)
  })
})
