import { Type } from 'typebox'
import { isRefusal } from '../../src/contract/errors'
import { paths } from '../../src/contract/paths'
import { Done, StoreId, Uuid } from '../../src/contract/scalars'
import {
  NewTillKeyAnswer,
  NewTillKeyBody,
  TillKeysAnswer,
  TillOrderAnswer,
  TillOrderBody,
} from '../../src/contract/staff-order'
import type { Outside } from '../build-app'
import { zoneFinder } from '../delivery/zone-finder'
import type { Api } from '../http/route'
import { fingerprint, once } from '../idempotency/idempotency.service'
import { enter } from './enter.service'
import { keysOf, makeKey, revokeKey } from './key.service'

const InStore = Type.Object({ storeId: StoreId })

/** 收银对接: keys of tills and platforms, and the orders they send. */
export function tillRoutes(api: Api, { database: { db }, keys, maps }: Outside): void {
  const world = { db, maps, zones: zoneFinder() }

  api.read(
    {
      who: { staff: 'till-keys' },
      url: paths.staffTillKeys,
      summary: 'Keys of tills and platforms of this store',
      params: InStore,
      answer: TillKeysAnswer,
    },
    ({ staff }) => keysOf(db, staff.storeId),
  )

  // Keeps its key itself: what is remembered with the key must not hold the secret (it is made of the id again).
  api.ownWrite(
    'POST',
    {
      who: { staff: 'till-keys' },
      url: paths.staffTillKeys,
      summary: 'Make a key; its secret is shown this once',
      params: InStore,
      body: NewTillKeyBody,
      answer: NewTillKeyAnswer,
      keyed: true,
    },
    async (call, { method, url }) => {
      const asked = {
        actor: call.residentId,
        key: call.key,
        request: fingerprint(method, url, call.body),
        now: call.now,
      }
      const made = await once(db, asked, (tx) => makeKey(tx, call, call.body))
      if (isRefusal(made)) return made
      return { keyId: made.keyId, secret: keys.tillSecret(made.keyId).toString('base64url') }
    },
  )

  api.write(
    'POST',
    {
      who: { staff: 'till-keys' },
      url: paths.staffRevokeTillKey,
      summary: 'End a key, at once',
      params: Type.Object({ storeId: StoreId, keyId: Uuid }),
      answer: Done,
    },
    (tx, call) => revokeKey(tx, call, call.params.keyId),
  )

  // The receipt's number is the key: it is the till's own, and kept for good.
  api.ownWrite(
    'POST',
    {
      who: 'till',
      url: paths.tillOrders,
      summary: 'Enter an order that was paid at a till or on a platform, once per receipt',
      body: TillOrderBody,
      answer: TillOrderAnswer,
      keyed: false,
    },
    ({ till, body, now }) => enter(world, { till, body, now }),
  )
}
