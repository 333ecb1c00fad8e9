import { sql } from 'kysely'
import { afterEach } from 'vitest'
import { prepareJobs } from '../../../server/jobs/jobs'
import { templateOf } from '../../../server/reminder/consent.service'
import { sendPush } from '../../../server/reminder/push.service'
import { paths } from '../../../src/contract/paths'
import { HOUR, type Instant, plus } from '../../../src/domain/time'
import { NOON, templates, type TestApp, testApp } from '../../support/app'
import { aBatch, aCoupon, aStore, type HeldCoupon, type Resident } from '../../support/factories'

/** A test app with the queue's tables, and the verbs of the tests about reminders. What was to be told is gone after each. */
export async function remindingApp(options: Parameters<typeof testApp>[0] = {}) {
  const app = await testApp(options)
  const { db, clock, wechat, as } = app
  await prepareJobs(app.database.pool)
  const store = await aStore(db)
  const batch = await aBatch(db, store.id)
  afterEach(async () => {
    await sql`truncate subscribe_consent, push, inbox_message, coupon cascade`.execute(db)
    await sql`delete from graphile_worker._private_jobs`.execute(db)
    wechat.sent.length = 0
    clock.set(options?.at ?? NOON)
    delete wechat.answers.send
  })
  return {
    ...app,
    store,
    batch,
    /** A coupon of `holder` that ends at `endsAt` and is to be reminded of 24 hours before (or at `remindAt`). */
    coupon: (holder: Resident, endsAt: Instant, over: { remindAt?: Instant; seq?: number } & Over = {}) =>
      couponOf(app, batch.id, holder, endsAt, over),
    /** The resident said yes to reminders, `times` times. */
    async consent(resident: Resident, purpose: 'opening' | 'coupon-ending' | 'order' = 'coupon-ending', times = 1) {
      const templateId = templateOf(templates, purpose)
      for (let n = 0; n < times; n++) {
        const results = [{ templateId, result: 'accept' }]
        await as(resident).post(paths.consents, { results, storeId: store.id })
      }
    },
    inbox: async (resident: Resident) => (await as(resident).get(paths.inbox)).body.messages,
    creditsLeft: async (resident: Resident, purpose = 'coupon-ending'): Promise<number> =>
      (
        await sql`select from subscribe_consent where resident_id = ${resident.id} and purpose = ${purpose}
          and result = 'accept' and spent_at is null and void_at is null`.execute(db)
      ).rows.length,
    pushes: () => db.selectFrom('push').selectAll().orderBy('created_at').orderBy('id').execute(),
    /** Runs the jobs of all pushes, one after the other, as the queue would. */
    async sendAll() {
      for (const { id } of await db.selectFrom('push').select('id').orderBy('due_at').orderBy('id').execute())
        await sendPush({ db, wechat, templates }, id, clock.now)
    },
    jobs: async () =>
      (
        await sql<{ queue_name: string; task_identifier: string; wait_ms: number }>`
          select queue_name, task_identifier, extract(epoch from run_at - now()) * 1000 as wait_ms
          from graphile_worker.jobs order by id`.execute(db)
      ).rows,
  }
}

type Over = Parameters<typeof aCoupon>[3]
let seq = 100
async function couponOf(
  { db }: TestApp,
  batchId: string,
  holder: Resident,
  endsAt: Instant,
  { remindAt, ...over }: { remindAt?: Instant } & Over,
): Promise<HeldCoupon> {
  seq += 1
  return aCoupon(db, batchId, holder, {
    seq,
    usable_until: new Date(endsAt),
    remind_at: new Date(remindAt ?? plus(endsAt, -24 * HOUR)),
    ...over,
  })
}
