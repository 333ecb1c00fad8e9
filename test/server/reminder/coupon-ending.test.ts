import { describe, expect, it } from 'vitest'
import { remindEndingCoupons } from '../../../server/reminder/ending.service'
import { pickUpLostPushes, sendPush } from '../../../server/reminder/push.service'
import { HOUR, instant, MINUTE, plus } from '../../../src/domain/time'
import { NOON, templates } from '../../support/app'
import { aBatch, aResident } from '../../support/factories'
import { remindingApp } from './reminding'

const app = await remindingApp()
const { db, clock, wechat, coupon, consent, inbox, pushes, sendAll, jobs, creditsLeft } = app
const TOMORROW_NOON = plus(NOON, 24 * HOUR)
const remind = (at = NOON) => {
  clock.set(at)
  return remindEndingCoupons(db, at)
}

describe('journey (e): a coupon is about to end', () => {
  it('with a consent: one message in the inbox and one push', async () => {
    const wang = await aResident(db)
    await consent(wang)
    const { id } = await coupon(wang, TOMORROW_NOON)
    expect(await remind(plus(NOON, -1))).toEqual({ reminded: 0, pushes: 0 })
    expect(await remind()).toEqual({ reminded: 1, pushes: 1 })
    const page = `packages/coupon/detail/index?couponId=${id}`
    expect(await inbox(wang)).toMatchObject([
      {
        kind: 'coupon-ending',
        title: '有张券快到期了',
        body: '「开业满减券」可用到 6月2日 周二 12:00，记得来用',
        page,
        at: NOON,
        read: false,
      },
    ])
    expect(await jobs()).toMatchObject([{ task_identifier: 'send-push', queue_name: `push:${wang.id}` }])
    await sendAll()
    expect(wechat.sent).toEqual([
      {
        openid: wang.openid,
        templateId: templates.couponEnding,
        page,
        data: { thing1: '开业满减券', time2: '2026年6月2日 12:00', thing3: '券快到期了，记得来用' },
      },
    ])
    expect(await pushes()).toMatchObject([{ state: 'sent', attempts: 1 }])
    expect(await creditsLeft(wang)).toBe(0)
  })

  it('without a consent: the inbox only', async () => {
    const wang = await aResident(db)
    await coupon(wang, TOMORROW_NOON)
    expect(await remind()).toEqual({ reminded: 1, pushes: 0 })
    expect(await inbox(wang)).toHaveLength(1)
    expect([await pushes(), await jobs()]).toEqual([[], []])
  })

  it('a consent for the opening is not one for this', async () => {
    const wang = await aResident(db)
    await consent(wang, 'opening')
    await coupon(wang, TOMORROW_NOON)
    expect(await remind()).toEqual({ reminded: 1, pushes: 0 })
  })

  it('with reminders turned off: nothing; turned on again in time: the reminder', async () => {
    const wang = await aResident(db, { remind_before_end: false })
    await consent(wang)
    await coupon(wang, TOMORROW_NOON)
    expect(await remind()).toEqual({ reminded: 0, pushes: 0 })
    expect(await inbox(wang)).toEqual([])
    await db.updateTable('resident').set({ remind_before_end: true }).where('id', '=', wang.id).execute()
    expect(await remind(plus(NOON, HOUR))).toEqual({ reminded: 1, pushes: 1 })
  })

  it('is told once, however often the job runs', async () => {
    const wang = await aResident(db)
    await consent(wang, 'coupon-ending', 3)
    await coupon(wang, TOMORROW_NOON)
    await remind()
    expect(await remind(plus(NOON, MINUTE))).toEqual({ reminded: 0, pushes: 0 })
    await sendAll()
    await sendAll()
    expect(wechat.sent).toHaveLength(1)
    expect(await creditsLeft(wang)).toBe(2)
  })
})

describe('who is not reminded', () => {
  it('nobody of a coupon that has ended, at the exact instant', async () => {
    const wang = await aResident(db)
    await coupon(wang, TOMORROW_NOON)
    expect(await remind(TOMORROW_NOON)).toEqual({ reminded: 0, pushes: 0 })
    expect(await remind(plus(TOMORROW_NOON, -1))).toEqual({ reminded: 1, pushes: 0 })
  })

  it('nobody of a used coupon', async () => {
    const wang = await aResident(db)
    await coupon(wang, TOMORROW_NOON, { state: 'used', used_at: new Date(NOON) })
    expect(await remind()).toEqual({ reminded: 0, pushes: 0 })
  })

  it('nobody of a batch that does not remind', async () => {
    const wang = await aResident(db)
    await coupon(wang, TOMORROW_NOON, { remind_at: null })
    expect(await remind()).toEqual({ reminded: 0, pushes: 0 })
  })

  it('the giver of a coupon that is on its way, until it comes back', async () => {
    const wang = await aResident(db)
    const comesBack = plus(NOON, 2 * HOUR)
    await coupon(wang, TOMORROW_NOON, { state: 'gifting', gifting_until: new Date(comesBack) })
    expect(await remind(plus(comesBack, -1))).toEqual({ reminded: 0, pushes: 0 })
    expect(await remind(comesBack)).toEqual({ reminded: 1, pushes: 0 })
  })

  it('the friend who received it is, not who claimed it', async () => {
    const [wang, li] = [await aResident(db), await aResident(db)]
    await coupon(wang, TOMORROW_NOON, { holder_id: li.id })
    await remind()
    expect([(await inbox(wang)).length, (await inbox(li)).length]).toEqual([0, 1])
  })
})

describe('several coupons of one resident', () => {
  it('that end on one day are one push, for the nearest, and a message each', async () => {
    const wang = await aResident(db)
    await consent(wang, 'coupon-ending', 5)
    const other = await aBatch(db, app.store.id, { title: '鸡蛋券' })
    await coupon(wang, instant('2026-06-03T00:00:00+08:00'), { remindAt: NOON })
    await coupon(wang, instant('2026-06-02T18:00:00+08:00'), { remindAt: NOON, batch_id: other.id })
    expect(await remind()).toEqual({ reminded: 2, pushes: 1 })
    await sendAll()
    expect(wechat.sent).toMatchObject([{ data: { thing1: '鸡蛋券等2张', time2: '2026年6月2日 18:00' } }])
    expect(await inbox(wang)).toHaveLength(2)
    expect(await creditsLeft(wang)).toBe(4)
  })

  it('one that comes up later for the same day rings no second time', async () => {
    const wang = await aResident(db)
    await consent(wang, 'coupon-ending', 5)
    await coupon(wang, TOMORROW_NOON)
    await coupon(wang, plus(TOMORROW_NOON, HOUR))
    expect(await remind()).toEqual({ reminded: 1, pushes: 1 })
    expect(await remind(plus(NOON, HOUR))).toEqual({ reminded: 1, pushes: 0 })
  })

  it('that end on two days are two pushes, as far as the credits go', async () => {
    const wang = await aResident(db)
    await consent(wang)
    await coupon(wang, TOMORROW_NOON)
    await coupon(wang, plus(TOMORROW_NOON, 24 * HOUR), { remindAt: NOON })
    expect(await remind()).toEqual({ reminded: 2, pushes: 2 })
    await sendAll()
    expect((await pushes()).map((push) => push.state).sort()).toEqual(['no-credit', 'sent'])
    expect(wechat.sent).toHaveLength(1)
  })
})

describe('the night, 22:00 to 8:00', () => {
  const at = (clockTime: string, day = '2026-06-01') => instant(`${day}T${clockTime}+08:00`)

  it('puts off the ring to 8:00; the inbox has the message at once', async () => {
    const wang = await aResident(db)
    await consent(wang)
    await coupon(wang, at('23:00', '2026-06-02'))
    expect(await remind(at('23:00'))).toEqual({ reminded: 1, pushes: 1 })
    expect(await inbox(wang)).toHaveLength(1)
    const [job] = await jobs()
    expect(Math.abs(job!.wait_ms - 9 * HOUR)).toBeLessThan(MINUTE)
    await sendAll()
    expect(wechat.sent).toEqual([])
    clock.set(at('08:00', '2026-06-02'))
    await sendAll()
    expect(wechat.sent).toHaveLength(1)
  })

  it('what would be told in it and ends in it is told at 21:30', async () => {
    const wang = await aResident(db)
    await consent(wang)
    await coupon(wang, at('00:00', '2026-06-02'), { remindAt: at('23:00') })
    await coupon(wang, at('23:00', '2026-06-02'), { remindAt: at('23:00') })
    expect(await remind(at('21:29:59'))).toEqual({ reminded: 0, pushes: 0 })
    expect(await remind(at('21:30'))).toEqual({ reminded: 1, pushes: 1 })
    await sendAll()
    expect(wechat.sent).toMatchObject([{ data: { time2: '2026年6月1日 23:59' } }])
  })

  it('what was missed at 21:30 is in the inbox and does not ring', async () => {
    const wang = await aResident(db)
    await consent(wang)
    await coupon(wang, at('08:00', '2026-06-02'), { remindAt: at('21:45') })
    expect(await remind(at('22:00'))).toEqual({ reminded: 1, pushes: 0 })
    expect([(await inbox(wang)).length, await creditsLeft(wang)]).toEqual([1, 1])
  })

  it('a push that comes into the night by itself waits for the morning with its credit', async () => {
    const wang = await aResident(db)
    await consent(wang)
    await coupon(wang, at('21:59', '2026-06-02'))
    await remind(at('21:59'))
    clock.set(at('22:00'))
    await sendAll()
    expect(await pushes()).toMatchObject([{ state: 'waiting', due_at: new Date(at('08:00', '2026-06-02')) }])
    expect(await creditsLeft(wang)).toBe(1)
  })
})

describe('a push whose turn comes when it is no longer so', () => {
  it.each([
    ['the coupon was used', { state: 'used', used_at: new Date(NOON) }],
    ['the coupon is on its way to a friend', { state: 'gifting', gifting_until: new Date(plus(NOON, HOUR)) }],
  ] as const)('%s: it is dropped and the credit stays', async (_what, change) => {
    const wang = await aResident(db)
    await consent(wang)
    const { id } = await coupon(wang, TOMORROW_NOON)
    await remind()
    await db.updateTable('coupon').set(change).where('id', '=', id).execute()
    await sendAll()
    expect(wechat.sent).toEqual([])
    expect(await pushes()).toMatchObject([{ state: 'dropped' }])
    expect(await creditsLeft(wang)).toBe(1)
  })

  it('the coupon ended, at the exact instant; reminders were turned off', async () => {
    const [wang, li] = [await aResident(db), await aResident(db)]
    for (const resident of [wang, li]) {
      await consent(resident)
      await coupon(resident, TOMORROW_NOON)
    }
    await remind()
    await db.updateTable('resident').set({ remind_before_end: false }).where('id', '=', li.id).execute()
    const of = async (id: string) => (await pushes()).find((push) => push.resident_id === id)!
    await sendPush({ db, wechat, templates }, (await of(li.id)).id, clock.now)
    clock.set(TOMORROW_NOON)
    await sendPush({ db, wechat, templates }, (await of(wang.id)).id, clock.now)
    expect([(await of(li.id)).state, (await of(wang.id)).state]).toEqual(['dropped', 'dropped'])
    expect(wechat.sent).toEqual([])
  })
})

describe('what WeChat answers', () => {
  const oneSend = async (credits = 1) => {
    const wang = await aResident(db)
    await consent(wang, 'coupon-ending', credits)
    await coupon(wang, plus(NOON, 72 * HOUR), { remindAt: NOON })
    await remind()
    await sendAll()
    return wang
  }

  it('KF-37: 43101 corrects the ledger and is not retried', async () => {
    wechat.answers.send = { outcome: 'no-consent', errcode: 43101 }
    const wang = await oneSend(3)
    expect(await pushes()).toMatchObject([{ state: 'no-credit', error: '43101' }])
    expect(await creditsLeft(wang)).toBe(0)
    delete wechat.answers.send
    clock.advance(3 * HOUR)
    await pickUpLostPushes(db, clock.now())
    await sendAll()
    expect(wechat.sent).toHaveLength(1)
    // WeChat counts from here on
    await consent(wang)
    expect(await creditsLeft(wang)).toBe(1)
  })

  it('43108 is retried with back-off on the same credit', async () => {
    wechat.answers.send = { outcome: 'later', errcode: 43108 }
    const wang = await oneSend()
    expect(await pushes()).toMatchObject([
      { state: 'waiting', error: '43108', attempts: 1, due_at: new Date(plus(NOON, 30_000)) },
    ])
    expect(await creditsLeft(wang)).toBe(0)
    expect(await jobs()).toHaveLength(2)
    delete wechat.answers.send
    await sendAll()
    expect(wechat.sent).toHaveLength(1)
    clock.advance(30_000)
    await sendAll()
    expect(wechat.sent).toHaveLength(2)
    expect(await pushes()).toMatchObject([{ state: 'sent', attempts: 2, error: null }])
    expect(await creditsLeft(wang)).toBe(0)
  })

  it('later for ever ends after eight attempts, and the credit is whole again', async () => {
    wechat.answers.send = { outcome: 'later', errcode: -1 }
    const wang = await oneSend()
    for (let attempt = 0; attempt < 20; attempt++) {
      clock.advance(2 * HOUR)
      await sendAll()
    }
    expect(wechat.sent).toHaveLength(8)
    expect(await pushes()).toMatchObject([{ state: 'refused', error: '-1, too often' }])
    expect(await creditsLeft(wang)).toBe(1)
  })

  it('a refusal is not retried, and the consent that was not spent stays', async () => {
    wechat.answers.send = { outcome: 'refused', errcode: 47003 }
    const wang = await oneSend()
    await sendAll()
    expect(wechat.sent).toHaveLength(1)
    expect(await pushes()).toMatchObject([{ state: 'refused', error: '47003' }])
    expect(await creditsLeft(wang)).toBe(1)
  })

  it('a lost answer may have been a ring: it is not sent again', async () => {
    wechat.answers.send = { outcome: 'unknown' }
    const wang = await oneSend()
    clock.advance(HOUR)
    await sendAll()
    expect(wechat.sent).toHaveLength(1)
    expect(await pushes()).toMatchObject([{ state: 'unknown' }])
    expect([await creditsLeft(wang), (await inbox(wang)).length]).toEqual([0, 1])
  })

  it('a gateway that fails altogether counts as a lost answer', async () => {
    const wang = await aResident(db)
    await consent(wang)
    await coupon(wang, TOMORROW_NOON)
    await remind()
    const [push] = await pushes()
    const broken = { ...wechat, sendSubscribeMessage: () => Promise.reject(new Error('socket hang up')) }
    await sendPush({ db, wechat: broken, templates }, push!.id, clock.now)
    expect(await pushes()).toMatchObject([{ state: 'unknown' }])
  })
})

describe('what a killed process leaves', () => {
  it('a send without an answer becomes unknown after ten minutes and is not sent again', async () => {
    const wang = await aResident(db)
    await consent(wang)
    await coupon(wang, TOMORROW_NOON)
    await remind()
    await db
      .updateTable('push')
      .set({ state: 'sending', sending_at: new Date(NOON) })
      .execute()
    expect(await pickUpLostPushes(db, plus(NOON, 10 * MINUTE - 1))).toEqual({ unknown: 0, calledAgain: 0 })
    expect(await pickUpLostPushes(db, plus(NOON, 10 * MINUTE))).toEqual({ unknown: 1, calledAgain: 0 })
    await sendAll()
    expect(wechat.sent).toEqual([])
    expect(await inbox(wang)).toHaveLength(1)
  })

  it('a push whose job is gone gets a new one, in another queue', async () => {
    const wang = await aResident(db)
    await consent(wang)
    await coupon(wang, TOMORROW_NOON)
    await remind()
    expect(await pickUpLostPushes(db, plus(NOON, 15 * MINUTE - 1))).toEqual({ unknown: 0, calledAgain: 0 })
    expect(await pickUpLostPushes(db, plus(NOON, 15 * MINUTE))).toEqual({ unknown: 0, calledAgain: 1 })
    await pickUpLostPushes(db, plus(NOON, 16 * MINUTE))
    expect((await jobs()).map((job) => job.queue_name)).toEqual([`push:${wang.id}`, `late-push:${wang.id}`])
  })
})
