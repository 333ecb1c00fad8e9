import { sql } from 'kysely'
import { type Fen, fen } from '../../src/domain/money'
import type { Instant } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import { toDate, toInstant } from '../database/instants'

export type OpenRefund = {
  readonly id: string
  readonly orderId: string
  readonly outRefundNo: string
  readonly outTradeNo: string
  readonly wechat: Fen
  readonly paid: Fen
  readonly words: string
  readonly state: 'waiting' | 'asked'
}

/**
 * Refunds whose turn it is, marked as tried in the same statement: two processes rarely ask for one at once, and when they do it is
 * one refund (the same out_refund_no). Pauses between tries double from one minute to two hours.
 */
export async function takeDue(db: Db, now: Instant, limit: number): Promise<OpenRefund[]> {
  const at = sql`${toDate(now)}::timestamptz`
  const { rows } = await sql<{
    id: string
    order_id: string
    out_trade_no: string
    wechat_fen: number
    amount_fen: number
    words: string
    state: 'waiting' | 'asked'
  }>`
    update refund r set attempts = r.attempts + 1, asked_at = ${at}
    from payment p
    where p.order_id = r.order_id and r.id in (
      select id from refund where state in ('waiting', 'asked')
        and (asked_at is null or asked_at <= ${at} - make_interval(mins => least(120, (2 ^ least(attempts - 1, 7))::int)))
      order by created_at limit ${limit} for update skip locked)
    returning r.id, r.order_id, p.out_trade_no, r.wechat_fen, p.amount_fen, r.words, r.state`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    orderId: row.order_id,
    outRefundNo: outRefundNoOf(row.id),
    outTradeNo: row.out_trade_no,
    wechat: fen(row.wechat_fen),
    paid: fen(row.amount_fen),
    words: row.words,
    state: row.state,
  }))
}

export const outRefundNoOf = (refundId: string): string => refundId.replaceAll('-', '')

/** waiting → asked: WeChat has taken it on. */
export async function markAsked(db: Db, id: string, wechatRefundId: string): Promise<void> {
  await db
    .updateTable('refund')
    .set({ state: 'asked', refund_id: wechatRefundId, error: null })
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'asked'])
    .execute()
}

/** Why it did not go this time; it stays waiting. */
export async function keepError(db: Db, id: string, error: string): Promise<void> {
  await db
    .updateTable('refund')
    .set({ error })
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'asked'])
    .execute()
}

/** An open refund ends, once; one that had failed may still come to its good end. @returns what the resident is told, or `null` when it had ended before */
export async function end(
  tx: Tx,
  id: string,
  to: 'done' | 'failed',
  error: string | null,
  now: Instant,
): Promise<{ orderId: string; fen: Fen; words: string } | null> {
  const row = await tx
    .updateTable('refund')
    .set({ state: to, error, ended_at: toDate(now) })
    .where('id', '=', id)
    .where('state', 'in', to === 'done' ? ['waiting', 'asked', 'failed'] : ['waiting', 'asked'])
    .returning(['order_id', 'wechat_fen', 'balance_fen', 'words'])
    .executeTakeFirst()
  return row ? { orderId: row.order_id, fen: fen(row.wechat_fen + row.balance_fen), words: row.words } : null
}

export async function findByOutRefundNo(db: Db, outRefundNo: string): Promise<string | null> {
  if (!/^[0-9a-f]{32}$/.test(outRefundNo)) return null
  const id = outRefundNo.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  const row = await db.selectFrom('refund').select('id').where('id', '=', id).executeTakeFirst()
  return row?.id ?? null
}

/** Refunds of a store that WeChat could not pay out since `since`, latest first. */
export async function failedSince(
  db: Db,
  storeId: string,
  since: Instant,
): Promise<{ refundId: string; orderNumber: string; fen: Fen; words: string; at: Instant }[]> {
  const rows = await db
    .selectFrom('refund as r')
    .innerJoin('shop_order as o', 'o.id', 'r.order_id')
    .select(['r.id', 'o.number', 'r.wechat_fen', 'r.words', 'r.ended_at'])
    .where('r.state', '=', 'failed')
    .where('r.ended_at', '>=', toDate(since))
    .where('o.store_id', '=', storeId)
    .orderBy('r.ended_at', 'desc')
    .limit(50)
    .execute()
  return rows.map((row) => ({
    refundId: row.id,
    orderNumber: row.number,
    fen: fen(row.wechat_fen),
    words: row.words,
    at: toInstant(row.ended_at!),
  }))
}
