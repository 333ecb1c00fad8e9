import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { openidOf, PERSONAS } from '../../mock/personas'
import { seed } from '../../mock/seed/seed'
import { launchPhase } from '../../src/domain/launch/launch'
import { instant, plus } from '../../src/domain/time'
import { testDatabase } from '../support/database'

const NOW = instant('2026-08-13T15:20:00+08:00')
const { db } = await testDatabase()
const filled = await seed(db, NOW)

const rows = async <T>(query: ReturnType<typeof sql<T>>): Promise<T[]> => (await query.execute(db)).rows

describe('the believable launch', () => {
  it('is told to an empty database', () => {
    expect(filled).toBe(true)
  })

  it('is told once: a database that has a store is left as it is', async () => {
    const before = await rows(sql`select count(*) from coupon`)
    expect(await seed(db, plus(NOW, 1))).toBe(false)
    expect(await rows(sql`select count(*) from coupon`)).toEqual(before)
  })

  it('never happens in production', async () => {
    const before = process.env.NODE_ENV
    process.env.NODE_ENV = 'production'
    await expect(seed(db, NOW)).rejects.toThrow('development only')
    process.env.NODE_ENV = before
  })

  it('opens at 8:00 three days from now, the grand opening a week later, next to stores that are open', async () => {
    const launches = await db.selectFrom('launch').selectAll().execute()
    const ours = launches.find((one) => one.store_id === 'weining-guangchang')!
    expect(ours.trial_opens_at.getTime()).toBe(instant('2026-08-16T08:00:00+08:00'))
    expect(ours.grand_opens_at.getTime()).toBe(instant('2026-08-23T08:00:00+08:00'))
    const phases = launches.map((one) => [
      one.store_id,
      launchPhase(
        { trialOpensAt: one.trial_opens_at.getTime() as never, grandOpensAt: one.grand_opens_at.getTime() as never },
        NOW,
      ),
    ])
    expect(Object.fromEntries(phases)).toEqual({
      'weining-guangchang': 'preheat',
      'weining-caohai': 'open',
      'bijie-qixingguan': 'open',
    })
  })

  it('has a rest of every batch that is its total less its coupons, today counted too', async () => {
    const batches = await rows(sql<{ title: string; total: number; remaining: number; copies: number }>`
      select b.title, b.total, b.remaining, count(c.id)::int as copies, b.day_claimed,
        count(c.id) filter (where c.claimed_at >= b.day::timestamp at time zone 'Asia/Shanghai')::int as today
      from coupon_batch b left join coupon c on c.batch_id = b.id group by b.id`)
    expect(batches).toHaveLength(15)
    for (const batch of batches) {
      expect(batch.remaining, batch.title).toBe(batch.total - batch.copies)
      expect(batch).toMatchObject({ day_claimed: (batch as never as { today: number }).today })
    }
    expect(batches.filter((batch) => batch.remaining === 0).map((batch) => batch.title)).toContain(
      '首批尝鲜 满 49 减 20',
    )
  })

  it('has coupons claimed within their window, and what was used, given and verified tells one story', async () => {
    const [wrong] = await rows(sql`
      select
        count(*) filter (where c.claimed_at < b.claim_opens_at or c.claimed_at >= b.claim_closes_at) as outside_window,
        count(*) filter (where c.claimed_at >= ${new Date(NOW)}) as future,
        count(*) filter (where c.claimed_at < r.created_at) as before_joining,
        count(*) filter (where c.state = 'used' and not exists (select 1 from verification v where v.coupon_id = c.id)) as unverified,
        count(*) filter (where c.state = 'gifting' and not exists (select 1 from gift g where g.coupon_id = c.id and g.state = 'offered')) as no_gift,
        count(*) filter (where c.holder_id <> c.claimer_id and not exists (
          select 1 from gift g where g.coupon_id = c.id and g.state = 'accepted' and g.receiver_id = c.holder_id)) as not_given
      from coupon c join coupon_batch b on b.id = c.batch_id join resident r on r.id = c.claimer_id`)
    expect(wrong).toEqual({
      outside_window: 0,
      future: 0,
      before_joining: 0,
      unverified: 0,
      no_gift: 0,
      not_given: 0,
    })
  })

  it('has enough of everything for analytics and the stock plan to show something', async () => {
    const [counts] = await rows<Record<string, number>>(sql`
      select (select count(*) from resident) as residents, (select count(*) from visit) as visits,
        (select count(*) from coupon) as coupons, (select count(*) from gift where state = 'accepted') as gifts,
        (select count(*) from verification) as verifications,
        (select count(distinct channel_id) from coupon) as channels,
        (select count(*) from visit_rest) as visits_without_month`)
    expect(counts!.residents).toBeGreaterThan(1_200)
    expect(counts!.visits).toBeGreaterThan(2_500)
    expect(counts!.coupons).toBeGreaterThan(2_500)
    expect(counts!.gifts).toBeGreaterThan(50)
    expect(counts!.verifications).toBeGreaterThan(150)
    expect(counts!.channels).toBeGreaterThanOrEqual(10)
    expect(counts!.visits_without_month).toBe(0)
  })

  it('has a person for every role of the launching store', async () => {
    const roles = await rows(sql`
      select r.openid, g.role from staff_grant g join staff s on s.id = g.staff_id join resident r on r.id = s.resident_id
      where g.store_id = 'weining-guangchang' order by r.openid collate "C"`)
    const expected = PERSONAS.filter((one) => one.role).map((one) => ({ openid: openidOf(one.name), role: one.role }))
    expect(roles).toEqual(expected.sort((a, b) => (a.openid < b.openid ? -1 : 1)))
  })
})
