import { describe, expect, it } from 'vitest'
import { refuseAtCounter } from '../../../src/domain/coupon/coupon'
import { DAY, HOUR, type Instant, instant, MINUTE, plus, SECOND } from '../../../src/domain/time'
import { aKey, NOON } from '../../support/app'
import { aBatch, aBenefit, aResident, aStaffMember } from '../../support/factories'
import { aCounter, refusalOf } from './counter'

const { db, clock, store, other, clerk, manager, preview, verify, couponRow, codeOf, aShown } = await aCounter()

describe('looking at a code', () => {
  it('shows what to hand over and to whom, without a name, and uses nothing up', async () => {
    const eggs = await aBenefit(db, store.id)
    const { coupon, qr, digits } = await aShown({}, eggs.id)
    for (const code of [qr, digits]) {
      const heard = await preview(clerk, code)
      expect(heard.status).toBe(200)
      expect(heard.body).toEqual({
        kind: 'coupon',
        couponId: coupon.id,
        title: '土鸡蛋',
        value: {
          kind: 'exchange',
          goods: { name: '土鸡蛋', quantity: 10, unit: '枚', picture: 'egg', worth: 1280 },
          price: 0,
        },
        benefit: true,
        holder: '微信用户 · A1B2',
        usableUntil: instant('2026-08-01T00:00:00+08:00'),
      })
    }
    expect((await couponRow(coupon.id)).state).toBe('held')
  })

  it('refuses what handing over would refuse', async () => {
    const { qr } = await aShown({ usable_from: new Date(NOON + 1) })
    expect((await refusalOf(preview(clerk, qr))).code).toBe('COUPON_NOT_YET_USABLE')
  })
})

describe('handing over', () => {
  it('uses the coupon up, keeps a record, and an audit line beside it', async () => {
    const { coupon, qr } = await aShown()
    const heard = await verify(clerk, qr)
    expect(heard.body).toMatchObject({
      couponId: coupon.id,
      verificationId: expect.any(String),
      at: NOON,
      till: '3 号台',
      holder: '微信用户 · A1B2',
    })
    expect(await couponRow(coupon.id)).toMatchObject({
      state: 'used',
      used_at: new Date(NOON),
      used_store_id: store.id,
    })
    const record = await db.selectFrom('verification').selectAll().where('coupon_id', '=', coupon.id).execute()
    expect(record).toHaveLength(1)
    expect(record[0]).toMatchObject({ id: heard.body.verificationId, staff_id: clerk.staffId, method: 'qr' })
    const line = await db.selectFrom('audit_log').selectAll().where('subject', '=', coupon.id).execute()
    expect(line).toHaveLength(1)
    expect(line[0]).toMatchObject({
      action: 'coupon.verified',
      staff_id: clerk.staffId,
      store_id: store.id,
      after: { state: 'used', verificationId: heard.body.verificationId, till: '3 号台', method: 'qr' },
    })
  })

  it('by digits is written down as such', async () => {
    const { coupon, digits } = await aShown()
    expect((await verify(clerk, `${digits.slice(0, 4)} ${digits.slice(4)}`)).status).toBe(200)
    const record = await db.selectFrom('verification').selectAll().where('coupon_id', '=', coupon.id).executeTakeFirst()
    expect(record?.method).toBe('digits')
  })

  it('happens once: another till reads when and where', async () => {
    const { qr, digits } = await aShown()
    await verify(clerk, qr)
    clock.advance(10 * SECOND)
    for (const code of [qr, digits]) {
      const late = await verify(manager, code, { till: '1 号台' })
      expect(late.status).toBe(409)
      expect(late.body.error).toMatchObject({
        code: 'ALREADY_VERIFIED',
        message: '已于 12:00 由 3 号台核销，不要重复交货',
        facts: { at: NOON, till: '3 号台', by: 'another' },
      })
      expect((await refusalOf(preview(manager, code))).code).toBe('ALREADY_VERIFIED')
    }
  })

  it('says to the till that did it that it was itself', async () => {
    const { qr } = await aShown()
    await verify(clerk, qr)
    expect((await verify(clerk, qr)).body.error.facts.by).toBe('you')
    expect((await verify(clerk, qr, { till: '4 号台' })).body.error.facts.by).toBe('another')
  })

  it('gives the same answer to the same key, even when the code has ended since', async () => {
    const { coupon, digits, qr } = await aShown()
    const key = aKey()
    const first = await verify(clerk, digits, { key })
    expect(first.status).toBe(200)
    clock.advance(HOUR)
    const again = await verify(clerk, digits, { key })
    expect(again.status).toBe(200)
    expect(again.body).toEqual(first.body)
    expect((await verify(clerk, qr, { key })).body.error.code).toBe('KEY_REUSED')
    const records = await db.selectFrom('verification').selectAll().where('coupon_id', '=', coupon.id).execute()
    expect(records).toHaveLength(1)
  })

  it('remembers a refusal under its key too', async () => {
    const { coupon, qr } = await aShown({ usable_from: new Date(NOON + MINUTE) })
    const key = aKey()
    expect((await refusalOf(verify(clerk, qr, { key }))).code).toBe('COUPON_NOT_YET_USABLE')
    await db
      .updateTable('coupon')
      .set({ usable_from: new Date(NOON - 1) })
      .where('id', '=', coupon.id)
      .execute()
    expect((await refusalOf(verify(clerk, qr, { key }))).code).toBe('COUPON_NOT_YET_USABLE')
    expect((await verify(clerk, qr)).status).toBe(200)
  })

  it('takes a coupon whose gift nobody took in time, and the gift stays closed', async () => {
    const { coupon, qr } = await aShown({ state: 'gifting', gifting_until: new Date(NOON) })
    expect((await verify(clerk, qr)).status).toBe(200)
    expect(await couponRow(coupon.id)).toMatchObject({ state: 'used', gifting_until: null })
  })
})

describe('each reason has its own answer:', () => {
  const held = { usable_from: new Date(NOON - HOUR), usable_until: new Date(NOON + HOUR) }
  const coupons = async () => ({
    COUPON_GIFTING: await aShown({ state: 'gifting', gifting_until: new Date(NOON + 1) }),
    COUPON_NOT_YET_USABLE: await aShown({ usable_from: new Date(NOON + 1) }),
    COUPON_EXPIRED: await aShown({ usable_until: new Date(NOON) }),
    COUPON_NOT_AT_COUNTER: await aShown({}, (await aBatch(db, store.id, { usable_counter: false })).id),
    COUPON_WRONG_STORE: await aShown({}, (await aBatch(db, store.id, { store_ids: [other.id] })).id),
    COUPON_USED: await aShown({ state: 'used', used_at: new Date(NOON) }),
  })

  it('on its way, too early, too late, online only, wrong store, used online', async () => {
    for (const [code, { qr, coupon }] of Object.entries(await coupons())) {
      const before = await couponRow(coupon.id)
      for (const ask of [preview(clerk, qr), verify(clerk, qr)]) expect((await refusalOf(ask)).code).toBe(code)
      expect(await couponRow(coupon.id)).toEqual(before)
    }
  })

  it('forged, stale, unknown, no code at all', async () => {
    const { qr } = await aShown()
    const forged = `${qr.slice(0, 20)}${qr[20] === 'A' ? 'B' : 'A'}${qr.slice(21)}`
    expect((await refusalOf(verify(clerk, forged))).code).toBe('CODE_FORGED')
    expect((await refusalOf(verify(clerk, 'hello'))).code).toBe('CODE_MALFORMED')
    const someone = await aStaffMember(db, store.id, 'clerk')
    expect((await refusalOf(verify(someone, '98765432'))).code).toBe('CODE_UNKNOWN')
    clock.advance(MINUTE)
    expect((await refusalOf(verify(clerk, qr))).code).toBe('CODE_STALE')
  })

  it('the wrong store is told which stores are right', async () => {
    const { qr } = await aShown({}, (await aBatch(db, store.id, { store_ids: [other.id] })).id)
    const { body } = await verify(clerk, qr)
    expect(body.error).toMatchObject({
      message: '这张券不能在本店用，可用门店：草海店',
      facts: { storeIds: [other.id] },
    })
  })

  it('a code that the giver still has on screen is stale once the gift was accepted', async () => {
    const { coupon, qr, digits } = await aShown()
    const li = await aResident(db)
    await db.updateTable('coupon').set({ hops: 1, holder_id: li.id }).where('id', '=', coupon.id).execute()
    expect((await refusalOf(verify(clerk, qr))).code).toBe('CODE_STALE')
    const someone = await aStaffMember(db, store.id, 'clerk')
    expect((await refusalOf(verify(someone, digits))).code).toBe('CODE_UNKNOWN')
    expect((await verify(clerk, (await codeOf(coupon.id)).qr)).status).toBe(200)
  })

  it('a coupon verified in another store says where, and what day when it was not today', async () => {
    const both = await aBatch(db, store.id, { store_ids: [store.id, other.id] })
    const { coupon, qr } = await aShown({}, both.id)
    const theirClerk = await aStaffMember(db, other.id, 'clerk')
    await verify(theirClerk, qr, { at: other.id, till: '9 号台' })
    expect(await refusalOf(verify(clerk, qr))).toMatchObject({
      message: '已于 12:00 由 草海店 9 号台核销，不要重复交货',
    })
    clock.advance(DAY)
    expect(await refusalOf(verify(clerk, (await codeOf(coupon.id)).qr))).toMatchObject({
      message: expect.stringContaining('已于 6月1日 周一 12:00'),
    })
  })

  it('windows are half-open, to the millisecond', async () => {
    const early = await aShown(held)
    const from = held.usable_from.getTime() as Instant
    const until = held.usable_until.getTime() as Instant
    const at = async (couponId: string, now: Instant) => {
      clock.set(now)
      return preview(clerk, (await codeOf(couponId)).qr)
    }
    expect((await refusalOf(at(early.coupon.id, plus(from, -1)))).code).toBe('COUPON_NOT_YET_USABLE')
    expect((await at(early.coupon.id, from)).status).toBe(200)
    expect((await at(early.coupon.id, plus(until, -1))).status).toBe(200)
    expect((await refusalOf(at(early.coupon.id, until))).code).toBe('COUPON_EXPIRED')
  })

  it('the statement that moves and the rule that explains agree', async () => {
    const states = [
      { state: 'held' as const, gifting_until: null, used_at: null },
      { state: 'gifting' as const, gifting_until: new Date(NOON), used_at: null },
      { state: 'gifting' as const, gifting_until: new Date(NOON + 1), used_at: null },
      { state: 'used' as const, gifting_until: null, used_at: new Date(NOON - 1) },
    ]
    const windows = [
      [-1, 0],
      [-1, 1],
      [0, 1],
      [1, 2],
    ] as const
    for (const counter of [true, false]) {
      const { id } = await aBatch(db, store.id, { usable_counter: counter })
      for (const state of states)
        for (const [from, until] of windows) {
          const shown = await aShown(
            { ...state, usable_from: new Date(NOON + from), usable_until: new Date(NOON + until) },
            id,
          )
          const expected = refuseAtCounter(
            {
              state: state.state,
              giftingUntil: state.gifting_until && (state.gifting_until.getTime() as Instant),
              usable: { opensAt: plus(NOON, from), closesAt: plus(NOON, until) },
            },
            { usableOnline: true, usableCounter: counter, storeIds: [store.id] },
            store.id,
            NOON,
          )
          const heard = await verify(clerk, shown.qr)
          expect(heard.body.error?.code ?? null).toBe(expected?.code ?? null)
        }
    }
  })
})
