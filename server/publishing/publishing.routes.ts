import { Type } from 'typebox'
import { PublishBatchAnswer, PublishBatchBody } from '../../src/contract/coupon'
import { paths } from '../../src/contract/paths'
import { Done, StoreId, Uuid } from '../../src/contract/scalars'
import { StaffBatchesAnswer } from '../../src/contract/staff'
import type { Outside } from '../build-app'
import type { Api } from '../http/route'
import { batchesOf } from './publishing.repository'
import * as service from './publishing.service'

const InStore = Type.Object({ storeId: StoreId })

/** What a store publishes, and what it takes off the shelf again. */
export function publishingRoutes(api: Api, { database: { db } }: Outside): void {
  api.read(
    {
      who: { staff: 'publish' },
      url: paths.staffBatches,
      summary: 'Every batch of the store, ended and withdrawn ones too',
      params: InStore,
      answer: StaffBatchesAnswer,
    },
    async ({ staff, now }) => ({ batches: await batchesOf(db, staff.storeId, now) }),
  )

  api.write(
    'POST',
    {
      who: { staff: 'publish' },
      url: paths.staffBatches,
      summary: 'Publish a batch',
      params: InStore,
      body: PublishBatchBody,
      answer: PublishBatchAnswer,
    },
    (tx, call) => service.publish(tx, call, call.body),
  )

  api.write(
    'POST',
    {
      who: { staff: 'publish' },
      url: paths.staffWithdrawBatch,
      summary: 'Withdraw a batch: nobody claims it any more',
      params: Type.Object({ storeId: StoreId, batchId: Uuid }),
      answer: Done,
    },
    (tx, call) => service.withdraw(tx, call, call.params.batchId),
  )
}
