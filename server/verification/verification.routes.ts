import { Type } from 'typebox'
import { paths } from '../../src/contract/paths'
import { Done, StoreId, Uuid } from '../../src/contract/scalars'
import {
  CodeBody,
  PreviewAnswer,
  ReverseBody,
  VerificationsAnswer,
  VerificationsQuery,
  VerifyAnswer,
  VerifyBody,
} from '../../src/contract/staff'
import type { Outside } from '../build-app'
import type { Api } from '../http/route'
import { fingerprint } from '../idempotency/idempotency.service'
import { handoverRoutes } from './handover.routes'
import { today } from './today.service'
import * as service from './verification.service'

const StoreParams = Type.Object({ storeId: StoreId })

/** 核销台: what a code is good for, handing over, today's list, taking back a mistake. */
export function verificationRoutes(api: Api, outside: Outside): void {
  const {
    database: { db },
    keys,
  } = outside
  handoverRoutes(api, outside)
  api.question(
    {
      who: { staff: 'verify' },
      url: paths.staffPreview,
      summary: 'What a scanned or typed code is good for',
      params: StoreParams,
      body: CodeBody,
      answer: PreviewAnswer,
    },
    ({ staff, body, now, requestId }) =>
      service.preview(db, keys, { code: body.code, storeId: staff.storeId, staffId: staff.staffId, now, requestId }),
  )

  api.ownWrite(
    'POST',
    {
      who: { staff: 'verify' },
      url: paths.staffVerify,
      summary: 'Hand over for a code: the coupon is used up, the order collected',
      params: StoreParams,
      body: VerifyBody,
      answer: VerifyAnswer,
      keyed: true,
    },
    ({ staff, residentId, body, now, requestId, key }, { method, url }) =>
      service.verify(
        db,
        keys,
        { ...body, storeId: staff.storeId, staffId: staff.staffId, now, requestId },
        { actor: residentId, key, request: fingerprint(method, url, body) },
      ),
  )

  api.read(
    {
      who: { staff: 'verify' },
      url: paths.staffVerifications,
      summary: 'What this store has handed over today',
      params: StoreParams,
      query: VerificationsQuery,
      answer: VerificationsAnswer,
    },
    ({ staff, query, now }) => today(db, { storeId: staff.storeId, ...query, now }),
  )

  api.write(
    'POST',
    {
      who: { staff: 'reverse' },
      url: paths.staffReverse,
      summary: 'Take back a wrong verification within 2 hours',
      params: Type.Object({ storeId: StoreId, verificationId: Uuid }),
      body: ReverseBody,
      answer: Done,
    },
    (tx, { staff, params, body, now, requestId }) =>
      service.reverse(tx, {
        verificationId: params.verificationId,
        storeId: staff.storeId,
        staffId: staff.staffId,
        reason: body.reason,
        now,
        requestId,
      }),
  )
}
