import { describe, expect, it } from 'vitest'
import { HOUR, instant, plus } from '../../../src/domain/time'
import { aKey, NOON } from '../../support/app'
import { aStaffMember } from '../../support/factories'
import { aCounter, refusalOf } from './counter'

const { db, clock, store, other, clerk, manager, verify, reverse, couponRow, aShown } = await aCounter()

describe('reversing a wrong verification', () => {
  async function aVerified() {
    const shown = await aShown()
    const { verificationId } = (await verify(clerk, shown.qr)).body
    return { ...shown, verificationId: verificationId as string }
  }

  it('gives the coupon back with its own window, and it can be handed over again', async () => {
    const { coupon, verificationId, qr } = await aVerified()
    expect((await reverse(manager, verificationId)).body).toEqual({ done: true })
    expect(await couponRow(coupon.id)).toMatchObject({
      state: 'held',
      used_at: null,
      used_store_id: null,
      usable_until: new Date(instant('2026-08-01T00:00:00+08:00')),
    })
    expect((await verify(clerk, qr)).status).toBe(200)
  })

  it('is written down: who, why, and what it was', async () => {
    const { coupon, verificationId } = await aVerified()
    await reverse(manager, verificationId)
    const record = await db
      .selectFrom('verification')
      .selectAll()
      .where('id', '=', verificationId)
      .executeTakeFirstOrThrow()
    expect(record).toMatchObject({ reversed_by: manager.staffId, reversal_reason: '扫错了' })
    const lines = await db.selectFrom('audit_log').selectAll().where('subject', '=', verificationId).execute()
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatchObject({
      action: 'verification.reversed',
      staff_id: manager.staffId,
      before: { state: 'used', couponId: coupon.id, till: '3 号台', verifiedBy: clerk.staffId },
      after: { state: 'held', reason: '扫错了' },
    })
  })

  it('works for two hours and not a millisecond longer', async () => {
    const first = await aVerified()
    clock.set(plus(NOON, 2 * HOUR - 1))
    expect((await reverse(manager, first.verificationId)).status).toBe(200)
    const second = await aVerified()
    clock.set(plus(NOON, 2 * HOUR))
    expect(await refusalOf(reverse(manager, second.verificationId))).toMatchObject({
      code: 'REVERSAL_TOO_LATE',
      message: '超过 2 小时，不能撤销',
    })
    expect((await couponRow(second.coupon.id)).state).toBe('used')
  })

  it('happens once; the same key is told the same', async () => {
    const { verificationId } = await aVerified()
    const key = aKey()
    expect((await reverse(manager, verificationId, store.id, key)).body).toEqual({ done: true })
    expect((await reverse(manager, verificationId, store.id, key)).body).toEqual({ done: true })
    expect((await refusalOf(reverse(manager, verificationId))).code).toBe('ALREADY_REVERSED')
  })

  it('is not for other stores: what is not theirs is not there', async () => {
    const { verificationId } = await aVerified()
    const theirs = await aStaffMember(db, other.id, 'owner')
    expect((await refusalOf(reverse(theirs, verificationId, other.id))).code).toBe('VERIFICATION_NOT_FOUND')
    expect((await refusalOf(reverse(theirs, verificationId))).code).toBe('NOT_ALLOWED')
  })

  it('leaves a second verification alone', async () => {
    const { verificationId, qr, coupon } = await aVerified()
    await reverse(manager, verificationId)
    await verify(clerk, qr)
    expect((await refusalOf(reverse(manager, verificationId))).code).toBe('ALREADY_REVERSED')
    expect((await couponRow(coupon.id)).state).toBe('used')
  })
})
