import { sql } from 'kysely'
import type { Instant } from '../../src/domain/time'
import type { InboxAnswer } from '../../src/contract/resident'
import type { Db, Tx } from '../database/connection'
import { toDate, toInstant } from '../database/instants'
import type { Purpose } from './consent.repository'

export type NewPush = {
  /** Of the inbox message it goes with. */
  readonly id: string
  readonly residentId: string
  readonly purpose: Purpose
  readonly couponId: string | null
  readonly storeId: string | null
  readonly orderId: string | null
  readonly once: string
  /** Key → value of the purpose's template. */
  readonly data: Readonly<Record<string, string>>
  readonly page: string
  readonly dueAt: Instant
  readonly until: Instant
}

/** A push whose turn has come, locked, and whether what it says is still so. */
export type DuePush = Omit<NewPush, 'dueAt' | 'once' | 'page'> & {
  /** Of the inbox message. */
  readonly kind: InboxAnswer['messages'][number]['kind']
  readonly page: string | null
  readonly attempts: number
  readonly openid: string
  readonly stillSo: boolean
}

/** The task that sends one push; its payload is `{ pushId }`. */
export const SEND_PUSH = 'send-push'

/**
 * Writes pushes with a job each, in the caller's transaction; one whose `once` exists already is left out. The queue is the
 * resident's own, so sends to one person follow one another (43108).
 */
export async function insertWithJobs(tx: Tx, pushes: readonly NewPush[], now: Instant): Promise<number> {
  const fresh = await insert(tx, pushes, now)
  await addJobs(tx, fresh, now)
  return fresh.length
}

/**
 * Writes pushes without jobs: a request of a resident or of staff writes its facts and knows no queue. `callForOrders` gives them
 * theirs. @returns the ids of those whose `once` is new
 */
export async function insert(tx: Tx, pushes: readonly NewPush[], now: Instant): Promise<string[]> {
  if (pushes.length === 0) return []
  const fresh = await tx
    .insertInto('push')
    .values(
      pushes.map((push) => ({
        id: push.id,
        resident_id: push.residentId,
        purpose: push.purpose,
        coupon_id: push.couponId,
        store_id: push.storeId,
        order_id: push.orderId,
        once: push.once,
        data: JSON.stringify(push.data),
        page: push.page,
        due_at: toDate(push.dueAt),
        until: toDate(push.until),
        created_at: toDate(now),
      })),
    )
    .onConflict((conflict) => conflict.column('once').doNothing())
    .returning('id')
    .execute()
  return fresh.map(({ id }) => id)
}

/** Our clock says when; the queue's clock is the database's, so the wait is handed over, not the instant. */
async function addJobs(db: Db, ids: readonly string[], now: Instant): Promise<void> {
  await sql`
    select graphile_worker.add_job(${SEND_PUSH}, json_build_object('pushId', id), queue_name := 'push:' || resident_id,
      run_at := now() + (due_at - ${toDate(now)}::timestamptz), max_attempts := 5)
    from push where id = any(${ids}::uuid[])`.execute(db)
}

/** Locks a push that waits and is due; nothing when it is not, or when another process has it in hand. */
export async function lockDue(tx: Tx, id: string, now: Instant): Promise<DuePush | null> {
  const { rows } = await sql<{
    resident_id: string
    purpose: Purpose
    coupon_id: string | null
    store_id: string | null
    order_id: string | null
    kind: DuePush['kind']
    data: Record<string, string>
    page: string | null
    until: Date
    attempts: number
    openid: string
    still_so: boolean
  }>`
    select p.resident_id, p.purpose, p.coupon_id, p.store_id, p.order_id, p.data, p.page, p.until, p.attempts, r.openid, m.kind,
      case p.purpose
        when 'opening' then exists (select from launch l where l.store_id = p.store_id and l.trial_opens_at = p.until)
        when 'order' then exists (
          select from shop_order o where o.id = p.order_id and o.resident_id = p.resident_id and case m.kind
            when 'order-ready' then o.state = 'ready'
            when 'order-on-its-way' then o.state = 'delivering'
            when 'order-delivered' then o.state = 'delivered'
            when 'order-cancelled' then o.state in ('cancelled', 'closed')
            else exists (select from order_line l where l.order_id = o.id and l.consent = 'asked')
          end)
        else r.remind_before_end and exists (
          select from coupon c where c.id = p.coupon_id and c.holder_id = p.resident_id
            and (c.state = 'held' or c.gifting_until <= ${toDate(now)}))
      end as still_so
    from push p join resident r on r.id = p.resident_id join inbox_message m on m.id = p.id
    where p.id = ${id} and p.state = 'waiting' and p.due_at <= ${toDate(now)}
    for update of p skip locked`.execute(tx)
  const [row] = rows
  if (!row) return null
  return {
    id,
    residentId: row.resident_id,
    purpose: row.purpose,
    couponId: row.coupon_id,
    storeId: row.store_id,
    orderId: row.order_id,
    kind: row.kind,
    data: row.data,
    page: row.page,
    until: toInstant(row.until),
    attempts: row.attempts,
    openid: row.openid,
    stillSo: row.still_so,
  }
}

/** waiting → sending. From here on it is never sent a second time unless WeChat says that it was not sent. */
export async function begin(tx: Tx, id: string, now: Instant): Promise<void> {
  await tx
    .updateTable('push')
    .set((eb) => ({ state: 'sending', attempts: eb('attempts', '+', 1), sending_at: toDate(now) }))
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .execute()
}

/** `from` → an end; `false` when it was not in that state. */
export async function end(
  tx: Tx,
  id: string,
  from: 'waiting' | 'sending',
  to: 'sent' | 'no-credit' | 'refused' | 'dropped' | 'unknown',
  error: string | null,
  now: Instant,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('push')
    .set({ state: to, error, ended_at: toDate(now) })
    .where('id', '=', id)
    .where('state', '=', from)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Waits (again) until `dueAt`, with a job for then; `false` when it was not in that state. */
export async function postpone(
  tx: Tx,
  id: string,
  from: 'waiting' | 'sending',
  dueAt: Instant,
  error: string | null,
  now: Instant,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('push')
    .set({ state: 'waiting', due_at: toDate(dueAt), sending_at: null, error })
    .where('id', '=', id)
    .where('state', '=', from)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) return false
  await addJobs(tx, [id], now)
  return true
}

/** Sends that began before `before` and never ended: the process is gone, the answer with it. */
export async function giveUpSending(db: Db, before: Instant, now: Instant): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('push')
    .set({ state: 'unknown', error: 'no answer', ended_at: toDate(now) })
    .where('state', '=', 'sending')
    .where('sending_at', '<=', toDate(before))
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/**
 * Gives pushes that were due before `before` a new job: theirs was lost with a process (the queue keeps a dead worker's jobs
 * locked for four hours, and its queue with them, hence another queue name). Harmless when the old job comes after all.
 */
export async function callAgain(db: Db, before: Instant, limit: number): Promise<number> {
  const { rows } = await sql`
    select graphile_worker.add_job(${SEND_PUSH}, json_build_object('pushId', late.id),
      queue_name := 'late-push:' || late.resident_id, job_key := 'late-push:' || late.id, max_attempts := 5)
    from (select id, resident_id from push where state = 'waiting' and due_at <= ${toDate(before)}
          order by due_at limit ${limit}) late`.execute(db)
  return rows.length
}

/**
 * Gives pushes about orders their job when they are due: requests write them without one. The job's key is the push, so a minute that
 * comes again replaces what waits in the queue instead of piling up.
 */
export async function callForOrders(db: Db, now: Instant, limit: number): Promise<number> {
  const { rows } = await sql`
    select graphile_worker.add_job(${SEND_PUSH}, json_build_object('pushId', due.id),
      queue_name := 'push:' || due.resident_id, job_key := 'order-push:' || due.id, max_attempts := 5)
    from (select id, resident_id from push where state = 'waiting' and purpose = 'order' and due_at <= ${toDate(now)}
          order by due_at limit ${limit}) due`.execute(db)
  return rows.length
}
