import { type Refusal, refuse } from '../../src/contract/errors'
import type { LaunchAnswer, StoreAnswer, StoreCard } from '../../src/contract/launch'
import type { Instant } from '../../src/domain/time'
import type { Db } from '../database/connection'
import * as claimants from './claimants.repository'
import * as launches from './launch.repository'

/** Over how many ms phones spread their questions when the phase turns. */
export const TURN_SPREAD_MS = 6_000

/** How old the number of claimants may be that this process tells. */
const CLAIMANTS_KEPT_MS = 3_000

/** All stores, the youngest launch first. */
export const allStores = (db: Db): Promise<StoreCard[]> => launches.stores(db)

/** One store's card; `null` when there is no such store. */
export const storeCard = (db: Db, storeId: string): Promise<StoreCard | null> => launches.storeById(db, storeId)

export async function introduction(db: Db, storeId: string): Promise<StoreAnswer | Refusal> {
  return (await launches.storyOf(db, storeId)) ?? refuse('STORE_NOT_FOUND')
}

/** Launch facts. All callers of a moment share one count of claimants: the opening second asks the database once. */
export function launchFacts(db: Db): (storeId: string, now: Instant) => Promise<LaunchAnswer | Refusal> {
  const kept = new Map<string, { at: Instant; count: Promise<number> }>()

  function claimantsOf(storeId: string, now: Instant): Promise<number> {
    const last = kept.get(storeId)
    if (last && now < last.at + CLAIMANTS_KEPT_MS) return last.count
    const count = claimants.count(db, storeId)
    kept.set(storeId, { at: now, count })
    count.catch(() => kept.delete(storeId)) // the next caller asks again
    return count
  }

  return async (storeId, now) => {
    const story = await launches.storyOf(db, storeId)
    if (!story) return refuse('STORE_NOT_FOUND')
    const { store, slogans, peek } = story
    const { trialOpensAt, grandOpensAt } = store
    const count = await claimantsOf(storeId, now)
    return { store, trialOpensAt, grandOpensAt, slogans, peek, claimants: count, turnSpreadMs: TURN_SPREAD_MS }
  }
}

/** Keeps counting cheap when a store has a million coupons. A job runs it each minute; without it counts stay right, only slower. */
export async function rollUpClaimants(db: Db): Promise<void> {
  for (const storeId of await claimants.storesWithBatches(db)) await claimants.rollUp(db, storeId)
}
