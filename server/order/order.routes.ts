import { Type } from 'typebox'
import { CancelBody, OrderAnswer, OrdersAnswer, OrdersQuery } from '../../src/contract/order'
import { paths } from '../../src/contract/paths'
import { Done, Uuid } from '../../src/contract/scalars'
import type { Outside } from '../build-app'
import type { Api } from '../http/route'
import * as service from './order.service'

const OrderParams = Type.Object({ orderId: Uuid })

/** A resident's own orders. */
export function orderRoutes(api: Api, { database: { db }, keys, pay }: Outside): void {
  api.read(
    {
      who: 'resident',
      url: paths.orders,
      summary: 'My orders of a shelf, latest first',
      query: OrdersQuery,
      answer: OrdersAnswer,
    },
    ({ residentId, query }) => service.list(db, residentId, query),
  )

  api.read(
    {
      who: 'resident',
      url: paths.order,
      summary: 'One of my orders, whole: lines, money, timeline, what I may do',
      params: OrderParams,
      answer: OrderAnswer,
    },
    ({ residentId, params, now }) => service.detail(db, keys, { ...params, residentId, now }),
  )

  api.write(
    'POST',
    {
      who: 'resident',
      url: paths.orderCancel,
      summary: 'Cancel before picking begins: everything taken is free again, everything paid goes back',
      params: OrderParams,
      body: CancelBody,
      answer: Done,
    },
    (tx, { residentId, params, body, now }) => service.cancel(tx, { ...params, residentId, reason: body.reason, now }),
    ({ residentId, params, now }) => service.beforeCancel(db, pay, { ...params, residentId, now }),
  )
}
