import { sql } from 'kysely'
import { LONGEST_LEAD } from '../../src/domain/reminder/quiet'
import { type Instant, plus } from '../../src/domain/time'
import type { Tx } from '../database/connection'
import { toDate, toInstant } from '../database/instants'

export type EndingCoupon = {
  readonly id: string
  readonly holderId: string
  readonly title: string
  readonly endsAt: Instant
}

/**
 * Marks coupons as reminded whose time has come and that are still free, and answers them, nearest end first. One statement,
 * so two processes never take the same one; what another has in hand (a verification, a gift) is looked at again next time, and
 * so is a coupon on its way to a friend.
 * @param nightEnds also those whose time comes before this instant and that end before it
 */
export async function takeDue(tx: Tx, now: Instant, nightEnds: Instant | null, limit: number): Promise<EndingCoupon[]> {
  const at = toDate(now)
  const { rows } = await sql<{ id: string; holder_id: string; title: string; usable_until: Date }>`
    with due as (
      select c.id from coupon c join resident r on r.id = c.holder_id
      where c.reminded_at is null and c.state <> 'used'
        and c.remind_at > ${toDate(plus(now, -LONGEST_LEAD))} and c.remind_at <= ${toDate(nightEnds ?? now)}
        and (c.remind_at <= ${at} or c.usable_until <= ${toDate(nightEnds ?? now)})
        and c.usable_until > ${at}
        and (c.state = 'held' or c.gifting_until <= ${at})
        and r.remind_before_end
      order by c.usable_until, c.holder_id, c.id limit ${limit}
      for update of c skip locked
    )
    update coupon c set reminded_at = ${at}
    from due, coupon_batch b
    where c.id = due.id and b.id = c.batch_id
    returning c.id, c.holder_id, b.title, c.usable_until`.execute(tx)
  return rows
    .map((row) => ({ id: row.id, holderId: row.holder_id, title: row.title, endsAt: toInstant(row.usable_until) }))
    .sort((a, b) => a.endsAt - b.endsAt || (a.id < b.id ? -1 : 1))
}
