import { v7 as uuid } from 'uuid'
import type { AddressBody, AddressCard } from '../../src/contract/checkout'
import { isRefusal, type Refusal, refuse } from '../../src/contract/errors'
import type { Gcj02 } from '../../src/domain/geo'
import type { Instant } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import { toGcj02 } from '../delivery/datum'
import { written } from '../delivery/delivery.service'
import type { MapsGateway } from '../gateways/maps'
import * as addresses from './address.repository'

/** More than that nobody finds their own door in. */
export const MOST_ADDRESSES = 20

/** The default first, then those that were used last. */
export const addressesOf = (db: Db, residentId: string): Promise<AddressCard[]> => addresses.list(db, residentId)

/** One of the resident's own; `null` for anybody else's. */
export const addressOf = (db: Db, residentId: string, id: string): Promise<AddressCard | null> =>
  addresses.find(db, residentId, id)

/** Says that an order goes to this address. */
export const addressUsed = (tx: Tx, residentId: string, id: string, now: Instant): Promise<void> =>
  addresses.markUsed(tx, residentId, id, now)

export type Located = { readonly at: Gcj02 }

/**
 * Where the door is: the point that the resident gave, in our datum, or what the map says of the place. Asked before the
 * transaction: a slow map must not hold a connection. Neither name, phone nor door number leaves the house.
 */
export async function locate(db: Db, maps: MapsGateway, body: AddressBody): Promise<Located | Refusal> {
  if (body.at) return { at: toGcj02(body.at) }
  const door = await written(db, maps, body.place)
  return isRefusal(door) ? door : { at: door.at }
}

type Change = { readonly residentId: string; readonly body: AddressBody; readonly at: Gcj02; readonly now: Instant }

export async function addAddress(tx: Tx, change: Change): Promise<AddressCard | Refusal> {
  const { residentId, now } = change
  await addresses.hold(tx, residentId)
  if ((await addresses.count(tx, residentId)) >= MOST_ADDRESSES)
    return refuse('ADDRESSES_FULL', { most: MOST_ADDRESSES })
  const id = uuid()
  const address = writtenOf(change)
  if (address.isDefault) await addresses.clearDefault(tx, residentId, id)
  await addresses.add(tx, residentId, id, address, now)
  return { id, ...address }
}

export async function changeAddress(tx: Tx, id: string, change: Change): Promise<AddressCard | Refusal> {
  const { residentId } = change
  await addresses.hold(tx, residentId)
  const address = writtenOf(change)
  if (address.isDefault) await addresses.clearDefault(tx, residentId, id)
  if (!(await addresses.change(tx, residentId, id, address))) return refuse('ADDRESS_NOT_FOUND') // undoes the above
  return { id, ...address }
}

/** Orders keep what they were told; the row stays for them. Removing twice is not found, as it looks to the resident. */
export async function removeAddress(
  tx: Tx,
  ask: { residentId: string; id: string; now: Instant },
): Promise<{ done: true } | Refusal> {
  return (await addresses.remove(tx, ask.residentId, ask.id, ask.now)) ? { done: true } : refuse('ADDRESS_NOT_FOUND')
}

const writtenOf = ({ body, at }: Change): addresses.Written => ({
  name: body.name.trim(),
  phone: body.phone,
  place: body.place.trim(),
  detail: body.detail.trim(),
  at,
  isDefault: body.isDefault,
})
