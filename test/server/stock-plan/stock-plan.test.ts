import { randomUUID } from 'node:crypto'
import { JSDOM } from 'jsdom'
import { describe, expect, it } from 'vitest'
import { fill, paths } from '../../../src/contract/paths'
import { instant } from '../../../src/domain/time'
import { NOON, testApp } from '../../support/app'
import { aBatch, aBenefit, aResident, aStaffMember, aStore } from '../../support/factories'

const { as, clock, db } = await testApp()
const on = (iso: string) => new Date(instant(`2026-06-${iso}+08:00`))

const store = await aStore(db)
const lead = await aStaffMember(db, store.id, 'launch-lead')
const trial = { use_opens_at: on('05T08:00:00'), use_closes_at: on('13T00:00:00'), claim_closes_at: on('12T00:00:00') }
const eggs = await aBenefit(db, store.id, { title: '土鸡蛋', total: 5000, position: 1, ...trial })

const plan = async (query = '', by = lead, storeId = store.id) =>
  as(by).get(fill(paths.staffStockPlan, { storeId }) + query)
const goods = async (batch = eggs) =>
  (await plan()).body.goods.find((one: { batchId: string }) => one.batchId === batch.id)

/** `count` coupons, each of a neighbour of its own. */
async function claims(batch: { id: string }, count: number, over: object = {}): Promise<string[]> {
  const who = await Promise.all(Array.from({ length: count }, () => aResident(db)))
  const rows = who.map(({ id }) => ({
    id: randomUUID(),
    batch_id: batch.id,
    claimer_id: id,
    holder_id: id,
    seq: 1,
    claimed_at: new Date(NOON),
    usable_from: trial.use_opens_at,
    usable_until: trial.use_closes_at,
    ...over,
  }))
  await db.insertInto('coupon').values(rows).execute()
  return rows.map(({ id }) => id)
}

const held = await claims(eggs, 200)

describe('before the trial', () => {
  it('200 claims of ten eggs each: about 1,240 eggs over the eight days of the trial, day by day', async () => {
    const plan = await goods()
    expect(plan).toMatchObject({ name: '土鸡蛋', unit: '枚', perCoupon: 10, claimed: 200, used: 0, outstanding: 200 })
    expect(plan.total.expected).toBeGreaterThan(1200)
    expect(plan.total.expected).toBeLessThan(1280)
    expect(plan.days.map(({ day }: { day: string }) => day)).toEqual(
      ['05', '06', '07', '08', '09', '10', '11', '12'].map((day) => `2026-06-${day}`),
    )
    const sum = plan.days.reduce((total: number, day: { expected: number }) => total + day.expected, 0)
    expect(sum).toBeCloseTo(plan.total.expected, 6)
    for (const day of [...plan.days, plan.total]) {
      expect(day.low % 10).toBe(0)
      expect(day.low).toBeLessThanOrEqual(day.expected)
      expect(day.expected).toBeLessThanOrEqual(day.high)
    }
  })

  it('goods for a price are expected less; vouchers, ended benefits and other stores’ goods are not prepared', async () => {
    const oil = await aBenefit(db, store.id, {
      ...trial,
      position: 2,
      value: JSON.stringify({
        kind: 'exchange',
        goods: { name: '菜籽油 <5L> & "香"', quantity: 1, unit: '桶', picture: 'oil', worth: 8900 },
        price: 990,
      }),
    })
    await claims(oil, 200)
    await claims(await aBatch(db, store.id), 3)
    await aBenefit(db, store.id, { claim_closes_at: on('01T11:00:00'), use_closes_at: on('01T12:00:00') })
    await aBenefit(db, (await aStore(db)).id)
    const { body } = await plan()
    expect(body.goods.map((one: { batchId: string }) => one.batchId)).toEqual([eggs.id, oil.id])
    expect(body.goods[1].rate.expected).toBeLessThan(body.goods[0].rate.expected)
    expect(body.goods[1].total.expected).toBeGreaterThan(0)
  })

  it('coupons that last so many days from claiming are planned by their own days', async () => {
    const milk = await aBenefit(db, store.id, {
      position: 3,
      use_opens_at: null,
      use_closes_at: null,
      use_days: 3,
      claim_closes_at: on('12T00:00:00'),
    })
    await claims(milk, 30, { usable_from: new Date(NOON), usable_until: on('04T00:00:00') })
    const days = (await goods(milk)).days.map(({ day }: { day: string }) => day)
    expect(days).toEqual(['2026-06-01', '2026-06-02', '2026-06-03'])
  })
})

describe('as the trial runs', () => {
  it('what was fetched is no longer prepared, and what is to come is better known', async () => {
    const before = await goods()
    const fetched = (ids: string[], day: string) =>
      db
        .updateTable('coupon')
        .set({ state: 'used', used_at: on(`${day}T10:00:00`) })
        .where('id', 'in', ids)
        .execute()
    await fetched(held.slice(0, 60), '05')
    await fetched(held.slice(60, 100), '06')
    clock.set(instant('2026-06-07T06:00:00+08:00'))
    const after = await goods()
    expect(after).toMatchObject({ claimed: 200, used: 100, outstanding: 100 })
    expect(after.days[0].day).toBe('2026-06-07')
    expect(after.total.high).toBeLessThanOrEqual(1000)
    expect(after.rate.low).toBeGreaterThan(before.rate.low)
    expect(after.rate.high - after.rate.low).toBeLessThan(before.rate.high - before.rate.low)
  })

  it("today's row is what is still to come today: half of it at two in the afternoon, none in the evening", async () => {
    clock.set(instant('2026-06-07T06:00:00+08:00'))
    const morning = (await goods()).days[0].expected
    clock.set(instant('2026-06-07T14:00:00+08:00'))
    expect((await goods()).days[0].expected).toBeLessThan(morning * 0.6)
    clock.set(instant('2026-06-07T21:30:00+08:00'))
    expect((await goods()).days[0]).toMatchObject({ day: '2026-06-07', low: 0, expected: 0, high: 0 })
  })

  it('a coupon claimed when the trial runs has had no days before', async () => {
    clock.set(instant('2026-06-07T06:00:00+08:00'))
    const late = await aBenefit(db, store.id, { ...trial, position: 4 })
    await claims(late, 50, { claimed_at: on('07T05:00:00') })
    expect((await goods(late)).rate.expected).toBeCloseTo(0.62, 2)
  })

  it('when it is over, nothing is left to prepare', async () => {
    clock.set(instant('2026-06-13T00:00:00+08:00'))
    const { body } = await plan()
    expect(body.goods).toEqual([])
    expect(body.chart.alt).toBe('还没有要备的货')
    clock.set(NOON)
  })
})

describe('the chart', () => {
  it.each(['light', 'dark'])('has a panel per goods, parses, is small and has words (%s)', async (theme) => {
    const { body } = await plan(`?theme=${theme}`)
    expect(Buffer.byteLength(body.chart.svg)).toBeLessThan(30_000)
    const parsed = new new JSDOM().window.DOMParser().parseFromString(body.chart.svg, 'image/svg+xml')
    expect(parsed.querySelector('parsererror')).toBeNull()
    expect(parsed.documentElement.textContent).toContain('土鸡蛋（枚）')
    expect(parsed.documentElement.textContent).toContain('菜籽油 <5L> & "香"（桶）')
    expect(body.chart.alt).toMatch(/土鸡蛋：6\/5 备 \d+ 到 \d+ 枚，多半 \d+ 枚/)
  })
})

describe('who', () => {
  it('owner, manager and launch lead of this store; nobody else', async () => {
    for (const role of ['owner', 'manager'] as const)
      expect((await plan('', await aStaffMember(db, store.id, role))).status).toBe(200)
    const others = [await aStaffMember(db, store.id, 'clerk'), await aStaffMember(db, (await aStore(db)).id, 'owner')]
    for (const other of others) expect((await plan('', other)).body.error.code).toBe('NOT_ALLOWED')
    expect((await as().get(fill(paths.staffStockPlan, { storeId: store.id }))).body.error.code).toBe('NOT_SIGNED_IN')
  })
})
