import { CheckoutAnswer, CheckoutQuestion, NearestAnswer, NearestQuestion } from '../../src/contract/checkout'
import { paths } from '../../src/contract/paths'
import type { Outside } from '../build-app'
import { toGcj02 } from '../delivery/datum'
import { zoneFinder } from '../delivery/zone-finder'
import type { Api } from '../http/route'
import { look } from './look.service'
import { nearest } from './nearest.service'

/** Questions before an order: nothing is taken or kept. Submitting is in submit.routes.ts. */
export function checkoutRoutes(api: Api, { database: { db } }: Outside): void {
  const zones = zoneFinder()

  api.question(
    {
      who: 'resident',
      url: paths.checkout,
      summary: 'What an order would cost, when it could come, and what stands in its way',
      body: CheckoutQuestion,
      answer: CheckoutAnswer,
    },
    ({ residentId, body, now }) => look(db, zones, { residentId, question: body, now }),
  )

  api.question(
    {
      who: 'public',
      url: paths.nearestStore,
      summary: 'The store that can do it: its zone holds the door, its stock the basket',
      body: NearestQuestion,
      answer: NearestAnswer,
    },
    ({ body, now }) => nearest(db, zones, { lines: body.lines, at: toGcj02(body.at), now }),
  )
}
