import { sql } from 'kysely'
import { buildApp } from '../server/build-app'
import { systemClock } from '../server/clock'
import type { OpenDatabase } from '../server/database/connection'
import { deriveKeys } from '../server/keys'
import { issueCode } from '../server/verification/code.service'
import { benchStore, people, tokenOf } from './people'
import { nobodyOutside } from './unasked'

const BATCH = '00000000-0000-7000-8000-0000000000f1'
const CLERK = 999_999
const VERIFICATIONS = 1_500
const AT_ONCE = 4

/** Copies `from` up to, not including, `to`: a thousand holders, each with as many as it takes. */
async function coupons(database: OpenDatabase, from: number, to: number): Promise<void> {
  await sql`
    insert into coupon (id, batch_id, claimer_id, holder_id, seq, claimed_at, usable_from, usable_until)
    select md5('c' || n)::uuid, ${BATCH}::uuid, md5('r' || (1000000 + n % 1000))::uuid, md5('r' || (1000000 + n % 1000))::uuid,
      n / 1000, now(), now() - interval '1 hour', now() + interval '30 days'
    from generate_series(${from}::int, ${to - 1}::int) n`.execute(database.db)
  await sql`vacuum analyze coupon`.execute(database.db)
}

async function prepare(database: OpenDatabase): Promise<void> {
  const { db } = database
  await benchStore(db)
  await people(db, 1_000_000, 1_001_000)
  await people(db, CLERK, CLERK + 1)
  await sql`
    insert into staff (id, resident_id, name) select md5('s')::uuid, md5('r' || ${CLERK}::int)::uuid, '小李'`.execute(
    db,
  )
  await sql`
    insert into staff_grant (id, staff_id, store_id, role, granted_at) values (md5('g')::uuid, md5('s')::uuid, 'bench', 'clerk', now())`.execute(
    db,
  )
  await sql`
    insert into coupon_batch (id, store_id, title, value, usable_online, usable_counter, store_ids, max_hops, total, remaining,
      per_person, claim_opens_at, claim_closes_at, use_opens_at, use_closes_at, published_at)
    values (${BATCH}::uuid, 'bench', 'bench', '{"kind": "amount-off", "off": 2000, "threshold": 9900}', true, true, '{bench}', 1,
      2000000, 1000000, 2000, now() - interval '1 day', now() + interval '10 days', now() - interval '1 day',
      now() + interval '60 days', now())`.execute(db)
}

/** p99 of the counter's verification in ms, over the API with its sign-in, rights, signature, statement and audit row. */
async function p99(database: OpenDatabase, from: number, to: number): Promise<number> {
  const keys = deriveKeys(Buffer.alloc(32, 1))
  const app = await buildApp({
    database,
    clock: systemClock,
    keys,
    ...nobodyOutside,
    templates: { opening: 'opening', couponEnding: 'coupon-ending', order: 'order' },
    limits: { perAddress: 1e9, perResident: 1e9, signInsPerAddress: 1e9 },
  })
  const took: number[] = []
  const verify = async (n: number): Promise<void> => {
    const { rows } = await sql<{ id: string }>`select md5('c' || ${n}::int)::uuid as id`.execute(database.db)
    const { qrs } = await issueCode(database.db, keys, { couponId: rows[0]!.id, now: systemClock.now() })
    const startedAt = performance.now()
    const response = await app.inject({
      method: 'POST',
      url: '/v1/staff/stores/bench/verifications',
      headers: { authorization: `Bearer ${tokenOf(CLERK)}`, 'idempotency-key': `bench-verify-${n}-00000000` },
      payload: { code: qrs[0]!.text, till: '1 号台' },
    })
    if (response.statusCode !== 200) throw new Error(response.body)
    took.push(performance.now() - startedAt)
  }
  // every copy once, spread over the whole range
  const step = Math.floor((to - from) / (VERIFICATIONS + 200))
  const order = Array.from({ length: VERIFICATIONS + 200 }, (_, i) => from + i * step)
  const worker = async (): Promise<void> => {
    for (let n = order.pop(); n !== undefined; n = order.pop()) await verify(n)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  await app.close()
  const steady = took.slice(200).sort((a, b) => a - b) // the first ones warm pools and plans
  return steady[Math.floor(steady.length * 0.99)]!
}

/** The same measurement with 10,000 coupons in the table and with 1,000,000. */
export async function measureVerify(database: OpenDatabase): Promise<{ p99Ms10k: number; p99Ms1m: number }> {
  await prepare(database)
  await coupons(database, 0, 10_000)
  const p99Ms10k = await p99(database, 0, 10_000)
  await coupons(database, 10_000, 1_000_000)
  const p99Ms1m = await p99(database, 10_000, 1_000_000)
  return { p99Ms10k, p99Ms1m }
}
