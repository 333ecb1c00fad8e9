import { Type } from 'typebox'
import {
  DeliveryAnswer,
  DeliveryQuestion,
  PlacesAnswer,
  PlacesQuestion,
  ZonesAnswer,
} from '../../src/contract/delivery'
import { paths } from '../../src/contract/paths'
import { StoreId } from '../../src/contract/scalars'
import type { Outside } from '../build-app'
import type { Api } from '../http/route'
import { deliveryOn } from './delivery.service'

/** Public: nobody signs in to learn whether the door is served. What was typed stands in the body, never in a URL or a log. */
export function deliveryRoutes(api: Api, { database: { db }, maps }: Outside): void {
  const delivery = deliveryOn(db, maps)

  api.question(
    {
      who: 'public',
      url: paths.deliveryAnswer,
      summary: 'Does it deliver to this point or address?',
      body: DeliveryQuestion,
      answer: DeliveryAnswer,
    },
    ({ body, now }) => delivery.answer(body, now),
  )

  api.read(
    {
      who: 'public',
      url: paths.zones,
      summary: 'Where a store delivers',
      params: Type.Object({ storeId: StoreId }),
      answer: ZonesAnswer,
      cacheSeconds: 300,
    },
    ({ params }) => delivery.zones(params.storeId),
  )

  api.question(
    {
      who: 'public',
      url: paths.placeSuggestions,
      summary: 'Places whose name begins like this, near a store',
      body: PlacesQuestion,
      answer: PlacesAnswer,
    },
    ({ body }) => delivery.places(body.text, body.storeId),
  )
}
