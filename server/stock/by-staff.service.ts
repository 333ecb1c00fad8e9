import type { Static } from 'typebox'
import { isRefusal, type Refusal, refuse } from '../../src/contract/errors'
import type { StockAnswer, StockBody } from '../../src/contract/staff-order'
import type { Instant } from '../../src/domain/time'
import type { Tx } from '../database/connection'
import type { StaffCaller } from '../http/route'
import { audit } from '../staff/audit'
import { moveStock } from './stock.service'

type By = { readonly staff: StaffCaller; readonly now: Instant; readonly requestId: string }

/** 入库 · 报损 · 盘点 by a member of staff, in the books with who did it. */
export async function moveByStaff(
  tx: Tx,
  { staff, now, requestId }: By,
  { goodsId, kind, units, reason }: Static<typeof StockBody> & { readonly goodsId: string },
): Promise<Static<typeof StockAnswer> | Refusal> {
  const fault = units === 0 ? '数量不能是 0' : units < 0 && kind !== 'adjusted' ? '数量要大于 0，只有盘点可以减' : null
  if (fault) return refuse('INPUT_INVALID', undefined, { detail: fault })
  const { storeId, staffId } = staff
  const moved = await moveStock(tx, { storeId, goodsId, kind, units, staffId, reason, now })
  if (isRefusal(moved)) return moved
  const delta = kind === 'wasted' ? -units : units
  await audit(tx, {
    at: now,
    staffId,
    storeId,
    action: 'stock.moved',
    subject: goodsId,
    before: { stock: moved.stock - delta },
    after: { stock: moved.stock, kind, units, reason },
    requestId,
  })
  return { goodsId, ...moved }
}
