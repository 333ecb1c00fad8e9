import type { SubmitBody } from '../../src/contract/checkout'
import { type Refusal, refuse } from '../../src/contract/errors'
import { gcj02 } from '../../src/domain/geo'
import type { DeliveryTerms } from '../../src/domain/pricing/basket'
import type { Instant } from '../../src/domain/time'
import { addressOf, addressUsed } from '../address/address.service'
import type { Tx } from '../database/connection'
import type { ZoneFinder } from '../delivery/zone-finder'
import { type SlotPlace, storePlace, zonePlace } from '../slot/slot.service'

/** Where an order goes: what its zone asks for, where its slot is taken, what of it stands on the order. */
export type Door = {
  readonly place: SlotPlace
  /** `null`: collected in the store. */
  readonly terms: DeliveryTerms | null
  readonly columns: {
    readonly contact_name: string
    readonly contact_phone: string
    readonly address?: string
    readonly address_lat?: number
    readonly address_lng?: number
    readonly zone_id?: string
  }
}

/** The door of an order, from the address the server resolved itself: outside of the store's zones nothing is delivered (KF-30). */
export async function doorOf(
  tx: Tx,
  zones: ZoneFinder,
  ask: { residentId: string; body: SubmitBody; now: Instant },
): Promise<Door | Refusal> {
  const { storeId, fulfilment, contact } = ask.body
  if (fulfilment.kind === 'pickup')
    return {
      place: storePlace(storeId),
      terms: null,
      columns: { contact_name: contact?.name.trim() ?? '', contact_phone: contact?.phone ?? '' },
    }
  const address = fulfilment.addressId === null ? null : await addressOf(tx, ask.residentId, fulfilment.addressId)
  if (!address) return refuse('ADDRESS_NOT_FOUND')
  const hit = await zones.zoneAt(tx, storeId, gcj02(address.at.lat, address.at.lng))
  if (!hit) return refuse('DELIVERY_OUTSIDE')
  await addressUsed(tx, ask.residentId, address.id, ask.now)
  return {
    place: zonePlace(hit.zone.id),
    terms: { fee: hit.zone.fee, minimum: hit.zone.minimum, freeFrom: hit.zone.freeFrom },
    columns: {
      contact_name: address.name,
      contact_phone: address.phone,
      address: `${address.place} ${address.detail}`,
      address_lat: address.at.lat,
      address_lng: address.at.lng,
      zone_id: hit.zone.id,
    },
  }
}
