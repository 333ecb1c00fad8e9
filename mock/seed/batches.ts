import { type InsertObject, sql } from 'kysely'
import type { Database } from '../../server/database/schema'
import type { CouponValue } from '../../src/domain/coupon/coupon'
import { fen } from '../../src/domain/money'
import type { Scope } from '../../src/domain/pricing/basket'
import { DAY, endOfStoreDay, HOUR, type Instant, MINUTE, plus, plusDays, storeDay } from '../../src/domain/time'
import type { Chance } from './random'
import { LAUNCHING, launchTimes, NEIGHBOUR, openedAt } from './stores'

export type SeededBatch = {
  id: string
  storeId: string
  title: string
  note: string
  value: CouponValue
  benefit: boolean
  online: boolean
  counter: boolean
  storeIds: string[]
  maxHops: number
  total: number
  perDay: number | null
  channelIds: string[] | null
  claimOpensAt: Instant
  claimClosesAt: Instant
  useOpensAt: Instant | null
  useClosesAt: Instant | null
  useDays: number | null
  remindHours: number
  /** What share of those who claim anything takes this one. */
  wanted: number
  /** All goods unless its words say otherwise. */
  scope?: Scope
}

type Wording = Pick<SeededBatch, 'title' | 'note' | 'value' | 'total' | 'wanted'> & Partial<SeededBatch>

const exchange = (
  name: string,
  quantity: number,
  unit: string,
  picture: string,
  worth: number,
  price = 0,
): CouponValue => ({
  kind: 'exchange',
  goods: { name, quantity, unit, picture, worth: fen(worth) },
  price: fen(price),
})

/** Claiming began five days ago: the days in which the launch lead wants 20,000 claims. */
export const claimingSince = (now: Instant): Instant => plus(now, -5 * DAY)

export function batches(chance: Chance, now: Instant): SeededBatch[] {
  const { trialOpensAt, grandOpensAt } = launchTimes(now)
  const dayOf = (days: number) => endOfStoreDay(plusDays(storeDay(trialOpensAt), days))
  const base = {
    storeId: LAUNCHING,
    benefit: false,
    online: true,
    counter: true,
    storeIds: [LAUNCHING],
    maxHops: 1,
    perDay: null,
    channelIds: null,
    claimOpensAt: claimingSince(now),
    claimClosesAt: dayOf(6),
    useOpensAt: trialOpensAt,
    useClosesAt: dayOf(15),
    useDays: null,
    remindHours: 24,
  }
  const offer = (words: Wording): SeededBatch => ({ ...base, id: chance.id(base.claimOpensAt), ...words })
  const benefit = (words: Wording): SeededBatch =>
    offer({
      benefit: true,
      online: false,
      claimClosesAt: dayOf(2),
      useClosesAt: dayOf(6),
      remindHours: 12,
      ...words,
    })
  return [
    ...offers(offer, now, { trialOpensAt, grandOpensAt }),
    ...benefits(benefit, dayOf),
    ...pastBatches(offer, now),
  ]
}

function offers(
  offer: (words: Wording) => SeededBatch,
  now: Instant,
  launch: ReturnType<typeof launchTimes>,
): SeededBatch[] {
  const soon = (Math.floor(plus(now, HOUR) / MINUTE) * MINUTE) as Instant
  return [
    offer({
      title: '开业满减券',
      note: '商品满 99 元减 20 元，配送费不计入。一次用一张，可与满减活动同享。',
      value: { kind: 'amount-off', off: fen(2000), threshold: fen(9900) },
      total: 2400,
      wanted: 0.93,
    }),
    offer({
      title: '三天尝鲜券',
      note: '商品满 59 元减 10 元。领取后 3 天内用，开业前领的从开业当天算起。',
      value: { kind: 'amount-off', off: fen(1000), threshold: fen(5900) },
      useClosesAt: null,
      useDays: 3,
      perDay: 500,
      total: 3000,
      wanted: 0.52,
    }),
    offer({
      title: '水果专享 8.8 折',
      note: '水果类商品 8.8 折，最多减 30 元。',
      value: { kind: 'percent-off', percent: 88, cap: fen(3000), threshold: fen(0) },
      scope: { kind: 'categories', ids: ['fruit'] },
      total: 1500,
      wanted: 0.44,
    }),
    offer({
      title: '免运券',
      note: '商品满 19 元免一次配送费，人民广场片区和五里岗片区可用。',
      value: { kind: 'free-delivery', threshold: fen(1900) },
      counter: false,
      maxHops: 0,
      total: 2000,
      wanted: 0.36,
    }),
    offer({
      title: '整点抢 满 69 减 15',
      note: '限量 300 张，试业期间到店、线上都能用。',
      value: { kind: 'amount-off', off: fen(1500), threshold: fen(6900) },
      claimOpensAt: soon,
      useClosesAt: launch.grandOpensAt,
      claimClosesAt: launch.grandOpensAt,
      total: 300,
      wanted: 0,
    }),
    offer({
      title: '首批尝鲜 满 49 减 20',
      note: '送给最早知道我们的 300 位邻居。',
      value: { kind: 'amount-off', off: fen(2000), threshold: fen(4900) },
      total: 300,
      wanted: 1,
    }),
    offer({
      title: '邻店先用 满 39 减 5',
      note: '新店还没开，先到草海路店逛逛。领取后 3 天内用。',
      value: { kind: 'amount-off', off: fen(500), threshold: fen(3900) },
      online: false,
      storeIds: [NEIGHBOUR],
      useOpensAt: null,
      useClosesAt: null,
      useDays: 3,
      total: 1000,
      wanted: 0.27,
    }),
  ]
}

function benefits(benefit: (words: Wording) => SeededBatch, dayOf: (days: number) => Instant): SeededBatch[] {
  return [
    benefit({
      title: '土鸡蛋 10 枚',
      note: '到店出示券码就领，不用买别的。每人一份，试业前 3 天领。',
      value: exchange('草海土鸡蛋', 10, '枚', 'egg', 1680),
      useClosesAt: dayOf(2),
      total: 1000,
      wanted: 0.74,
    }),
    benefit({
      title: '丹东草莓 9.9 元',
      note: '500g 一盒，到店付 9.9 元带走。坏一颗赔一颗。',
      value: exchange('丹东草莓 500g', 1, '盒', 'strawberry', 2990, 990),
      total: 600,
      wanted: 0.41,
    }),
    benefit({
      title: '鲜活基围虾 19.9 元',
      note: '现捞现称 500g，到店付 19.9 元。周二、周五到货。',
      value: exchange('鲜活基围虾', 1, '斤', 'shrimp', 4500, 1990),
      total: 400,
      wanted: 0.29,
    }),
    benefit({
      title: '幼儿园家长 · 鲜奶 1 瓶',
      note: '给接送孩子的家长。从幼儿园接送区海报进来的邻居可领。',
      value: exchange('本地牧场鲜奶', 1, '瓶', 'glass-of-milk', 890),
      channelIds: ['kindergarten-1'],
      total: 260,
      wanted: 0.88,
    }),
    benefit({
      title: '山东大葱 1 捆',
      note: '到店就领，一捆约 1 斤半。',
      value: exchange('山东大葱', 1, '捆', 'leafy-green', 690),
      total: 800,
      wanted: 0.33,
    }),
    benefit({
      title: '威宁土豆 5 斤 1.9 元',
      note: '迤那镇黄心土豆，到店付 1.9 元提走一袋。',
      value: exchange('威宁黄心土豆', 5, '斤', 'potato', 990, 190),
      total: 900,
      wanted: 0.38,
    }),
  ]
}

/** What the store next door gave away when it opened: the stock plan learns from it who comes. */
function pastBatches(offer: (words: Wording) => SeededBatch, now: Instant): SeededBatch[] {
  const opened = openedAt(now, 120)
  const dayOf = (days: number) => endOfStoreDay(plusDays(storeDay(opened), days))
  const past = {
    storeId: NEIGHBOUR,
    storeIds: [NEIGHBOUR],
    benefit: true,
    online: false,
    claimOpensAt: plus(opened, -4 * DAY),
    claimClosesAt: dayOf(2),
    useOpensAt: opened,
    useClosesAt: dayOf(6),
  }
  return [
    offer({
      ...past,
      title: '土鸡蛋 10 枚',
      note: '草海路店开业福利，已结束。',
      value: exchange('草海土鸡蛋', 10, '枚', 'egg', 1580),
      total: 260,
      wanted: 0,
    }),
    offer({
      ...past,
      title: '丹东草莓 9.9 元',
      note: '草海路店开业福利，已结束。',
      value: exchange('丹东草莓 500g', 1, '盒', 'strawberry', 2990, 990),
      total: 180,
      wanted: 0,
    }),
  ]
}

/** Rows as they stand after `claimed` copies of each (`today` of them since the store's midnight). */
export function batchRows(
  all: readonly SeededBatch[],
  claimed: (batchId: string) => { all: number; today: number },
  now: Instant,
): InsertObject<Database, 'coupon_batch'>[] {
  const date = (at: Instant | null): Date | null => (at === null ? null : new Date(at))
  return all.map((batch, position) => ({
    id: batch.id,
    store_id: batch.storeId,
    title: batch.title,
    note: batch.note,
    value: JSON.stringify(batch.value),
    scope: JSON.stringify(batch.scope ?? { kind: 'all' }),
    benefit: batch.benefit,
    usable_online: batch.online,
    usable_counter: batch.counter,
    store_ids: batch.storeIds,
    max_hops: batch.maxHops,
    total: batch.total,
    remaining: batch.total - claimed(batch.id).all,
    per_person: 1,
    per_day: batch.perDay,
    day: sql<Date>`${storeDay(now)}::date`, // a Date would become a day of the machine's time zone
    day_claimed: claimed(batch.id).today,
    channel_ids: batch.channelIds,
    claim_opens_at: new Date(batch.claimOpensAt),
    claim_closes_at: new Date(batch.claimClosesAt),
    use_opens_at: date(batch.useOpensAt),
    use_closes_at: date(batch.useClosesAt),
    use_days: batch.useDays,
    remind_hours: batch.remindHours,
    published_at: new Date(plus(batch.claimOpensAt, -DAY)),
    position,
  }))
}
