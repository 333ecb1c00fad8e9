import { describe, expect, it } from 'vitest'
import type { PublishBatchBody } from '../../../src/contract/coupon'
import { fill, paths } from '../../../src/contract/paths'
import { instant } from '../../../src/domain/time'
import { aKey, NOON, testApp } from '../../support/app'
import { aBatch, aChannel, aResident, aStaffMember, aStore } from '../../support/factories'
import { aCategory, someGoods } from '../../support/factories-mall'

const { as, clock, db } = await testApp()
const store = await aStore(db)
const elsewhere = await aStore(db)
const lead = await aStaffMember(db, store.id, 'launch-lead', '小运')
const clerk = await aStaffMember(db, store.id, 'clerk')
const stranger = await aStaffMember(db, elsewhere.id, 'owner')

const batches = (storeId = store.id) => fill(paths.staffBatches, { storeId })
const withdrawal = (batchId: string, storeId = store.id) => fill(paths.staffWithdrawBatch, { storeId, batchId })

const eggs: PublishBatchBody = {
  title: '土鸡蛋',
  note: '每家一份，试业期间到店领取',
  value: {
    kind: 'exchange',
    goods: { name: '土鸡蛋', quantity: 10, unit: '枚', picture: 'egg', worth: 1280 },
    price: 0,
  },
  benefit: true,
  usableOnline: false,
  usableCounter: true,
  maxHops: 1,
  total: 300,
  perPerson: 1,
  perDay: 100,
  claimOpensAt: NOON,
  claimClosesAt: instant('2026-06-12T00:00:00+08:00'),
  useOpensAt: instant('2026-06-05T08:00:00+08:00'),
  useClosesAt: instant('2026-06-13T00:00:00+08:00'),
  useDays: null,
  remindHours: 24,
  channelIds: null,
}
const publish = (over: object = {}, by = lead, key?: string) => as(by).post(batches(), { ...eggs, ...over }, key)
const newest = () =>
  db
    .selectFrom('audit_log')
    .selectAll()
    .where('store_id', '=', store.id)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()

describe('publishing', () => {
  it('puts a batch on the shelf of this store, whole, and writes it down', async () => {
    const { body, status } = await publish()
    expect(status).toBe(200)
    const listed = (await as(lead).get(batches())).body.batches
    expect(listed).toHaveLength(1)
    expect(listed[0]).toMatchObject({
      id: body.batchId,
      title: '土鸡蛋',
      value: eggs.value,
      storeIds: [store.id],
      total: 300,
      remaining: 300,
      remainingToday: 100,
      perDay: 100,
      remindHours: 24,
      channelIds: null,
      publishedAt: NOON,
      withdrawn: false,
      use: { opensAt: eggs.useOpensAt, closesAt: eggs.useClosesAt, days: null },
    })
    expect(await newest()).toMatchObject({
      staff_id: lead.staffId,
      action: 'batch.published',
      subject: body.batchId,
      before: null,
      after: { title: '土鸡蛋', total: 300 },
    })
    const claimed = await as(await aResident(db)).post(fill(paths.claim, { batchId: body.batchId }), {})
    expect(claimed.status).toBe(200)
  })

  it('comes last on the shelf, and once per key', async () => {
    const key = aKey()
    const [one, two] = await Promise.all([
      publish({ title: '第二批' }, lead, key),
      publish({ title: '第二批' }, lead, key),
    ])
    expect(one.body).toEqual(two.body)
    const rows = await db
      .selectFrom('coupon_batch')
      .select(['title', 'position'])
      .where('store_id', '=', store.id)
      .orderBy('position')
      .execute()
    expect(rows.map(({ title }) => title)).toEqual(['土鸡蛋', '第二批'])
  })

  it.each([
    ['领取的结束时间要晚于开始时间', { claimClosesAt: NOON }],
    ['领取时间已经过去了', { claimOpensAt: NOON - 2000, claimClosesAt: NOON }],
    ['使用期限在“到某天为止”和“领取后几天”里选一种', { useDays: 7 }],
    ['使用期限在“到某天为止”和“领取后几天”里选一种', { useClosesAt: null }],
    ['使用的结束时间要晚于开始时间', { useOpensAt: eggs.useClosesAt }],
    ['领取要在使用期限结束之前结束', { claimClosesAt: eggs.useClosesAt! + 1 }],
    ['时间要在 2020 到 2100 年之间', { claimClosesAt: 9_000_000_000_000_000 }],
    ['开业福利只能是兑换券', { value: { kind: 'amount-off', off: 500, threshold: 3000 } }],
    ['兑换价不能高于原价', { value: { ...eggs.value, price: 1281 } }],
    ['减的金额不能多于门槛', { benefit: false, value: { kind: 'amount-off', off: 3001, threshold: 3000 } }],
    [
      '折扣券要写最多优惠多少',
      { benefit: false, value: { kind: 'percent-off', percent: 88, cap: null, threshold: 0 } },
    ],
    ['线上和到店至少选一处可用', { usableCounter: false }],
    ['开业福利要能到店领取', { usableOnline: true, usableCounter: false }],
    ['免运券要能在线上使用', { benefit: false, value: { kind: 'free-delivery', threshold: 0 } }],
    ['每人限领不能多于总数', { total: 1, perPerson: 2, perDay: null }],
    ['每天限量不能多于总数', { perDay: 301 }],
    ['没有这个渠道：gone', { channelIds: ['gone'] }],
  ])('%s', async (reason, over) => {
    const heard = await publish(over)
    expect(heard.status).toBe(422)
    expect(heard.body.error).toMatchObject({
      code: 'BATCH_TERMS_INVALID',
      message: `券的规则不对：${reason}`,
      facts: { reason },
    })
  })

  it.each([
    { benefit: false, usableOnline: true, value: { kind: 'amount-off', off: 500, threshold: 0 } },
    { benefit: false, usableOnline: true, value: { kind: 'percent-off', percent: 88, cap: 2000, threshold: 0 } },
    { benefit: false, usableOnline: true, value: { kind: 'free-delivery', threshold: 2900 } },
    { useOpensAt: null, useClosesAt: null, useDays: 3 },
    { claimClosesAt: eggs.useClosesAt },
  ])('%j is fine', async (over) => {
    expect((await publish(over)).status).toBe(200)
  })

  it('may be kept for channels of this store or of the chain, not of another', async () => {
    const [ours, theirs] = [await aChannel(db), await aChannel(db)]
    expect((await publish({ channelIds: [ours.id] })).status).toBe(200)
    await db.updateTable('channel').set({ store_id: elsewhere.id }).where('id', '=', theirs.id).execute()
    expect((await publish({ channelIds: [ours.id, theirs.id] })).body.error.facts.channels).toEqual([theirs.id])
  })

  it('may be good for some categories or goods only, for such as there are; for all when nothing is said', async () => {
    const fruit = await aCategory(db)
    const apple = await someGoods(db, store.id)
    const shown = async (batchId: string) => {
      const { body } = await as().get(fill(paths.batches, { storeId: store.id }))
      return body.batches.find(({ id }: { id: string }) => id === batchId).scope
    }
    for (const scope of [{ kind: 'all' }, { kind: 'categories', ids: [fruit.id] }, { kind: 'goods', ids: [apple.id] }])
      expect(await shown((await publish({ scope })).body.batchId)).toEqual(scope)
    expect(await shown((await publish()).body.batchId)).toEqual({ kind: 'all' })
    for (const scope of [
      { kind: 'categories', ids: [fruit.id, 'meteors'] },
      { kind: 'goods', ids: [apple.id, lead.id] },
    ]) {
      const { code, facts } = (await publish({ scope })).body.error
      expect([code, facts.ids]).toEqual(['BATCH_TERMS_INVALID', [scope.ids[1]]])
    }
  })

  it('what is no batch at all is refused before that', async () => {
    for (const over of [
      { total: 0 },
      { title: '' },
      { maxHops: 9 },
      { surprise: 1 },
      { value: { kind: 'free-lunch' } },
      { scope: { kind: 'categories', ids: [] } },
      { total: '300' },
      { title: '鸡\u0000蛋' },
    ])
      expect((await publish(over)).body.error.code).toBe('INPUT_INVALID')
  })

  it('is for owner, manager and launch lead of this store', async () => {
    for (const role of ['owner', 'manager'] as const)
      expect((await publish({}, await aStaffMember(db, store.id, role))).status).toBe(200)
    for (const caller of [clerk, stranger, await aResident(db)]) {
      expect((await as(caller).post(batches(), eggs)).body.error.code).toBe('NOT_ALLOWED')
      expect((await as(caller).get(batches())).body.error.code).toBe('NOT_ALLOWED')
    }
    expect((await as().post(batches(), eggs)).body.error.code).toBe('NOT_SIGNED_IN')
  })
})

describe('withdrawing', () => {
  it('stops claims at once, leaves what is out, is final and written down once', async () => {
    const { batchId } = (await publish({ title: '撤回的' })).body
    const wang = await aResident(db)
    const claim = (who: { token: string }) => as(who).post(fill(paths.claim, { batchId }), {})
    const { couponId } = (await claim(wang)).body
    clock.advance(1000)
    expect((await as(lead).post(withdrawal(batchId))).body).toEqual({ done: true })
    expect((await claim(await aResident(db))).body.error.code).toBe('CLAIM_ENDED')
    expect((await as(wang).get(fill(paths.coupon, { couponId }))).body.shelf).toBe('usable')
    const written = await newest()
    expect(written).toMatchObject({ action: 'batch.withdrawn', subject: batchId, after: { withdrawnAt: NOON + 1000 } })
    clock.advance(1000)
    expect((await as(lead).post(withdrawal(batchId))).body).toEqual({ done: true })
    expect(await newest()).toEqual(written)
    const [listed] = (await as(lead).get(batches())).body.batches.filter((b: { id: string }) => b.id === batchId)
    expect(listed).toMatchObject({ withdrawn: true, withdrawnAt: NOON + 1000 })
    clock.set(NOON)
  })

  it('of a batch of another store, or of none, finds nothing', async () => {
    const theirs = await aBatch(db, elsewhere.id)
    expect((await as(lead).post(withdrawal(theirs.id))).body.error.code).toBe('BATCH_NOT_FOUND')
    expect((await as(lead).post(withdrawal(lead.id))).body.error.code).toBe('BATCH_NOT_FOUND')
    expect((await as(lead).post(withdrawal(theirs.id, elsewhere.id))).body.error.code).toBe('NOT_ALLOWED')
    expect((await as(clerk).post(withdrawal(theirs.id))).body.error.code).toBe('NOT_ALLOWED')
  })
})
