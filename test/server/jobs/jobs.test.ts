import { runOnce } from 'graphile-worker'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { openDatabase } from '../../../server/database/connection'
import { prepareJobs, runnerOptions, startJobs } from '../../../server/jobs/jobs'
import { schedule, tasksOf } from '../../../server/jobs/tasks'
import { paths } from '../../../src/contract/paths'
import { DAY, HOUR, plus } from '../../../src/domain/time'
import { NOON, templates, testApp } from '../../support/app'
import { testDatabase } from '../../support/database'
import { aBatch, aCoupon, aResident, aStore } from '../../support/factories'

const app = await testApp()
const { as, db, database, clock, wechat, pay } = app
const quiet = () => undefined
const complaints: unknown[] = []
const complain = (facts: object, message: string) => void complaints.push([message, facts])
const logger = { debug: quiet, info: quiet, warn: complain, error: complain }
const outside = { database, clock, wechat, pay, templates, logger }

function gate(): { opened: Promise<void>; open(): void } {
  let open: () => void = quiet
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open: () => open() }
}

describe('the queue', () => {
  it('makes its tables once, also when four processes start together on an empty database', async () => {
    const empty = await testDatabase()
    const pools = Array.from({ length: 4 }, () => openDatabase(empty.url, { max: 3 }))
    await Promise.all(pools.map(({ pool }) => prepareJobs(pool)))
    await Promise.all(pools.map((one) => one.close()))
    const { rows } = await sql`select from graphile_worker.migrations`.execute(empty.db)
    expect(rows.length).toBeGreaterThan(10)
  })

  it('knows every task that it is to run', () => {
    const known = Object.keys(tasksOf(outside))
    expect(schedule.map(({ task }) => task).filter((task) => !known.includes(task))).toEqual([])
  })
})

describe('the whole way, with the real runner', () => {
  it('journey (e): the minute comes, the coupon is told, the phone rings; another minute changes nothing', async () => {
    await prepareJobs(database.pool)
    const wang = await aResident(db)
    const store = await aStore(db)
    const batch = await aBatch(db, store.id)
    await aCoupon(db, batch.id, wang, {
      usable_until: new Date(plus(NOON, DAY)),
      remind_at: new Date(NOON),
    })
    await as(wang).post(paths.consents, { results: [{ templateId: templates.couponEnding, result: 'accept' }] })
    const minute = async () => {
      for (const { task } of schedule) await sql`select graphile_worker.add_job(${task})`.execute(db)
      await runOnce(runnerOptions(outside))
    }
    await minute()
    await minute()
    expect(wechat.sent).toMatchObject([{ openid: wang.openid, data: { thing1: '开业满减券' } }])
    expect((await as(wang).get(paths.inbox)).body.messages).toHaveLength(1)
    const { rows } = await sql`select task_identifier from graphile_worker.jobs`.execute(db)
    expect([rows, complaints]).toEqual([[], []])
  })

  it('old keys and ended sessions are forgotten, young ones are not', async () => {
    const wang = await aResident(db)
    const key = (name: string, daysAgo: number) => ({
      actor: wang.id,
      key: name.padEnd(16, '-'),
      request: '',
      outcome: '{}',
      at: new Date(plus(NOON, -daysAgo * DAY)),
    })
    await db
      .insertInto('idempotency_key')
      .values([key('old', 31), key('young', 29)])
      .execute()
    const session = (mark: number, endedDaysAgo: number) => ({
      token_hash: Buffer.alloc(32, mark),
      resident_id: wang.id,
      created_at: new Date(NOON - 100 * DAY),
      expires_at: new Date(NOON - endedDaysAgo * DAY),
    })
    await db
      .insertInto('session')
      .values([session(1, 31), session(2, 29)])
      .execute()
    await sql`select graphile_worker.add_job('forget-old-rows')`.execute(db)
    await runOnce(runnerOptions(outside))
    const keys = await db.selectFrom('idempotency_key').select('key').where('actor', '=', wang.id).execute()
    expect(keys).toEqual([{ key: 'young'.padEnd(16, '-') }])
    const sessions = await db.selectFrom('session').where('resident_id', '=', wang.id).select('expires_at').execute()
    expect(sessions.map(({ expires_at }) => (NOON - expires_at.getTime()) / DAY).sort((a, b) => a - b)).toEqual([
      -400, 29,
    ])
  })
})

describe('stopping', () => {
  it('finishes the send that runs, takes nothing new, and may be asked twice', async () => {
    wechat.sent.length = 0
    const store = await aStore(db)
    const batch = await aBatch(db, store.id)
    const residents = await Promise.all(Array.from({ length: 12 }, () => aResident(db)))
    for (const resident of residents) {
      await aCoupon(db, batch.id, resident, { usable_until: new Date(plus(NOON, 2 * HOUR)), remind_at: new Date(NOON) })
      await as(resident).post(paths.consents, { results: [{ templateId: templates.couponEnding, result: 'accept' }] })
    }
    const [begun, answered] = [gate(), gate()]
    const slow = {
      ...wechat,
      sendSubscribeMessage: async (message: Parameters<typeof wechat.sendSubscribeMessage>[0]) => {
        begun.open()
        await answered.opened
        return wechat.sendSubscribeMessage(message)
      },
    }
    const jobs = await startJobs({ ...outside, wechat: slow })
    await sql`select graphile_worker.add_job('remind-ending-coupons')`.execute(db)
    await begun.opened
    const stopped = Promise.all([jobs.stop(), jobs.stop()])
    answered.open()
    await stopped
    const states = await db
      .selectFrom('push')
      .select('state')
      .where(
        'resident_id',
        'in',
        residents.map(({ id }) => id),
      )
      .execute()
    expect(states.filter(({ state }) => state === 'sending')).toEqual([])
    expect(states.filter(({ state }) => state === 'sent').length).toBe(wechat.sent.length)
    expect(wechat.sent.length).toBeGreaterThan(0)
    const { rows } = await sql`select from graphile_worker.jobs where locked_at is not null`.execute(db)
    expect(rows).toEqual([])
  })
})

describe('a database that goes away for a moment', () => {
  it('is found again: the next job runs', async () => {
    wechat.sent.length = 0
    const own = await testDatabase()
    const rang = gate()
    const world = {
      ...outside,
      database: own,
      logger: { ...logger, warn: quiet, error: quiet },
      wechat: {
        ...wechat,
        sendSubscribeMessage: async () => {
          rang.open()
          return { outcome: 'sent' as const }
        },
      },
    }
    const wang = await aResident(own.db)
    const batch = await aBatch(own.db, (await aStore(own.db)).id)
    await aCoupon(own.db, batch.id, wang, { usable_until: new Date(plus(NOON, DAY)), remind_at: new Date(NOON) })
    await own.db
      .insertInto('subscribe_consent')
      .values({ resident_id: wang.id, purpose: 'coupon-ending', result: 'accept', at: new Date(NOON) })
      .execute()
    const jobs = await startJobs(world)
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = ${new URL(own.url).pathname.slice(1)}`.execute(db)
    // connections of before may still be dying: what follows is asked over a new one
    const late = openDatabase(own.url, { max: 1 })
    await sql`select graphile_worker.add_job('remind-ending-coupons')`.execute(late.db)
    await rang.opened
    await jobs.stop()
    expect(await late.db.selectFrom('push').select('state').execute()).toEqual([{ state: 'sent' }])
    await late.close()
  })
})
