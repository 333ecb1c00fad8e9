import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { moveLaunch, timesFor } from '../../mock/move-launch'
import { seed } from '../../mock/seed/seed'
import { launchPhase } from '../../src/domain/launch/launch'
import { DAY, instant, plus } from '../../src/domain/time'
import { testDatabase } from '../support/database'

const NOW = instant('2026-08-13T15:20:00+08:00')
const { db } = await testDatabase()
await seed(db, NOW)

const batch = (title: string) =>
  db
    .selectFrom('coupon_batch')
    .selectAll()
    .where('store_id', '=', 'weining-guangchang')
    .where('title', '=', title)
    .executeTakeFirstOrThrow()

/** Coupons whose window is not what a claim of their batch would give them, and gifts that outlive their coupon. */
async function misfits(): Promise<number> {
  const { rows } = await sql<{ wrong: number }>`
    select count(*)::int as wrong from coupon c join coupon_batch b on b.id = c.batch_id
    where c.usable_from <> coalesce(b.use_opens_at, c.claimed_at)
      or c.usable_until <> coalesce(b.use_closes_at,
        ((greatest(c.usable_from, c.claimed_at) at time zone 'Asia/Shanghai')::date + b.use_days)::timestamp
          at time zone 'Asia/Shanghai')
      or c.gifting_until > c.usable_until
      or exists (select 1 from gift g
        where g.coupon_id = c.id and g.state = 'offered' and g.expires_at <> c.gifting_until)`.execute(db)
  return rows[0]!.wrong
}

describe('where a word moves the launch', () => {
  it.each([
    ['30s', 'preheat', 30_000],
    ['10m', 'preheat', 600_000],
    ['trial', 'trial', 0],
    ['open', 'open', -7 * DAY],
  ] as const)('%s: %s', (word, phase, ahead) => {
    const to = timesFor(word, NOW)
    expect(to.trialOpensAt).toBe(plus(NOW, ahead))
    expect(launchPhase(to, NOW)).toBe(phase)
  })

  it('days mean 8:00 of that day, and other words are told what is understood', () => {
    expect(timesFor('3d', NOW).trialOpensAt).toBe(instant('2026-08-16T08:00:00+08:00'))
    for (const word of ['', '3', '0s', 'd', '3 d', 'soon', '-3d', '1.5h']) {
      expect(() => timesFor(word, NOW)).toThrow('npm run launch --')
    }
  })
})

describe('a moved launch', () => {
  it('takes the windows that hang on it along: to the second where they open, by whole days where they end', async () => {
    await moveLaunch(db, timesFor('30s', NOW))
    const eggs = await batch('土鸡蛋 10 枚')
    expect(eggs.use_opens_at!.getTime()).toBe(instant('2026-08-13T15:20:30+08:00'))
    expect(eggs.use_closes_at!.getTime()).toBe(instant('2026-08-16T00:00:00+08:00'))
    expect(eggs.claim_closes_at.getTime()).toBe(instant('2026-08-16T00:00:00+08:00'))
    const rush = await batch('整点抢 满 69 减 15')
    expect(rush.use_closes_at!.getTime()).toBe(instant('2026-08-20T15:20:30+08:00'))
    expect(await misfits()).toBe(0)
  })

  it('comes back as it was', async () => {
    for (const word of ['open', 'trial', '40d', '3d']) {
      await moveLaunch(db, timesFor(word, NOW))
      expect(await misfits(), word).toBe(0)
    }
    const after = await batch('开业满减券')
    expect(after.use_opens_at!.getTime()).toBe(instant('2026-08-16T08:00:00+08:00'))
    expect(after.use_closes_at!.getTime()).toBe(instant('2026-09-01T00:00:00+08:00'))
    expect(after.claim_opens_at.getTime()).toBeLessThan(NOW)
  })

  it('leaves the stores next door alone, and is refused in production', async () => {
    const next = await db.selectFrom('launch').selectAll().where('store_id', '=', 'weining-caohai').execute()
    const before = process.env.NODE_ENV
    process.env.NODE_ENV = 'production'
    try {
      await expect(moveLaunch(db, timesFor('open', NOW))).rejects.toThrow('in development only')
    } finally {
      process.env.NODE_ENV = before
    }
    expect(await db.selectFrom('launch').selectAll().where('store_id', '=', 'weining-caohai').execute()).toEqual(next)
  })
})
