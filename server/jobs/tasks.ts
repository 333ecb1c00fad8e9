import { type CronItem, makeWorkerUtils, type TaskList } from 'graphile-worker'
import { DAY, plus } from '../../src/domain/time'
import { makeGoodsSearchable, rollUpPurchases } from '../catalog/catalog.service'
import type { Clock } from '../clock'
import type { Db, OpenDatabase } from '../database/connection'
import type { WechatGateway } from '../gateways/wechat'
import type { WechatPayGateway } from '../gateways/wechat-pay'
import { returnExpiredGifts } from '../gift/gift.service'
import { forgetKeys } from '../idempotency/idempotency.service'
import { rollUpClaimants } from '../launch/launch.service'
import { askRefunds } from '../payment/ask-refunds.service'
import { endUnpaidOrders } from '../payment/payment.service'
import { reportShipping } from '../payment/shipping.service'
import type { Templates } from '../reminder/consent.service'
import { remindEndingCoupons } from '../reminder/ending.service'
import { remindOpenings } from '../reminder/opening.service'
import { callOrderPushes, pickUpLostPushes, SEND_PUSH, sendPush } from '../reminder/push.service'
import { forgetUnusedPhotos } from '../photo/photo.service'
import { forgetSessions } from '../resident/session.service'
import { forgetNonces } from '../till/key.service'
import { makeMonthPartitions } from './partitions'

/** What goes to the log: counts and ids of ours, nothing personal. pino's logger is one. */
export type JobLogger = Record<'debug' | 'info' | 'warn' | 'error', (facts: object, message: string) => void>

export type JobsOutside = {
  readonly database: Pick<OpenDatabase, 'db' | 'pool'>
  readonly wechat: WechatGateway
  readonly pay: WechatPayGateway
  readonly clock: Clock
  readonly templates: Templates
  readonly logger: JobLogger
}

/** A retry that comes later than this is answered as a new request. */
const KEYS_KEPT = 30 * DAY
/** How long an ended session can still be looked into. */
const ENDED_SESSIONS_KEPT = 30 * DAY

/** What runs in the background. Every task is safe to run twice and in several processes at once. */
export function tasksOf({ database, wechat, pay, clock, templates, logger }: JobsOutside): TaskList {
  const { db, pool } = database
  const said = (task: string, facts: object): void => {
    const something = Object.values(facts).some((value) => (Array.isArray(value) ? value.length > 0 : value > 0))
    if (something) logger.info({ task, ...facts }, 'job done')
  }
  return {
    [SEND_PUSH]: async (payload) => {
      await sendPush({ db, wechat, templates }, (payload as { pushId: string }).pushId, clock.now)
    },
    'remind-ending-coupons': async () => said('remind-ending-coupons', await remindEndingCoupons(db, clock.now())),
    'remind-openings': async () => said('remind-openings', await remindOpenings(db, clock.now())),
    'return-expired-gifts': async () => said('return-expired-gifts', { returned: await returnAllExpired(db, clock) }),
    'end-unpaid-orders': async () => said('end-unpaid-orders', await endUnpaidOrders(db, pay, clock.now)),
    'ask-refunds': async () => said('ask-refunds', await askRefunds(db, pay, clock.now)),
    'report-shipping': async () => said('report-shipping', await reportShipping(db, wechat, clock.now)),
    'roll-up-claimants': () => rollUpClaimants(db),
    'roll-up-purchases': async () => said('roll-up-purchases', await rollUpPurchases(db, clock.now())),
    'make-goods-searchable': async () => said('make-goods-searchable', { made: await makeGoodsSearchable(db) }),
    'call-order-pushes': async () => said('call-order-pushes', await callOrderPushes(db, clock.now())),
    'pick-up-lost-pushes': async () => said('pick-up-lost-pushes', await pickUpLostPushes(db, clock.now())),
    'make-partitions': async () => said('make-partitions', { made: await makeMonthPartitions(db, clock.now()) }),
    'forget-old-rows': async () => {
      const now = clock.now()
      const keys = await forgetKeys(db, plus(now, -KEYS_KEPT))
      const sessions = await forgetSessions(db, plus(now, -ENDED_SESSIONS_KEPT))
      const nonces = await forgetNonces(db, now)
      const photos = await forgetUnusedPhotos(db, now)
      said('forget-old-rows', { keys, sessions, nonces, photos })
      // jobs that failed for good, and the idle queue of everybody who was sent something
      const worker = await makeWorkerUtils({ pgPool: pool })
      await worker.cleanup({ tasks: ['DELETE_PERMAFAILED_JOBS', 'GC_JOB_QUEUES'] }).finally(() => worker.release())
    },
  }
}

const GIFTS_AT_ONCE = 500

async function returnAllExpired(db: Db, clock: Clock): Promise<number> {
  for (let returned = 0; ; ) {
    const closed = await returnExpiredGifts(db, clock.now(), GIFTS_AT_ONCE)
    returned += closed
    if (closed < GIFTS_AT_ONCE) return returned
  }
}

const EVERY_MINUTE = '* * * * *'
const EVERY_HOUR = '25 * * * *'
/** 19:40 UTC is 3:40 in the store. */
const AT_NIGHT = '40 19 * * *'

/**
 * When. A run that is still waiting when the next is due is replaced by it (`jobKey`), so a slow minute leaves no pile; what
 * failed is done by the next run.
 */
export const schedule: CronItem[] = (
  [
    ['remind-ending-coupons', EVERY_MINUTE],
    ['remind-openings', EVERY_MINUTE],
    ['return-expired-gifts', EVERY_MINUTE],
    ['call-order-pushes', EVERY_MINUTE],
    ['pick-up-lost-pushes', EVERY_MINUTE],
    ['end-unpaid-orders', EVERY_MINUTE],
    ['ask-refunds', EVERY_MINUTE],
    ['report-shipping', EVERY_MINUTE],
    ['roll-up-claimants', EVERY_MINUTE],
    ['roll-up-purchases', EVERY_HOUR],
    ['make-goods-searchable', EVERY_HOUR],
    ['make-partitions', AT_NIGHT],
    ['forget-old-rows', AT_NIGHT],
  ] as const
).map(([task, match]) => ({ task, match, options: { jobKey: task, maxAttempts: 1, backfillPeriod: 0 } }))
