import type { Static } from 'typebox'
import type {
  AddressParts,
  DeliveryAnswer,
  DeliveryQuestion,
  PlacesAnswer,
  ZonesAnswer,
} from '../../src/contract/delivery'
import { isRefusal, type Refusal, refuse } from '../../src/contract/errors'
import { earliestSlot } from '../../src/domain/delivery/slot'
import { type Gcj02, gcj02 } from '../../src/domain/geo'
import type { Instant } from '../../src/domain/time'
import type { Db } from '../database/connection'
import type { MapsGateway } from '../gateways/maps'
import { allStores, storeCard } from '../launch/launch.service'
import { splitAddress } from './address'
import { toGcj02 } from './datum'
import * as delivery from './delivery.repository'
import { freshIndex } from './zone-finder'
import type { Hit, ZoneIndex } from './zone-index'

type Question = Static<typeof DeliveryQuestion>
/** Where the door is, and how sure that is: `accuracy` in metres, 0 for what a person picked. */
export type Door = { at: Gcj02; accuracy: number; place: string | null; parts: AddressParts | null }

/** A phone that knows no better than this does not know the street: the resident is asked. */
const KNOWS_THE_STREET_METRES = 500

export type Delivery = ReturnType<typeof deliveryOn>

/** Answers "does it deliver to my door?" from zones in memory that are never older than the database's. */
export function deliveryOn(db: Db, maps: MapsGateway) {
  const index = freshIndex()
  const current = (): Promise<ZoneIndex> => index(db)

  async function pointed(question: Extract<Question, { point: unknown }>, now: Instant): Promise<DeliveryAnswer> {
    const at = toGcj02(question.point)
    const door = { at, accuracy: question.accuracy ?? 0, place: null, parts: null }
    // what people call the place is a courtesy: the answer does not depend on it
    const [answer, called] = await Promise.all([verdict(db, await current(), door, now), maps.reverse(at)])
    return { ...answer, place: called.ok ? called.found : null }
  }

  return {
    async answer(question: Question, now: Instant): Promise<DeliveryAnswer | Refusal> {
      if ('point' in question) return pointed(question, now)
      const door = await written(db, maps, question.address)
      return isRefusal(door) ? door : verdict(db, await current(), door, now)
    },

    async zones(storeId: string): Promise<ZonesAnswer | Refusal> {
      const store = await storeCard(db, storeId)
      if (!store) return refuse('STORE_NOT_FOUND')
      const zones = await delivery.zones(db, storeId)
      return {
        store,
        zones: zones.map(({ id, name, rings, fee, minimum, freeFrom }) => ({
          id,
          name,
          rings: rings.map((ring) => ring.map(([lng, lat]): [number, number] => [lng, lat])),
          fee,
          minimum,
          freeFrom,
        })),
      }
    },

    async places(text: string, storeId: string | undefined): Promise<PlacesAnswer | Refusal> {
      const stores = await allStores(db)
      const near = storeId === undefined ? stores[0] : stores.find((store) => store.id === storeId)
      if (storeId !== undefined && !near) return refuse('STORE_NOT_FOUND')
      // somebody may paste the whole line here; what is nobody's business stays here
      const { region, detail } = splitAddress(text)
      const answer = await maps.suggest(region + detail || text, near ? gcj02(near.at.lat, near.at.lng) : null)
      return answer.ok ? { places: answer.found } : refuse('MAPS_UNAVAILABLE')
    },
  }
}

/** Where a written address is; refused when the map does not know it well enough or does not answer. */
export async function written(db: Db, maps: MapsGateway, line: string): Promise<Door | Refusal> {
  const parts = splitAddress(line)
  if (parts.detail.length < 2) return refuse('ADDRESS_NOT_UNDERSTOOD')
  for (const region of await regionsToTry(db, parts)) {
    const answer = await maps.geocode(region + parts.detail) // neither name nor phone leaves the house
    if (!answer.ok) return refuse('MAPS_UNAVAILABLE')
    if (answer.found?.reliable) return { at: answer.found.at, accuracy: 0, place: answer.found.title, parts }
  }
  return refuse('ADDRESS_NOT_UNDERSTOOD')
}

/** Who leaves the county out means one where we are: our stores' regions, the newest store first, two at most. */
async function regionsToTry(db: Db, parts: AddressParts): Promise<string[]> {
  if (parts.region !== '') return [parts.region]
  const ours = (await allStores(db))
    .map((store) => splitAddress(store.address).region)
    .filter((region) => region !== '')
  return ours.length === 0 ? [''] : [...new Set(ours)].slice(0, 2)
}

async function verdict(db: Db, index: ZoneIndex, door: Door, now: Instant): Promise<DeliveryAnswer> {
  const { at, accuracy, place, parts } = door
  const hits = index.holding(at)
  const toFence = hits.length > 0 ? Math.max(...hits.map((hit) => hit.toFence)) : index.toNearestFence(at)
  const sure = accuracy <= KNOWS_THE_STREET_METRES && (toFence === null || toFence >= accuracy)
  const inside = hits.length > 0
  const nearest = inside && sure ? null : index.nearestStore(at)
  const collectFrom = nearest && (await storeCard(db, nearest.id))
  return {
    at,
    place,
    parts,
    verdict: sure ? (inside ? 'inside' : 'outside') : 'unsure',
    zone: hits[0] ? await served(db, hits[0], now) : null,
    metresOutside: inside || toFence === null ? null : Math.ceil(toFence),
    nearestStore: nearest && collectFrom && { store: collectFrom, metres: Math.round(nearest.metres) },
  }
}

async function served(db: Db, { zone, metres }: Hit, now: Instant): Promise<DeliveryAnswer['zone']> {
  const store = await storeCard(db, zone.storeId)
  if (!store) return null
  return {
    id: zone.id,
    storeId: zone.storeId,
    storeName: store.name,
    metres: Math.round(metres),
    fee: zone.fee,
    minimum: zone.minimum,
    freeFrom: zone.freeFrom,
    earliestSlot: earliestSlot(zone.hours, store.trialOpensAt as Instant, now),
  }
}
