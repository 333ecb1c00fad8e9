import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { BalanceAnswer, BalanceQuery, PayParams } from '../../src/contract/checkout'
import { PaidAnswer } from '../../src/contract/order'
import { paths } from '../../src/contract/paths'
import { Uuid } from '../../src/contract/scalars'
import type { Outside } from '../build-app'
import type { Api } from '../http/route'
import { statement } from './balance.service'
import { notificationRoutes } from './notification.routes'
import * as service from './payment.service'

const OrderParams = Type.Object({ orderId: Uuid })

/** Paying an order, and what WeChat says of it. */
export function paymentRoutes(app: FastifyInstance, api: Api, { database: { db }, pay, clock }: Outside): void {
  api.write(
    'POST',
    {
      who: 'resident',
      url: paths.orderPay,
      summary: 'What wx.requestPayment needs to pay my order',
      params: OrderParams,
      answer: PayParams,
    },
    (tx, { residentId, params, now }, { prepayId }: { prepayId: string }) =>
      service.payParams(tx, pay, { ...params, residentId, prepayId, now }),
    ({ residentId, params, now }) => service.prepare(db, pay, { ...params, residentId, now }),
  )

  api.question(
    {
      who: 'resident',
      url: paths.orderPaid,
      summary: 'Has my payment arrived? WeChat is asked; the phone’s word is only a hint',
      params: OrderParams,
      body: Type.Object({}, { additionalProperties: false }),
      answer: PaidAnswer,
    },
    ({ residentId, params, now }) => service.confirm(db, pay, { ...params, residentId, now }),
  )

  api.read(
    {
      who: 'resident',
      url: paths.balance,
      summary: 'My balance and its entries, latest first',
      query: BalanceQuery,
      answer: BalanceAnswer,
    },
    ({ residentId, query }) => statement(db, residentId, query.after),
  )

  notificationRoutes(app, pay, clock, (notification) => service.heard(db, notification, clock.now()))
}
