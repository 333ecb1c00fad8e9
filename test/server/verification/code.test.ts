import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { issueCode, readCode } from '../../../server/verification/code.service'
import { deriveKeys } from '../../../server/keys'
import { HOUR, MINUTE, plus, SECOND } from '../../../src/domain/time'
import { keys, NOON } from '../../support/app'
import { testDatabase } from '../../support/database'
import { aBatch, aCoupon, aResident, aStore } from '../../support/factories'

const { db } = await testDatabase()
const store = await aStore(db)
const batch = await aBatch(db, store.id)
const anyCoupon = async () => (await aCoupon(db, batch.id, await aResident(db))).id
const issue = (couponId: string, now = NOON) => issueCode(db, keys, { couponId, now })
const acceptedBy = async (couponId: string) =>
  db
    .updateTable('coupon')
    .set({ hops: 1, holder_id: (await aResident(db)).id })
    .where('id', '=', couponId)
    .execute()

describe('the digits', () => {
  it('are eight, live half an hour and name the coupon', async () => {
    const couponId = await anyCoupon()
    const { digits, digitsUntil } = await issue(couponId)
    expect(digits).toMatch(/^\d{8}$/)
    expect(digitsUntil).toBe(NOON + 30 * MINUTE)
    expect(await readCode(db, keys, digits, NOON)).toEqual({ kind: 'coupon', couponId, hops: 0, method: 'digits' })
    expect(await readCode(db, keys, `${digits.slice(0, 4)} ${digits.slice(4)}`, NOON)).toMatchObject({ couponId })
  })

  it('are the same again while more than ten minutes are left, and new ones from then on', async () => {
    const couponId = await anyCoupon()
    const first = await issue(couponId)
    expect((await issue(couponId, plus(NOON, 20 * MINUTE - 1))).digits).toBe(first.digits)
    const second = await issue(couponId, plus(NOON, 20 * MINUTE))
    expect(second.digits).not.toBe(first.digits)
    expect(second.digitsUntil).toBe(NOON + 50 * MINUTE)
    expect(await readCode(db, keys, first.digits, plus(NOON, 30 * MINUTE - 1))).toMatchObject({ couponId })
  })

  it('are unknown from the instant in which they end', async () => {
    const { digits } = await issue(await anyCoupon())
    expect(await readCode(db, keys, digits, plus(NOON, 30 * MINUTE))).toEqual({ refused: 'CODE_UNKNOWN' })
  })

  it('are the same for all who ask at once', async () => {
    const couponId = await anyCoupon()
    const asked = await Promise.all(Array.from({ length: 20 }, () => issue(couponId)))
    expect(new Set(asked.map(({ digits }) => digits)).size).toBe(1)
  })

  it('never belong to two coupons at a time: a taken number is passed over, one that ended is used again', async () => {
    const [mine, theirs] = [await anyCoupon(), await anyCoupon()]
    await issueCode(db, keys, { couponId: theirs, now: NOON }, () => '00000001')
    const numbers = [...Array<string>(11).fill('00000001'), '00000002']
    const pick = () => numbers.shift() ?? '00000002'
    expect((await issueCode(db, keys, { couponId: mine, now: NOON }, pick)).digits).toBe('00000002')
    expect(await readCode(db, keys, '00000001', NOON)).toMatchObject({ couponId: theirs })

    const later = plus(NOON, 30 * MINUTE)
    const third = await anyCoupon()
    expect((await issueCode(db, keys, { couponId: third, now: later }, () => '00000001')).digits).toBe('00000001')
    expect(await readCode(db, keys, '00000001', later)).toMatchObject({ couponId: third })
  })

  it('are a failure, not a wrong code, when none is free', async () => {
    await issueCode(db, keys, { couponId: await anyCoupon(), now: plus(NOON, HOUR) }, () => '00000009')
    const couponId = await anyCoupon()
    await expect(issueCode(db, keys, { couponId, now: plus(NOON, HOUR) }, () => '00000009')).rejects.toThrow('free')
  })
})

describe('the QRs', () => {
  it('are for the present half minute and the next five', async () => {
    const { qrs } = await issue(await anyCoupon(), plus(NOON, 10 * SECOND))
    expect(qrs.map(({ from }) => from - NOON)).toEqual([0, 30, 60, 90, 120, 150].map((s) => s * SECOND))
    expect(qrs.every(({ from, until }) => until - from === 30 * SECOND)).toBe(true)
  })

  it('are short enough for a coarse picture and tell nobody the secret', async () => {
    const { qrs } = await issue(await anyCoupon())
    for (const { text } of qrs) expect(text).toMatch(/^XS1[A-Za-z0-9_-]{52}$/)
  })

  it('name the coupon in their window and one either side; outside they are stale', async () => {
    const couponId = await anyCoupon()
    const qr = (await issue(couponId)).qrs[2]!
    const read = (at: number) => readCode(db, keys, qr.text, at as typeof NOON)
    expect(await read(qr.from)).toEqual({ kind: 'coupon', couponId, hops: 0, method: 'qr' })
    expect(await read(qr.from - 30 * SECOND)).toMatchObject({ couponId })
    expect(await read(qr.from - 30 * SECOND - 1)).toEqual({ refused: 'CODE_STALE' })
    expect(await read(qr.until + 30 * SECOND - 1)).toMatchObject({ couponId })
    expect(await read(qr.until + 30 * SECOND)).toEqual({ refused: 'CODE_STALE' })
  })

  it('are forged when one character was changed, anywhere', async () => {
    const { text } = (await issue(await anyCoupon())).qrs[0]!
    for (let at = 3; at < text.length; at += 1) {
      const changed = `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`
      expect(await readCode(db, keys, changed, NOON)).toEqual({ refused: 'CODE_FORGED' })
    }
  })

  it('are forged when another deployment signed them', async () => {
    const elsewhere = deriveKeys(Buffer.alloc(32, 8))
    const { qrs } = await issueCode(db, elsewhere, { couponId: await anyCoupon(), now: NOON })
    expect(await readCode(db, keys, qrs[0]!.text, NOON)).toEqual({ refused: 'CODE_FORGED' })
  })
})

it.each(['', 'hello', '1234567', 'XS1short', 'https://weixin.qq.com/x', randomUUID()])(
  '%j is no code of ours',
  async (text) => expect(await readCode(db, keys, text, NOON)).toEqual({ refused: 'CODE_MALFORMED' }),
)

describe('a code that was shown before the coupon changed hands', () => {
  it('is worth nothing: digits are unknown, new ones are issued', async () => {
    const couponId = await anyCoupon()
    const { digits } = await issue(couponId)
    await acceptedBy(couponId)
    expect(await readCode(db, keys, digits, NOON)).toEqual({ refused: 'CODE_UNKNOWN' })
    const fresh = await issue(couponId)
    expect(fresh.digits).not.toBe(digits)
    expect(await readCode(db, keys, fresh.qrs[0]!.text, NOON)).toEqual({
      kind: 'coupon',
      couponId,
      hops: 1,
      method: 'qr',
    })
  })
})
