import { beforeEach, describe, expect, it } from 'vitest'
import { issueCode } from '../../../server/verification/code.service'
import { fill, paths } from '../../../src/contract/paths'
import { MINUTE, plus, SECOND } from '../../../src/domain/time'
import { aKey, keys, NOON, testApp } from '../../support/app'
import { aBatch, aCoupon, aResident, aStaffMember, aStore, type StaffMember, type Store } from '../../support/factories'

const { db, as, clock } = await testApp()
let store: Store
let clerk: StaffMember
beforeEach(async () => {
  clock.set(NOON)
  store = await aStore(db)
  clerk = await aStaffMember(db, store.id, 'clerk')
})

const verify = (who: StaffMember, code: string, key?: string) =>
  as(who).post(fill(paths.staffVerify, { storeId: store.id }), { code, till: '3 号台' }, key)
const preview = (who: StaffMember, code: string) =>
  as(who).post(fill(paths.staffPreview, { storeId: store.id }), { code })
/** Digits that nothing has: factories and issuing never make 999999xx in this file. */
const wrong = (n: number) => `999999${String(n).padStart(2, '0')}`
const answerOf = (heard: { body: { error?: { code: string } } }) => heard.body.error?.code ?? 'ok'
async function miss(who: StaffMember, times: number): Promise<string[]> {
  const heard: string[] = []
  for (let n = 0; n < times; n += 1) heard.push(answerOf(await (n % 2 ? verify : preview)(who, wrong(n))))
  return heard
}
async function aCode(batch?: { id: string }) {
  const { id } = batch ?? (await aBatch(db, store.id))
  const coupon = await aCoupon(db, id, await aResident(db))
  const { digits, qrs } = await issueCode(db, keys, { couponId: coupon.id, now: clock.now() })
  return { couponId: coupon.id, digits, qr: qrs[0]!.text }
}

describe('KF-12: a clerk who types codes that are none', () => {
  it('has ten in ten minutes, looked at or handed over; then typing stops', async () => {
    expect(await miss(clerk, 10)).toEqual(Array(10).fill('CODE_UNKNOWN'))
    const heard = await verify(clerk, wrong(11))
    expect(heard.status).toBe(429)
    expect(heard.body.error).toMatchObject({
      code: 'CODE_THROTTLED',
      message: '连续输错太多次，请 10 分钟后再试，或改用扫码',
      facts: { minutes: 10 },
    })
  })

  it('cannot type a right one either, and learns nothing from the answer', async () => {
    const { digits, couponId } = await aCode()
    await miss(clerk, 10)
    const right = (await verify(clerk, digits)).body.error
    const none = (await verify(clerk, wrong(1))).body.error
    expect({ ...right, requestId: '' }).toEqual({ ...none, requestId: '' })
    const coupon = await db.selectFrom('coupon').select('state').where('id', '=', couponId).executeTakeFirstOrThrow()
    expect(coupon.state).toBe('held')
  })

  it('can still scan', async () => {
    const { qr } = await aCode()
    await miss(clerk, 10)
    expect((await preview(clerk, qr)).status).toBe(200)
    expect((await verify(clerk, qr)).status).toBe(200)
  })

  it('may type again when the oldest miss is ten minutes old, to the millisecond', async () => {
    await miss(clerk, 1)
    clock.advance(5 * MINUTE)
    await miss(clerk, 9)
    clock.set(plus(NOON, 10 * MINUTE - 1))
    expect((await verify(clerk, wrong(1))).body.error.facts).toEqual({ minutes: 1 })
    clock.advance(1)
    expect(await miss(clerk, 2)).toEqual(['CODE_UNKNOWN', 'CODE_THROTTLED'])
  })

  it('does not slow down colleagues, here or in another store', async () => {
    await miss(clerk, 11)
    const colleague = await aStaffMember(db, store.id, 'clerk')
    const { digits } = await aCode()
    expect((await verify(colleague, digits)).status).toBe(200)
  })

  it('is seen: the miss that fills the measure is in the audit log, once', async () => {
    await miss(clerk, 12)
    const lines = await db.selectFrom('audit_log').selectAll().where('subject', '=', clerk.staffId).execute()
    expect(lines.map(({ action, after }) => ({ action, after }))).toEqual([
      { action: 'typing.stopped', after: { clerkMisses: 10, storeMisses: 10 } },
    ])
  })

  it('counts one miss for one key, however often it is sent', async () => {
    const key = aKey()
    for (let n = 0; n < 15; n += 1) expect(answerOf(await verify(clerk, wrong(7), key))).toBe('CODE_UNKNOWN')
    expect(await miss(clerk, 10)).toEqual([...Array(9).fill('CODE_UNKNOWN'), 'CODE_THROTTLED'])
  })

  it('keeps the answer of a key that was answered before typing stopped', async () => {
    const { digits } = await aCode()
    const key = aKey()
    const first = await verify(clerk, digits, key)
    await miss(clerk, 11)
    expect((await verify(clerk, digits, key)).body).toEqual(first.body)
  })
})

describe('KF-12: a store', () => {
  it('has sixty misses in ten minutes between all its clerks', async () => {
    const clerks = await Promise.all(Array.from({ length: 7 }, () => aStaffMember(db, store.id, 'clerk')))
    for (const one of clerks.slice(0, 6)) expect(await miss(one, 10)).toEqual(Array(10).fill('CODE_UNKNOWN'))
    expect(await miss(clerks[6]!, 1)).toEqual(['CODE_THROTTLED'])
    clock.advance(10 * MINUTE)
    expect(await miss(clerks[6]!, 1)).toEqual(['CODE_UNKNOWN'])
  })
})

describe('what is no guess is not counted:', () => {
  it('right codes, used ones, texts that are no code, forged and stale QRs', async () => {
    const { digits, qr } = await aCode()
    await verify(clerk, digits)
    for (let n = 0; n < 12; n += 1) {
      expect(answerOf(await preview(clerk, digits))).toBe('ALREADY_VERIFIED')
      expect(answerOf(await verify(clerk, '1234567'))).toBe('CODE_MALFORMED')
      expect(answerOf(await verify(clerk, `${qr.slice(0, -1)}${qr.endsWith('A') ? 'B' : 'A'}`))).toBe('CODE_FORGED')
    }
    clock.advance(2 * MINUTE)
    for (let n = 0; n < 12; n += 1) expect(answerOf(await verify(clerk, qr))).toBe('CODE_STALE')
    expect(await miss(clerk, 1)).toEqual(['CODE_UNKNOWN'])
  })
})

describe('KF-12: typed digits tell nothing about', () => {
  it('coupons of other stores: the answer is the same as for none, and it counts', async () => {
    const elsewhere = await aStore(db, { name: '草海店' })
    const { digits, qr } = await aCode(await aBatch(db, elsewhere.id))
    const theirs = (await preview(clerk, digits)).body.error
    const none = (await preview(clerk, wrong(1))).body.error
    expect({ ...theirs, requestId: '' }).toEqual({ ...none, requestId: '' })
    expect(theirs.code).toBe('CODE_UNKNOWN')
    expect(answerOf(await preview(clerk, qr))).toBe('COUPON_WRONG_STORE')
    expect(await miss(clerk, 9)).toEqual([...Array(8).fill('CODE_UNKNOWN'), 'CODE_THROTTLED'])
  })

  it('coupons of other stores that are used, on their way or ended', async () => {
    const elsewhere = await aBatch(db, (await aStore(db)).id, { per_person: 9 })
    const states = [
      { state: 'used' as const, used_at: new Date(NOON) },
      { state: 'gifting' as const, gifting_until: new Date(NOON + SECOND) },
      { usable_until: new Date(NOON) },
    ]
    for (const state of states) {
      const coupon = await aCoupon(db, elsewhere.id, await aResident(db), state)
      const { digits } = await issueCode(db, keys, { couponId: coupon.id, now: NOON })
      expect(answerOf(await verify(clerk, digits))).toBe('CODE_UNKNOWN')
    }
  })
})

describe('KF-12: many guesses at once', () => {
  it('are counted one by one: ten get an answer, the others learn nothing', async () => {
    const heard = await Promise.all(Array.from({ length: 60 }, (_, n) => verify(clerk, wrong(n))))
    const unknown = heard.filter((one) => answerOf(one) === 'CODE_UNKNOWN').length
    expect(unknown).toBe(10)
    const row = await db
      .selectFrom('code_guess')
      .select('missed_at')
      .where('who', '=', `staff:${clerk.staffId}`)
      .executeTakeFirstOrThrow()
    expect(row.missed_at).toHaveLength(unknown)
  })
})
