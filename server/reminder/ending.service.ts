import { nightAhead, ringsBefore } from '../../src/domain/reminder/quiet'
import { couponEndingTold, couponEndingValues, lastDay } from '../../src/domain/reminder/words'
import type { Instant } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import * as consents from './consent.repository'
import * as endings from './ending.repository'
import { tell } from './inbox.service'
import * as pushes from './push.repository'

const BATCH = 500

/**
 * Reminds of coupons that end soon: each once, never after its end, never of one that was used or is being given away, and
 * nobody who turned reminders off. The mark on the coupon, the inbox message, the push and its job commit together.
 * Several coupons of one resident that end on one day are one push, for the nearest.
 * @returns how many coupons were reminded of, and how many pushes wait to be sent
 */
export async function remindEndingCoupons(db: Db, now: Instant): Promise<{ reminded: number; pushes: number }> {
  const done = { reminded: 0, pushes: 0 }
  for (;;) {
    const { taken, rung } = await db.transaction().execute((tx) => remindSome(tx, now))
    done.reminded += taken
    done.pushes += rung
    if (taken < BATCH) return done
  }
}

const onceOf = (coupon: endings.EndingCoupon): string => `coupon-ending:${coupon.id}`
const pageOf = (coupon: endings.EndingCoupon): string => `packages/coupon/detail/index?couponId=${coupon.id}`
const dayOf = (coupon: endings.EndingCoupon): string => `coupon-ending:${coupon.holderId}:${lastDay(coupon.endsAt)}`

async function remindSome(tx: Tx, now: Instant): Promise<{ taken: number; rung: number }> {
  const coupons = await endings.takeDue(tx, now, nightAhead(now), BATCH)
  if (coupons.length === 0) return { taken: 0, rung: 0 }
  const messages = coupons.map((coupon) => ({
    residentId: coupon.holderId,
    kind: 'coupon-ending' as const,
    ...couponEndingTold(coupon),
    page: pageOf(coupon),
    once: onceOf(coupon),
  }))
  const told = await tell(tx, messages, now)
  const rung = await ring(
    tx,
    coupons.filter((coupon) => told.has(onceOf(coupon))),
    told,
    now,
  )
  return { taken: coupons.length, rung }
}

/** One push per resident and last day, where a credit is left and the night is over before the end. */
async function ring(
  tx: Tx,
  coupons: readonly endings.EndingCoupon[],
  told: ReadonlyMap<string, string>,
  now: Instant,
): Promise<number> {
  const reachable = await consents.withCredit(
    tx,
    [...new Set(coupons.map((one) => one.holderId))],
    'coupon-ending',
    null,
  )
  const days = new Map<string, endings.EndingCoupon[]>()
  for (const coupon of coupons.filter(({ holderId }) => reachable.has(holderId)))
    days.set(dayOf(coupon), [...(days.get(dayOf(coupon)) ?? []), coupon])
  const rings = [...days].flatMap(([once, [nearest, ...others]]) => {
    const dueAt = nearest ? ringsBefore(nearest.endsAt, now) : null
    if (!nearest || dueAt === null) return []
    return [
      {
        id: told.get(onceOf(nearest))!,
        residentId: nearest.holderId,
        purpose: 'coupon-ending' as const,
        couponId: nearest.id,
        storeId: null,
        orderId: null,
        once,
        data: couponEndingValues(nearest, 1 + others.length),
        page: pageOf(nearest),
        dueAt,
        until: nearest.endsAt,
      },
    ]
  })
  return pushes.insertWithJobs(tx, rings, now)
}
