import type { Insertable } from 'kysely'
import type { Database } from '../../server/database/schema'
import { remindAt, useWindow } from '../../src/domain/coupon/claim'
import { giftEndsAt } from '../../src/domain/gift/gift'
import { DAY, HOUR, type Instant, MINUTE, plus, startOfStoreDay, storeDay } from '../../src/domain/time'
import type { SeededBatch } from './batches'
import { momentOf, type Neighbour } from './neighbours'
import type { Chance } from './random'
import { LAUNCHING, NEIGHBOUR } from './stores'

export type SeededCoupon = Insertable<Database['coupon']> & { batch: SeededBatch }

type Wish = { who: Neighbour; batch: SeededBatch; at: Instant }

/** Who claimed what when: in the order of the taps, never more than a batch has, one each. */
export function claims(
  chance: Chance,
  batches: readonly SeededBatch[],
  all: readonly Neighbour[],
  now: Instant,
): SeededCoupon[] {
  const wishes: Wish[] = []
  for (const who of all.filter((one) => one.claims)) {
    for (const batch of batches) {
      const wish = who.old ? pastWish(chance, who, batch) : presentWish(chance, who, batch, now)
      if (wish && wish.at < now) wishes.push(wish)
    }
  }
  const left = new Map(batches.map((batch) => [batch.id, batch.total]))
  const coupons: SeededCoupon[] = []
  for (const wish of wishes.sort((a, b) => a.at - b.at)) {
    const remaining = left.get(wish.batch.id) ?? 0
    if (remaining === 0) continue
    left.set(wish.batch.id, remaining - 1)
    coupons.push(couponOf(chance, wish, now))
  }
  return coupons
}

function presentWish(chance: Chance, who: Neighbour, batch: SeededBatch, now: Instant): Wish | null {
  if (batch.claimClosesAt < now || !chance.happens(batch.wanted)) return null
  if (batch.channelIds && !batch.channelIds.includes(who.lastChannelId ?? '')) return null
  const arrived = who.joinedAt > batch.claimOpensAt ? who.joinedAt : momentOf(chance, now, chance.whole(0, 4))
  if (arrived < batch.claimOpensAt) return null
  const soon = chance.happens(0.8) ? chance.whole(9_000, 4 * MINUTE) : chance.whole(HOUR, 30 * HOUR)
  return { who, batch, at: plus(arrived, soon) }
}

function pastWish(chance: Chance, who: Neighbour, batch: SeededBatch): Wish | null {
  if (batch.storeId === LAUNCHING || !chance.happens(0.85)) return null
  return { who, batch, at: plus(who.joinedAt, chance.whole(9_000, 6 * MINUTE)) }
}

function couponOf(chance: Chance, { who, batch, at }: Wish, now: Instant): SeededCoupon {
  const window = useWindow({ opensAt: batch.useOpensAt, closesAt: batch.useClosesAt, days: batch.useDays }, at)
  const remind = remindAt(window, batch.remindHours, at)
  return {
    batch,
    id: chance.id(at),
    batch_id: batch.id,
    claimer_id: who.id,
    seq: 1,
    holder_id: who.id,
    claimed_at: new Date(at),
    usable_from: new Date(window.opensAt),
    usable_until: new Date(window.closesAt),
    remind_at: remind && new Date(remind),
    reminded_at: remind && remind < now ? new Date(remind) : null,
    channel_id: who.lastChannelId,
    sharer_id: who.sharerId,
  }
}

const WORDS = [
  '这家鸡蛋好，你先去领',
  '新店开在广场边，一起去看看',
  '我家用不完，给你一张',
  '周末一起去赶早',
  '草莓才九块九，快去',
]
const NAMES = ['王**', '李**', '张**', '陈*', '杨**', '马**', '孔**', '罗*', '管**', '禄**']

/** Some give a coupon to a friend; what became of it is written on the coupon too. */
export function gifts(
  chance: Chance,
  coupons: readonly SeededCoupon[],
  all: readonly Neighbour[],
  now: Instant,
): Insertable<Database['gift']>[] {
  const rows: Insertable<Database['gift']>[] = []
  for (const coupon of coupons) {
    if (coupon.batch.maxHops === 0 || coupon.batch.storeId !== LAUNCHING || !chance.happens(0.1)) continue
    const createdAt = plus(coupon.claimed_at.getTime() as Instant, chance.whole(5 * MINUTE, 20 * HOUR))
    const ends = coupon.usable_until.getTime() as Instant
    if (createdAt >= now || createdAt >= ends) continue
    rows.push(giftOf(chance, coupon, createdAt, giftEndsAt(ends, createdAt), all, now))
  }
  return rows
}

function giftOf(
  chance: Chance,
  coupon: SeededCoupon,
  createdAt: Instant,
  expiresAt: Instant,
  all: readonly Neighbour[],
  now: Instant,
): Insertable<Database['gift']> {
  const gift = {
    id: chance.id(createdAt),
    coupon_id: coupon.id,
    giver_id: coupon.claimer_id,
    giver_name: chance.pick(NAMES),
    message: chance.pick(WORDS),
    created_at: new Date(createdAt),
    expires_at: new Date(expiresAt),
  }
  const decidedAt = plus(createdAt, chance.whole(MINUTE, 5 * HOUR))
  const inTime = decidedAt < now && decidedAt < expiresAt
  const friend = chance.pick(all.filter((one) => !one.old && one.joinedAt < decidedAt && one.id !== coupon.claimer_id))
  if (inTime && chance.happens(0.66)) {
    coupon.holder_id = friend.id
    coupon.hops = 1
    return { ...gift, state: 'accepted', ended_at: new Date(decidedAt), receiver_id: friend.id }
  }
  if (inTime && chance.happens(0.25)) return { ...gift, state: 'taken-back', ended_at: new Date(decidedAt) }
  if (expiresAt <= now) return { ...gift, state: 'returned', ended_at: new Date(expiresAt) }
  coupon.state = 'gifting'
  coupon.gifting_until = new Date(expiresAt)
  return { ...gift, state: 'offered' }
}

/** How likely a coupon of the store next door is used, and on which day after it could be (most come early). */
const COMES = { past: 0.74, present: 0.4 }
const DAY_OF_USE = [
  [0, 34],
  [1, 22],
  [2, 15],
  [3, 9],
  [4, 7],
  [5, 8],
  [6, 5],
] as const

/** Coupons handed in at the store next door, verified by its clerks. */
export function uses(
  chance: Chance,
  coupons: readonly SeededCoupon[],
  clerks: readonly string[],
  now: Instant,
): Insertable<Database['verification']>[] {
  const rows: Insertable<Database['verification']>[] = []
  for (const coupon of coupons) {
    if (coupon.state === 'gifting' || !coupon.batch.storeIds.includes(NEIGHBOUR)) continue
    const past = coupon.batch.claimClosesAt < now
    if (!chance.happens(past ? COMES.past : COMES.present)) continue
    const from = coupon.usable_from.getTime() as Instant
    const day = startOfStoreDay(storeDay(plus(from, chance.weighted(DAY_OF_USE) * DAY)))
    const at = plus(day, chance.whole(8 * HOUR, 20 * HOUR))
    if (at <= from || at >= now || at >= coupon.usable_until.getTime() || at <= coupon.claimed_at.getTime()) continue
    coupon.state = 'used'
    coupon.used_at = new Date(at)
    coupon.used_store_id = NEIGHBOUR
    rows.push({
      id: chance.id(at),
      coupon_id: coupon.id,
      store_id: NEIGHBOUR,
      staff_id: chance.pick(clerks),
      till: chance.pick(['1 号台', '2 号台']),
      method: chance.happens(0.85) ? 'qr' : 'digits',
      at: new Date(at),
    })
  }
  return rows
}
