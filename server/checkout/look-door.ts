import type { AddressCard, FulfilmentIn } from '../../src/contract/checkout'
import { gcj02 } from '../../src/domain/geo'
import { addressesOf } from '../address/address.service'
import type { Db } from '../database/connection'
import type { ZoneFinder } from '../delivery/zone-finder'
import type { Hit } from '../delivery/zone-index'
import { type SlotPlace, storePlace, zonePlace } from '../slot/slot.service'

/** Where an order would go, as far as is known yet. */
export type LookedDoor = {
  readonly kind: FulfilmentIn['kind']
  /** Of a delivery: the address named, else the default one, else the one used last; `null` when there is none such. */
  readonly address: AddressCard | null
  /** The zone of the store that holds the address. */
  readonly hit: Hit | null
  /** Where its slot would be taken; `null` until a zone is known. */
  readonly place: SlotPlace | null
}

export async function lookedDoor(
  db: Db,
  zones: ZoneFinder,
  ask: { residentId: string; storeId: string; fulfilment: FulfilmentIn },
): Promise<LookedDoor> {
  const { storeId, fulfilment } = ask
  if (fulfilment.kind === 'pickup') return { kind: 'pickup', address: null, hit: null, place: storePlace(storeId) }
  const book = await addressesOf(db, ask.residentId)
  const address = fulfilment.addressId === null ? book[0] : book.find((address) => address.id === fulfilment.addressId)
  if (!address) return { kind: 'delivery', address: null, hit: null, place: null }
  const hit = await zones.zoneAt(db, storeId, gcj02(address.at.lat, address.at.lng))
  return { kind: 'delivery', address, hit, place: hit && zonePlace(hit.zone.id) }
}
