import type { RecommendedAnswer } from '../../src/contract/shop'
import { type Refusal, refuse } from '../../src/contract/errors'
import { DAY, type Instant, plus } from '../../src/domain/time'
import type { Db } from '../database/connection'
import { cardsOf } from './goods.repository'
import * as recommendations from './recommendation.repository'
import { storeExists } from './shelf.repository'

const AGAIN = 12
const NEIGHBOURS = 12

/** 常买 and 邻居也买 for a signed-in resident. Who opted out keeps what they bought themselves and is shown nothing of others. */
export async function recommended(
  db: Db,
  storeId: string,
  residentId: string,
  now: Instant,
): Promise<RecommendedAnswer | Refusal> {
  if (!(await storeExists(db, storeId))) return refuse('STORE_NOT_FOUND')
  const [own, open] = await Promise.all([
    recommendations.boughtAgain(db, residentId, storeId, AGAIN),
    recommendations.recommendsTo(db, residentId),
  ])
  const others = open ? await neighbours(db, storeId, own) : []
  const [again, neighboursGoods] = await Promise.all([
    cardsOf(db, storeId, own, now),
    cardsOf(db, storeId, others, now),
  ])
  return { again, neighbours: neighboursGoods, optedOut: !open }
}

const neighbours = (db: Db, storeId: string, own: readonly string[]): Promise<string[]> =>
  own.length > 0
    ? recommendations.neighboursTake(db, storeId, own, NEIGHBOURS)
    : recommendations.neighboursLike(db, storeId, NEIGHBOURS)

/** What a season's orders say; what is popular is of 30 days. */
const TOGETHER_SINCE = 90 * DAY
const SOLD_SINCE = 30 * DAY
const OTHERS_OF_ONE = 20
/** One or two orders are somebody's shopping, not the neighbourhood's. */
const LEAST_ORDERS = 3

/** Rolls up what was bought: store by store, each in a transaction of its own; a store that another process counts is left to it. */
export async function rollUpPurchases(db: Db, now: Instant): Promise<{ pairs: number; sold: number }> {
  let [pairs, sold] = [0, 0]
  for (const storeId of await recommendations.storeIds(db)) {
    await db.transaction().execute(async (tx) => {
      if (!(await recommendations.alone(tx, storeId))) return
      sold += await recommendations.rollUpSold(tx, storeId, plus(now, -SOLD_SINCE))
      pairs += await recommendations.rollUpTogether(tx, storeId, {
        since: plus(now, -TOGETHER_SINCE),
        most: OTHERS_OF_ONE,
        least: LEAST_ORDERS,
      })
    })
  }
  return { pairs, sold }
}
