import { sql } from 'kysely'
import type { OrderState } from '../../src/domain/order/order'
import type { Instant } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import { toDate, toInstant } from '../database/instants'

export type PaymentState = 'open' | 'paid' | 'closed'
export type OrderPayment = {
  readonly orderId: string
  readonly storeId: string
  readonly storeName: string
  readonly residentId: string | null
  readonly openid: string | null
  readonly number: string
  readonly orderState: OrderState
  readonly total: number
  readonly balance: number
  readonly payUntil: Instant
  readonly payment: {
    readonly id: string
    readonly outTradeNo: string
    readonly amount: number
    readonly state: PaymentState
    readonly prepayId: string | null
    readonly transactionId: string | null
  } | null
}

function withPayment(db: Db) {
  return db
    .selectFrom('shop_order as o')
    .innerJoin('store as s', 's.id', 'o.store_id')
    .leftJoin('resident as r', 'r.id', 'o.resident_id')
    .leftJoin('payment as p', 'p.order_id', 'o.id')
    .select(['o.id', 'o.store_id', 's.name as store_name', 'o.resident_id', 'r.openid', 'o.number', 'o.state'])
    .select(['o.total_fen', 'o.balance_fen', 'o.pay_until'])
    .select(['p.id as payment_id', 'p.out_trade_no', 'p.amount_fen', 'p.state as payment_state', 'p.prepay_id'])
    .select(['p.transaction_id'])
}
type Row = Awaited<ReturnType<ReturnType<typeof withPayment>['execute']>>[number]

function of(row: Row): OrderPayment {
  return {
    orderId: row.id,
    storeId: row.store_id,
    storeName: row.store_name,
    residentId: row.resident_id,
    openid: row.openid,
    number: row.number,
    orderState: row.state,
    total: row.total_fen,
    balance: row.balance_fen,
    payUntil: toInstant(row.pay_until),
    payment:
      (row.payment_id && {
        id: row.payment_id,
        outTradeNo: row.out_trade_no!,
        amount: row.amount_fen!,
        state: row.payment_state!,
        prepayId: row.prepay_id,
        transactionId: row.transaction_id,
      }) ||
      null,
  }
}

/** An order with its payment; with a resident, only theirs. */
export async function find(db: Db, orderId: string, residentId?: string): Promise<OrderPayment | null> {
  const row = await withPayment(db)
    .where('o.id', '=', orderId)
    .$if(residentId !== undefined, (query) => query.where('o.resident_id', '=', residentId!))
    .executeTakeFirst()
  return row ? of(row) : null
}

/** One person's orders are placed one after the other, also by a payment that comes late: limits per person are counted under it. */
export async function lockBuyer(tx: Tx, outTradeNo: string): Promise<void> {
  await sql`
    select pg_advisory_xact_lock(hashtextextended('orders of ' || o.resident_id, 0))
    from payment p join shop_order o on o.id = p.order_id where p.out_trade_no = ${outTradeNo}`.execute(tx)
}

/** The order that a payment is for, its row locked first and the payment's after it: everybody locks in this order. */
export async function lockByOutTradeNo(tx: Tx, outTradeNo: string): Promise<OrderPayment | null> {
  const known = await tx
    .selectFrom('payment')
    .select('order_id')
    .where('out_trade_no', '=', outTradeNo)
    .executeTakeFirst()
  if (!known) return null
  return lock(tx, known.order_id)
}

export async function lock(tx: Tx, orderId: string): Promise<OrderPayment | null> {
  await sql`select from shop_order where id = ${orderId}::uuid for update`.execute(tx)
  await sql`select from payment where order_id = ${orderId}::uuid for update`.execute(tx)
  return find(tx, orderId)
}

/** `id` without dashes is WeChat's out_trade_no. */
export async function insert(
  tx: Tx,
  payment: { id: string; orderId: string; amount: number; now: Instant },
): Promise<void> {
  await tx
    .insertInto('payment')
    .values({
      id: payment.id,
      out_trade_no: payment.id.replaceAll('-', ''),
      order_id: payment.orderId,
      amount_fen: payment.amount,
      created_at: toDate(payment.now),
    })
    .execute()
}

export async function keepPrepayId(tx: Tx, paymentId: string, prepayId: string): Promise<void> {
  await tx.updateTable('payment').set({ prepay_id: prepayId }).where('id', '=', paymentId).execute()
}

/** open or closed → paid, once; a payment that came after the closing is money that came all the same. */
export async function markPaid(tx: Tx, paymentId: string, transactionId: string, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('payment')
    .set({ state: 'paid', transaction_id: transactionId, paid_at: toDate(at) })
    .where('id', '=', paymentId)
    .where('state', '<>', 'paid')
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function markClosed(tx: Tx, orderId: string, now: Instant): Promise<void> {
  await tx
    .updateTable('payment')
    .set({ state: 'closed', closed_at: toDate(now) })
    .where('order_id', '=', orderId)
    .where('state', '=', 'open')
    .execute()
}

/** Writes a notification down; `false` when it came before (KF-27). */
export async function keepNotification(
  tx: Tx,
  notification: { id: string; kind: string; outTradeNo: string },
  now: Instant,
): Promise<boolean> {
  const row = await tx
    .insertInto('payment_notification')
    .values({ id: notification.id, kind: notification.kind, out_trade_no: notification.outTradeNo, at: toDate(now) })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Orders whose time to pay is over, the longest waiting first. */
export async function unpaidSince(db: Db, until: Instant, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('shop_order')
    .select('id')
    .where('state', '=', 'pending_payment')
    .where('pay_until', '<=', toDate(until))
    .orderBy('pay_until')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}
