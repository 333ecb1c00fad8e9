import { sql } from 'kysely'
import type { Instant } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import { toDate } from '../database/instants'
import type { WechatGateway } from '../gateways/wechat'

/**
 * Notes, in the transaction of the hand-over, that WeChat must be told of it (发货信息): it pays out only then. An order of which
 * nothing was paid to WeChat needs no report.
 */
export async function oweShippingReport(
  tx: Tx,
  orderId: string,
  logistics: 'pickup' | 'same-city',
  now: Instant,
): Promise<void> {
  await sql`
    insert into shipping_report (order_id, logistics, created_at)
    select ${orderId}::uuid, ${logistics}, ${toDate(now)}::timestamptz
    where exists (select from payment where order_id = ${orderId}::uuid and state = 'paid')
    on conflict (order_id) do nothing`.execute(tx)
}

const AT_ONCE = 50
const MOST_ATTEMPTS = 40

/** Tells WeChat of what was handed over. Asked again until it has answered; told twice is told once. */
export async function reportShipping(
  db: Db,
  wechat: WechatGateway,
  clock: () => Instant,
): Promise<{ done: number; failed: number }> {
  const count = { done: 0, failed: 0 }
  for (const report of await takeDue(db, clock())) {
    const outcome = await wechat.uploadShipping({
      transactionId: report.transaction_id,
      logistics: report.logistics,
      description: report.description,
      payerOpenid: report.openid,
      uploadedAt: clock(),
    })
    const given = outcome === 'later' && report.attempts >= MOST_ATTEMPTS ? 'refused' : outcome
    if (given === 'later') continue
    const state = given === 'done' ? 'done' : 'failed'
    count[state] += 1
    await db
      .updateTable('shipping_report')
      .set({ state, ended_at: toDate(clock()), error: state === 'failed' ? outcome : null })
      .where('order_id', '=', report.order_id)
      .where('state', '=', 'waiting')
      .execute()
  }
  return count
}

type Due = {
  order_id: string
  logistics: 'pickup' | 'same-city'
  attempts: number
  transaction_id: string
  openid: string
  description: string
}

/** Reports whose turn it is; pauses double from one minute to two hours (`created_at` and the attempts say when). */
async function takeDue(db: Db, now: Instant): Promise<Due[]> {
  const { rows } = await sql<Due>`
    update shipping_report s set attempts = s.attempts + 1
    from payment p, shop_order o, resident r
    where p.order_id = s.order_id and p.transaction_id is not null and o.id = s.order_id and r.id = o.resident_id and s.order_id in (
      select order_id from shipping_report where state = 'waiting'
        and created_at + make_interval(mins => (2 ^ least(attempts, 11))::int - 1) <= ${toDate(now)}::timestamptz
      order by created_at limit ${AT_ONCE} for update skip locked)
    returning s.order_id, s.logistics, s.attempts, p.transaction_id, r.openid,
      (select string_agg(l.name, '、' order by l.position) from order_line l where l.order_id = o.id and l.kind <> 'gift')
        as description`.execute(db)
  return rows
}
