import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { returnExpiredGifts } from '../../../server/gift/gift.service'
import { fill, paths } from '../../../src/contract/paths'
import { DAY, HOUR, instant, MINUTE, plus } from '../../../src/domain/time'
import { aKey, keys, NOON, testApp } from '../../support/app'
import { aBatch, aCoupon, aResident, aStaffMember, aStore, type Resident } from '../../support/factories'
import { linkToken } from '../../../server/keys'

const { db, as, clock, wechat } = await testApp()
const store = await aStore(db)
const batch = await aBatch(db, store.id)

/** A giver with a coupon of the usual batch; the clock is back at NOON. */
async function aGiver(over: Parameters<typeof aCoupon>[3] = {}, batchId = batch.id) {
  clock.set(NOON)
  delete wechat.answers.text
  const wang = await aResident(db)
  const coupon = await aCoupon(db, batchId, wang, over)
  return { wang, coupon, give: (body: object = {}, key?: string) => give(wang, coupon.id, body, key) }
}
const give = (giver: Resident, couponId: string, body: object = {}, key?: string) =>
  as(giver).post(fill(paths.give, { couponId }), { giverName: '王小明', message: '', ...body }, key)
const look = (token: string, who?: Resident) => as(who).post(paths.giftLook, { token })
const accept = (token: string, who: Resident, key?: string) => as(who).post(paths.giftAccept, { token }, key)
const takeBack = (giftId: string, who: Resident, key?: string) =>
  as(who).post(fill(paths.giftTakeBack, { giftId }), {}, key)
const couponRow = (id: string) => db.selectFrom('coupon').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const giftRow = (id: string) => db.selectFrom('gift').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const inboxOf = (who: Resident) =>
  db.selectFrom('inbox_message').selectAll().where('resident_id', '=', who.id).execute()

async function anOffer(over: Parameters<typeof aGiver>[0] = {}, batchId?: string) {
  const giver = await aGiver(over, batchId)
  const { body } = await giver.give()
  return { ...giver, gift: body as { giftId: string; token: string; expiresAt: number }, li: await aResident(db) }
}

describe('giving', () => {
  it('puts the coupon on its way for 24 hours and answers a token', async () => {
    const { coupon, give } = await aGiver()
    const heard = await give({ message: ' 拿去吃 ' })
    expect(heard.status).toBe(200)
    expect(heard.body).toEqual({ giftId: expect.any(String), token: expect.any(String), expiresAt: NOON + DAY })
    expect(await couponRow(coupon.id)).toMatchObject({ state: 'gifting', gifting_until: new Date(NOON + DAY), hops: 0 })
  })

  it('ends with the coupon when that is sooner', async () => {
    const { give } = await aGiver({ usable_until: new Date(NOON + HOUR) })
    expect((await give()).body.expiresAt).toBe(NOON + HOUR)
  })

  it('is answered the same again for the same key, once', async () => {
    const { wang, coupon, give } = await aGiver()
    const key = aKey()
    const first = await give({}, key)
    expect((await give({}, key)).body).toEqual(first.body)
    expect((await give({ message: '别的' }, key)).body.error.code).toBe('KEY_REUSED')
    expect((await as(wang).get(paths.gifts)).body.gifts).toHaveLength(1)
    expect((await give()).body.error.code).toBe('COUPON_GIFTING')
    expect((await couponRow(coupon.id)).state).toBe('gifting')
  })

  it('asks for a key and a session', async () => {
    const { coupon } = await aGiver()
    expect((await give({ token: '' } as Resident, coupon.id)).body.error.code).toBe('NOT_SIGNED_IN')
    const wang = await aResident(db)
    expect((await give(wang, coupon.id, {}, 'short')).body.error.code).toBe('KEY_MISSING')
  })

  it("KF-11: somebody else's coupon is not there, even when one knows its id", async () => {
    const { coupon } = await aGiver()
    const mallory = await aResident(db)
    const theirs = await give(mallory, coupon.id)
    const nothing = await give(mallory, randomUUID())
    expect(theirs.status).toBe(404)
    expect(theirs.body.error).toMatchObject({ code: 'COUPON_NOT_FOUND', message: nothing.body.error.message })
    expect((await couponRow(coupon.id)).state).toBe('held')
  })

  it('KF-11: who gave a coupon away cannot give it again', async () => {
    const { gift, li, wang, coupon } = await anOffer()
    await accept(gift.token, li)
    expect((await give(wang, coupon.id)).body.error.code).toBe('COUPON_NOT_FOUND')
  })

  it('is refused for a used coupon, an ended one and a batch that allows none', async () => {
    const used = await aGiver({ state: 'used', used_at: new Date(NOON) })
    expect((await used.give()).body.error.code).toBe('COUPON_USED')
    const ended = await aGiver({ usable_until: new Date(NOON) })
    const refusal = (await ended.give()).body.error
    expect(refusal).toMatchObject({ code: 'COUPON_EXPIRED', facts: { closedAt: NOON } })
    expect(refusal.message).toContain('6月1日')
    const never = await aGiver({}, (await aBatch(db, store.id, { max_hops: 0 })).id)
    expect((await never.give()).body.error.code).toBe('GIFT_NOT_ALLOWED')
  })

  it('goes one hop, and further only when the batch says so', async () => {
    const { gift, li, coupon } = await anOffer()
    await accept(gift.token, li)
    expect((await give(li, coupon.id)).body.error.code).toBe('GIFT_HOPS_SPENT')

    const two = await anOffer({}, (await aBatch(db, store.id, { max_hops: 2 })).id)
    await accept(two.gift.token, two.li)
    expect((await give(two.li, two.coupon.id)).status).toBe(200)
  })

  it('closes an earlier offer that nobody took', async () => {
    const { gift, give, coupon } = await anOffer()
    clock.advance(DAY)
    const again = await give()
    expect(again.status).toBe(200)
    expect(await giftRow(gift.giftId)).toMatchObject({ state: 'returned', ended_at: new Date(gift.expiresAt) })
    expect(await couponRow(coupon.id)).toMatchObject({
      state: 'gifting',
      gifting_until: new Date(again.body.expiresAt),
    })
  })
})

describe('the words on a gift', () => {
  it('are checked by WeChat; risky ones are not sent', async () => {
    const { give, coupon } = await aGiver()
    expect((await give({ message: '违禁的话' })).body.error.code).toBe('TEXT_REJECTED')
    expect((await couponRow(coupon.id)).state).toBe('held')
  })

  it('wait while WeChat does not answer, and the same key succeeds when it does', async () => {
    const { give } = await aGiver()
    const key = aKey()
    wechat.answers.text = 'unavailable'
    expect((await give({ message: '拿去吃' }, key)).body.error.code).toBe('WECHAT_UNAVAILABLE')
    wechat.answers.text = 'pass'
    expect((await give({ message: '拿去吃' }, key)).status).toBe(200)
    wechat.answers.text = 'unavailable'
    expect((await give({ message: '拿去吃' }, key)).status).toBe(200)
  })

  it('may be none: then nobody is asked', async () => {
    const { give } = await aGiver()
    wechat.answers.text = 'unavailable'
    expect((await give({ message: '  ', giverName: '' })).status).toBe(200)
  })

  it('are at most 40, the name at most 12', async () => {
    const { give } = await aGiver()
    expect((await give({ message: '字'.repeat(41) })).body.error.code).toBe('INPUT_INVALID')
    expect((await give({ giverName: '字'.repeat(13) })).body.error.code).toBe('INPUT_INVALID')
  })
})

describe('looking at a gift', () => {
  it('shows it without a session, with the giver masked, and takes nothing', async () => {
    const { give, coupon } = await aGiver()
    const { token, expiresAt } = (await give({ message: '拿去吃' })).body
    const heard = await look(token)
    expect(heard.body).toEqual({
      state: 'offered',
      mine: 'neither',
      giverName: '王**',
      message: '拿去吃',
      expiresAt,
      coupon: {
        title: '开业满减券',
        note: '',
        value: { kind: 'amount-off', off: 2000, threshold: 9900 },
        storeIds: [store.id],
        storeNames: ['威宁广场店'],
        usableOnline: true,
        usableCounter: true,
        usableFrom: instant('2026-06-01T00:00:00+08:00'),
        usableUntil: instant('2026-08-01T00:00:00+08:00'),
      },
      couponId: null,
    })
    expect(await couponRow(coupon.id)).toMatchObject({ state: 'gifting', hops: 0 })
  })

  it("keeps no more of the giver's name than is shown", async () => {
    const { gift } = await anOffer()
    expect((await giftRow(gift.giftId)).giver_name).toBe('王**')
  })

  it('tells giver and receiver which they are, and the holder where the coupon is', async () => {
    const { gift, wang, li, coupon } = await anOffer()
    expect((await look(gift.token, wang)).body).toMatchObject({ mine: 'giver', couponId: coupon.id })
    expect((await look(gift.token, li)).body).toMatchObject({ mine: 'neither', couponId: null })
    await accept(gift.token, li)
    expect((await look(gift.token, li)).body).toMatchObject({
      state: 'accepted',
      mine: 'receiver',
      couponId: coupon.id,
    })
    expect((await look(gift.token, wang)).body).toMatchObject({ state: 'accepted', mine: 'giver', couponId: null })
    expect((await look(gift.token)).body).toMatchObject({ state: 'accepted', mine: 'neither', couponId: null })
  })

  it('says returned from the instant of its end, with no job having run', async () => {
    const { gift } = await anOffer()
    clock.advance(DAY - 1)
    expect((await look(gift.token)).body.state).toBe('offered')
    clock.advance(1)
    expect((await look(gift.token)).body.state).toBe('returned')
  })

  it('does not know a link that we did not make, nor one of another kind', async () => {
    const { gift } = await anOffer()
    const forged = `${gift.token.slice(0, 30)}${gift.token[30] === 'A' ? 'B' : 'A'}${gift.token.slice(31)}`
    for (const token of [forged, linkToken(keys, 'invitation', gift.giftId), linkToken(keys, 'gift', randomUUID())])
      expect((await look(token)).body.error.code).toBe('GIFT_NOT_FOUND')
    expect((await look('too-short')).body.error.code).toBe('INPUT_INVALID')
  })
})

describe('accepting', () => {
  it('moves the coupon to the receiver: window and reminder stay, one hop more', async () => {
    const { gift, li, coupon } = await anOffer({ remind_at: new Date(NOON + 3 * DAY) })
    const before = await couponRow(coupon.id)
    expect((await accept(gift.token, li)).body).toEqual({ couponId: coupon.id })
    expect(await couponRow(coupon.id)).toEqual({
      ...before,
      holder_id: li.id,
      hops: 1,
      state: 'held',
      gifting_until: null,
    })
    expect(await giftRow(gift.giftId)).toMatchObject({ state: 'accepted', receiver_id: li.id })
  })

  it('tells the giver once, without saying who took it', async () => {
    const { gift, li, wang } = await anOffer()
    await accept(gift.token, li)
    await accept(gift.token, li)
    const told = await inboxOf(wang)
    expect(told).toHaveLength(1)
    expect(told[0]).toMatchObject({ kind: 'gift-accepted', body: expect.stringContaining('开业满减券') })
  })

  it('is told again to the one who has it, with the same key or another', async () => {
    const { gift, li, coupon } = await anOffer()
    const key = aKey()
    for (const again of [key, key, aKey()])
      expect((await accept(gift.token, li, again)).body).toEqual({ couponId: coupon.id })
    expect((await couponRow(coupon.id)).hops).toBe(1)
  })

  it('is for one person ever: the next is told that it was taken', async () => {
    const { gift, li, wang, coupon } = await anOffer()
    const zhao = await aResident(db)
    await accept(gift.token, li)
    const late = await accept(gift.token, zhao)
    expect(late.status).toBe(409)
    expect(late.body.error).toMatchObject({ code: 'GIFT_ACCEPTED', message: '来晚一步，这张券已被收下' })
    expect((await accept(gift.token, wang)).body.error.code).toBe('GIFT_ACCEPTED')
    expect((await couponRow(coupon.id)).holder_id).toBe(li.id)
  })

  it('KF-45: is not for the giver', async () => {
    const { gift, wang, coupon } = await anOffer()
    expect((await accept(gift.token, wang)).body.error.code).toBe('GIFT_OWN')
    expect(await couponRow(coupon.id)).toMatchObject({ holder_id: wang.id, state: 'gifting' })
  })

  it('works up to the end of the offer and not at it', async () => {
    const { gift, li } = await anOffer()
    clock.set(plus(NOON, DAY - 1))
    expect((await accept(gift.token, li)).status).toBe(200)
    const late = await anOffer()
    clock.set(plus(NOON, DAY))
    expect((await accept(late.gift.token, late.li)).body.error.code).toBe('GIFT_RETURNED')
  })

  it('is open to one who has claimed their own: limits count claims, not gifts', async () => {
    const { gift, li } = await anOffer()
    await aCoupon(db, batch.id, li)
    expect((await accept(gift.token, li)).status).toBe(200)
  })

  it('needs a session and a link that we made', async () => {
    const { gift, li } = await anOffer()
    expect((await as().post(paths.giftAccept, { token: gift.token })).body.error.code).toBe('NOT_SIGNED_IN')
    expect((await accept(linkToken(keys, 'gift', randomUUID()), li)).body.error.code).toBe('GIFT_NOT_FOUND')
    expect((await accept('A'.repeat(43), li)).body.error.code).toBe('GIFT_NOT_FOUND')
  })

  it('is undone as a whole when the coupon was used in the instant in which the offer ended', async () => {
    const { gift, li, coupon } = await anOffer()
    await db
      .updateTable('coupon')
      .set({ state: 'used', gifting_until: null, used_at: new Date(NOON + DAY) })
      .where('id', '=', coupon.id)
      .execute()
    expect((await accept(gift.token, li)).body.error.code).toBe('GIFT_RETURNED')
    expect((await giftRow(gift.giftId)).state).toBe('offered')
  })
})

describe('taking back', () => {
  it('KF-46: gives the coupon back as it was, to use or to give again', async () => {
    const { gift, give, wang, li, coupon } = await anOffer()
    expect((await takeBack(gift.giftId, wang)).body).toEqual({ done: true })
    expect(await couponRow(coupon.id)).toMatchObject({
      state: 'held',
      gifting_until: null,
      hops: 0,
      holder_id: wang.id,
    })
    expect((await give()).status).toBe(200)
    expect((await accept(gift.token, li)).body.error.code).toBe('GIFT_TAKEN_BACK')
    expect((await look(gift.token, li)).body.state).toBe('taken-back')
  })

  it('twice is the same as once', async () => {
    const { gift, wang } = await anOffer()
    await takeBack(gift.giftId, wang)
    expect((await takeBack(gift.giftId, wang)).body).toEqual({ done: true })
  })

  it('KF-11: is for the giver only; to others there is no such gift', async () => {
    const { gift, li, coupon } = await anOffer()
    expect((await takeBack(gift.giftId, li)).body.error.code).toBe('GIFT_NOT_FOUND')
    expect((await takeBack(randomUUID(), li)).body.error.code).toBe('GIFT_NOT_FOUND')
    expect((await couponRow(coupon.id)).state).toBe('gifting')
    expect((await as().post(fill(paths.giftTakeBack, { giftId: gift.giftId }))).body.error.code).toBe('NOT_SIGNED_IN')
  })

  it('comes too late once it was taken or has returned, and says which', async () => {
    const { gift, wang, li } = await anOffer()
    await accept(gift.token, li)
    expect((await takeBack(gift.giftId, wang)).body.error.code).toBe('GIFT_ACCEPTED')
    const second = await anOffer()
    clock.advance(DAY)
    expect((await takeBack(second.gift.giftId, second.wang)).body.error.code).toBe('GIFT_RETURNED')
  })
})

describe('my gifts', () => {
  it('are those on offer, with their tokens again, and nobody else sees them', async () => {
    const { gift, wang, li, coupon } = await anOffer()
    expect((await as(wang).get(paths.gifts)).body).toEqual({
      gifts: [{ giftId: gift.giftId, couponId: coupon.id, token: gift.token, expiresAt: gift.expiresAt }],
    })
    expect((await as(li).get(paths.gifts)).body).toEqual({ gifts: [] })
    expect((await as().get(paths.gifts)).body.error.code).toBe('NOT_SIGNED_IN')
    clock.advance(DAY)
    expect((await as(wang).get(paths.gifts)).body).toEqual({ gifts: [] })
  })

  it('are not for staff to see either', async () => {
    const { wang } = await anOffer()
    const manager = await aStaffMember(db, store.id, 'manager')
    expect((await as(manager).get(paths.gifts)).body).toEqual({ gifts: [] })
    expect((await as(wang).get(paths.gifts)).body.gifts).toHaveLength(1)
  })
})

describe('a gift that nobody took', () => {
  it('comes back by itself, and its giver is told once', async () => {
    const { gift, wang, coupon } = await anOffer()
    clock.advance(DAY)
    await returnExpiredGifts(db, clock.now(), 1000)
    expect(await giftRow(gift.giftId)).toMatchObject({ state: 'returned', ended_at: new Date(gift.expiresAt) })
    expect(await couponRow(coupon.id)).toMatchObject({
      state: 'held',
      gifting_until: null,
      hops: 0,
      holder_id: wang.id,
    })
    expect(await returnExpiredGifts(db, plus(clock.now(), MINUTE), 1000)).toBe(0)
    const told = await inboxOf(wang)
    expect(told.map(({ kind }) => kind)).toEqual(['gift-returned'])
    expect(told[0]!.body).toContain('已回到你的卡包')
    expect(told[0]!.page).toContain(coupon.id)
  })

  it('is left alone until its end', async () => {
    const { gift } = await anOffer()
    await returnExpiredGifts(db, plus(NOON, DAY - 1), 1000)
    expect((await giftRow(gift.giftId)).state).toBe('offered')
  })

  it('says so when the coupon ended with it', async () => {
    const { wang } = await anOffer({ usable_until: new Date(NOON + HOUR) })
    await returnExpiredGifts(db, plus(NOON, HOUR), 1000)
    expect((await inboxOf(wang))[0]!.body).toContain('券也到期了')
  })

  it('does not speak of a coupon that was used since', async () => {
    const { gift, wang, coupon } = await anOffer()
    await db
      .updateTable('coupon')
      .set({ state: 'used', gifting_until: null, used_at: new Date(NOON + DAY) })
      .where('id', '=', coupon.id)
      .execute()
    await returnExpiredGifts(db, plus(NOON, DAY), 1000)
    expect((await giftRow(gift.giftId)).state).toBe('returned')
    expect((await couponRow(coupon.id)).state).toBe('used')
    expect(await inboxOf(wang)).toEqual([])
  })

  it('is closed a batch at a time', async () => {
    await anOffer()
    await anOffer()
    await anOffer()
    const late = plus(NOON, 2 * DAY)
    expect(await returnExpiredGifts(db, late, 2)).toBe(2)
    while ((await returnExpiredGifts(db, late, 2)) === 2);
    expect(await returnExpiredGifts(db, late, 2)).toBe(0)
  })
})
