import { Type } from 'typebox'
import { paths } from '../../src/contract/paths'
import { Done, StoreId, Uuid } from '../../src/contract/scalars'
import { BringBackBody, DeliverBody, DeliveriesAnswer } from '../../src/contract/staff-order'
import type { Outside } from '../build-app'
import type { Api } from '../http/route'
import { bringBack, deliver, deliveriesOf, setOut } from './courier.service'

const OfStore = Type.Object({ storeId: StoreId, orderId: Uuid })

/** 配送: what waits, setting out, the door, and the way back. Whole addresses and phones are in these answers and nowhere else. */
export function courierRoutes(api: Api, { database: { db } }: Outside): void {
  api.read(
    {
      who: { staff: 'deliver' },
      url: paths.staffDeliveries,
      summary: 'Deliveries that wait and those with me, in the order of a short way round',
      params: Type.Object({ storeId: StoreId }),
      answer: DeliveriesAnswer,
    },
    ({ staff }) => deliveriesOf(db, staff),
  )

  api.write(
    'POST',
    {
      who: { staff: 'deliver' },
      url: paths.staffSetOut,
      summary: 'Take a packed delivery along',
      params: OfStore,
      answer: Done,
    },
    (tx, call) => setOut(tx, call, call.params.orderId),
  )

  api.write(
    'POST',
    {
      who: { staff: 'deliver' },
      url: paths.staffDeliver,
      summary: 'Handed over at the door',
      params: OfStore,
      body: DeliverBody,
      answer: Done,
    },
    (tx, call) => deliver(tx, call, { orderId: call.params.orderId, ...call.body }),
  )

  api.write(
    'POST',
    {
      who: { staff: 'deliver' },
      url: paths.staffBringBack,
      summary: 'Nobody was there: back to the store, with the reason',
      params: OfStore,
      body: BringBackBody,
      answer: Done,
    },
    (tx, call) => bringBack(tx, call, { orderId: call.params.orderId, reason: call.body.reason }),
  )
}
