import type { InsertObject } from 'kysely'
import type { Database } from '../../server/database/schema'
import { estimateOf } from '../../src/domain/pricing/weigh'
import { fen } from '../../src/domain/money'
import { DAY, endOfStoreDay, type Instant, plus, plusDays, startOfStoreDay, storeDay } from '../../src/domain/time'
import type { StoreShelf } from './goods'
import type { Chance } from './random'
import { FARTHER, LAUNCHING, NEIGHBOUR } from './stores'

type Row = InsertObject<Database, 'offer'>

/** So many days have their special prices: whoever keeps the story's database for a while sees new ones each day. */
const DAYS = 14
const SPECIALS_A_DAY = 8
/** What is never cheaper: it is dear enough to be looked at anyway, or given away with other things. */
const NEVER = ['都匀毛尖', '威宁火腿', '草海土鸡蛋 6 枚']

export function offerRows(chance: Chance, shelves: readonly StoreShelf[], now: Instant): Row[] {
  return shelves.flatMap((shelf) => [...specials(chance, shelf, now), ...spending(chance, shelf, now)])
}

/** 今日特价: each day other goods, for the store's day, with a number that one person and all of them can have. */
function specials(chance: Chance, { storeId, goods }: StoreShelf, now: Instant): Row[] {
  const likely = goods.filter(({ name, stock, yuan }) => stock >= 20 && yuan <= 60 && !NEVER.includes(name))
  return Array.from({ length: DAYS }, (_, ahead) => plusDays(storeDay(now), ahead)).flatMap((day) => {
    const chosen = new Set(Array.from({ length: SPECIALS_A_DAY * 2 }, () => chance.pick(likely)))
    return [...chosen].slice(0, SPECIALS_A_DAY).map((one, position): Row => {
      const usual = one.soldBy === 'piece' ? one.priceFen : estimateOf(fen(one.priceFen), one.grams!)
      return {
        id: chance.id(plus(now, -DAY)),
        store_id: storeId,
        kind: 'special',
        title: '今日特价',
        terms: JSON.stringify({ price: Math.max(10, Math.round((usual * chance.whole(66, 82)) / 1000) * 10) }),
        goods_id: one.id,
        per_person: chance.pick([2, 2, 3, 5]),
        remaining: chance.whole(30, 80),
        opens_at: new Date(startOfStoreDay(day)),
        closes_at: new Date(endOfStoreDay(day)),
        position,
      }
    })
  })
}

const yuan = (amount: number): number => amount * 100
const tiers = (...pairs: (readonly [threshold: number, off: number])[]) =>
  pairs.map(([threshold, off]) => ({ threshold: yuan(threshold), off: yuan(off) }))
const everything = { kind: 'all' }
const some = (...ids: string[]) => ({ kind: 'categories', ids })

/** 满减 and 满送 of each store, for a month. */
function spending(chance: Chance, { storeId, goods }: StoreShelf, now: Instant): Row[] {
  const eggs = goods.find(({ name }) => name === '草海土鸡蛋 6 枚')!
  const gift = (threshold: number) => [{ threshold: yuan(threshold), gift: { goodsId: eggs.id, quantity: 1 } }]
  const offers: Readonly<Record<string, readonly Pick<Row, 'kind' | 'title' | 'terms' | 'per_person'>[]>> = {
    [LAUNCHING]: [
      { kind: 'spend-save', title: '开业满减', terms: terms(everything, tiers([50, 5], [99, 15])) },
      { kind: 'spend-gift', title: '满额送土鸡蛋', terms: terms(everything, gift(79)), per_person: 1 },
    ],
    [NEIGHBOUR]: [
      { kind: 'spend-save', title: '天天满减', terms: terms(everything, tiers([59, 5], [99, 12])) },
      { kind: 'spend-save', title: '零食饮料满减', terms: terms(some('snacks', 'drinks'), tiers([39, 6])) },
      { kind: 'spend-gift', title: '满额送土鸡蛋', terms: terms(everything, gift(99)), per_person: 1 },
    ],
    [FARTHER]: [
      {
        kind: 'spend-save',
        title: '米面粮油满减',
        terms: terms(some('grain', 'seasoning'), tiers([69, 8], [129, 20])),
      },
      { kind: 'spend-gift', title: '满额送土鸡蛋', terms: terms(everything, gift(89)), per_person: 1 },
    ],
  }
  return offers[storeId]!.map((offer, i) => ({
    ...offer,
    id: chance.id(plus(now, -DAY)),
    store_id: storeId,
    opens_at: new Date(startOfStoreDay(storeDay(plus(now, -2 * DAY)))),
    closes_at: new Date(endOfStoreDay(storeDay(plus(now, 30 * DAY)))),
    position: 100 + i,
  }))
}

const terms = (scope: object, steps: readonly object[]): string => JSON.stringify({ scope, tiers: steps })
