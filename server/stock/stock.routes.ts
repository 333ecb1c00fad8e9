import { Type } from 'typebox'
import { paths } from '../../src/contract/paths'
import { StoreId, Uuid } from '../../src/contract/scalars'
import { StaffGoodsAnswer, StaffGoodsQuery, StockAnswer, StockBody } from '../../src/contract/staff-order'
import type { Outside } from '../build-app'
import { staffGoods } from '../catalog/catalog.service'
import type { Api } from '../http/route'
import { moveByStaff } from './by-staff.service'

/** 库存: what the store has, and moving it by hand. */
export function stockRoutes(api: Api, { database: { db } }: Outside): void {
  api.read(
    {
      who: { staff: 'stock' },
      url: paths.staffGoods,
      summary: 'Goods of the store with their stock, unlisted ones too',
      params: Type.Object({ storeId: StoreId }),
      query: StaffGoodsQuery,
      answer: StaffGoodsAnswer,
    },
    ({ staff, query, now }) => staffGoods(db, staff.storeId, query, now),
  )

  api.write(
    'POST',
    {
      who: { staff: 'stock' },
      url: paths.staffStock,
      summary: 'Goods came in, were thrown away, or were counted',
      params: Type.Object({ storeId: StoreId, goodsId: Uuid }),
      body: StockBody,
      answer: StockAnswer,
    },
    (tx, call) => moveByStaff(tx, call, { goodsId: call.params.goodsId, ...call.body }),
  )
}
