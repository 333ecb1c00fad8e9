import { sql } from 'kysely'
import type { Db, Tx } from '../server/database/connection'
import { toDate, toInstant } from '../server/database/instants'
import type { LaunchTimes } from '../src/domain/launch/launch'
import { DAY, HOUR, type Instant, MINUTE, plus, plusDays, SECOND, startOfStoreDay, storeDay } from '../src/domain/time'
import { Problem } from './problem'
import { LAUNCHING } from './seed/stores'

const UNITS: Record<string, number> = { s: SECOND, m: MINUTE, h: HOUR, d: DAY }
const TRIAL_LASTS = 7 * DAY
const OPENS_AT = 8 * HOUR
const USAGE =
  'Say where the launch is to be: `npm run launch -- 30s` (opens in 30 s; also 10m, 2h; 3d is 8:00 of that day), ' +
  '`npm run launch -- trial` (just opened) or `npm run launch -- open` (the grand opening just was).'

/** The instants that a word of the command means. @throws Problem for words that say nothing */
export function timesFor(word: string, now: Instant): LaunchTimes {
  const second = (Math.floor(now / SECOND) * SECOND) as Instant
  const opening = (trialOpensAt: Instant) => ({ trialOpensAt, grandOpensAt: plus(trialOpensAt, TRIAL_LASTS) })
  if (word === 'trial') return opening(second)
  if (word === 'open') return opening(plus(second, -TRIAL_LASTS))
  const [, amount, unit] = /^([1-9]\d{0,4})([smhd])$/.exec(word) ?? []
  if (amount === undefined || unit === undefined) throw new Problem(USAGE)
  if (unit === 'd') return opening(plus(startOfStoreDay(plusDays(storeDay(now), Number(amount))), OPENS_AT))
  return opening(plus(second, Number(amount) * UNITS[unit]!))
}

/**
 * The demo clock: moves a launch and the windows that hang on it, so that every phase can be seen. What ends with a day
 * still ends with one; what began before (claiming) stays open; coupons and gifts that exist get the windows that a claim
 * would give them now.
 * @param to the new instants, and whose launch (the seeded one)
 * @throws Error in production, Problem when there is no such launch
 */
export async function moveLaunch(db: Db, to: LaunchTimes & { readonly storeId?: string }): Promise<void> {
  if (process.env.NODE_ENV === 'production') throw new Error('A launch is moved in development only')
  const storeId = to.storeId ?? LAUNCHING
  await db.transaction().execute(async (tx) => {
    const from = await launchOf(tx, storeId)
    await tx
      .updateTable('launch')
      .set({ trial_opens_at: toDate(to.trialOpensAt), grand_opens_at: toDate(to.grandOpensAt) })
      .where('store_id', '=', storeId)
      .execute()
    await moveBatches(tx, storeId, movement(from, to))
    await fitCoupons(tx, storeId)
  })
}

async function launchOf(tx: Tx, storeId: string): Promise<LaunchTimes> {
  const row = await tx.selectFrom('launch').selectAll().where('store_id', '=', storeId).forUpdate().executeTakeFirst()
  if (!row) throw new Problem('There is no launch yet: run `npm start` once.')
  return { trialOpensAt: toInstant(row.trial_opens_at), grandOpensAt: toInstant(row.grand_opens_at) }
}

/** Where an instant goes: with the grand opening when it hangs on that, else with the trial; midnights by whole days. */
function movement(from: LaunchTimes, to: LaunchTimes): (at: Instant) => Instant {
  return (at) => {
    const opening = at >= from.grandOpensAt ? 'grandOpensAt' : 'trialOpensAt'
    if (at !== startOfStoreDay(storeDay(at))) return plus(at, to[opening] - from[opening])
    const days = (at - startOfStoreDay(storeDay(from[opening]))) / DAY
    return startOfStoreDay(plusDays(storeDay(to[opening]), days))
  }
}

async function moveBatches(tx: Tx, storeId: string, moved: (at: Instant) => Instant): Promise<void> {
  const batches = await tx.selectFrom('coupon_batch').selectAll().where('store_id', '=', storeId).forUpdate().execute()
  const movedDate = (date: Date | null): Date | null => date && toDate(moved(toInstant(date)))
  for (const batch of batches) {
    const useClosesAt = movedDate(batch.use_closes_at)
    const closes = movedDate(batch.claim_closes_at)!
    const claimClosesAt = useClosesAt && useClosesAt < closes ? useClosesAt : closes
    const lastOpening = new Date(claimClosesAt.getTime() - DAY)
    await tx
      .updateTable('coupon_batch')
      .set({
        claim_opens_at: batch.claim_opens_at < lastOpening ? batch.claim_opens_at : lastOpening,
        claim_closes_at: claimClosesAt,
        use_opens_at: movedDate(batch.use_opens_at),
        use_closes_at: useClosesAt,
      })
      .where('id', '=', batch.id)
      .execute()
  }
}

/** As `claim_coupons` would write them: a batch that says when its use begins says it for the copies that exist as well. */
async function fitCoupons(tx: Tx, storeId: string): Promise<void> {
  await sql`
    with fitted as (
      select c.id, b.remind_hours, coalesce(b.use_opens_at, c.usable_from) as opens,
        coalesce(b.use_closes_at,
          ((greatest(coalesce(b.use_opens_at, c.usable_from), c.claimed_at) at time zone 'Asia/Shanghai')::date
            + b.use_days)::timestamp at time zone 'Asia/Shanghai') as ends
      from coupon c join coupon_batch b on b.id = c.batch_id where b.store_id = ${storeId}
    )
    update coupon c set
      usable_from = f.opens,
      usable_until = f.ends,
      remind_at = case when f.remind_hours > 0 and f.ends - make_interval(hours => f.remind_hours) > c.claimed_at
        then f.ends - make_interval(hours => f.remind_hours) end,
      gifting_until = case when c.gifting_until is not null then least(c.gifting_until, f.ends) end
    from fitted f where f.id = c.id and (c.usable_from, c.usable_until) is distinct from (f.opens, f.ends)`.execute(tx)
  await sql`
    update gift g set expires_at = c.gifting_until from coupon c join coupon_batch b on b.id = c.batch_id
    where c.id = g.coupon_id and g.state = 'offered' and c.state = 'gifting' and b.store_id = ${storeId}
      and g.expires_at <> c.gifting_until`.execute(tx)
}
