import type { Static } from 'typebox'
import type { SlotOut } from '../../src/contract/checkout'
import { isRefusal, type Refusal, refuse } from '../../src/contract/errors'
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
  const slot = await findSlot(tx, place, opensAt, now)
  if (isRefusal(slot)) return slot
  const { opensAt: from, closesAt } = slot
  return (await takePlace(tx, place, slot)) ?? { opensAt: from, closesAt }
}

/** A slot of the schedule that can still be had, and how many places it has in all. */
export type FoundSlot = Window & { readonly capacity: number }

/** Looks a slot up without taking a place in it: SLOT_CLOSED when it cannot be had any more. */
export async function findSlot(db: Db, place: SlotPlace, opensAt: Instant, now: Instant): Promise<FoundSlot | Refusal> {
  const terms = await termsOf(db, place)
  const slot = terms && slotsFrom(terms.hours, terms.opensAt, now, DAYS).find((one) => one.opensAt === opensAt)
  return slot ? { ...slot, capacity: terms.capacity } : refuse('SLOT_CLOSED')
}

/** Takes a place in a slot that was found; SLOT_FULL when there is none. Everybody of the slot waits for it until the commit. */
export async function takePlace(tx: Tx, place: SlotPlace, slot: FoundSlot): Promise<Refusal | null> {
  return (await slots.take(tx, place, slot, slot.capacity)) ? null : refuse('SLOT_FULL')
}

/** Frees the place of an order that will not be served. Doing it twice is doing it once. @returns whether one was freed */
export const releaseSlot = (tx: Tx, orderId: string, now: Instant): Promise<boolean> => slots.release(tx, orderId, now)
