import { sql } from 'kysely'
import { buildApp } from '../server/build-app'
import { systemClock } from '../server/clock'
import type { OpenDatabase } from '../server/database/connection'
import { deriveKeys } from '../server/keys'
import { benchStore, people, tokenOf } from './people'
import { nobodyOutside } from './unasked'

const LINES = 50
const COUPONS = 40
const SHOPPERS = 20
const CHANGES = 1_500
const WARMING = 200
/** Carts are recomputed one at a time per core: the measure is how long a change takes, not how many fit. */
const AT_ONCE = 2

/** Goods `from` up to, not including, `to`, a tenth of them at a special price. Stock comes in through the ledger as everywhere. */
async function goods(database: OpenDatabase, from: number, to: number): Promise<void> {
  const { db } = database
  await sql`insert into category (id, name, picture) values ('bench', 'bench', 'bench') on conflict do nothing`.execute(
    db,
  )
  await sql`
    insert into goods (id, category_id, name, picture, sold_by, unit, created_at)
    select md5('g' || n)::uuid, 'bench', '商品 ' || n, 'tomato', 'piece', '个', now()
    from generate_series(${from}::int, ${to - 1}::int) n`.execute(db)
  await sql`
    insert into store_goods (store_id, goods_id, price_fen, per_person_day, available, listed_at)
    select 'bench', md5('g' || n)::uuid, 300 + n % 700, 50, 1000, now() from generate_series(${from}::int, ${to - 1}::int) n`.execute(
    db,
  )
  await sql`
    insert into stock_entry (id, store_id, goods_id, kind, available_delta, held_delta, at)
    select md5('e' || n)::uuid, 'bench', md5('g' || n)::uuid, 'received', 1000, 0, now()
    from generate_series(${from}::int, ${to - 1}::int) n`.execute(db)
  await sql`
    insert into offer (id, store_id, kind, title, terms, goods_id, opens_at, closes_at)
    select md5('o' || n)::uuid, 'bench', 'special', '特价', '{"price": 290}', md5('g' || n)::uuid, now() - interval '1 day',
      now() + interval '10 days'
    from generate_series(${from}::int, ${to - 1}::int) n where n % 200 = 0`.execute(db)
  await sql`vacuum analyze`.execute(db)
}

async function prepare(database: OpenDatabase): Promise<void> {
  const { db } = database
  await benchStore(db)
  await sql`
    insert into launch (store_id, trial_opens_at, grand_opens_at, slogans, peek)
    values ('bench', now() - interval '2 days', now() - interval '1 day', '[]', '[]')`.execute(db)
  await people(db, 0, SHOPPERS)
  await goods(database, 0, 2_000)
  await sql`
    insert into offer (id, store_id, kind, title, terms, opens_at, closes_at)
    select md5('save' || n)::uuid, 'bench', 'spend-save', '满减',
      '{"scope": {"kind": "all"}, "tiers": [{"threshold": 5000, "off": 500}, {"threshold": 9900, "off": 1500}]}',
      now() - interval '1 day', now() + interval '10 days'
    from generate_series(1, 3) n`.execute(db)
  await sql`
    insert into coupon_batch (id, store_id, title, value, usable_online, usable_counter, store_ids, max_hops, total, remaining,
      per_person, claim_opens_at, claim_closes_at, use_opens_at, use_closes_at, published_at)
    select md5('b' || n)::uuid, 'bench', '券 ' || n,
      case n % 4 when 0 then jsonb_build_object('kind', 'percent-off', 'percent', 80 + n % 15, 'cap', 2000, 'threshold', 500 * n)
        when 1 then jsonb_build_object('kind', 'free-delivery', 'threshold', 1000)
        else jsonb_build_object('kind', 'amount-off', 'off', 100 + 10 * n, 'threshold', 400 * n) end,
      true, true, '{bench}', 1, 1000, 1000, 1, now() - interval '1 day', now() + interval '10 days', now() - interval '1 day',
      now() + interval '60 days', now()
    from generate_series(1, ${COUPONS}::int) n`.execute(db)
  await sql`
    insert into coupon (id, batch_id, claimer_id, holder_id, seq, claimed_at, usable_from, usable_until)
    select md5('c' || n || ' ' || who)::uuid, md5('b' || n)::uuid, md5('r' || who)::uuid, md5('r' || who)::uuid, 1, now(),
      now() - interval '1 hour', now() + interval '30 days'
    from generate_series(1, ${COUPONS}::int) n, generate_series(0, ${SHOPPERS - 1}::int) who`.execute(db)
  await sql`
    insert into cart_line (resident_id, store_id, goods_id, quantity, seen_fen, added_at)
    select md5('r' || who)::uuid, 'bench', md5('g' || n * 37 % 2000)::uuid, 1 + n % 3, 300 + n * 37 % 2000 % 700, now()
    from generate_series(1, ${LINES}::int) n, generate_series(0, ${SHOPPERS - 1}::int) who`.execute(db)
  await sql`vacuum analyze`.execute(db)
}

/** p99 in ms of a change of a line with everything that is worked out anew, over the API: sign-in, key, transaction, answer. */
async function p99(database: OpenDatabase, round: string): Promise<number> {
  const app = await buildApp({
    database,
    clock: systemClock,
    keys: deriveKeys(Buffer.alloc(32, 1)),
    ...nobodyOutside,
    templates: { opening: 'opening', couponEnding: 'coupon-ending', order: 'order' },
    limits: { perAddress: 1e9, perResident: 1e9, signInsPerAddress: 1e9 },
  })
  const { rows } = await sql<{ id: string }>`
    select md5('g' || n * 37 % 2000)::uuid as id from generate_series(1, ${LINES}::int) n`.execute(database.db)
  const took: number[] = []
  const change = async (n: number): Promise<void> => {
    const startedAt = performance.now()
    const response = await app.inject({
      method: 'PUT',
      url: `/v1/stores/bench/cart/${rows[n % LINES]!.id}`,
      headers: {
        authorization: `Bearer ${tokenOf(n % SHOPPERS)}`,
        'idempotency-key': `bench-cart-${round}-${String(n).padStart(8, '0')}`,
      },
      payload: { quantity: 1 + (n % 4) },
    })
    took.push(performance.now() - startedAt)
    const answer = response.json() as { lines?: unknown[]; receipt?: { saved: number } }
    if (response.statusCode !== 200 || answer.lines?.length !== LINES || !answer.receipt?.saved)
      throw new Error(response.body.slice(0, 500))
  }
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < CHANGES + WARMING) await change(next++)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  await app.close()
  const steady = took.slice(WARMING).sort((a, b) => a - b) // the first ones warm pools and plans
  return steady[Math.floor(steady.length * 0.99)]!
}

export type CartNumbers = { p99Ms2k: number; p99Ms20k: number }

/** The same carts (50 lines, 40 coupons held) in a store of 2,000 kinds of goods and in one of 20,000. */
export async function measureCart(database: OpenDatabase): Promise<CartNumbers> {
  await prepare(database)
  const p99Ms2k = await p99(database, '2k')
  await goods(database, 2_000, 20_000)
  const p99Ms20k = await p99(database, '20k')
  return { p99Ms2k, p99Ms20k }
}
