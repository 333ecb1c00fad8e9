import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { type Fen, fen } from '../../src/domain/money'
import { type RefundRoom, splitRefund } from '../../src/domain/order/refund-split'
import type { Instant } from '../../src/domain/time'
import type { Tx } from '../database/connection'
import { toDate } from '../database/instants'
import type { RefundReason } from '../database/schema'
import { credit } from './balance.service'

/** What is given back of a line, or of delivery (`lineId: null`). Parts of 0 are left out. */
export type RefundPart = { readonly lineId: string | null; readonly fen: Fen }

export type RefundAsk = {
  readonly orderId: string
  readonly reason: RefundReason
  readonly parts: readonly RefundPart[]
  /** What it is owed for: `ready:<order>`, `cancel:<order>`, `request:<id>`. Owed once, however often somebody tries. */
  readonly once: string
  /** Said on the order: 鲈鱼 称重 612g，比预估轻，退 ¥1.82（多退少不补） */
  readonly words: string
  readonly now: Instant
}

/**
 * Owes money back, in the transaction of what makes it owed. Goes back the way it came: WeChat's part first, as far as one was paid
 * and not given back yet, then the member balance. The balance's part is there with the commit; WeChat is asked by a job
 * (`askRefunds`), with one out_refund_no for ever. Raises what the lines and the order have had back; the database refuses more than
 * was paid (KF-21). `null` when nothing is to be given back or it is owed already.
 */
export async function oweRefund(tx: Tx, ask: RefundAsk): Promise<{ refundId: string; fen: Fen } | null> {
  const parts = ask.parts.filter((part) => part.fen > 0)
  const amount = parts.reduce((sum, part) => sum + part.fen, 0)
  if (amount === 0) return null
  // The order's row is locked: two refunds of one order wait for each other, so the split is made on what is left.
  const paid = await lockPaid(tx, ask.orderId)
  if (await isOwed(tx, ask.once)) return null
  const { wechat, balance } = splitRefund(fen(amount), paid.room)
  const refundId = uuid({ msecs: ask.now })
  await insertRefund(tx, ask, { refundId, wechat, balance })
  await tx
    .insertInto('refund_line')
    .values(parts.map((part) => ({ refund_id: refundId, order_line_id: part.lineId, fen: part.fen })))
    .execute()
  await raise(tx, ask.orderId, parts)
  if (paid.paymentId !== null && wechat > 0)
    await sql`update payment set refunded_fen = refunded_fen + ${wechat} where id = ${paid.paymentId}::uuid`.execute(tx)
  if (balance > 0) {
    if (paid.residentId === null) throw new Error('A balance part of an order that nobody of ours placed')
    await credit(tx, {
      residentId: paid.residentId,
      fen: fen(balance),
      once: `refund:${refundId}`,
      orderId: ask.orderId,
      refundId,
      now: ask.now,
    })
  }
  return { refundId, fen: fen(amount) }
}

async function lockPaid(
  tx: Tx,
  orderId: string,
): Promise<{ residentId: string | null; paymentId: string | null; room: RefundRoom }> {
  // Locked by a statement of its own: what is left must be read after whoever had the order before.
  await sql`select from shop_order where id = ${orderId}::uuid for update`.execute(tx)
  const { rows } = await sql<{
    resident_id: string | null
    payment_id: string | null
    wechat: number
    balance: number
  }>`
    select o.resident_id, p.id as payment_id, coalesce(p.amount_fen - p.refunded_fen, 0) as wechat,
      (o.balance_fen - coalesce((select sum(r.balance_fen) from refund r where r.order_id = o.id), 0))::int as balance
    from shop_order o left join payment p on p.order_id = o.id and p.state = 'paid'
    where o.id = ${orderId}::uuid`.execute(tx)
  const [row] = rows
  if (!row) throw new Error('A refund of an order that is not there')
  const { resident_id: residentId, payment_id: paymentId } = row
  return { residentId, paymentId, room: { wechat: fen(row.wechat), balance: fen(row.balance) } }
}

async function isOwed(tx: Tx, once: string): Promise<boolean> {
  return (await tx.selectFrom('refund').select('id').where('once', '=', once).executeTakeFirst()) !== undefined
}

async function insertRefund(
  tx: Tx,
  ask: RefundAsk,
  { refundId, wechat, balance }: { refundId: string; wechat: number; balance: number },
): Promise<void> {
  await tx
    .insertInto('refund')
    .values({
      id: refundId,
      order_id: ask.orderId,
      reason: ask.reason,
      wechat_fen: wechat,
      balance_fen: balance,
      state: wechat > 0 ? 'waiting' : 'done',
      ended_at: wechat > 0 ? null : toDate(ask.now),
      once: ask.once,
      words: ask.words,
      created_at: toDate(ask.now),
    })
    .execute()
}

/** What lines, delivery and order have had back grows; the checks of the tables hold it below what was paid. */
async function raise(tx: Tx, orderId: string, parts: readonly RefundPart[]): Promise<void> {
  for (const part of parts)
    if (part.lineId !== null)
      await sql`
        update order_line set refunded_fen = refunded_fen + ${part.fen}
        where id = ${part.lineId}::uuid and order_id = ${orderId}::uuid`.execute(tx)
  const all = parts.reduce((sum, part) => sum + part.fen, 0)
  const delivery = parts.filter((part) => part.lineId === null).reduce((sum, part) => sum + part.fen, 0)
  await sql`
    update shop_order set refunded_fen = refunded_fen + ${all}, delivery_refunded_fen = delivery_refunded_fen + ${delivery}
    where id = ${orderId}::uuid`.execute(tx)
}
