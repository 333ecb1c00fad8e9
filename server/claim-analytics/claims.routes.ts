import { Type } from 'typebox'
import { paths } from '../../src/contract/paths'
import { StoreId } from '../../src/contract/scalars'
import { ClaimsAnswer, ClaimsQuery } from '../../src/contract/staff'
import type { Outside } from '../build-app'
import type { Api } from '../http/route'
import { claimsReport } from './claims.service'

export function claimAnalyticsRoutes(api: Api, { database: { db } }: Outside): void {
  api.read(
    {
      who: { staff: 'see-claims' },
      url: paths.staffClaims,
      summary: 'Claims by batch, channel and day',
      params: Type.Object({ storeId: StoreId }),
      query: ClaimsQuery,
      answer: ClaimsAnswer,
    },
    ({ staff, query, now }) => claimsReport(db, staff.storeId, query, now),
  )
}
