import type { AddressParts } from '../../contract/delivery'
import type { Gcj02 } from '../../domain/geo'

/** The resident's door as it was chosen. It stays on the phone; only a point or an address travels, with a question. */
export type Door = {
  readonly at: Gcj02
  /** What it is called: the address as confirmed, the place picked, or what the map calls the point. */
  readonly words: string
  /** Name, phone, region and detail, when they were pasted and confirmed. */
  readonly parts: AddressParts | null
}

/** Where the phone keeps the door. The home page reads it, and must not load the map's store for it. */
export const KEPT_DOOR = 'door'
