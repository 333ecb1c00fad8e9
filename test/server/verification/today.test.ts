import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { DAY, type Instant, instant } from '../../../src/domain/time'
import { NOON } from '../../support/app'
import { aBatch, aCoupon, aResident, aStaffMember, aStore } from '../../support/factories'
import { aCounter } from './counter'

const { db, clock, verify, reverse, today, codeOf, aShown } = await aCounter()

describe("today's list", () => {
  it('holds what this store verified since its midnight, latest first, reversed ones marked', async () => {
    const shop = await aStore(db)
    const their = await aBatch(db, shop.id, { use_opens_at: new Date(NOON - 30 * DAY) })
    const who = await aStaffMember(db, shop.id, 'manager', '小王')
    const at = async (now: Instant) => {
      const { coupon } = await aShown({ usable_from: new Date(NOON - DAY) }, their.id)
      clock.set(now)
      return (await verify(who, (await codeOf(coupon.id)).qr, { at: shop.id })).body.verificationId as string
    }
    await at(instant('2026-05-31T23:59:59+08:00'))
    const first = await at(instant('2026-06-01T00:00:00+08:00'))
    const second = await at(NOON)
    await reverse(who, first, shop.id)
    const { body } = await today(who, '', shop.id)
    expect(body.next).toBeNull()
    expect(body.verifications.map(({ id }: { id: string }) => id)).toEqual([second, first])
    expect(body.verifications[0]).toEqual({
      kind: 'coupon',
      id: second,
      title: '开业满减券',
      value: { kind: 'amount-off', off: 2000, threshold: 9900 },
      holder: '微信用户 · A1B2',
      at: NOON,
      till: '3 号台',
      clerk: '小王',
      method: 'qr',
      reversedAt: null,
    })
  })

  it('goes on page by page without losing or repeating one', async () => {
    const shop = await aStore(db)
    const who = await aStaffMember(db, shop.id, 'clerk')
    const holder = await aResident(db)
    const ids = Array.from({ length: 120 }, () => randomUUID())
    const their = await aBatch(db, shop.id, { per_person: 100 })
    const made = await Promise.all(
      ids.map((id, seq) => aCoupon(db, their.id, holder, { seq, state: 'used', used_at: new Date(NOON), id })),
    )
    await db
      .insertInto('verification')
      .values(
        made.map(({ id }, i) => ({
          id,
          coupon_id: id,
          store_id: shop.id,
          staff_id: who.staffId,
          till: '1 号台',
          method: 'qr' as const,
          at: new Date(NOON - Math.floor(i / 7)),
        })),
      )
      .execute()
    clock.set(NOON)
    const seen: string[] = []
    let query = ''
    do {
      const { body } = await today(who, query, shop.id)
      seen.push(...body.verifications.map(({ id }: { id: string }) => id))
      query = body.next ? `?after=${body.next}` : ''
    } while (query)
    expect(seen).toHaveLength(120)
    expect(new Set(seen)).toEqual(new Set(ids))
  })
})
