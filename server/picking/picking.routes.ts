import { Type } from 'typebox'
import { SubstituteAnswerBody } from '../../src/contract/order'
import { paths } from '../../src/contract/paths'
import { Done, StoreId, Uuid } from '../../src/contract/scalars'
import {
  BoardAnswer,
  BoardQuery,
  PickLineBody,
  RefuseBody,
  StaffOrderAnswer,
  SubstituteBody,
  SubstituteOut,
} from '../../src/contract/staff-order'
import type { Outside } from '../build-app'
import type { Api } from '../http/route'
import { boardOf, staffOrder } from './board.service'
import { makeReady, pickLine, startPicking } from './picking.service'
import { refuseOrder } from './refuse.service'
import { answerQuestion, offerSubstitute, withdrawQuestion } from './substitute.service'

const OfStore = Type.Object({ storeId: StoreId, orderId: Uuid })
const LineOfStore = Type.Object({ storeId: StoreId, orderId: Uuid, lineId: Uuid })

/** 备货台: what is to be picked, picking it, what to do about what is missing, ready; and the resident's word on a substitute. */
export function pickingRoutes(api: Api, { database: { db } }: Outside): void {
  api.read(
    {
      who: { staff: 'pick' },
      url: paths.staffOrders,
      summary: 'The orders to work on, earliest slot first',
      params: Type.Object({ storeId: StoreId }),
      query: BoardQuery,
      answer: BoardAnswer,
    },
    ({ staff, query }) => boardOf(db, staff.storeId, query),
  )

  api.read(
    {
      who: { staff: 'pick' },
      url: paths.staffOrder,
      summary: 'One order, its lines in the order of the walk through the store',
      params: OfStore,
      answer: StaffOrderAnswer,
    },
    ({ staff, params }) => staffOrder(db, staff, params.orderId),
  )

  api.write(
    'POST',
    {
      who: { staff: 'pick' },
      url: paths.staffStartPicking,
      summary: 'Take an order to pick it',
      params: OfStore,
      answer: Done,
    },
    (tx, call) => startPicking(tx, call, call.params.orderId),
  )

  api.write(
    'POST',
    {
      who: { staff: 'pick' },
      url: paths.staffPickLine,
      summary: 'What was taken from the shelf for a line, and what it weighs',
      params: LineOfStore,
      body: PickLineBody,
      answer: Done,
    },
    (tx, call) => pickLine(tx, call, { ...call.params, picked: call.body }),
  )

  api.write(
    'POST',
    {
      who: { staff: 'pick' },
      url: paths.staffSubstitute,
      summary: 'Offer other goods for what a line is short of; the resident is asked',
      params: LineOfStore,
      body: SubstituteBody,
      answer: SubstituteOut,
    },
    (tx, call) => offerSubstitute(tx, call, { ...call.params, ...call.body }),
  )

  api.write(
    'POST',
    {
      who: { staff: 'pick' },
      url: paths.staffWithdrawSubstitute,
      summary: 'Take an offered substitute back, as if it had been declined',
      params: LineOfStore,
      answer: Done,
    },
    (tx, call) => withdrawQuestion(tx, call, call.params),
  )

  api.write(
    'POST',
    {
      who: { staff: 'pick' },
      url: paths.staffReady,
      summary: 'Everything is picked: settle what was weighed or missing, tell the resident',
      params: OfStore,
      answer: Done,
    },
    (tx, call) => makeReady(tx, call, call.params.orderId),
  )

  api.write(
    'POST',
    {
      who: { staff: 'refuse-order' },
      url: paths.staffRefuse,
      summary: 'Cancel an order that cannot be served; everything goes back',
      params: OfStore,
      body: RefuseBody,
      answer: Done,
    },
    (tx, call) => refuseOrder(tx, call, { orderId: call.params.orderId, reason: call.body.reason }),
  )

  api.write(
    'POST',
    {
      who: 'resident',
      url: paths.orderSubstitute,
      summary: 'Whether the offered substitute is welcome',
      params: Type.Object({ orderId: Uuid, lineId: Uuid }),
      body: SubstituteAnswerBody,
      answer: Done,
    },
    (tx, { residentId, params, body, now }) => answerQuestion(tx, { residentId, ...params, agreed: body.agreed, now }),
  )
}
