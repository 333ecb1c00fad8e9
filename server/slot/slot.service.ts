import type { Static } from 'typebox'
import type { SlotOut } from '../../src/contract/checkout'
import { type Refusal, refuse } from '../../src/contract/errors'
import { slotsFrom } from '../../src/domain/delivery/slot'
import type { Instant, Window } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import * as slots from './slot.repository'

/** Where places are taken: the counter of a store, or the van of a delivery zone. */
export type SlotPlace = `store:${string}` | `zone:${string}`
export const storePlace = (storeId: string): SlotPlace => `store:${storeId}`
export const zonePlace = (zoneId: string): SlotPlace => `zone:${zoneId}`

export type Slot = Static<typeof SlotOut>

/** Today and tomorrow; before the store opens, its first two days. */
const DAYS = 2
/** More places left than this are of no interest to anybody. */
const MOST_LEFT_SAID = 9

function termsOf(db: Db, place: SlotPlace): Promise<slots.Terms | null> {
  const id = place.slice(place.indexOf(':') + 1)
  return place.startsWith('store:') ? slots.termsOfStore(db, id) : slots.termsOfZone(db, id)
}

/** The slots that can still be had, full ones among them with 0 places left. None when there is no such place. */
export async function slotsOf(db: Db, place: SlotPlace, now: Instant): Promise<Slot[]> {
  const [terms, taken] = await Promise.all([termsOf(db, place), slots.taken(db, place, now)])
  if (!terms) return []
  return slotsFrom(terms.hours, terms.opensAt, now, DAYS).map(({ opensAt, closesAt }) => {
    const left = Math.max(0, terms.capacity - (taken.get(opensAt) ?? 0))
    return { opensAt, closesAt, left: Math.min(left, MOST_LEFT_SAID) }
  })
}

/**
 * Takes a place in the slot that begins at `opensAt`, judged by the server's clock: SLOT_CLOSED when the schedule has no such slot
 * (any more), exactly the lead time before it begins it can still be had (KF-31); SLOT_FULL when all places are taken (KF-32).
 */
export async function takeSlot(tx: Tx, place: SlotPlace, opensAt: Instant, now: Instant): Promise<Window | Refusal> {
  const terms = await termsOf(tx, place)
  const slot = terms && slotsFrom(terms.hours, terms.opensAt, now, DAYS).find((one) => one.opensAt === opensAt)
  if (!slot) return refuse('SLOT_CLOSED')
  return (await slots.take(tx, place, slot, terms.capacity)) ? slot : refuse('SLOT_FULL')
}

/** Frees the place of an order that will not be served. Doing it twice is doing it once. @returns whether one was freed */
export const releaseSlot = (tx: Tx, orderId: string, now: Instant): Promise<boolean> => slots.release(tx, orderId, now)
