import { Type } from 'typebox'
import { RefundRequestAnswer, RefundRequestBody } from '../../src/contract/order'
import { paths } from '../../src/contract/paths'
import { Done, StoreId, Uuid } from '../../src/contract/scalars'
import { DecideRefundBody, StaffRefundRequestsAnswer, StaffRefundRequestsQuery } from '../../src/contract/staff-order'
import type { Outside } from '../build-app'
import type { Api } from '../http/route'
import { refuseWords } from '../resident/words.service'
import { decideRefund, requestsAt } from './decision.service'
import { askRefund, withdrawRequest } from './request.service'

/** 售后: money asked back for what was taken home, and what the store says to it. */
export function afterSaleRoutes(api: Api, { database: { db }, keys, wechat }: Outside): void {
  api.write(
    'POST',
    {
      who: 'resident',
      url: paths.orderRefunds,
      summary: 'Ask money back for units of lines of an order of mine',
      params: Type.Object({ orderId: Uuid }),
      body: RefundRequestBody,
      answer: RefundRequestAnswer,
    },
    (tx, { params, body, residentId, now }) => askRefund(tx, keys, { orderId: params.orderId, residentId, body, now }),
    async ({ body, residentId }) => (await refuseWords(db, wechat, residentId, body.words)) ?? undefined,
  )

  api.write(
    'POST',
    {
      who: 'resident',
      url: paths.orderWithdrawRefund,
      summary: 'Take a request of mine back before anybody decided',
      params: Type.Object({ orderId: Uuid, requestId: Uuid }),
      answer: Done,
    },
    (tx, { params, residentId, now }) => withdrawRequest(tx, { ...params, residentId, now }),
  )

  api.read(
    {
      who: { staff: 'decide-refund' },
      url: paths.staffRefundRequests,
      summary: 'What customers of the store ask money back for',
      params: Type.Object({ storeId: StoreId }),
      query: StaffRefundRequestsQuery,
      answer: StaffRefundRequestsAnswer,
    },
    ({ staff, query, now }) => requestsAt(db, keys, { storeId: staff.storeId, ...query, now }),
  )

  api.write(
    'POST',
    {
      who: { staff: 'decide-refund' },
      url: paths.staffDecideRefund,
      summary: 'Agree to a request, to all of it or less, or decline it and say why',
      params: Type.Object({ storeId: StoreId, requestId: Uuid }),
      body: DecideRefundBody,
      answer: Done,
    },
    (tx, call) => decideRefund(tx, call, { id: call.params.requestId, body: call.body }),
  )
}
