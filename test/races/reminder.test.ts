import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { runOnce } from 'graphile-worker'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { openDatabase } from '../../server/database/connection'
import { runnerOptions } from '../../server/jobs/jobs'
import { remindEndingCoupons } from '../../server/reminder/ending.service'
import { remindOpenings } from '../../server/reminder/opening.service'
import { pickUpLostPushes, sendPush } from '../../server/reminder/push.service'
import { DAY, HOUR, instant, plus } from '../../src/domain/time'
import { NOON, templates } from '../support/app'
import { aResident, type Resident } from '../support/factories'
import { remindingApp } from '../server/reminder/reminding'

const app = await remindingApp({ max: 20 })
const { db, database, clock, wechat, pay, coupon, consent, pushes } = app
const ENDS = plus(NOON, DAY)

/** `count` residents with a coupon and a consent each. */
async function neighbours(count: number): Promise<Resident[]> {
  const all: Resident[] = []
  for (let n = 0; n < count; n++) {
    const resident = await aResident(db)
    await coupon(resident, ENDS)
    all.push(resident)
  }
  await sql`insert into subscribe_consent (resident_id, purpose, result, at)
    select id, 'coupon-ending', 'accept', ${new Date(NOON)} from resident
    where id = any(${all.map(({ id }) => id)}::uuid[])`.execute(db)
  return all
}

async function toldOnce(residents: readonly Resident[]): Promise<void> {
  const { rows } = await sql<{ told: number }>`
    select count(*)::int as told from inbox_message where kind = 'coupon-ending' group by resident_id`.execute(db)
  expect(rows).toEqual(residents.map(() => ({ told: 1 })))
}

describe('reminders in two processes at once', () => {
  it('each coupon is told once and rings once, however many look for it', async () => {
    const residents = await neighbours(120)
    const second = openDatabase(database.url)
    const runs = await Promise.all(
      [db, second.db, db, second.db, second.db].map((one) => remindEndingCoupons(one, NOON)),
    )
    expect(runs.reduce((sum, { reminded }) => sum + reminded, 0)).toBe(120)
    expect(runs.reduce((sum, run) => sum + run.pushes, 0)).toBe(120)
    await toldOnce(residents)

    const ids = (await pushes()).map(({ id }) => id)
    await Promise.all(
      [db, second.db, db].flatMap((one) => ids.map((id) => sendPush({ db: one, wechat, templates }, id, clock.now))),
    )
    await second.close()
    expect(wechat.sent).toHaveLength(120)
    expect(new Set(wechat.sent.map(({ openid }) => openid)).size).toBe(120)
    expect((await pushes()).every(({ state }) => state === 'sent')).toBe(true)
  })

  it('KF-37: five pushes and two credits ring twice', async () => {
    const wang = await aResident(db)
    await consent(wang, 'coupon-ending', 2)
    for (let day = 0; day < 5; day++) await coupon(wang, plus(ENDS, day * DAY), { remindAt: NOON })
    await remindEndingCoupons(db, NOON)
    const ids = (await pushes()).map(({ id }) => id)
    expect(ids).toHaveLength(5)
    await Promise.all(ids.map((id) => sendPush({ db, wechat, templates }, id, clock.now)))
    expect(wechat.sent).toHaveLength(2)
    expect((await pushes()).map(({ state }) => state).sort()).toEqual([
      'no-credit',
      'no-credit',
      'no-credit',
      'sent',
      'sent',
    ])
  })

  it('an opening is told once to each', async () => {
    const residents = await Promise.all(Array.from({ length: 40 }, () => aResident(db)))
    for (const resident of residents) await consent(resident, 'opening')
    const evening = instant('2026-06-04T19:00:00+08:00')
    const runs = await Promise.all(Array.from({ length: 5 }, () => remindOpenings(db, evening)))
    expect(runs.reduce((sum, { reminded }) => sum + reminded, 0)).toBe(40)
    expect(await pushes()).toHaveLength(40)
  })
})

describe('a coupon that somebody has in hand', () => {
  it('is left alone by the job and looked at again: a verification that commits meanwhile is not reminded of', async () => {
    const wang = await aResident(db)
    const { id } = await coupon(wang, ENDS)
    await db.transaction().execute(async (tx) => {
      await tx
        .updateTable('coupon')
        .set({ state: 'used', used_at: new Date(NOON) })
        .where('id', '=', id)
        .execute()
      expect(await remindEndingCoupons(db, NOON)).toEqual({ reminded: 0, pushes: 0 })
    })
    expect(await remindEndingCoupons(db, NOON)).toEqual({ reminded: 0, pushes: 0 })
  })
})

describe('kill -9 in the middle of sending', () => {
  it('rings at most once each, tells everybody once, and the rest rings after the restart', async () => {
    const residents = await neighbours(60)
    await sql`create table rang (page text not null)`.execute(db)
    await remindEndingCoupons(db, NOON)
    const child = spawn(process.execPath, ['--import', 'tsx', 'test/support/jobs-process.ts', database.url], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let rings = 0
    child.stdout.on('data', (text: Buffer) => {
      rings += String(text).split('rang').length - 1
      if (rings >= 12) child.kill('SIGKILL')
    })
    await once(child, 'exit')

    const now = plus(NOON, HOUR)
    clock.set(now)
    const lost = await pickUpLostPushes(db, now)
    const left = (await pushes()).filter(({ state }) => state === 'waiting').length
    expect([lost.calledAgain, left > 0]).toEqual([left, true])
    const logger = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: console.error }
    const outside = { database, clock, wechat, pay, templates, logger }
    await runOnce(runnerOptions(outside))

    const { rows } = await sql<{ page: string }>`select page from rang`.execute(db)
    const rang = [...rows.map(({ page }) => page), ...wechat.sent.map(({ page }) => page)]
    expect(new Set(rang).size).toBe(rang.length)
    const states = (await pushes()).map(({ state }) => state)
    const unknown = states.filter((state) => state === 'unknown').length
    expect(unknown).toBe(lost.unknown)
    expect(unknown).toBeLessThanOrEqual(4)
    expect(states.filter((state) => state === 'sent')).toHaveLength(60 - unknown)
    expect(rang.length).toBeGreaterThanOrEqual(60 - unknown)
    await toldOnce(residents)
  })
})
