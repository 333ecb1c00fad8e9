import { Type } from 'typebox'
import { OrderCodeAnswer } from '../../src/contract/order'
import { paths } from '../../src/contract/paths'
import { Done, StoreId, Uuid } from '../../src/contract/scalars'
import { ReverseBody } from '../../src/contract/staff'
import {
  ConflictsAnswer,
  OfflineListAnswer,
  ResolveConflictBody,
  SettleAnswer,
  SettleBody,
} from '../../src/contract/staff-order'
import type { Outside } from '../build-app'
import type { Api } from '../http/route'
import { fingerprint } from '../idempotency/idempotency.service'
import { reverseHandover } from './handover-reversal.service'
import { offlineList } from './offline-list.service'
import { orderCode } from './order-code.service'
import * as settlement from './settlement.service'

const StoreParams = Type.Object({ storeId: StoreId })

/** Orders at the counter: their code, taking a handover back, and handing over while there is no network. */
export function handoverRoutes(api: Api, { database: { db }, keys }: Outside): void {
  api.read(
    {
      who: 'resident',
      url: paths.orderCode,
      summary: 'The code with which an own order is collected',
      params: Type.Object({ orderId: Uuid }),
      answer: OrderCodeAnswer,
    },
    ({ residentId, params, now }) => orderCode(db, keys, { orderId: params.orderId, residentId, now }),
  )

  api.write(
    'POST',
    {
      who: { staff: 'reverse' },
      url: paths.staffReverseHandover,
      summary: 'Take back a wrong handover of an order within 2 hours',
      params: Type.Object({ storeId: StoreId, handoverId: Uuid }),
      body: ReverseBody,
      answer: Done,
    },
    (tx, { staff, params, body, now, requestId }) =>
      reverseHandover(tx, {
        handoverId: params.handoverId,
        storeId: staff.storeId,
        staffId: staff.staffId,
        reason: body.reason,
        now,
        requestId,
      }),
  )

  offlineRoutes(api, { db, keys })
}

function offlineRoutes(api: Api, { db, keys }: Pick<Outside, 'keys'> & { db: Outside['database']['db'] }): void {
  api.read(
    {
      who: { staff: 'verify' },
      url: paths.staffOfflineList,
      summary: 'Orders that wait at this counter, with what is needed to check their codes without the network',
      params: StoreParams,
      answer: OfflineListAnswer,
    },
    ({ staff, now }) => offlineList(db, keys, { storeId: staff.storeId, now }),
  )

  api.ownWrite(
    'POST',
    {
      who: { staff: 'verify' },
      url: paths.staffSettle,
      summary: 'Tell what was handed over without the network',
      params: StoreParams,
      body: SettleBody,
      answer: SettleAnswer,
      keyed: true,
    },
    ({ staff, residentId, body, now, requestId, key }, { method, url }) =>
      settlement.settle(
        db,
        keys,
        { ...body, storeId: staff.storeId, staffId: staff.staffId, now, requestId },
        { actor: residentId, key, request: fingerprint(method, url, body) },
      ),
  )

  api.read(
    {
      who: { staff: 'verify' },
      url: paths.staffConflicts,
      summary: 'What was handed over without the network and could not be settled',
      params: StoreParams,
      answer: ConflictsAnswer,
    },
    ({ staff, now }) => settlement.openConflicts(db, { storeId: staff.storeId, now }),
  )

  api.write(
    'POST',
    {
      who: { staff: 'reverse' },
      url: paths.staffResolveConflict,
      summary: 'Close a conflict, with what came of it',
      params: Type.Object({ storeId: StoreId, conflictId: Uuid }),
      body: ResolveConflictBody,
      answer: Done,
    },
    (tx, { staff, params, body, now, requestId }) =>
      settlement.resolveConflict(tx, {
        conflictId: params.conflictId,
        storeId: staff.storeId,
        staffId: staff.staffId,
        resolution: body.resolution,
        now,
        requestId,
      }),
  )
}
