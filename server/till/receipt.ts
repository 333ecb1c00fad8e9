import type { Static } from 'typebox'
import { v7 as uuid } from 'uuid'
import { type Refusal, refuse } from '../../src/contract/errors'
import type { TillOrderBody } from '../../src/contract/staff-order'
import { type Fen, fen } from '../../src/domain/money'
import type { ReceiptPart } from '../../src/domain/pricing/receipt'
import { type BasketGoods, basketGoods } from '../catalog/catalog.service'
import type { Tx } from '../database/connection'
import type { NewLine, NewOrder } from '../order/place.service'
import * as tills from './till.repository'

type Body = Static<typeof TillOrderBody>

/** The goods of each line, in order; a line names them by barcode or by our id. GOODS_NOT_FOUND when the store does not have them. */
export async function goodsOfLines(tx: Tx, { storeId, lines }: Body): Promise<BasketGoods[] | Refusal> {
  if (lines.some((line) => (line.barcode === undefined) === (line.goodsId === undefined)))
    return refuse('INPUT_INVALID', { field: 'lines' }, { detail: '每行写条码或商品编号之一' })
  const barcodes = await tills.goodsByBarcode(
    tx,
    lines.flatMap((line) => line.barcode ?? []),
  )
  const ids = lines.map((line) => line.goodsId ?? barcodes.get(line.barcode!) ?? null)
  const known = await basketGoods(tx, storeId, [...new Set(ids.filter((id) => id !== null))])
  const goods = ids.map((id) => (id === null ? undefined : known.get(id)))
  const missing = goods.indexOf(undefined)
  return missing < 0 ? (goods as BasketGoods[]) : refuse('GOODS_NOT_FOUND', { line: missing })
}

type Columns = Pick<
  NewOrder,
  | 'fulfilment'
  | 'contact_name'
  | 'contact_phone'
  | 'address'
  | 'remark'
  | 'goods_fen'
  | 'saved_fen'
  | 'delivery_fen'
  | 'total_fen'
  | 'receipt'
>

/** The order as the till was paid for it: what stands on its receipt is what each line paid; what it took off is what is missing to our price. */
export function orderOf(
  orderId: string,
  body: Body,
  goods: readonly BasketGoods[],
): { columns: Columns; lines: NewLine[] } {
  const lines = body.lines.map((line, position): NewLine => {
    const one = goods[position]!
    return {
      id: uuid(),
      order_id: orderId,
      position,
      goods_id: one.id,
      name: one.name,
      picture: one.picture,
      unit: one.unit,
      unit_grams: one.unitGrams,
      sold_by: one.soldBy,
      shelf: one.shelf,
      shelf_zone: one.shelfZone,
      price_fen: one.price,
      quantity: line.quantity,
      // a till may have asked more than we do: then nothing was taken off
      list_fen: Math.max(one.price * line.quantity, line.paid),
      paid_fen: line.paid,
    }
  })
  const list = fen(lines.reduce((sum, line) => sum + line.list_fen, 0))
  const total = fen(lines.reduce((sum, line) => sum + line.paid_fen, 0))
  return {
    columns: {
      fulfilment: body.fulfilment,
      contact_name: body.contact.name.trim(),
      contact_phone: body.contact.phone,
      address: body.address?.trim() ?? '',
      remark: body.remark.trim(),
      goods_fen: list,
      saved_fen: list - total,
      delivery_fen: 0,
      total_fen: total,
      receipt: JSON.stringify(partsOf(list, total)),
    },
    lines,
  }
}

function partsOf(list: Fen, total: Fen): ReceiptPart[] {
  const part = { sourceId: null, because: '' }
  const goods: ReceiptPart = { ...part, kind: 'goods', title: '商品', amount: list }
  return list === total ? [goods] : [goods, { ...part, kind: 'special', title: '收银优惠', amount: fen(total - list) }]
}
