import { Type } from 'typebox'
import { CartAnswer, CartChooseBody, CartLineBody, CartLookBody, CartMergeBody } from '../../src/contract/cart'
import { paths } from '../../src/contract/paths'
import { StoreId, Uuid } from '../../src/contract/scalars'
import type { Outside } from '../build-app'
import type { Api } from '../http/route'
import * as service from './cart.service'

const StoreParams = Type.Object({ storeId: StoreId })

/** Every change answers the whole cart, worked out anew. */
export function cartRoutes(api: Api, { database: { db } }: Outside): void {
  api.read(
    {
      who: 'resident',
      url: paths.cart,
      summary: 'My cart in a store, at the prices of now',
      params: StoreParams,
      answer: CartAnswer,
    },
    ({ residentId, params, now }) => service.cart(db, { residentId, storeId: params.storeId }, now),
  )

  api.write(
    'PUT',
    {
      who: 'resident',
      url: paths.cartLine,
      summary: 'Set how many of these goods are in my cart; 0 takes them out',
      params: Type.Object({ storeId: StoreId, goodsId: Uuid }),
      body: CartLineBody,
      answer: CartAnswer,
    },
    (tx, { residentId, params: { storeId, goodsId }, body: { quantity, chosen }, now }) =>
      service.setLine(tx, { residentId, storeId }, { goodsId, quantity, chosen }, now),
  )

  api.write(
    'POST',
    {
      who: 'resident',
      url: paths.cartMerge,
      summary: 'Add what the phone had before signing in',
      params: StoreParams,
      body: CartMergeBody,
      answer: CartAnswer,
    },
    (tx, { residentId, params, body, now }) =>
      service.merge(tx, { residentId, storeId: params.storeId }, body.lines, now),
  )

  api.write(
    'PUT',
    {
      who: 'resident',
      url: paths.cart,
      summary: 'Choose lines of my cart for the checkout, or no longer',
      params: StoreParams,
      body: CartChooseBody,
      answer: CartAnswer,
    },
    (tx, { residentId, params, body, now }) => service.choose(tx, { residentId, storeId: params.storeId }, body, now),
  )

  api.question(
    {
      who: 'public',
      url: paths.cartLook,
      summary: "What a phone's own cart costs",
      params: StoreParams,
      body: CartLookBody,
      answer: CartAnswer,
    },
    ({ residentId, params, body, now }) =>
      service.look(db, { storeId: params.storeId, residentId, lines: body.lines, now }),
  )
}
