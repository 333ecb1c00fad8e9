import { beforeEach, describe, expect, it } from 'vitest'
import { issueCode, readCode } from '../../server/verification/code.service'
import { fill, paths } from '../../src/contract/paths'
import { aKey, type Heard, keys, NOON, testApp } from '../support/app'
import { aBatch, aCoupon, aResident, aStaffMember, aStore, type StaffMember } from '../support/factories'
import { processes } from '../support/processes'

const main = await testApp()
const { db } = main
const apps = await processes(main, 3)
const app = (n: number) => apps[n % apps.length]!
const store = await aStore(db)
const batch = await aBatch(db, store.id)
beforeEach(() => {
  for (const { clock } of apps) clock.set(NOON)
})

const times = <A>(count: number, run: (n: number) => Promise<A>): Promise<A[]> =>
  Promise.all(Array.from({ length: count }, (_, n) => run(n)))
const answerOf = (heard: Heard): string => heard.body.error?.code ?? 'ok'
const tally = (heard: Heard[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const one of heard) counts[answerOf(one)] = (counts[answerOf(one)] ?? 0) + 1
  return counts
}
const verify = (n: number, who: StaffMember, code: string, over: { till?: string; key?: string; at?: string } = {}) =>
  app(n)
    .as(who)
    .post(
      fill(paths.staffVerify, { storeId: over.at ?? store.id }),
      { code, till: over.till ?? `${n + 1} 号台` },
      over.key,
    )
const couponRow = (id: string) => db.selectFrom('coupon').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const verificationsOf = (couponId: string) =>
  db.selectFrom('verification').selectAll().where('coupon_id', '=', couponId).execute()
const auditOf = (subject: string) => db.selectFrom('audit_log').selectAll().where('subject', '=', subject).execute()

async function aShown() {
  const holder = await aResident(db)
  const coupon = await aCoupon(db, batch.id, holder)
  const { digits, qrs } = await issueCode(db, keys, { couponId: coupon.id, now: NOON })
  return { holder, coupon, digits, qr: qrs[0]!.text }
}

describe('20 clerks with one code, in three processes', () => {
  it('one hands over, 19 read when and at which till', async () => {
    const clerks = await times(20, (n) => aStaffMember(db, store.id, 'clerk', `店员${n}`))
    const { coupon, qr, digits } = await aShown()
    const heard = await times(20, (n) => verify(n, clerks[n]!, n % 2 ? qr : digits))
    expect(tally(heard)).toEqual({ ok: 1, ALREADY_VERIFIED: 19 })
    const { till } = heard.find(({ status }) => status === 200)!.body
    for (const { body } of heard.filter(({ status }) => status !== 200)) {
      expect(body.error.facts).toMatchObject({ at: NOON, till })
      expect(body.error.message).toBe(`已于 12:00 由 ${till}核销，不要重复交货`)
    }
    expect(await verificationsOf(coupon.id)).toHaveLength(1)
    expect(await auditOf(coupon.id)).toHaveLength(1)
    expect((await couponRow(coupon.id)).state).toBe('used')
  })
})

describe('KF-44: the same key 50 times at once', () => {
  it.each(['qr', 'digits'] as const)('hands over once and answers fifty times the same, by %s', async (how) => {
    const clerk = await aStaffMember(db, store.id, 'clerk')
    const shown = await aShown()
    const key = aKey()
    const heard = await times(50, (n) => verify(n, clerk, shown[how], { key, till: '3 号台' }))
    expect(tally(heard)).toEqual({ ok: 50 })
    expect(new Set(heard.map(({ body }) => JSON.stringify(body))).size).toBe(1)
    expect(await verificationsOf(shown.coupon.id)).toHaveLength(1)
    expect(await auditOf(shown.coupon.id)).toHaveLength(1)
  })

  it('counts one miss when there is no such code', async () => {
    const clerk = await aStaffMember(db, store.id, 'clerk')
    const key = aKey()
    const heard = await times(50, (n) => verify(n, clerk, '99999999', { key, till: '3 号台' }))
    expect(tally(heard)).toEqual({ CODE_UNKNOWN: 50 })
    const row = await db
      .selectFrom('code_guess')
      .select('missed_at')
      .where('who', '=', `staff:${clerk.staffId}`)
      .executeTakeFirstOrThrow()
    expect(row.missed_at).toHaveLength(1)
  })
})

describe('handing over against', () => {
  it('giving away: one of them has it, in every round', async () => {
    const clerk = await aStaffMember(db, store.id, 'clerk')
    for (let round = 0; round < 25; round += 1) {
      const { holder, coupon, qr } = await aShown()
      const give = () =>
        app(1)
          .as(holder)
          .post(fill(paths.give, { couponId: coupon.id }), { giverName: '', message: '' })
      const heard = await Promise.all(round % 2 ? [verify(2, clerk, qr), give()] : [give(), verify(2, clerk, qr)])
      const [used, given] = (round % 2 ? heard : heard.reverse()).map(answerOf)
      expect([
        ['ok', 'COUPON_USED'],
        ['COUPON_GIFTING', 'ok'],
      ]).toContainEqual([used, given])
      expect((await couponRow(coupon.id)).state).toBe(used === 'ok' ? 'used' : 'gifting')
      expect(await verificationsOf(coupon.id)).toHaveLength(used === 'ok' ? 1 : 0)
    }
  })

  it('reversing: used exactly when a verification stands', async () => {
    const clerk = await aStaffMember(db, store.id, 'clerk')
    const managers = await times(6, () => aStaffMember(db, store.id, 'manager'))
    for (let round = 0; round < 10; round += 1) {
      const { coupon, qr } = await aShown()
      const { verificationId } = (await verify(0, clerk, qr)).body
      const url = fill(paths.staffReverse, { storeId: store.id, verificationId })
      const [reversals, again] = await Promise.all([
        times(6, (n) => app(n).as(managers[n]).post(url, { reason: '扫错了' })),
        times(6, (n) => verify(n, clerk, qr)),
      ])
      expect(tally(reversals)).toEqual({ ok: 1, ALREADY_REVERSED: 5 })
      expect([...reversals, ...again].filter(({ status }) => status >= 500)).toEqual([])
      expect(again.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1)
      const standing = (await verificationsOf(coupon.id)).filter((one) => one.reversed_at === null)
      expect(standing).toHaveLength((await couponRow(coupon.id)).state === 'used' ? 1 : 0)
      expect(await auditOf(verificationId)).toHaveLength(1)
    }
  })
})

describe('KF-12: guesses that come all at once, in three processes', () => {
  it('of one clerk: ten are answered, ninety are not', async () => {
    const shop = await aStore(db)
    const clerk = await aStaffMember(db, shop.id, 'clerk')
    const heard = await times(100, (n) => verify(n, clerk, `888888${String(n).padStart(2, '0')}`, { at: shop.id }))
    expect(tally(heard)).toEqual({ CODE_UNKNOWN: 10, CODE_THROTTLED: 90 })
    expect(await auditOf(clerk.staffId)).toHaveLength(1)
  })

  it('of all clerks of a store: sixty are answered', async () => {
    const shop = await aStore(db)
    const clerks = await times(10, () => aStaffMember(db, shop.id, 'clerk'))
    const heard = await times(100, (n) =>
      verify(n, clerks[n % 10]!, `888888${String(n).padStart(2, '0')}`, { at: shop.id }),
    )
    expect(tally(heard)).toEqual({ CODE_UNKNOWN: 60, CODE_THROTTLED: 40 })
  })
})

it('digits given out at once are never the same for two coupons, however few numbers are free', async () => {
  const coupons = await times(50, async () => aCoupon(db, batch.id, await aResident(db)))
  let last = 0
  const pick = () => String(77_000_000 + ((last++ * 7) % 60))
  const issued = await times(50, (n) => issueCode(app(n).db, keys, { couponId: coupons[n]!.id, now: NOON }, pick))
  expect(new Set(issued.map(({ digits }) => digits)).size).toBe(50)
  for (const [n, { digits }] of issued.entries())
    expect(await readCode(db, keys, digits, NOON)).toMatchObject({ couponId: coupons[n]!.id })
})
