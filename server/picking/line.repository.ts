import { v7 as uuid } from 'uuid'
import type { ShelfZone, SoldBy } from '../../src/domain/goods/goods'
import { type Fen, fen } from '../../src/domain/money'
import type { PickedLine } from '../../src/domain/order/picking'
import type { Instant } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import { toDate } from '../database/instants'

export type Consent = 'asked' | 'agreed' | 'declined'

/** A line of an order with everything that is known of it. */
export type Line = PickedLine & {
  readonly id: string
  readonly position: number
  readonly kind: 'goods' | 'gift' | 'substitute'
  readonly goodsId: string
  readonly picture: string
  readonly soldBy: SoldBy
  readonly shelf: string
  readonly shelfZone: ShelfZone
  readonly price: Fen
  readonly list: Fen
  readonly kept: Fen | null
  readonly refunded: Fen
  readonly refundedQuantity: number
  readonly insteadOf: string | null
  readonly consent: Consent | null
}

export async function linesOf(db: Db, orderId: string): Promise<Line[]> {
  const rows = await db
    .selectFrom('order_line')
    .selectAll()
    .where('order_id', '=', orderId)
    .orderBy('position')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    position: row.position,
    kind: row.kind,
    goodsId: row.goods_id,
    name: row.name,
    picture: row.picture,
    unit: row.unit,
    unitGrams: row.unit_grams,
    soldBy: row.sold_by,
    shelf: row.shelf,
    shelfZone: row.shelf_zone,
    price: fen(row.price_fen),
    quantity: row.quantity,
    list: fen(row.list_fen),
    paid: fen(row.paid_fen),
    pickedQuantity: row.picked_quantity,
    pickedGrams: row.picked_grams,
    kept: row.kept_fen === null ? null : fen(row.kept_fen),
    refunded: fen(row.refunded_fen),
    refundedQuantity: row.refunded_quantity,
    insteadOf: row.instead_of,
    consent: row.consent,
  }))
}

/** What was taken from the shelf for a line. The order's row is locked by whoever calls. */
export async function pick(tx: Tx, lineId: string, picked: { quantity: number; grams: number | null }): Promise<void> {
  await tx
    .updateTable('order_line')
    .set({ picked_quantity: picked.quantity, picked_grams: picked.grams })
    .where('id', '=', lineId)
    .execute()
}

/** What is paid for of each line, now that all are picked. */
export async function keep(tx: Tx, kept: readonly { lineId: string; kept: Fen }[]): Promise<void> {
  for (const one of kept)
    await tx.updateTable('order_line').set({ kept_fen: one.kept }).where('id', '=', one.lineId).execute()
}

export type NewSubstitute = {
  readonly orderId: string
  readonly insteadOf: string
  readonly position: number
  readonly quantity: number
  readonly unitPrice: Fen
  readonly goods: Pick<Line, 'goodsId' | 'name' | 'picture' | 'unit' | 'unitGrams' | 'soldBy' | 'shelf' | 'shelfZone'>
}

/** A question to the resident: it costs nothing (`paid` 0) until they agree. @returns the new line's id */
export async function askSubstitute(tx: Tx, ask: NewSubstitute): Promise<string> {
  const id = uuid()
  const { goods } = ask
  await tx
    .insertInto('order_line')
    .values({
      id,
      order_id: ask.orderId,
      position: ask.position,
      kind: 'substitute',
      goods_id: goods.goodsId,
      name: goods.name,
      picture: goods.picture,
      unit: goods.unit,
      unit_grams: goods.unitGrams,
      sold_by: goods.soldBy,
      shelf: goods.shelf,
      shelf_zone: goods.shelfZone,
      price_fen: ask.unitPrice,
      quantity: ask.quantity,
      list_fen: ask.unitPrice * ask.quantity,
      paid_fen: 0,
      instead_of: ask.insteadOf,
      consent: 'asked',
    })
    .execute()
  return id
}

/**
 * Answers a question that is open, once; `false` when it is not open any more. With `pays` the substitute takes over that much of what
 * the line it stands in for had paid, so that the lines together have paid what the order cost, before and after.
 */
export async function answerSubstitute(
  tx: Tx,
  answer: { lineId: string; consent: 'agreed' | 'declined'; pays: Fen; now: Instant },
): Promise<boolean> {
  const answered = await tx
    .updateTable('order_line')
    .set({ consent: answer.consent, consent_at: toDate(answer.now), paid_fen: answer.pays })
    .where('id', '=', answer.lineId)
    .where('consent', '=', 'asked')
    .returning('instead_of')
    .executeTakeFirst()
  if (!answered) return false
  if (answer.pays > 0)
    await tx
      .updateTable('order_line')
      .set((eb) => ({ paid_fen: eb('paid_fen', '-', answer.pays) }))
      .where('id', '=', answered.instead_of!)
      .execute()
  return true
}

/** The order has ended: nobody waits for an answer any more. */
export async function closeQuestions(tx: Tx, orderId: string, now: Instant): Promise<void> {
  await tx
    .updateTable('order_line')
    .set({ consent: 'declined', consent_at: toDate(now) })
    .where('order_id', '=', orderId)
    .where('consent', '=', 'asked')
    .execute()
}
