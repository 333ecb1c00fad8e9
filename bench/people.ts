import { sql } from 'kysely'
import type { Db } from '../server/database/connection'

/** The nth neighbour's session token. The database makes the same one (`people`), so nobody has to keep a million of them. */
export const tokenOf = (n: number): string => `bench-session-${String(n).padStart(8, '0')}`

/** Signed-in neighbours `from` up to, not including, `to`. */
export async function people(db: Db, from: number, to: number): Promise<void> {
  await sql`
    insert into resident (id, openid, share_code, created_at)
    select md5('r' || n)::uuid, 'openid-' || n, 'share-' || n, now() from generate_series(${from}::int, ${to - 1}::int) n`.execute(
    db,
  )
  await sql`
    insert into session (token_hash, resident_id, created_at, expires_at)
    select sha256(convert_to('bench-session-' || lpad(n::text, 8, '0'), 'UTF8')), md5('r' || n)::uuid, now(), now() + interval '30 days'
    from generate_series(${from}::int, ${to - 1}::int) n`.execute(db)
}

/** The store that all measurements happen in. */
export async function benchStore(db: Db): Promise<void> {
  await sql`
    insert into store (id, name, address, phone, lat, lng, opens_minute, closes_minute, introduction)
    values ('bench', 'bench', 'bench', '0', 26.8566, 104.2786, 420, 1260, '{}') on conflict do nothing`.execute(db)
}

/** A store and one hot batch with more copies than anybody can claim in the time. */
export async function hotBatch(db: Db, batchId: string, total: number): Promise<void> {
  await benchStore(db)
  await sql`
    insert into coupon_batch (id, store_id, title, value, usable_online, usable_counter, store_ids, max_hops, total, remaining,
      per_person, claim_opens_at, claim_closes_at, use_opens_at, use_closes_at, published_at, remind_hours)
    values (${batchId}::uuid, 'bench', 'bench', '{"kind": "amount-off", "off": 2000, "threshold": 9900}', true, true, '{bench}', 1,
      ${total}::int, ${total}::int, 1, now() - interval '1 day', now() + interval '10 days', now() - interval '1 day',
      now() + interval '60 days', now(), 24)`.execute(db)
}
