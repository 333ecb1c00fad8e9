import { Type } from 'typebox'
import { paths } from '../../src/contract/paths'
import { StoreId } from '../../src/contract/scalars'
import { StockPlanAnswer, StockPlanQuery } from '../../src/contract/staff'
import type { Outside } from '../build-app'
import type { Api } from '../http/route'
import { planOf } from './stock-plan.service'

export function stockPlanRoutes(api: Api, { database: { db } }: Outside): void {
  api.read(
    {
      who: { staff: 'see-stock-plan' },
      url: paths.staffStockPlan,
      summary: 'What to prepare, per goods and day',
      params: Type.Object({ storeId: StoreId }),
      query: StockPlanQuery,
      answer: StockPlanAnswer,
    },
    ({ staff, query, now }) => planOf(db, staff.storeId, query.theme ?? 'light', now),
  )
}
