import { openingsToldUntil, ringsBefore } from '../../src/domain/reminder/quiet'
import { openingTold, openingValues } from '../../src/domain/reminder/words'
import type { Instant } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import * as consents from './consent.repository'
import { tell } from './inbox.service'
import * as openings from './opening.repository'
import * as pushes from './push.repository'

const BATCH = 500
const PAGE = 'pages/home/index'

/**
 * Tells everybody who asked that a trial opens: from 19:00 of the evening before (later, when the launch was moved closer), once
 * per resident and instant of opening. Whoever was told an instant that was moved since is told the new one; a push needs a
 * credit each time.
 */
export async function remindOpenings(db: Db, now: Instant): Promise<{ reminded: number; pushes: number }> {
  const until = openingsToldUntil(now)
  const done = { reminded: 0, pushes: 0 }
  for (const storeId of await openings.openingsBefore(db, now, until)) {
    for (;;) {
      const { asked, rung } = await db.transaction().execute((tx) => remindSome(tx, storeId, now, until))
      done.reminded += asked
      done.pushes += rung
      if (asked < BATCH) break
    }
  }
  return done
}

async function remindSome(
  tx: Tx,
  storeId: string,
  now: Instant,
  until: Instant,
): Promise<{ asked: number; rung: number }> {
  const opening = await openings.hold(tx, storeId, now, until)
  if (!opening) return { asked: 0, rung: 0 }
  const oncePrefix = `opening:${storeId}:${opening.opensAt}:`
  const residents = await openings.notTold(tx, storeId, oncePrefix, BATCH)
  const message = { kind: 'opening' as const, ...openingTold(opening), page: PAGE }
  const told = await tell(
    tx,
    residents.map((residentId) => ({ ...message, residentId, once: oncePrefix + residentId })),
    now,
  )
  const dueAt = ringsBefore(opening.opensAt, now)
  if (dueAt === null) return { asked: residents.length, rung: 0 }
  const reachable = await consents.withCredit(tx, residents, 'opening', storeId)
  const rung = await pushes.insertWithJobs(
    tx,
    [...reachable].flatMap((residentId) => {
      const once = oncePrefix + residentId
      const id = told.get(once)
      if (!id) return []
      const data = openingValues(opening)
      return [
        {
          id,
          residentId,
          purpose: 'opening' as const,
          couponId: null,
          storeId,
          orderId: null,
          once,
          data,
          page: PAGE,
          dueAt,
          until: opening.opensAt,
        },
      ]
    }),
    now,
  )
  return { asked: residents.length, rung }
}
