import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { launchAim, moveLaunch } from '../../mock/move-launch'
import { seed } from '../../mock/seed/seed'
import { launchPhase } from '../../src/domain/launch/launch'
import { DAY, HOUR, type Instant, plus, SECOND } from '../../src/domain/time'
import { NOON } from '../support/constants'
import { testDatabase } from '../support/database'

const { db } = await testDatabase()
await seed(db, NOON)

/** The launch's phase, and how many of its coupons lie ready to be used. */
async function seenAt(now: Instant) {
  const launch = await db.selectFrom('launch').selectAll().orderBy('trial_opens_at', 'desc').executeTakeFirstOrThrow()
  const { rows } = await sql<{ usable: number }>`
    select count(*)::int as usable from coupon c join coupon_batch b on b.id = c.batch_id
    where b.store_id = ${launch.store_id} and to_timestamp(${now / 1000}) >= c.usable_from and to_timestamp(${now / 1000}) < c.usable_until`.execute(
    db,
  )
  const times = {
    trialOpensAt: launch.trial_opens_at.getTime() as Instant,
    grandOpensAt: launch.grand_opens_at.getTime() as Instant,
  }
  return { phase: launchPhase(times, now), usable: rows[0]?.usable ?? 0, ...times }
}

describe('the demo clock', () => {
  it('the seeded launch is ahead, and no coupon of it can be used yet', async () => {
    expect(await seenAt(NOON)).toMatchObject({ phase: 'preheat', usable: 0 })
  })

  it('moves the launch to 30 seconds before its opening, and the coupons open with it', async () => {
    await moveLaunch(db, '30s', NOON)
    expect(await seenAt(NOON)).toMatchObject({ phase: 'preheat', usable: 0, trialOpensAt: plus(NOON, 30 * SECOND) })
    const { phase, usable } = await seenAt(plus(NOON, 30 * SECOND))
    expect(phase).toBe('trial')
    expect(usable).toBeGreaterThan(100)
  })

  it('moves it into the trial, past the grand opening, and away again', async () => {
    await moveLaunch(db, 'trial', NOON)
    expect((await seenAt(NOON)).phase).toBe('trial')
    await moveLaunch(db, 'open', NOON)
    expect(await seenAt(NOON)).toMatchObject({ phase: 'open', grandOpensAt: plus(NOON, -HOUR) })
    await moveLaunch(db, '3d', NOON)
    expect(await seenAt(NOON)).toMatchObject({ phase: 'preheat', usable: 0, trialOpensAt: plus(NOON, 3 * DAY) })
  })

  it('leaves the days between trial and grand opening as they were', async () => {
    const before = await seenAt(NOON)
    await moveLaunch(db, '10m', NOON)
    const after = await seenAt(NOON)
    expect(after.grandOpensAt - after.trialOpensAt).toBe(before.grandOpensAt - before.trialOpensAt)
  })

  it('says what it understands when it does not understand', () => {
    for (const words of ['', 'soon', '3', '-1d', '1.5h'])
      expect(() => launchAim(words, NOON)).toThrow('npm run launch --')
  })

  it('does nothing in production', async () => {
    const before = process.env.NODE_ENV
    process.env.NODE_ENV = 'production'
    try {
      await expect(moveLaunch(db, '30s', NOON)).rejects.toThrow('in development only')
    } finally {
      process.env.NODE_ENV = before
    }
  })
})
